from django.contrib.auth.decorators import login_required
from django.views.decorators.http import require_safe

from partnership.academy.queries import programme
from partnership.academy.queries import year_files as years
from partnership.academy.rules import planning as rules
from partnership.core import exports


@login_required
@require_safe
def programme_academy_file(request, ending):
    rules.check_can_see_programme(request.user)
    return exports.answer(request, programme.programme_export(request.user, request.GET.get("quarter", "")), ending)


@login_required
@require_safe
def academy_year_file(request, year, ending):
    rules.check_can_see_programme(request.user)
    return exports.answer(request, years.year_export(request.user, year), ending)
