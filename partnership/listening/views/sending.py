"""Sending and saving: with a code or without one, then what happens next, and nothing else."""

from dataclasses import replace

from partnership.core import codes, pace
from partnership.core.refusals import Refusal
from partnership.listening.actions import telling as actions
from partnership.listening.forms import sending, telling
from partnership.listening.queries import ready
from partnership.listening.queries import telling as queries
from partnership.listening.rules.told import Told
from partnership.listening.views import telling as pages

MOST, WITHIN = 60, 600  # from one address, which may be a whole refuge; whoever is too quick waits and loses nothing
MOST_WRONG = 10


class NotNow(Exception):
    """It cannot be sent or saved at this moment; the key of the sentence that says why, and nothing is lost."""


@pages.without_a_trace
def tell(request, sent):
    if request.method != "POST" or sent.go == "begin":
        return pages.begin(request, sent)
    if sent.step in telling.QUESTIONS and sent.step in sent.ahead():
        return pages.answer(request, sent)
    return STEPS.get(sent.step, pages.looked_over)(request, sent)


def code_chosen(request, sent):
    """Send without a code, show a new one, or ask for the one that somebody has."""
    form = sending.CodeChoice(sent, queries.voice_for(sent.told).said, request.POST)
    if sent.go == "back":
        return pages.look_over(request, sent)
    if not form.is_valid():
        return pages.choose_code(request, sent, form)
    kind = form.cleaned_data["kind"]
    if kind == sending.NONE:
        return finished(request, sent, "", lambda said: pages.choose_code(request, sent, form, said, 409))
    return own_code(request, sent) if kind == sending.MINE else keep_code(request, sent, sending.new_code(kind))


def keep_code(request, sent, code, form=None, sentence=""):
    """Show a code, this once, with a box to type it in before it goes."""
    form = form or sending.RetypeForm(code, queries.voice_for(sent.told).said)
    shown = {"code": code, "locked": sending.locked(code), "form": form, "sentence": sentence}
    return pages.page(request, sent, "listening/sending/keep_code.html", status=409 if sentence else 200, **shown)


def code_kept(request, sent):
    """Send or save once the code was typed as it stands there."""
    code = sending.given_code(request.POST.get("code", ""))
    if not code or sent.go == "back":
        return pages.choose_code(request, sent)
    form = sending.RetypeForm(code, queries.voice_for(sent.told).said, request.POST)
    if not form.is_valid():
        return keep_code(request, sent, code, form)
    return finished(request, sent, code, lambda said: keep_code(request, sent, code, form, said))


def own_code(request, sent, form=None, sentence=""):
    """Ask for the code that somebody was given when they saved."""
    form = form or sending.OwnCodeForm(queries.voice_for(sent.told).said)
    return pages.page(
        request, sent, "listening/sending/own_code.html", form=form, sentence=sentence, status=409 if sentence else 200
    )


def own_code_typed(request, sent):
    """Send or save with a code under which something is saved; wrong ones are slowed down."""
    if sent.go == "back":
        return pages.choose_code(request, sent)
    form = sending.OwnCodeForm(queries.voice_for(sent.told).said, request.POST)
    if not form.is_valid():
        return own_code(request, sent, form)
    code = form.cleaned_data["typed"]
    return finished(request, sent, code, lambda said: own_code(request, sent, form, said), known=True)


def finished(request, sent, code, stay, *, known=False):
    """Send or save, and show what happens next; where that cannot be now, stay on the page with a sentence."""
    said = queries.voice_for(sent.told).said
    try:
        held = held_now(request, sent, code, known=known)
        return saved(request, sent, held) if sent.purpose == "save" else sent_now(request, sent, held)
    except NotNow as problem:
        return stay(said(str(problem)))
    except codes.Busy:
        return stay(said("keep-code.busy"))
    except Refusal as refusal:
        return stay(said(refusal.key) if hasattr(refusal, "key") else refusal.sentence)


def held_now(request, sent, code, *, known):
    """Give what the code gives, hashed before anything in the database is held; nothing without a code."""
    if sent.purpose == "send" and not ready.standing().is_open:
        raise NotNow("closed.meanwhile")
    if not pace.allowed(request, "tell-us", MOST, WITHIN):
        raise NotNow("slow-down")
    if known and not pace.allowed(request, "own-code", MOST_WRONG, WITHIN, counts=False):
        raise NotNow("slow-down")
    held = codes.held(code) if code else None
    if known and queries.draft_of(held) is None:
        pace.wrong(request, "own-code")
        raise NotNow("own-code.unknown")
    return held


def saved(request, sent, held):
    """Save what was begun, and say until when it is kept."""
    actions.save_draft(sent.as_written, code=held, by=pages.nobody())
    return pages.page(request, sent, "listening/sending/saved.html", until=queries.draft_until())


def sent_now(request, sent, held):
    """Send it. What goes on from page to page is no longer what was told."""
    actions.send_story(sent.told, code=held, by=pages.nobody())
    kept = ("language", "under_18", "uses", "never_any", "only_if_others")
    left = Told(**{name: getattr(sent.told, name) for name in kept})
    return equality(request, replace(sent, told=left), coded=held is not None)


def equality(request, sent, *, coded, form=None, sentence=""):
    """Say that we have it, and ask apart from it what the equality duty needs."""
    form = form or sending.EqualityForm(queries.voice_for(sent.told).said)
    shown = {"form": form, "onward": queries.onward(sent.told, coded=coded), "sentence": sentence}
    return pages.page(
        request, sent, "listening/sending/equality.html", **{"from": telling.content().promise.counted_from}, **shown
    )


def equality_answered(request, sent):
    """Keep the answers apart, or none; then say what happens next."""
    coded, said = request.POST.get("coded") == "1", queries.voice_for(sent.told).said
    form = sending.EqualityForm(said, request.POST)
    if sent.go != "pass" and not form.is_valid():
        return equality(request, sent, coded=coded, form=form)
    if sent.go != "pass" and form.answers():
        if not pace.allowed(request, "equality", MOST, WITHIN):
            return equality(request, sent, coded=coded, form=form, sentence=said("slow-down"))
        actions.answer_equality(form.answers(), by=pages.nobody())
    return end(request, sent, coded=coded)


def end(request, sent, *, coded):
    """Say what happens next and by which day, and nothing else."""
    return pages.page(request, sent, "listening/sending/end.html", onward=queries.onward(sent.told, coded=coded))


STEPS = {
    sending.LOOK_OVER: pages.looked_over,
    "code": code_chosen,
    "keep-code": code_kept,
    "own-code": own_code_typed,
    "equality": equality_answered,
}
