"""Who is trained: the same for everybody; exactly for the programme team, and for those who lead an organisation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from partnership.academy import tasks
from partnership.academy.queries import trained as queries
from partnership.academy.queries import trained_exact as exact
from partnership.academy.queries import trained_files as files
from partnership.academy.queries.trained_releases import made_from as newest
from partnership.academy.rules import trained as rules
from partnership.core import exports
from partnership.core.kept import kept


def made_from(request):
    return newest()


def found(shown):
    if shown is None:
        raise Http404(_("That quarter was not published."))
    return shown


@require_safe
@kept(made_from)
def who_is_trained(request):
    return render(request, "academy/trained/who_is_trained.html", {"page": queries.trained_page()})


@require_safe
@kept(made_from)
def who_is_trained_quarter(request, quarter):
    page = found(queries.trained_page(quarter))
    return render(request, "academy/trained/who_is_trained_quarter.html", {"page": page})


@require_safe
def who_is_trained_file(request, quarter, ending):
    return exports.answer(request, found(files.trained_export(quarter)), ending)


@require_safe
@kept(made_from)
def who_is_trained_picture(request, quarter, width):
    return HttpResponse(found(queries.trained_picture(quarter, width)), content_type="image/svg+xml")


@login_required
@require_safe
def programme_trained(request):
    rules.check_can_see_trained(request.user)
    return render(request, "academy/trained/programme_trained.html", {"page": exact.programme_trained()})


@login_required
@require_safe
def programme_trained_file(request, ending):
    rules.check_can_see_trained(request.user)
    return exports.answer(request, exact.exact_export(), ending)


@login_required
@require_safe
def programme_trained_picture(request, level, width):
    rules.check_can_see_trained(request.user)
    drawn = exact.trained_gap_picture(level, width)
    if drawn is None:
        raise Http404(_("There is no such picture."))
    return HttpResponse(drawn, content_type="image/svg+xml")


@login_required
@require_POST
def publish_trained(request, quarter):
    tasks.publish_trained_now(quarter, by=request.user)
    messages.success(request, _("Published. Everybody can read it now."))
    return redirect("programme-trained")


@login_required
@require_safe
def partner_trained(request):
    rules.check_can_see_trained_of(request.user, request.partner)
    return render(request, "academy/trained/partner_trained.html", {"page": exact.partner_trained(request.partner)})
