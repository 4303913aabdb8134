from django.http import JsonResponse
from django.views.decorators.http import require_safe

from partnership.core.exports import answer
from partnership.partners.forms.directory import DirectoryForm
from partnership.partners.queries import directory as queries


@require_safe
def directory(request, ending):
    form = DirectoryForm(request.GET)
    return answer(request, queries.directory_export(form.chosen(), form.in_words()), ending)


@require_safe
def directory_json(request):
    form = DirectoryForm(request.GET)
    records = queries.directory_records(form.chosen(), form.in_words())
    return JsonResponse(records, json_dumps_params={"ensure_ascii": False})
