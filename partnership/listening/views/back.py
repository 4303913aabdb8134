"""Coming back with a code: the way in, and everything that only shows.

No session, no message and no address is kept: the browser carries the code for half an hour, locked, for these pages
alone. Whoever guesses waits, and is told the same whatever the code was.
"""

from functools import wraps

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.accounts.models import Person, System
from partnership.core import codes, pace
from partnership.listening.actions import back as actions
from partnership.listening.forms.back import ComeBackForm
from partnership.listening.queries import back as queries
from partnership.listening.queries.saying_back import said_in

WRONG_CODES, SECONDS = 20, 300  # from one address, which may be a whole hospital
TRIED = "code"
DONE = ("added", "corrected", "approved", "refused", "judged", "allowed", "stopped")
ASKS = require_http_methods(["GET", "HEAD", "POST"])
left_nowhere = cache_control(private=True, no_store=True)


def nobody():
    """Give who acts: nobody in particular, also where somebody is signed in."""
    return Person.objects.system(System.WITHOUT_ACCOUNT)


def sent(request):
    """Give what was sent, also where nothing was chosen."""
    return request.POST if request.method == "POST" else None


# --- the code


def tried(request, form):
    """Look a code up, slowly and outside any transaction; where nothing is found, say the same whatever it was."""
    if not form.is_valid():
        return None
    if not pace.allowed(request, TRIED, WRONG_CODES, SECONDS, counts=False):
        return form.add_error("code", form.say("code.wait"))
    try:
        code = codes.shown(form.cleaned_data["code"])
    except codes.Busy:
        return form.add_error("code", form.say("code.busy"))
    if not queries.found_by(code):
        pace.wrong(request, TRIED)
        return form.add_error("code", form.say("code.unknown"))
    return code


def come_to(request):
    """Give the code that the browser carries, or that stands in the form that it sends; with the form that asked for it."""
    code = codes.brought(request.COOKIES.get(codes.COOKIE, ""))
    if code is not None and (found := queries.found_by(code)):
        request.found = found
        return code, None
    form = ComeBackForm(
        said_in(request.POST.get("in") or translation.get_language()), request.POST if "code" in request.POST else None
    )
    return (tried(request, form) if form.is_bound else None), form


def carries(answer, code):
    """Let the browser carry the code for another half hour, unless the view let it forget."""
    if codes.COOKIE not in answer.cookies:
        lock = {"httponly": True, "samesite": "Strict", "secure": settings.SESSION_COOKIE_SECURE}
        answer.set_cookie(codes.COOKIE, codes.carried(code), path=codes.COOKIE_PATH, **lock)
    return answer


def forgets(answer):
    """Let the browser forget the code."""
    answer.delete_cookie(codes.COOKIE, path=codes.COOKIE_PATH, samesite="Strict")
    return answer


def with_story(view):
    """Reach the story of the code; without a code lose nothing that was typed, and ask for it."""

    @left_nowhere
    @wraps(view)
    def reached(request, **more):
        code, form = come_to(request)
        return opened(request, view, code, "story", **more) if code else ask_again(request, form)

    return reached


def with_draft(view):
    """Reach what somebody began, in the same way."""

    @left_nowhere
    @wraps(view)
    def reached(request, **more):
        code, form = come_to(request)
        return opened(request, view, code, "draft", **more) if code else ask_again(request, form)

    return reached


def opened(request, view, code, what, **more):
    """Show the page in the language of the story; whoever's code opens something else goes to the door."""
    request.code, request.found = code, getattr(request, "found", None) or queries.found_by(code)
    found = getattr(request.found, what)
    if found is None:
        return carries(redirect("come-back"), code)
    request.say = said_in(getattr(found, "language", request.POST.get("in", "")))
    with translation.override(request.say.language):
        return carries(view(request, found, **more), code)


def ask_again(request, form):
    """Ask for the code once more; what was typed stands on the page and goes with it."""
    if request.method != "POST":
        return redirect("come-back")
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "code", "words")
        for value in values
    ]
    shown = {"form": form, "say": form.say, "kept": kept, "words": request.POST.get("words")}
    return render(request, "listening/back/ask_again.html", shown)


@ASKS
@left_nowhere
def come_back(request):
    say = said_in(request.POST.get("in") or request.GET.get("in") or translation.get_language())
    form = ComeBackForm(say, sent(request))
    code = tried(request, form) if request.method == "POST" else None
    with translation.override(say.language):
        if code is None:
            return render(request, "listening/back/come_back.html", {"form": form, "say": say})
    return come_in(code)


def come_in(code):
    """Go in: to the story, or to what was begun."""
    found = queries.found_by(code)
    if found.story:
        actions.come_in(found.story, by=nobody())
    return carries(redirect("my-story" if found.story else "my-draft"), code)


@require_POST
@left_nowhere
def close_my_story(_request):
    return forgets(redirect("come-back"))


# --- what only shows


def shown_story(request, story):
    """Give what stands on the page of a story."""
    done = request.GET.get("done", "")
    said = {"say": request.say, "done": done if done in DONE else "", "draft": request.found.draft}
    return {"page": queries.story_page(story), **said}


@require_safe
@with_story
def my_story(request, story):
    return render(request, "listening/back/my_story.html", shown_story(request, story))


@require_POST
@with_story
def show_my_words(request, story):
    shown = {"texts": queries.own_words(story), "say": request.say}
    return render(request, "listening/back/show_my_words.html", shown)


@ASKS
@with_story
def print_my_story(request, story):
    shown = shown_story(request, story)
    shown["texts"] = queries.own_words(story) if request.POST.get("with") == "words" else None
    shown["today"], shown["uses"] = timezone.localdate(), queries.uses(story)
    return render(request, "listening/back/print_my_story.html", shown)


@require_safe
@left_nowhere
def story_taken_back(request):
    return render(request, "listening/back/story_taken_back.html", {"say": said_in(request.GET.get("in", ""))})


@require_safe
@left_nowhere
def code_locked(request):
    return render(request, "listening/back/code_locked.html", {"say": said_in(request.GET.get("in", ""))})


@require_safe
@with_draft
def my_draft(request, draft):
    shown = {"draft": draft, "until": queries.draft_until(draft), "say": request.say}
    return render(request, "listening/back/my_draft.html", shown)
