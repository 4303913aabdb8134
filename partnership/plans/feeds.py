from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnership.core import calendars, exports
from partnership.plans import queries


@require_safe
def actions_file(request, ending):
    return exports.answer(request, queries.actions_export(request.user, request.GET, partner=request.partner), ending)


@require_safe
def calendar_feed(request):
    entries = queries.feed(request.GET.get("key", ""))
    if entries is None:
        raise Http404
    return calendars.answer(request, _("Heartwood: my Actions"), entries)
