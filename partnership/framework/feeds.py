from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnership.core.exports import answer
from partnership.framework import queries


def found(file):
    if file is None:
        raise Http404(_("There is no such file."))
    return file


@require_safe
def framework_file(request, edition, ending):
    return answer(request, found(queries.edition_export(edition)), ending)


@require_safe
def framework_json(request, edition):
    return JsonResponse(found(queries.edition_record(edition)), json_dumps_params={"ensure_ascii": False})
