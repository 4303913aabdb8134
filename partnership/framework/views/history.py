from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from partnership.core import exports
from partnership.framework.queries import history as queries
from partnership.framework.rules import plan as rules


def reached(request, pk):
    """Reach an assessment through the partner that the address names."""
    rules.check_can_see_plan(request.user, request.partner)
    found = request.partner.assessments.visible_to(request.user).select_related("partner")
    return get_object_or_404(found, pk=pk)


@require_safe
def assessments_history(request):
    rules.check_can_see_plan(request.user, request.partner)
    lines = queries.scopes(request.partner, request.user)
    return render(request, "framework/history/assessments_history.html", {"lines": lines})


@require_safe
def assessment_history(request, pk):
    page = queries.history_page(reached(request, pk), request.user)
    return render(request, "framework/history/assessment_history.html", {"page": page})


@require_safe
def history_file(request, pk, ending):
    return exports.answer(request, queries.history_export(reached(request, pk), request.user), ending)
