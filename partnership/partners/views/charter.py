from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.core.revisions import Changed
from partnership.partners.actions import charter as actions
from partnership.partners.forms.charter import (
    AuthorityForm,
    ClausesReadForm,
    SeniorLeadForm,
    SignatoryForm,
    SignForm,
    WithdrawForm,
)
from partnership.partners.queries import charter as texts
from partnership.partners.queries import standing as queries
from partnership.partners.rules import charter as rules


@require_safe
def charter(request):
    return render(request, "partners/charter.html", {"page": texts.charter_page()})


@require_safe
def charter_version(request, version):
    page = texts.charter_page(version)
    if page is None:
        raise Http404(_("There is no such version."))
    return render(request, "partners/charter_version.html", {"page": page})


@require_safe
def charter_changes(request, old, new):
    page = texts.difference(old, new)
    if page is None:
        raise Http404(_("There is nothing to compare."))
    return render(request, "partners/charter_changes.html", {"page": page})


def preparing(request):
    """Reach what the partner is preparing."""
    return get_object_or_404(request.partner.commitments.open())


def standing(request):
    """Reach the partner's signature that stands or is paused."""
    return get_object_or_404(request.partner.commitments.standing())


def onward(request, name):
    """Go on to another page of the same partner."""
    return redirect(name, partner=request.partner.slug)


@require_safe
def partner_charter(request):
    page = queries.partner_charter(request.partner, request.user)
    return render(request, "partners/partner_charter.html", {"page": page})


@require_POST
def begin_commitment(request):
    actions.begin_commitment(request.partner, by=request.user)
    return onward(request, "commit-clauses")


@require_http_methods(["GET", "HEAD", "POST"])
def commit_clauses(request):
    found = preparing(request)
    form = ClausesReadForm(request.POST or None, initial={"seen": found.revision, "read": found.clauses_read})
    if request.method == "POST" and form.is_valid():
        try:
            actions.read_clauses(found, by=request.user, seen=form.cleaned_data["seen"])
            return onward(request, "commit-people")
        except Changed as problem:
            form.tell_changed(problem)
    return render(
        request, "partners/commit_clauses.html", {"form": form, "page": queries.preparing(found, request.user)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def commit_people(request):
    found = preparing(request)
    form = SignatoryForm(found, request.user, request.POST or None, initial=SignatoryForm.kept(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_signatory(found, form.chosen, by=request.user, **form.told)
            return onward(request, "commit-authority" if form.chosen == request.user else "commit-review")
        except Changed as problem:
            form.tell_changed(problem)
    return render(request, "partners/commit_people.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def commit_authority(request):
    found = preparing(request)
    rules.check_may_sign(request.user, found)
    form = AuthorityForm(request.POST or None, initial=AuthorityForm.kept(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.state_authority(found, by=request.user, **form.cleaned_data)
            return onward(request, "commit-review")
        except Changed as problem:
            form.tell_changed(problem)
    return render(request, "partners/commit_authority.html", {"form": form, "commitment": found})


@require_http_methods(["GET", "HEAD", "POST"])
def commit_review(request):
    found = preparing(request)
    form = SignForm(request.POST or None, initial={"seen": found.revision})
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign(found, by=request.user, **form.cleaned_data)
            return onward(request, "commitment-signed")
        except Changed as problem:
            form.tell_changed(problem)
    page = queries.preparing(preparing(request), request.user)
    return render(request, "partners/commit_review.html", {"form": form, "page": page})


@require_safe
def commitment_signed(request):
    return render(request, "partners/commitment_signed.html", {"signed": standing(request)})


@require_POST
def ask_to_sign(request):
    actions.ask_to_sign(preparing(request), by=request.user)
    messages.success(request, _("Asked. They find it under “My work”; we send no letter about it."))
    return onward(request, "partner-charter")


@require_POST
def take_back_request(request):
    actions.take_back_request(preparing(request), by=request.user)
    return onward(request, "commit-review")


@require_POST
def set_aside_commitment(request):
    actions.set_aside(preparing(request), by=request.user)
    messages.success(request, _("Put aside. You can begin again at any time."))
    return onward(request, "partner-charter")


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_commitment(request):
    found = standing(request)
    rules.check_can_withdraw(request.user, found)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw(found, form.cleaned_data["why"], by=request.user)
        messages.success(request, _("Taken back. The receipt now says so."))
        return onward(request, "partner-charter")
    return render(request, "partners/withdraw_commitment.html", {"form": form, "signed": found})


@require_POST
def resume_commitment(request):
    actions.resume(standing(request), by=request.user)
    messages.success(request, _("Good to have you back."))
    return onward(request, "partner-charter")


@require_POST
def stay_with_version(request):
    actions.stay(standing(request), by=request.user)
    messages.success(request, _("You stay with the version that you signed. It counts as before."))
    return onward(request, "partner-charter")


@require_http_methods(["GET", "HEAD", "POST"])
def change_senior_lead(request):
    found = standing(request)
    rules.check_can_name_senior_lead(request.user, found, "-")
    form = SeniorLeadForm(request.POST or None, initial=SeniorLeadForm.kept(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_senior_lead(found, by=request.user, **form.cleaned_data)
            return onward(request, "partner-charter")
        except Changed as problem:
            form.tell_changed(problem)
    return render(request, "partners/change_senior_lead.html", {"form": form})


@require_POST
def show_my_name(request, code):
    found = get_object_or_404(request.partner.commitments.ever_signed(), code=code)
    actions.show_name(found, request.POST.get("shows") == "yes", by=request.user)
    return onward(request, "partner-charter")
