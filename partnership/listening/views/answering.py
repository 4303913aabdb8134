from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.listening.actions import answering as actions
from partnership.listening.forms.answering import NotOursForm, ReplyForm
from partnership.listening.queries import answering as queries


def reached(request, pk):
    """Reach what the partner of the address was told, for one who leads it."""
    told = queries.routes_for(request.user, request.partner).select_related("story", "partner")
    return get_object_or_404(told, pk=pk)


def back_to(request, pk):
    return redirect("told-story", partner=request.partner.slug, pk=pk)


@require_safe
def told_stories(request):
    page = queries.told_stories(request.user, request.partner, request.GET)
    return render(request, "listening/answering/told_stories.html", {"page": page})


@require_safe
def told_story(request, pk):
    page = queries.told_story(reached(request, pk), request.user)
    return render(request, "listening/answering/told_story.html", {"page": page})


@require_POST
def acknowledge_told(request, pk):
    actions.acknowledge(reached(request, pk), by=request.user)
    messages.success(request, _("Noted. Whoever told it can see that you have read it."))
    return back_to(request, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_told(request, pk):
    route = reached(request, pk)
    form = ReplyForm(request.POST or None, initial=queries.to_write_again(route))
    if request.method == "POST" and form.is_valid() and not form.asks:
        actions.write_reply(route, form.written, by=request.user)
        messages.success(request, _("Kept. A reader looks at it, and then whoever told it can see it."))
        return back_to(request, pk)
    if form.is_bound and form.asks:
        form.asked_once()
    page = queries.told_story(route, request.user)
    return render(request, "listening/answering/answer_told.html", {"form": form, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def not_ours(request, pk):
    route = reached(request, pk)
    form = NotOursForm(queries.who_can_help(), request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.pass_on(route, form.cleaned_data["to"], by=request.user)
        messages.success(request, _("Noted. Readers see who you think can help, and so does whoever told it."))
        return back_to(request, pk)
    return render(request, "listening/answering/not_ours.html", {"form": form, "pk": pk})
