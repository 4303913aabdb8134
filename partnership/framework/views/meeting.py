from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.framework import tasks
from partnership.framework.actions import meeting as actions
from partnership.framework.forms.meeting import AgreedForm, EvidenceForm
from partnership.framework.models import ShownEvidence
from partnership.framework.queries import meeting as queries
from partnership.framework.queries import report
from partnership.framework.queries.system import heres
from partnership.framework.rules import meeting as rules
from partnership.framework.views.arranging import reached


def opened(request, pk):
    """Reach an assessment whose results are open."""
    found = reached(request, pk)
    rules.check_results_are_open(found)
    return found


def onward(request, name, pk, **more):
    return redirect(name, partner=request.partner.slug, pk=pk, **more)


@require_POST
def open_results(request, pk):
    tasks.open_now(reached(request, pk), by=request.user)
    messages.success(request, _("Results are open, for good. Nobody sees single answers, and they are deleted."))
    return onward(request, "meeting", pk)


@require_safe
def meeting(request, pk):
    page = queries.meeting_page(opened(request, pk), request.user, request.GET.get("order", ""))
    return render(request, "framework/meeting/meeting.html", {"page": page})


def standard_page(request, pk, standard):
    page = queries.meeting_standard_page(opened(request, pk), standard, request.user)
    if page is None:
        raise Http404(_("There is no such standard."))
    return page


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_standard(request, pk, standard):
    page = standard_page(request, pk, standard)
    form, evidence = forms_of(request, page)
    sent = evidence if evidence.is_bound else form
    valid = sent.is_bound and sent.is_valid()
    if valid and keep(request, page, sent):
        return after_keeping(request, page, sent)
    shown = {"page": page, "form": form, "evidence": evidence, "sent": sent}
    return render(request, "framework/meeting/meeting_standard.html", shown, status=409 if valid else 200)


def forms_of(request, page):
    """Give both forms of the page, the one that was sent with what was typed."""
    of_evidence = "show" in request.POST
    kept = {"initial": AgreedForm.kept(page.talk.agreed), "levels": page.levels}
    data = request.POST or None
    return AgreedForm(None if of_evidence else data, **kept), EvidenceForm(data if of_evidence else None)


def keep(request, page, sent):
    """Keep what was sent; say no where somebody else saved first."""
    if isinstance(sent, EvidenceForm):
        actions.show_evidence(page.assessment, page.talk.key, **sent.cleaned_data, by=request.user)
        return True
    seen = sent.cleaned_data["revision"]
    return sent.saved(
        lambda: actions.record_level(page.assessment, page.talk.key, sent.changes, seen=seen, by=request.user)
    )


def after_keeping(request, page, sent):
    """Stay beside the evidence; from a level go on to the next standard."""
    messages.success(request, _("Kept."))
    standard = page.talk.key if isinstance(sent, EvidenceForm) else page.following
    if standard:
        return onward(request, "meeting-standard", page.assessment.pk, standard=standard)
    return onward(request, "meeting", page.assessment.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_heard(request, pk):
    page, form = queries.heard_page(opened(request, pk), request.user), EvidenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.show_evidence(page.assessment, "", **form.cleaned_data, by=request.user)
        messages.success(request, _("Added."))
        return onward(request, "meeting-heard", pk)
    return render(request, "framework/meeting/meeting_heard.html", {"page": page, "form": form})


@require_POST
def take_evidence_back(request, pk, evidence):
    ours = ShownEvidence.objects.visible_to(request.user).filter(assessment=opened(request, pk))
    taken = actions.take_evidence_back(get_object_or_404(ours, pk=evidence), by=request.user)
    messages.success(request, _("Taken back."))
    if not taken.standard:
        return onward(request, "meeting-heard", pk)
    return onward(request, "meeting-standard", pk, standard=taken.standard)


@require_safe
def assessment_report(request, pk):
    now = opened(request, pk)
    shown = {"page": report.report_page(now, request.user), "heres": heres(now)}
    return render(request, "framework/meeting/assessment_report.html", shown)


@require_POST
def agree_assessment(request, pk):
    actions.agree_assessment(reached(request, pk), by=request.user)
    messages.success(request, _("Agreed. Thank you for the time this took."))
    return onward(request, "assessment", pk)


@require_POST
def take_up_again(request, pk):
    actions.take_up_again(reached(request, pk), by=request.user)
    messages.success(request, _("You can go on. What you agreed stays until you change it."))
    return onward(request, "meeting", pk)
