from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from partnership.academy.actions import calendars as actions
from partnership.academy.models import TrainingCalendar
from partnership.academy.queries import calendars as queries


@require_safe
@login_required
@never_cache
def training_calendar(request):
    page = queries.training_calendar_page(request.user)
    return render(request, "academy/calendars/training_calendar.html", {"page": page})


@require_POST
@login_required
@never_cache
def make_training_calendar(request):
    secret = actions.make_training_calendar(by=request.user)
    address = request.build_absolute_uri(f"{reverse('training-calendar-feed')}?key={secret}")
    return render(request, "academy/calendars/make_training_calendar.html", {"address": address})


@require_POST
@login_required
def stop_training_calendar(request):
    found = get_object_or_404(TrainingCalendar.objects.visible_to(request.user), person=request.user)
    actions.stop_training_calendar(found, by=request.user)
    messages.success(request, _("The address has stopped working."))
    return redirect("training-calendar")
