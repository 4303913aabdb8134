"""The lists of the network as files."""

from django.contrib.auth.decorators import login_required
from django.views.decorators.http import require_safe

from partnership.core import exports
from partnership.network import queries


@require_safe
def workstreams_file(request, ending):
    return exports.answer(request, queries.workstreams_export(request.user), ending)


@login_required
@require_safe
def announcements_file(request, ending):
    return exports.answer(request, queries.announcements_export(request.user), ending)


@require_safe
def opportunities_file(request, ending):
    return exports.answer(request, queries.opportunities_export(request.user), ending)
