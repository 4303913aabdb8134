from django.http import HttpResponse
from django.views.decorators.http import require_safe

from partnership.core import exports
from partnership.listening.queries import posters


@require_safe
def what_changed_file(request, ending):
    return exports.answer(request, posters.ledger_export(request.GET), ending)


@require_safe
def what_changed_feed(request):
    response = HttpResponse(posters.ledger_feed(), content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
