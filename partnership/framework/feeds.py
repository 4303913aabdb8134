from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnership.core.exports import answer
from partnership.framework import queries
from partnership.framework.queries import report
from partnership.framework.rules.meeting import check_results_are_open


def found(file):
    if file is None:
        raise Http404(_("There is no such file."))
    return file


@require_safe
def framework_file(request, edition, ending):
    return answer(request, found(queries.edition_export(edition)), ending)


@require_safe
def framework_json(request, edition):
    return JsonResponse(found(queries.edition_record(edition)), json_dumps_params={"ensure_ascii": False})


def opened(request, pk):
    """Reach an assessment whose results are open, through the partner that the address names."""
    ours = request.partner.assessments.visible_to(request.user).select_related("partner")
    assessment = get_object_or_404(ours, pk=pk)
    check_results_are_open(assessment)
    return assessment


@require_safe
def assessment_report_pdf(request, pk):
    response = HttpResponse(report.report_pdf(opened(request, pk), request.user), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="heartwood_assessment_{request.partner.slug}_{pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def assessment_file(request, pk, ending):
    assessment = opened(request, pk)
    if ending != "json":
        return answer(request, report.report_export(assessment, request.user), ending)
    record = report.report_record(assessment, request.user)
    response = JsonResponse(record, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "private, no-store"
    return response
