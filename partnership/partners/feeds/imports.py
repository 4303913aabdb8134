from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from partnership.core.exports import answer
from partnership.partners.queries import imports as queries
from partnership.partners.rules import imports as rules


@require_safe
def to_mend(request, pk, ending):
    batch = get_object_or_404(queries.imports_of(request.user, request.partner), pk=pk)
    rules.check_can_handle(request.user, batch)
    return answer(request, queries.to_mend(batch, request.user), ending)


@require_safe
def example(request, kind):
    """Give an empty spreadsheet with the headings that we know best, and one made-up row."""
    response = HttpResponse("\ufeff" + queries.example(kind), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="heartwood_example_{kind}.csv"'
    return response
