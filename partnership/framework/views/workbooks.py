from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.core.exports import answer_workbook
from partnership.framework.actions import workbooks as actions
from partnership.framework.forms.workbooks import BringInForm, WorkbookForm
from partnership.framework.queries import workbooks as queries
from partnership.framework.rules import workbooks as rules
from partnership.framework.rules.workbooks import LEAD, SEALED
from partnership.framework.views.sheets import IN_HAND

ASKS = require_http_methods(["GET", "HEAD", "POST"])


def ours(request, pk):
    """Reach an assessment through the partner that the address names, as a lead."""
    found = request.partner.assessments.visible_to(request.user).select_related("partner")
    assessment = get_object_or_404(found, pk=pk)
    rules.check_can_use_workbook(request.user, assessment, LEAD)
    return assessment


def sealed(request, pk):
    """Reach an assessment whose sealed sheets somebody outside types in."""
    in_hand = request.session.get(IN_HAND, [])
    assessment = rules.check_is_there(queries.assessment_to_type(request.user, pk, in_hand))
    rules.check_can_use_workbook(request.user, assessment, SEALED)
    return assessment


def taken(request, assessment, kind):
    """Answer with the workbook."""
    content = queries.workbook(assessment, kind, request.user)
    return answer_workbook(content, ("workbook", kind, assessment.partner.slug, str(assessment.pk)))


def shown(request, assessment, kind):
    """Read a workbook that was sent, and say what it would do; or say what there is to take and to send."""
    form = WorkbookForm(assessment, kind, request.POST or None, request.FILES or None)
    page = {"page": queries.workbook_page(assessment, kind), "form": form}
    if request.method == "POST" and form.is_valid():
        page |= {"seen": queries.preview(assessment, form.workbook, form.problems), "token": form.token}
    return page


def brought_in(request, assessment, back):
    """Bring in what was seen before; a preview that is too old, or not ours, leads back to the file."""
    form = BringInForm(assessment, request.POST)
    if not form.is_valid():
        messages.warning(request, form.errors["token"][0])
        return back
    actions.bring_in_workbook(assessment, form.cleaned_data["token"], by=request.user)
    messages.success(request, _("Everything in the workbook is here now. You can delete the file."))
    return back


@require_safe
def assessment_workbook(request, pk):
    return taken(request, ours(request, pk), LEAD)


@ASKS
def import_workbook(request, pk):
    return render(request, "framework/workbooks/import_workbook.html", shown(request, ours(request, pk), LEAD))


@require_POST
def bring_in_workbook(request, pk):
    back = redirect("import-workbook", partner=request.partner.slug, pk=pk)
    return brought_in(request, ours(request, pk), back)


@require_safe
@login_required
def sealed_workbook(request, pk):
    return taken(request, sealed(request, pk), SEALED)


@ASKS
@login_required
def import_sealed_workbook(request, pk):
    page = shown(request, sealed(request, pk), SEALED)
    return render(request, "framework/workbooks/import_sealed_workbook.html", page)


@require_POST
@login_required
def bring_in_sealed_workbook(request, pk):
    return brought_in(request, sealed(request, pk), redirect("import-sealed-workbook", pk=pk))
