from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.framework.actions import arranging as actions
from partnership.framework.forms.arranging import AssessmentForm, CallOffForm, PersonForm, TypistForm
from partnership.framework.models import Campaign
from partnership.framework.queries import arranging as queries
from partnership.framework.queries.invitations import invitations_for
from partnership.framework.queries.plan import promises
from partnership.framework.rules import arranging as rules


def reached(request, pk):
    """Reach an assessment through the partner that the address names."""
    found = request.partner.assessments.visible_to(request.user).select_related("partner", "paper_with", "previous")
    return get_object_or_404(found, pk=pk)


def seat_reached(request, pk, seat):
    """Reach one seat of an assessment."""
    return get_object_or_404(reached(request, pk).seats.select_related("assessment__partner"), seat=seat)


def back_to(request, pk):
    return redirect("assessment", partner=request.partner.slug, pk=pk)


@require_safe
def assessments(request):
    page = queries.assessments_page(request.partner, request.user)
    shown = {"page": page, "invitations": invitations_for(request.partner)}
    return render(request, "framework/arranging/assessments.html", shown)


@require_http_methods(["GET", "POST"])
def start_assessment(request):
    rules.check_can_start_assessment(request.user, request.partner)
    edition = queries.edition_to_start(request.GET.get("edition", ""))
    if edition is None:
        raise Http404(_("There is no such edition to look at yourselves with."))
    form = AssessmentForm(request.POST or None, edition=edition)
    if request.method == "POST" and form.is_valid():
        return start(request, edition, form)
    before = queries.before_you_start(edition, request.partner)
    return render(request, "framework/arranging/start_assessment.html", {"form": form, "before": before})


def start(request, edition, form):
    """Start what the form says, in the campaign that it was opened from."""
    asked = request.GET.get("campaign", "")
    campaign = Campaign.objects.visible_to(request.user).open().filter(pk=asked if asked.isdecimal() else None).first()
    made = actions.start_assessment(
        request.partner, edition.key, **form.details, seats=form.numbers, campaign=campaign, by=request.user
    )
    messages.success(request, _("It is here now. Nobody has been asked yet."))
    return back_to(request, made.pk)


@require_safe
def assessment(request, pk):
    now = reached(request, pk)
    page, promised = queries.assessment_page(now, request.user), promises(now.previous, request.user)
    return render(request, "framework/arranging/assessment.html", {"page": page, "promised": promised})


@require_http_methods(["GET", "POST"])
def change_assessment(request, pk):
    now = reached(request, pk)
    rules.check_can_prepare(request.user, now)
    edition = rules.asked_edition(now)
    form = AssessmentForm(request.POST or None, edition=edition, initial=AssessmentForm.kept(now))
    if request.method == "POST" and form.is_valid() and form.saved(lambda: change(request, now, form)):
        messages.success(request, _("Kept."))
        return back_to(request, pk)
    return render(request, "framework/arranging/change_assessment.html", {"form": form, "assessment": now})


def change(request, now, form):
    seen = form.cleaned_data["revision"]
    actions.change_assessment(now, form.details, seats=form.numbers, seen=seen, by=request.user)


@require_http_methods(["GET", "POST"])
def ask_by_name(request, pk, seat):
    asked = seat_reached(request, pk, seat)
    rules.check_can_ask_by_name(request.user, asked)
    form = PersonForm(request.POST or None, partner=request.partner, by=request.user)
    if request.method == "POST" and form.is_valid():
        actions.ask_by_name(asked, form.cleaned_data["person"], by=request.user)
        messages.success(request, _("They are asked. Their page “My work” says so."))
        return back_to(request, pk)
    return render(request, "framework/arranging/ask_by_name.html", {"form": form, "seat": asked})


@require_http_methods(["GET", "POST"])
def name_typist(request, pk):
    now = reached(request, pk)
    rules.check_can_name_typist(request.user, now, None)
    form = TypistForm(request.POST or None, partner=request.partner)
    if request.method == "POST" and form.is_valid():
        actions.name_typist(now, form.cleaned_data["email"], by=request.user)
        return back_to(request, pk)
    return render(request, "framework/arranging/name_typist.html", {"form": form, "assessment": now})


@require_POST
def replace_link(request, pk, seat):
    actions.replace_link(seat_reached(request, pk, seat), by=request.user)
    messages.success(request, _("There is another link now. The old one has stopped."))
    return back_to(request, pk)


@require_POST
def begin_assessment(request, pk):
    actions.begin_assessment(reached(request, pk), by=request.user)
    messages.success(request, _("People can answer now."))
    return back_to(request, pk)


@require_POST
def close_assessment(request, pk):
    actions.close_assessment(reached(request, pk), by=request.user)
    messages.success(
        request, _("Closed. Results can open in an hour, so that nobody loses what they are in the middle of.")
    )
    return back_to(request, pk)


@require_http_methods(["GET", "POST"])
def call_off_assessment(request, pk):
    now = reached(request, pk)
    rules.check_can_call_off_assessment(request.user, now)
    form = CallOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.call_off_assessment(now, form.cleaned_data["why"], by=request.user)
        return back_to(request, pk)
    return render(request, "framework/arranging/call_off_assessment.html", {"form": form, "assessment": now})


@require_POST
def share_assessment(request, pk):
    shares = request.POST.get("shares") == "yes"
    actions.share_assessment(reached(request, pk), shares, by=request.user)
    said = _("It is counted now, without your name.") if shares else _("It is not counted any more.")
    messages.success(request, said)
    return back_to(request, pk)
