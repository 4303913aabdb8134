"""Answering by name: leaders, and a visiting peer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.framework.models import Response
from partnership.framework.queries import answering as queries
from partnership.framework.views.answering import handed_in, look_over, over, question, take_back


def reached(request, response):
    """Reach what somebody was asked; it is there for nobody else."""
    mine = Response.objects.visible_to(request.user).select_related("seat__assessment__partner")
    found = get_object_or_404(mine, pk=response)
    return found, queries.by_name(found)


@login_required
@require_safe
def asked(request):
    return render(request, "framework/by_name/asked.html", {"lines": queries.asked_of(request.user)})


@login_required
@require_safe
def answer_by_name(request, response):
    response, ways = reached(request, response)
    page = queries.first_page(response.seat, ways)
    if not page.takes and page.state != "preparing":
        return redirect(ways.to("look-over"))
    shown = {"page": page, "handed_in": response.handed_in, "first": queries.next_open(response)}
    return render(request, "framework/by_name/answer_by_name.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question_by_name(request, response, standard):
    response, ways = reached(request, response)
    if request.method != "POST" and not queries.takes(response):
        return over(request, response.seat, ways)
    return question(request, response, ways, standard)


@login_required
@require_safe
def look_over_by_name(request, response):
    return look_over(request, *reached(request, response))


@login_required
@require_POST
def hand_in_by_name(request, response):
    response, ways = reached(request, response)
    late = handed_in(request, response, ways)
    if late:
        return late
    messages.success(request, _("Handed in. Thank you. You can still change it until the time to answer is over."))
    return redirect(ways.to("look-over"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back_by_name(request, response):
    response, ways = reached(request, response)
    asked_or_late = take_back(request, response, ways)
    if asked_or_late:
        return asked_or_late
    messages.success(request, _("Everything that you had answered is deleted. You can answer again if you like."))
    return redirect(ways.first)
