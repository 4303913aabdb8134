"""Telling: one question on a page, and nothing on the server before somebody sends or saves.

What was told travels in the page itself. There is no session, no message and no cookie here, not even against forged
forms: nobody is signed in on these pages, so a forged form could do nothing that its author could not do without it. A
browser says itself whether another site sent a form, and then we take nothing.
"""

from dataclasses import replace
from functools import wraps

from django.core.exceptions import SuspiciousOperation
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from partnership.accounts.models import Person, System
from partnership.core import pack
from partnership.core.refusals import allowed
from partnership.listening.forms import sending, telling
from partnership.listening.queries import ready
from partnership.listening.queries import telling as queries
from partnership.listening.rules import telling as rules
from partnership.listening.rules.showing import may_show_who
from partnership.listening.rules.told import Broken

LAST = -1


def nobody():
    """Give who acts: nobody in particular, also where somebody is signed in."""
    return Person.objects.system(System.WITHOUT_ACCOUNT)


def page(request, sent, name, *, status=200, **shown):
    """Show a page of telling in the language of whoever tells."""
    voice = queries.voice_for(sent.told)
    given = {"sent": sent, "voice": voice, "said": voice.said, "direction": voice.direction, **shown}
    return render(request, name, given, status=status)


def left_nowhere(answer, language):
    """Let no browser keep a page, and tell nobody where somebody came from."""
    answer["Referrer-Policy"], answer["Content-Language"] = "no-referrer", language
    return answer


def without_a_trace(view):
    """Read what a page carried, speak its language, and leave nothing behind; what came broken gets a sentence."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @cache_control(private=True, no_store=True)
    @wraps(view)
    def reached(request, language="en"):
        sent, sentence = came_with(request, language)
        with translation.override(sent.told.language):
            answer = view(request, sent) if not sentence else broken(request, sent, sentence)
        return left_nowhere(answer, sent.told.language)

    return reached


def came_with(request, language):
    """Give what a page carried; and a sentence, where it came broken, too large, or from another site."""
    fresh = sending.begun(language)
    said = queries.voice(fresh.told.language).said
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site", "") in ("cross-site", "same-site"):
        return fresh, said("broken.elsewhere")
    try:
        return sending.carried(request.POST, language), ""
    except Broken as broken_one:
        return fresh, broken_one.sentence
    except (SuspiciousOperation, MultiPartParserError):
        return fresh, said("too-much")


def broken(request, sent, sentence):
    """Say that something went wrong on the way, and that nobody has it."""
    return page(request, sent, "listening/telling/broken.html", status=400, sentence=sentence)


@without_a_trace
def tell_us(request, sent):
    return before(request, sent)


@without_a_trace
def tell_us_in(request, sent):
    return before(request, sent)


def before(request, sent):
    """Say everything that must be said before the first question; or that it is closed, and where else to go."""
    standing = ready.standing()
    if not standing.is_open:
        return closed(request, sent, standing)
    asked = request.resolver_match.kwargs.get("language", "en")
    elsewhere = asked not in standing.languages
    now = sent if not elsewhere else sending.begun(standing.languages[0])
    with translation.override(now.told.language):
        shown = queries.before(now.told.language, standing.languages)
        instead = queries.voice(asked) if elsewhere else None  # said in the language that was asked for
        return page(request, now, "listening/telling/before.html", page=shown, instead=instead)


def closed(request, sent, standing):
    """Say that nobody can tell us anything today, and where else to go. Codes go on working."""
    shown = {"page": queries.before(sent.told.language, ()), "because": standing.because}
    return page(request, sent, "listening/telling/closed.html", **shown)


def begin(request, sent):
    """Ask the first question; where it is closed, say so before anybody types a word."""
    standing = ready.standing()
    if not standing.is_open:
        return closed(request, sent, standing)
    return question(request, replace(sent, step=sent.ahead()[0]))


def question(request, sent, form=None, *, errors=False):
    """Show one question, with what was answered to it."""
    voice, asked = queries.voice_for(sent.told), sent.ahead()
    form = form or telling.QUESTIONS[sent.step](sent.told, voice.said)
    shown = {"form": form, "errors": errors, "number": asked.index(sent.step) + 1, "of": len(asked)}
    shown |= {"child": voice.to_a_child, "childline": queries.help_for_children()}
    return page(request, sent, "listening/telling/question.html", **shown)


def answer(request, sent):
    """Take an answer, and go where somebody wishes to go. What does not fit is shown again as it was typed."""
    form = telling.QUESTIONS[sent.step](sent.told, queries.voice_for(sent.told).said, request.POST)
    if sent.go == "pass":
        return onward(request, replace(sent, told=form.passed()))
    if not form.is_valid() or sent.go == "look":
        return question(request, sent, form, errors=sent.go != "look")
    return onward(request, replace(sent, told=form.after()))


def onward(request, sent):
    """Go to the next question, back to the one before, to the list of all, or to saving."""
    if sent.go == "save":
        return choose_code(request, replace(sent, purpose="save"))
    where = sent.beside(-1 if sent.go == "back" else 1)
    if sent.changes or where == sending.LOOK_OVER:
        return look_over(request, replace(sent, changes=False))
    return question(request, replace(sent, step=where))


def look_over(request, sent, sentence="", status=200):
    """Show everything that was told, and what in it may show who somebody is."""
    said = queries.voice_for(sent.told).said
    questions = [telling.QUESTIONS[key](sent.told, said) for key in sent.ahead()]
    can_send = allowed(rules.check_can_send_story, nobody(), sent.told)
    shown = {"questions": questions, "can_send": can_send, "sentence": sentence}
    shown["shows"] = may_show_who(sent.told.words.values())
    return page(request, sent, "listening/telling/look_over.html", status=status, **shown)


def looked_over(request, sent):
    """Go from the list of all to one question, back, to a code, or to saving."""
    step = sending.is_step(sent.go)
    if step and step in sent.ahead():
        return question(request, replace(sent, step=step, changes=True))
    if sent.go == "back":
        return question(request, replace(sent, step=sent.ahead()[LAST]))
    if sent.go in ("send", "save"):
        return choose_code(request, replace(sent, purpose=sent.go))
    return look_over(request, sent)


def choose_code(request, sent, form=None, sentence="", status=200):
    """Ask whether somebody wants a code."""
    form = form or sending.CodeChoice(sent, queries.voice_for(sent.told).said)
    return page(request, sent, "listening/telling/choose_code.html", form=form, sentence=sentence, status=status)


def from_a_draft(request, told):
    """Go on with what was saved before and opened by its code: for whoever comes back with one."""
    sent = sending.Carried(told, drafted=True)
    with translation.override(told.language if told.language in pack.current().telling else "en"):
        return left_nowhere(look_over(request, sent), told.language)
