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

from partnership.core import codes, pace
from partnership.listening.actions import back as actions
from partnership.listening.forms.back import ComeBackForm
from partnership.listening.queries import back as queries
from partnership.listening.queries.telling import draft_of, voice
from partnership.listening.rules import back as rules
from partnership.listening.views.telling import from_a_draft, nobody

WRONG_CODES, SECONDS = 20, 300  # from one address, which may be a whole hospital
TRIED = "code"
DONE = ("added", "corrected", "approved", "refused", "judged", "allowed", "stopped")
ASKS = require_http_methods(["GET", "HEAD", "POST"])
left_nowhere = cache_control(private=True, no_store=True)


def sent(request):
    """Give what was sent, also where nothing was chosen."""
    return request.POST if request.method == "POST" else None


def language_of(request):
    """Give the language in which whoever has not come in yet is spoken to: as the page before this one did."""
    return request.POST.get("in") or request.GET.get("in") or translation.get_language() or "en"


def page(request, name, voice, **shown):
    """Show a page in the language of the story."""
    with translation.override(voice.language):
        return render(request, name, {"said": voice.said, "direction": voice.direction, **shown})


# --- the code


def tried(request, form):
    """Look a code up, slowly and outside any transaction; where nothing is found, say the same whatever it was."""
    if not form.is_valid():
        return None
    if not pace.allowed(request, TRIED, WRONG_CODES, SECONDS, counts=False):
        return form.add_error("code", form.said("back.code.wait"))
    try:
        code = codes.shown(form.cleaned_data["code"])
    except codes.Busy:
        return form.add_error("code", form.said("back.code.busy"))
    if not queries.found_by(code):
        pace.wrong(request, TRIED)
        return form.add_error("code", form.said("back.code.unknown"))
    return code


def come_to(request):
    """Give the code that the browser carries, or that stands in the form that it sends; with the form that asked for it."""
    code = codes.brought(request.COOKIES.get(codes.COOKIE, ""))
    if code is not None and (found := queries.found_by(code)):
        request.found = found
        return code, None
    typed = request.POST if "code" in request.POST else None
    form = ComeBackForm(voice(language_of(request)).said, typed)
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
    request.voice = voice_of(request, found)
    with translation.override(request.voice.language):
        return carries(view(request, found, **more), code)


def voice_of(request, found):
    """Give our words in the language of a story, to a child as to a child; or in that of what somebody began."""
    if hasattr(found, "language"):
        return voice(found.language, to_a_child=rules.is_childs(found))
    began = draft_of(request.code)
    return voice(began.language if began else language_of(request))


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
    shown = {"form": form, "kept": kept, "words": request.POST.get("words")}
    return page(request, "listening/back/ask_again.html", voice(language_of(request)), **shown)


@ASKS
@left_nowhere
def come_back(request):
    now = voice(language_of(request))
    form = ComeBackForm(now.said, sent(request))
    code = tried(request, form) if request.method == "POST" else None
    return come_in(code) if code else page(request, "listening/back/come_back.html", now, form=form)


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
    said = {"done": done if done in DONE else "", "draft": request.found.draft}
    return {"page": queries.story_page(story), **said}


@require_safe
@with_story
def my_story(request, story):
    return page(request, "listening/back/my_story.html", request.voice, **shown_story(request, story))


@require_POST
@with_story
def show_my_words(request, story):
    return page(request, "listening/back/show_my_words.html", request.voice, texts=queries.own_words(story))


@ASKS
@with_story
def print_my_story(request, story):
    shown = {**shown_story(request, story), "uses": queries.uses(story), "today": timezone.localdate()}
    shown["texts"] = queries.own_words(story) if request.POST.get("with") == "words" else None
    return page(request, "listening/back/print_my_story.html", request.voice, **shown)


@require_safe
@left_nowhere
def story_taken_back(request):
    return page(request, "listening/back/story_taken_back.html", voice(language_of(request)))


@require_safe
@left_nowhere
def code_locked(request):
    return page(request, "listening/back/code_locked.html", voice(language_of(request)))


# --- what somebody began


@ASKS
@with_draft
def my_draft(request, draft):
    began = draft_of(request.code)
    if request.method == "POST" and began:
        return from_a_draft(request, began)
    shown = {"draft": draft, "until": queries.draft_until(draft), "opens": began is not None}
    return page(request, "listening/back/my_draft.html", request.voice, **shown)
