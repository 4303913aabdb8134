"""The passport, on the site, on paper and as data."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from partnership.academy.queries import passport as queries
from partnership.academy.queries.shown import papers_of
from partnership.core.credentials import switched_on

left_nowhere = cache_control(private=True, no_store=True)


@login_required
@left_nowhere
@require_safe
def passport(request):
    shown = {"page": queries.passport(request.user), "papers": papers_of(request.user)}
    shown |= {"credentials": switched_on(), "can_share": settings.XAPI}
    return render(request, "academy/passport/passport.html", shown)


@login_required
@left_nowhere
@require_safe
def passport_paper(request):
    made = queries.passport_pdf(queries.passport(request.user), at=timezone.now())
    said = {"Content-Disposition": 'attachment; filename="training-passport.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=said)


@login_required
@left_nowhere
@require_safe
def passport_data(request):
    answer = JsonResponse(
        queries.passport_record(queries.passport(request.user)), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    answer["Content-Disposition"] = 'attachment; filename="training-passport.json"'
    return answer
