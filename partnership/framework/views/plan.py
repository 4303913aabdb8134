from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from partnership.core import exports
from partnership.framework.actions import plan as actions
from partnership.framework.forms.plan import RaiseForm
from partnership.framework.queries import plan as queries
from partnership.framework.rules import plan as rules


def reached(request, pk):
    """Reach an assessment through the partner that the address names."""
    found = request.partner.assessments.visible_to(request.user).select_related("partner", "previous")
    rules.check_can_see_plan(request.user, request.partner)
    return get_object_or_404(found, pk=pk)


@require_safe
def assessment_plan(request, pk):
    page = queries.plan_page(reached(request, pk), request.user)
    return render(request, "framework/plan/assessment_plan.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def raise_from_plan(request, pk):
    assessment = reached(request, pk)
    keys = list(dict.fromkeys((request.POST or request.GET).getlist("standard")))
    rules.check_can_raise_from_plan(request.user, assessment, keys)
    if not keys:
        messages.warning(request, _("Tick what you want to do something about first."))
        return _back(request, pk)
    chosen = queries.chosen_suggestions(assessment, request.user, keys)
    form = RaiseForm(chosen, request.user, request.partner, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _raised(request, assessment, form)
    return render(request, "framework/plan/raise_from_plan.html", {"form": form, "pk": pk})


def _raised(request, assessment, form):
    raised = actions.raise_from_plan(assessment, form.wanted, by=request.user)
    said = ngettext("One Action is raised.", "%(count)s Actions are raised.", len(raised)) % {"count": len(raised)}
    messages.success(request, said)
    return _back(request, assessment.pk)


def _back(request, pk):
    return redirect("assessment-plan", partner=request.partner.slug, pk=pk)


@require_safe
def plan_file(request, pk, ending):
    return exports.answer(request, queries.plan_export(reached(request, pk), request.user), ending)
