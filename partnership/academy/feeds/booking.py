from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnership.academy.models import Booking
from partnership.academy.queries.calendars import training_feed
from partnership.academy.rules.calendars import entries
from partnership.core import calendars


@require_safe
@login_required
def booking_calendar(request, pk):
    mine = Booking.objects.visible_to(request.user).filter(person=request.user)
    return calendars.answer(request, _("Training"), entries(get_object_or_404(mine, pk=pk)))


@require_safe
def training_calendar_feed(request):
    found = training_feed(request.GET.get("key", ""))
    if found is None:
        raise Http404
    return calendars.answer(request, _("Training"), found)
