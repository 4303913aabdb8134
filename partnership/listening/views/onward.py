from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.listening.actions import answering, routing
from partnership.listening.forms.answering import ReaderReplyForm, RouteForm, SendBackForm
from partnership.listening.models import Reply, Route, Story
from partnership.listening.queries import onward as queries
from partnership.listening.queries import replying
from partnership.listening.rules.answering import check_can_check_reply
from partnership.listening.rules.routing import check_can_route

ask = require_http_methods(["GET", "HEAD", "POST"])


def story_reached(request, pk):
    """Reach a story as a reader."""
    story = get_object_or_404(Story.objects.visible_to(request.user).select_related("partner"), pk=pk)
    check_can_route(request.user, story)
    return story


def reply_reached(request, pk):
    """Reach an answer as a reader who may look at it."""
    seen = Reply.objects.visible_to(request.user).select_related("story", "route__partner")
    reply = get_object_or_404(seen, pk=pk)
    check_can_check_reply(request.user, reply)
    return reply


@login_required
@require_safe
def reading_onward(request):
    return render(request, "listening/onward/reading_onward.html", {"page": queries.onward(request.user)})


@login_required
@ask
def route_story(request, pk):
    story, search = story_reached(request, pk), request.GET.get("q", "").strip()[:100]
    form = RouteForm(queries.choosable(story, request.user, search), request.POST or None)
    if request.method == "POST" and form.is_valid():
        routing.tell_partners(story, form.chosen, by=request.user)
        messages.success(request, _("They are told. Their leads can read it and answer."))
        return redirect("route-story", pk=pk)
    page = queries.story_to_route(story, request.user, search)
    return render(request, "listening/onward/route_story.html", {"page": page, "form": form})


@login_required
@require_POST
def call_back(request, pk):
    route = get_object_or_404(Route.objects.visible_to(request.user).select_related("story"), pk=pk)
    routing.call_back(route, by=request.user)
    messages.success(request, _("Called back. Nobody there sees it any more."))
    return redirect("route-story", pk=route.story_id)


@login_required
@require_POST
def settle_story(request, pk):
    settle = routing.count_once if request.POST.get("as") == "doubled" else routing.keep_back
    settle(story_reached(request, pk), by=request.user)
    messages.success(request, _("Noted."))
    return redirect("route-story", pk=pk)


@login_required
@ask
def check_reply(request, pk):
    reply = reply_reached(request, pk)
    form = SendBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answering.send_back(reply, form.cleaned_data["why"], by=request.user)
        messages.success(request, _("Sent back. Whoever wrote it sees why."))
        return redirect("reading-onward")
    page = queries.reply_to_check(reply, request.user)
    return render(request, "listening/onward/check_reply.html", {"page": page, "form": form})


@login_required
@require_POST
def pass_reply(request, pk):
    answering.pass_reply(reply_reached(request, pk), by=request.user)
    messages.success(request, _("Whoever told it can see this now."))
    return redirect("reading-onward")


@login_required
@ask
def answer_as_reader(request, pk):
    story = story_reached(request, pk)
    again = replying.to_write_again_as_reader(story)
    form = ReaderReplyForm(replying.helpline_choices(), request.POST or None, initial=again)
    if request.method == "POST" and form.is_valid() and not form.asks:
        answering.write_as_reader(story, form.written, by=request.user)
        messages.success(request, _("Kept. A second reader looks at it, and then whoever told it can see it."))
        return redirect("reading-onward")
    if form.is_bound and form.asks:
        form.asked_once()
    page = replying.story_to_answer(story, request.user)
    return render(request, "listening/onward/answer_as_reader.html", {"page": page, "form": form})
