from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.academy.actions import booking as deeds
from partnership.academy.actions.team import book_team as book_all
from partnership.academy.forms.team import TeamForm
from partnership.academy.models import Booking
from partnership.academy.queries import team as queries
from partnership.academy.queries.booking_words import how_they_stand
from partnership.academy.queries.expiring import expiring
from partnership.academy.rules import booking as rules
from partnership.academy.views.booking import seen_session


def of_ours(request, pk):
    """Reach a booking of somebody of the organisation."""
    found = Booking.objects.visible_to(request.user).filter(partner=request.partner)
    return get_object_or_404(found.select_related("session", "partner", "person"), pk=pk)


def back(request):
    return redirect("book-team", partner=request.partner.slug)


@require_safe
@login_required
@never_cache
def book_team(request):
    rules.check_can_see_team(request.user, request.partner)
    page = queries.team_page(request.partner, request.user)
    runs_out = expiring(request.partner, request.user)
    return render(request, "academy/team/book_team.html", {"page": page, "expiring": runs_out})


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def book_team_session(request, pk):
    session = seen_session(request, pk)
    rules.check_can_book_team(request.user, request.partner, session)
    form, results = TeamForm(request.POST or None, partner=request.partner, by=request.user), ()
    if request.method == "POST" and form.is_valid():
        outcomes = book_all(session, form.chosen, partner=request.partner, by=request.user)
        results = how_they_stand(outcomes, [(one, form.why_unknown(one)) for one in form.unknown])
        form = TeamForm(initial={"addresses": "\n".join(form.unknown)}, partner=request.partner, by=request.user)
    page = queries.team_session(request.partner, session, request.user)
    return render(request, "academy/team/book_team_session.html", {"form": form, "page": page, "results": results})


@require_POST
@login_required
def say_yes(request, pk):
    found = of_ours(request, pk)
    deeds.approve(found, by=request.user)
    messages.success(request, _("You said yes. They are told."))
    return back(request)


@require_POST
@login_required
def say_no(request, pk):
    deeds.move_booking(of_ours(request, pk), "declined", by=request.user)
    messages.success(request, _("You said no. They are told, and can talk to you or ask again."))
    return back(request)


@require_POST
@login_required
def let_go_for(request, pk):
    found = deeds.cancel(of_ours(request, pk), by=request.user)
    messages.success(request, _("%(name)s does not come any more, and is told.") % {"name": found.person})
    return back(request)
