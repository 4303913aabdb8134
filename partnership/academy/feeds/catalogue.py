from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnership.academy.queries import catalogue_files, sessions
from partnership.core import calendars, exports
from partnership.core.visitors import somebody


@require_safe
def academy_file(request, ending):
    return exports.answer(request, catalogue_files.courses_export(somebody(request), request.GET), ending)


@require_safe
def academy_feed(request):
    response = HttpResponse(catalogue_files.catalogue_feed(), content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def sessions_calendar(request):
    return calendars.answer(request, _("Training that you can come to"), sessions.calendar_entries())
