from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.academy.actions import leading as asking
from partnership.academy.actions import sessions as actions
from partnership.academy.forms.planning import (
    AskToLeadForm,
    CallOffSessionForm,
    ChangePlannedForm,
    HoldPlacesForm,
    PlanForm,
    When,
)
from partnership.academy.models import Leading
from partnership.academy.queries import planning as queries
from partnership.academy.queries import programme
from partnership.academy.queries import year as years
from partnership.academy.rules import planning as rules
from partnership.academy.rules.sessions import check_can_organise

ask = require_http_methods(["GET", "HEAD", "POST"])


def reached(request, pk):
    """Reach a session as one who organises it."""
    session = get_object_or_404(queries.seen(request.user), pk=pk)
    check_can_organise(request.user, session)
    return session


def back_to(pk):
    return redirect("organise-session", pk=pk)


@login_required
@ask
def plan_session(request):
    rules.check_can_plan(request.user)
    form = PlanForm(request.POST or None, initial={"course": request.GET.get("course", "")}, by=request.user)
    if request.method == "POST" and form.is_valid():
        made = actions.plan(**form.said, parts=[form.stretch], joining=form.joining, by=request.user)
        messages.success(request, _("Planned. Nobody sees it before you announce it."))
        return back_to(made.pk)
    return render(request, "academy/planning/plan_session.html", {"form": form})


@login_required
@require_safe
def organise_session(request, pk):
    page = queries.organise_page(reached(request, pk), request.user)
    return render(request, "academy/planning/organise_session.html", {"page": page})


@login_required
@ask
def change_planned(request, pk):
    session = reached(request, pk)
    page = queries.organise_page(session, request.user)
    form = ChangePlannedForm(request.POST or None, session=session, room=page.room, link=page.link, by=request.user)
    if request.method == "POST" and form.is_valid() and form.saved(lambda: change(request, session, form)):
        messages.success(request, _("Kept. Whoever comes is told of what they must know."))
        return back_to(pk)
    return render(request, "academy/planning/change_planned.html", {"form": form, "page": page})


def change(request, session, form):
    seen = form.cleaned_data["revision"]
    actions.change_session(session, form.said, joining=form.joining, seen=seen, by=request.user)


@login_required
@ask
def add_part(request, pk):
    session, form = reached(request, pk), When(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_part(session, *form.stretch, by=request.user)
        messages.success(request, _("Added."))
        return back_to(pk)
    return render(request, "academy/planning/add_part.html", {"form": form, "pk": pk})


@login_required
@require_POST
def remove_part(request, pk, part):
    actions.remove_part(get_object_or_404(reached(request, pk).parts, pk=part), by=request.user)
    messages.success(request, _("Taken away."))
    return back_to(pk)


@login_required
@ask
def ask_to_lead(request, pk):
    session = reached(request, pk)
    form = AskToLeadForm(request.POST or None, trainers=queries.trainers(request.user, session))
    if request.method == "POST" and form.is_valid():
        asking.ask_to_lead(session, form.person, task=form.cleaned_data["task"], by=request.user)
        messages.success(request, _("Asked. They are told, and can say no."))
        return back_to(pk)
    return render(request, "academy/planning/ask_to_lead.html", {"form": form, "pk": pk})


@login_required
@require_POST
def take_back_asking(request, pk, leading):
    asking.take_back_asking(get_object_or_404(reached(request, pk).leading, pk=leading), by=request.user)
    messages.success(request, _("They are told that they need not come."))
    return back_to(pk)


@login_required
@require_POST
def step_back(request, leading):
    found = Leading.objects.visible_to(request.user).filter(person=request.user)
    asking.step_back(get_object_or_404(found, pk=leading), by=request.user)
    messages.success(request, _("You said no. Whoever planned it is told that somebody cannot, and not why."))
    return redirect("i-lead")


@login_required
@ask
def hold_places(request, pk):
    session, form = reached(request, pk), HoldPlacesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.hold_places(session, **form.said, by=request.user)
        messages.success(request, _("Held."))
        return back_to(pk)
    return render(request, "academy/planning/hold_places.html", {"form": form, "pk": pk})


@login_required
@require_POST
def release_places(request, pk, held):
    actions.release_places(get_object_or_404(reached(request, pk).held, pk=held), by=request.user)
    messages.success(request, _("They are anybody's now. Whoever waits is asked first."))
    return back_to(pk)


@login_required
@require_POST
def announce_session(request, pk):
    actions.announce(reached(request, pk), by=request.user)
    messages.success(request, _("Everybody can see it now, and ask for a place."))
    return back_to(pk)


@login_required
@ask
def call_off_session(request, pk):
    session, form = reached(request, pk), CallOffSessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.cancel_session(session, **form.cleaned_data, by=request.user)
        messages.success(request, _("Cancelled. Whoever had a place, waited or was to lead it is told."))
        return back_to(pk)
    page = queries.organise_page(session, request.user)
    return render(request, "academy/planning/call_off_session.html", {"form": form, "page": page})


@login_required
@require_safe
def i_lead(request):
    return render(request, "academy/planning/i_lead.html", {"page": queries.i_lead(request.user)})


@login_required
@require_safe
def programme_academy(request):
    rules.check_can_see_programme(request.user)
    page = programme.programme_page(request.user, request.GET.get("quarter", ""))
    shown = {"page": page, "year": years.this_year()}
    return render(request, "academy/planning/programme_academy.html", shown)


@login_required
@require_safe
def academy_year(request, year):
    rules.check_can_see_programme(request.user)
    return render(request, "academy/planning/academy_year.html", {"page": years.academy_year(request.user, year)})
