"""Watching how a session is led, and reading what was seen."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.academy.actions import observing as actions
from partnership.academy.forms.observing import (
    AnswerObservationForm,
    AskToWatchForm,
    FillObservationForm,
    OfferToWatchForm,
)
from partnership.academy.models import Session
from partnership.academy.queries import observed as shares
from partnership.academy.queries import observing as queries
from partnership.academy.queries import planning
from partnership.academy.rules import observing as rules
from partnership.accounts.models import Person

ASKS = require_http_methods(["GET", "HEAD", "POST"])
left_nowhere = cache_control(private=True, no_store=True)


def reached(request, pk):
    """Reach an observation as one of the two."""
    return get_object_or_404(queries.of_two(request.user), pk=pk)


@login_required
@require_safe
def observations(request):
    return render(request, "academy/observing/observations.html", {"page": queries.observations_page(request.user)})


@login_required
@left_nowhere
@require_safe
def observation(request, pk):
    page = queries.observation_page(get_object_or_404(queries.seen(request.user), pk=pk), request.user)
    return render(request, "academy/observing/observation.html", {"page": page})


@login_required
@ASKS
def ask_to_watch(request):
    known, choices = queries.sessions_to_watch(request.user), planning.other_trainers(request.user)
    form = AskToWatchForm(request.POST or None, sessions=known, trainers=choices)
    if request.method == "POST" and form.is_valid():
        session = get_object_or_404(Session.objects.visible_to(request.user), pk=form.cleaned_data["session"])
        made = actions.ask_to_watch(session, trainer=request.user, observer=form.observer, by=request.user)
        messages.success(request, _("Asked. They are told, and can say no."))
        return redirect("observation", pk=made.pk)
    return render(request, "academy/observing/ask_to_watch.html", {"form": form})


@login_required
@ASKS
def offer_to_watch(request, pk):
    session = get_object_or_404(Session.objects.visible_to(request.user), pk=pk)
    rules.check_can_ask_to_watch(request.user, session)
    form = OfferToWatchForm(request.POST or None, leaders=queries.leaders_of(session, request.user))
    if request.method == "POST" and form.is_valid():
        trainer = get_object_or_404(Person.objects.real(), pk=form.cleaned_data["trainer"])
        made = actions.ask_to_watch(session, trainer=trainer, observer=request.user, by=request.user)
        messages.success(request, _("Offered. They are told, and can say no."))
        return redirect("observation", pk=made.pk)
    return render(request, "academy/observing/offer_to_watch.html", {"form": form, "pk": pk})


@login_required
@require_POST
def agree_to_watch(request, pk):
    actions.agree_to_watch(reached(request, pk), by=request.user)
    messages.success(request, _("You said yes. The other is told."))
    return redirect("observation", pk=pk)


@login_required
@require_POST
def decline_to_watch(request, pk):
    actions.decline_to_watch(reached(request, pk), by=request.user)
    messages.success(request, _("You said no. The other is told, and not why."))
    return redirect("observations")


@login_required
@require_POST
def call_off_watching(request, pk):
    actions.call_off_watching(reached(request, pk), by=request.user)
    messages.success(request, _("It does not happen. The other is told, and not why."))
    return redirect("observations")


@login_required
@left_nowhere
@ASKS
def fill_observation(request, pk):
    found = reached(request, pk)
    rules.check_can_fill_observation(request.user, found)
    form = FillObservationForm(request.POST or None, checklist=rules.checklist_for(found.session.course))
    if request.method == "POST" and form.is_valid():
        actions.fill_observation(found, form.cleaned_data, by=request.user)
        messages.success(request, _("Kept. Whoever you watched reads it before anybody else."))
        return redirect("observation", pk=pk)
    page = queries.observation_page(found, request.user)
    return render(request, "academy/observing/fill_observation.html", {"form": form, "page": page})


@login_required
@left_nowhere
@ASKS
def answer_observation(request, pk):
    found = reached(request, pk)
    rules.check_can_answer_observation(request.user, found)
    form = AnswerObservationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.answer_observation(found, **form.cleaned_data, by=request.user)
        messages.success(request, _("Kept. Whoever watched is told that you read it."))
        return redirect("observation", pk=pk)
    page = queries.observation_page(found, request.user)
    return render(request, "academy/observing/answer_observation.html", {"form": form, "page": page})


@login_required
@require_safe
def observed(request):
    rules.check_can_see_observed(request.user)
    return render(request, "academy/observing/observed.html", {"page": shares.observed_page()})
