from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnership.content import queries, rules
from partnership.core import pack


@require_safe
@login_required
def export_content(request):
    rules.check_can_open(request.user)
    response = HttpResponse(queries.everything_published().zipped(), content_type="application/zip")
    name = f"heartwood_{pack.current().key}_words_{timezone.localdate():%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
