from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.core import exports
from partnership.core.revisions import Changed
from partnership.partners.actions import pledges as actions
from partnership.partners.forms.pledges import EditPledgeForm, PledgeForm, ReportForm, WithdrawPledgeForm
from partnership.partners.queries import pledges as queries
from partnership.partners.rules import pledges as rules


def reached(request, pk):
    """Reach a pledge through the partner that the address names."""
    return get_object_or_404(request.partner.pledges.visible_to(request.user).select_related("partner", "owner"), pk=pk)


def shown(request, pledge):
    """Go on to the pledge's own page."""
    return redirect("partner-pledge", partner=request.partner.slug, pk=pledge.pk)


@require_safe
def partner_pledges(request):
    page = queries.pledges_page(request.partner, request.user)
    return render(request, "partners/partner_pledges.html", {"page": page})


@require_safe
def pledges_file(request, ending):
    return exports.answer(request, queries.pledges_list(request.partner, request.user), ending)


@require_http_methods(["GET", "HEAD", "POST"])
def propose_pledge(request):
    clauses = queries.clause_choices(request.partner)
    start = {"seen": 0, "clause": request.GET.get("clause", "")}
    form = PledgeForm(request.partner, request.user, clauses, request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        pledge = actions.propose_pledge(request.partner, by=request.user, **form.told)
        messages.success(request, _("Proposed."))
        return shown(request, pledge)
    return render(request, "partners/propose_pledge.html", {"form": form})


@require_safe
def partner_pledge(request, pk):
    page = queries.pledge_page(reached(request, pk), request.user)
    return render(request, "partners/partner_pledge.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_pledge(request, pk):
    pledge = reached(request, pk)
    rules.check_can_edit_pledge(request.user, pledge, None)
    form = EditPledgeForm(request.partner, request.user, (), request.POST or None, initial=PledgeForm.kept(pledge))
    if request.method == "POST" and form.is_valid():
        try:
            return shown(
                request, actions.edit_pledge(pledge, form.told, by=request.user, seen=form.cleaned_data["seen"])
            )
        except Changed as problem:
            form.tell_changed(problem)
    return render(request, "partners/edit_pledge.html", {"form": form, "pledge": pledge})


@require_POST
def agree_pledge(request, pk):
    return shown(request, actions.agree_pledge(reached(request, pk), by=request.user))


@require_POST
def start_pledge(request, pk):
    return shown(request, actions.start_pledge(reached(request, pk), by=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_pledge(request, pk):
    pledge = reached(request, pk)
    rules.check_can_withdraw_pledge(request.user, pledge, "-")
    form = WithdrawPledgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return shown(request, actions.withdraw_pledge(pledge, form.cleaned_data["why"], by=request.user))
    return render(request, "partners/withdraw_pledge.html", {"form": form, "pledge": pledge})


@require_http_methods(["GET", "HEAD", "POST"])
def report_pledge(request, pk):
    page = queries.report_page(reached(request, pk), request.user)
    form = ReportForm(request.POST or None, initial=ReportForm.kept(page.pledge, page.report))
    if request.method == "POST" and form.is_valid():
        try:
            actions.report_on_pledge(page.pledge, by=request.user, **form.told)
            messages.success(request, _("Kept for your record. Thank you for saying it as it is."))
            return shown(request, page.pledge)
        except Changed as problem:
            form.tell_changed(problem)
    return render(request, "partners/report_pledge.html", {"form": form, "page": page})


@require_safe
def preview_pledges(request):
    pledges = queries.public_pledges(request.partner, request.user)
    page = queries.pledges_page(request.partner, request.user)
    return render(request, "partners/preview_pledges.html", {"pledges": pledges, "page": page})


@require_POST
def show_pledges(request):
    actions.show_pledges(request.partner, request.POST.get("shows") == "yes", by=request.user)
    return redirect("preview-pledges", partner=request.partner.slug)
