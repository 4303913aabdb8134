from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.core.revisions import Changed
from partnership.plans import actions as deeds
from partnership.plans import forms, queries, rules
from partnership.plans.models import Action, Calendar, Dependency, Evidence

PROGRAMME = "programme"


def _visible(request, pk):
    return get_object_or_404(Action.objects.visible_to(request.user), pk=pk)


def _asked_partner(request):
    """Give for whom something is raised: the partner acted for, or the one asked for; None where nobody has said."""
    if request.partner:
        return request.partner
    asked, known = request.GET.get("for", ""), forms.partners_to_raise_for(request.user)
    return PROGRAMME if asked == PROGRAMME else known.filter(slug=asked).first()


def _way_on(request, pk):
    """Go back to where the form stood, if it said so and that is here; else to the Action."""
    asked = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return redirect(asked if here else reverse("action", kwargs={"pk": pk}))


@require_safe
@never_cache
def actions(request):
    page = queries.action_list(request.user, request.GET, partner=request.partner)
    return render(request, "plans/actions.html", {"page": page})


@require_safe
@login_required
def board(request):
    page = queries.action_board(request.user, request.GET, partner=request.partner)
    return render(request, "plans/board.html", {"page": page})


@require_safe
@never_cache
def action(request, pk):
    page = queries.action_page(request.user, pk)
    if page is None and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if page is None:
        raise Http404
    return render(request, "plans/action.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
def raise_action(request):
    asked = _asked_partner(request)
    if asked is None:
        return redirect("whose-action")
    partner = None if asked == PROGRAMME else asked
    form = forms.ActionForm(request.POST or None, person=request.user, partner=partner)
    if request.method == "POST" and form.is_valid():
        raised = deeds.raise_action(**form.changes, partner=partner, serves=form.ties, by=request.user)
        messages.success(request, _("It is here now, as a proposal."))
        return redirect("action", pk=raised.pk)
    return render(request, "plans/raise_action.html", {"form": form, "partner": partner})


@require_safe
@login_required
def whose_action(request):
    form = forms.WhoseForm(person=request.user)
    ways = form.fields["partner"].choices
    if len(ways) == 1:
        return redirect(f"{reverse('raise-action')}?for={ways[0][0]}")
    return render(request, "plans/whose_action.html", {"form": form})


@require_http_methods(["GET", "POST"])
@login_required
def change_action(request, pk):
    now = _visible(request, pk)
    rules.check_can_change_action(request.user, now)
    said = {"initial": forms.ActionForm.what_it_says(now), "person": request.user, "action": now}
    form, changed = forms.ActionForm(request.POST or None, **said), None
    if request.method == "POST" and form.is_valid():
        changed = _change(request, now, form)
        if changed is None:
            return redirect("action", pk=pk)
    shown = {"form": form, "action": now, "changed": changed and queries.what_changed(changed, form.data)}
    return render(request, "plans/change_action.html", shown, status=409 if changed else 200)


def _change(request, now, form):
    seen = form.cleaned_data["revision"]
    serves = {"serves": form.ties, "among": form.among}
    try:
        deeds.change_action(now, form.changes, seen=-1 if seen is None else seen, by=request.user, **serves)
    except Changed as problem:
        form.data = form.data.copy()
        form.data["revision"] = problem.now.revision  # whoever keeps it now has seen what it stands instead of
        return problem
    messages.success(request, _("Kept."))
    return None


@require_http_methods(["GET", "POST"])
@login_required
def move_action(request, pk):
    now = _visible(request, pk)
    step = request.POST.get("step") or request.GET.get("step", "")
    if not step:
        messages.warning(request, _("Choose a step first, then press the button."))
        return _way_on(request, pk)
    rules.check_can_move_action(request.user, now, step)
    form = forms.MoveForm(request.POST or None, initial={"step": step})
    if request.method == "POST" and form.is_valid():
        moved = deeds.move_action(now, step, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, queries.how_it_stands(moved))
        return _way_on(request, pk)
    return render(request, "plans/move_action.html", {"form": form, "action": now, "step": queries.step_words(step)})


@require_POST
@login_required
def take_over_action(request, pk):
    deeds.take_over_action(_visible(request, pk), by=request.user)
    messages.success(request, _("You look after this now."))
    return _way_on(request, pk)


@require_http_methods(["GET", "POST"])
@login_required
def write_note(request, pk):
    now = _visible(request, pk)
    rules.check_can_write_note(request.user, now)
    form = forms.NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deeds.write_note(now, form.cleaned_data["words"], by=request.user)
        messages.success(request, _("Your note is kept."))
        return redirect("action", pk=pk)
    return render(request, "plans/write_note.html", {"form": form, "action": now})


@require_http_methods(["GET", "POST"])
@login_required
def add_evidence(request, pk):
    now = _visible(request, pk)
    rules.check_can_add_evidence(request.user, now)
    form = forms.EvidenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deeds.add_evidence(now, **form.cleaned_data, by=request.user)
        messages.success(request, _("The evidence is kept."))
        return redirect("action", pk=pk)
    return render(request, "plans/add_evidence.html", {"form": form, "action": now})


@require_POST
@login_required
def remove_evidence(request, pk, evidence):
    found = get_object_or_404(Evidence.objects.visible_to(request.user), pk=evidence, action=pk)
    deeds.remove_evidence(found, by=request.user)
    messages.success(request, _("The evidence is taken back."))
    return redirect("action", pk=pk)


@require_POST
@login_required
def wait_for(request, pk):
    now, form = _visible(request, pk), forms.WaitForForm(request.POST, person=request.user)
    if form.is_valid():
        deeds.wait_for(now, form.cleaned_data["other"], by=request.user)
    else:
        messages.warning(request, _("Choose what it waits for, then press the button."))
    return redirect("action", pk=pk)


@require_POST
@login_required
def wait_no_longer(request, pk, dependency):
    found = get_object_or_404(Dependency.objects.visible_to(request.user), pk=dependency, action=pk)
    deeds.wait_no_longer(found, by=request.user)
    return redirect("action", pk=pk)


@require_safe
@login_required
@never_cache
def calendar(request):
    page = queries.calendar_page(request.user)
    form = forms.CalendarForm(initial={"neutral": page.neutral, "whole_partner": page.whole_partner})
    return render(request, "plans/calendar.html", {"page": page, "form": form})


@require_POST
@login_required
@never_cache
def make_calendar_address(request):
    form = forms.CalendarForm(request.POST)
    form.is_valid()
    secret = deeds.make_calendar_address(by=request.user, **form.cleaned_data)
    address = request.build_absolute_uri(f"{reverse('actions-calendar-feed')}?key={secret}")
    return render(request, "plans/make_calendar_address.html", {"address": address})


@require_POST
@login_required
def change_calendar(request):
    found = get_object_or_404(Calendar.objects.visible_to(request.user), person=request.user)
    form = forms.CalendarForm(request.POST)
    form.is_valid()
    deeds.change_calendar(found, by=request.user, **form.cleaned_data)
    messages.success(request, _("Kept. Your calendar shows it when it next asks."))
    return redirect("actions-calendar")


@require_POST
@login_required
def stop_calendar(request):
    found = get_object_or_404(Calendar.objects.visible_to(request.user), person=request.user)
    deeds.stop_calendar(found, by=request.user)
    messages.success(request, _("The address has stopped working."))
    return redirect("actions-calendar")
