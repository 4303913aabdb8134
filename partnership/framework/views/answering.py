"""Answering, the same for whoever came by a link and whoever was asked by name; and what is only for those by link.

No message and no session is used at a link: a session has a row with a time. The browser keeps the code in a cookie.
"""

from functools import wraps

from allauth.core import ratelimit
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership.accounts.models import Person, System
from partnership.core import leaving
from partnership.framework.actions import answering as actions
from partnership.framework.forms.answering import AnswerForm, CodeForm
from partnership.framework.models import Response
from partnership.framework.queries import answering as queries
from partnership.framework.queries.words import are_taken, own_words
from partnership.framework.rules import answering as rules

COOKIE = "answering"
CHANGE = "change"  # in a question's address: it was opened from the list of all, and leads back there
# A signer without a clock: signed cookies of Django's own say when they were made.
LOCK = Signer(salt="partnership.framework.answering")
ASKS = require_http_methods(["GET", "HEAD", "POST"])
left_nowhere = cache_control(private=True, no_store=True)  # whoever goes back in the browser finds nothing


def nobody():
    """Give nobody in particular."""
    return Person.objects.system(System.WITHOUT_ACCOUNT)


def who(request, ways):
    """Give who acts: whoever was asked by name, else nobody in particular, also where somebody is signed in."""
    return request.user if ways.by_name else nobody()


def sent(request):
    """Give what was sent, also where no line was chosen."""
    return request.POST if request.method == "POST" else None


def question(request, response, ways, key):
    """Ask one question, or save what was chosen and go on. Who comes too late is shown what they had chosen."""
    page = queries.question_page(response, ways, key)
    if page is None:
        raise Http404(_("There is no such question."))
    form = AnswerForm(page.question, sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_answer(response, key, form.cleaned_data["level"], by=who(request, ways))
        except rules.TooLate:
            return over(request, response.seat, ways, form.chosen())
        return redirect(onward(request, page, response))
    level = form["level"].value() if form.is_bound else queries.chosen(response, key)
    return render(request, "framework/answering/question.html", {"page": page, "form": form, "level": level or ""})


def onward(request, page, response):
    """Give where to go after a question; after the last one, to words of their own, where a reader reads them."""
    if CHANGE in request.GET:
        return page.ways.to("look-over")
    if page.after:
        return page.ways.question(page.after)
    return page.ways.to("words" if are_taken(response.seat) else "look-over")


def over(request, seat, ways, chosen=""):
    """Say that the time is over, or that these answers are gone; and what had been chosen, which could not be kept."""
    shown = {"page": queries.first_page(seat, ways), "chosen": chosen}
    return render(request, "framework/answering/over.html", shown, status=409 if request.method == "POST" else 200)


def look_over(request, response, ways):
    """Show everything that was answered."""
    shown = {"page": queries.look_over(response, ways), "own": own_words(response, code_for(request, ways))}
    return render(request, "framework/answering/look_over.html", shown)


def take_back(request, response, ways):
    """Ask whether to delete everything; once sent, do it, or say that it was too late. Nothing to show: it is done."""
    if request.method != "POST":
        return render(request, "framework/answering/take_back.html", {"page": queries.look_over(response, ways)})
    try:
        actions.take_back(response, by=who(request, ways), code=code_for(request, ways))
    except rules.TooLate:
        return over(request, response.seat, ways)
    return None


def handed_in(request, response, ways):
    """Hand in, or say that it was too late."""
    try:
        actions.hand_in(response, by=who(request, ways))
    except rules.TooLate:
        return over(request, response.seat, ways)
    return None


# --- by link


def code_of(request):
    """Give the code that the browser keeps, if we gave it."""
    try:
        return LOCK.unsign(request.COOKIES.get(COOKIE, ""))
    except BadSignature:
        return ""


def code_for(request, ways):
    """Give the code; nothing where somebody answers by name, which has none."""
    return "" if ways.by_name else code_of(request)


def kept_by_browser(answer, ways, code):
    """Let the browser keep the code until its window is closed, for the pages of this link alone."""
    lock = {"httponly": True, "samesite": "Lax", "secure": settings.SESSION_COOKIE_SECURE}
    answer.set_cookie(COOKIE, LOCK.sign(code), path=ways.first, **lock)
    return answer


def forgotten(answer, ways):
    """Let the browser forget the code."""
    answer.delete_cookie(COOKIE, path=ways.first, samesite="Lax")
    return answer


def no_link(request):
    """Say that a link leads nowhere now."""
    return render(request, "framework/answering/no_link.html", status=404)


def at_link(view):
    """Reach the seat of a link, or say calmly that it leads nowhere."""

    @left_nowhere
    @wraps(view)
    def reached(request, link, **more):
        seat = queries.seat_at(link)
        if seat is None:
            return no_link(request)
        return view(request, seat, queries.by_link(link), **more)

    return reached


def with_code(view):
    """Reach the response whose code the browser keeps; who has none is led to the first page, or told what became of it."""

    @left_nowhere
    @wraps(view)
    def reached(request, link, **more):
        code = code_of(request)
        response = queries.held_by(link, code) if code else None
        return view(request, response, queries.by_link(link), **more) if response else lost(request, link, **more)

    return reached


@at_link
def lost(request, seat, ways, **more):
    """Lead on whoever holds nothing here: with a code that holds nothing any more, or without one."""
    if request.method == "POST" and "standard" in more:
        return question(request, Response(seat=seat), ways, more["standard"])
    return over(request, seat, ways) if code_of(request) else redirect(ways.first)


@require_safe
@at_link
def answer(request, seat, ways):
    if request.path != ways.first:  # typed from paper in small letters; the cookie knows one way of writing
        return redirect(ways.first)
    page = queries.first_page(seat, ways)
    if not page.takes:
        return over(request, seat, ways)
    begun = queries.held_by(seat.link_secret, code_of(request)) is not None
    return render(request, "framework/answering/answer.html", {"page": page, "begun": begun})


@require_POST
@at_link
def begin_by_link(request, seat, ways):
    try:
        _response, code = actions.begin_response(seat, by=who(request, ways))
    except rules.TooLate:
        return over(request, seat, ways)
    return kept_by_browser(redirect(ways.to("code")), ways, code)


@require_safe
@with_code
def code_by_link(request, response, ways):
    first = queries.next_open(response)
    if response.answers.exists():  # it was shown: whoever sits here later does not read it
        return redirect(ways.question(first) if first else ways.to("look-over"))
    shown = {"ways": ways, "code": queries.in_fours(code_of(request)), "first": ways.question(first)}
    return render(request, "framework/answering/code_by_link.html", shown)


@ASKS
@at_link
def go_on_by_link(request, seat, ways):
    form = CodeForm(sent(request))
    if request.method == "POST" and form.is_valid():
        response = guessed(request, seat, form)
        if response:
            opened = queries.next_open(response)
            way = ways.question(opened) if opened and not response.handed_in else ways.to("look-over")
            return kept_by_browser(redirect(way), ways, form.cleaned_data["code"])
    return render(
        request, "framework/answering/go_on_by_link.html", {"page": queries.first_page(seat, ways), "form": form}
    )


def guessed(request, seat, form):
    """Give what the code holds, unless too many wrong ones were tried at this link. Nobody's address is kept for that."""
    if too_many_wrong(request, seat, form):
        return None
    found = queries.held_by(seat.link_secret, form.cleaned_data["code"])
    if found is None:
        wrong_code(request, seat, form)
    return found


def too_many_wrong(request, seat, form):
    """Whether too many wrong codes were typed at a link; then the form says so."""
    if ratelimit.consume(request, action="answering_code", key=str(seat.pk), dry_run=True):
        return False
    form.add_error("code", _("Too many wrong codes were typed here. Wait five minutes, then try again."))
    return True


def wrong_code(request, seat, form):
    """Count a code that holds nothing here, and say so."""
    ratelimit.consume(request, action="answering_code", key=str(seat.pk))
    form.add_error("code", _("Nothing here has this code. Look whether each letter is right."))


@ASKS
@with_code
def question_by_link(request, response, ways, standard):
    if request.method != "POST" and not queries.takes(response):
        return over(request, response.seat, ways)
    return question(request, response, ways, standard)


@require_safe
@with_code
def look_over_by_link(request, response, ways):
    return look_over(request, response, ways)


@require_POST
@with_code
def hand_in_by_link(request, response, ways):
    return handed_in(request, response, ways) or forgotten(redirect(ways.to("thanks")), ways)


@require_safe
@at_link
def thanks_by_link(request, seat, ways):
    return render(request, "framework/answering/thanks_by_link.html", {"page": queries.first_page(seat, ways)})


@ASKS
@with_code
def take_back_by_link(request, response, ways):
    return take_back(request, response, ways) or forgotten(redirect(ways.to("taken-back")), ways)


@require_safe
@at_link
def taken_back_by_link(request, seat, ways):
    return render(request, "framework/answering/taken_back_by_link.html", {"page": queries.first_page(seat, ways)})


@ASKS
@with_code
def stop_by_link(request, response, ways):
    if request.method == "POST":
        return forgotten(redirect(ways.first), ways)
    shown = {"page": queries.look_over(response, ways), "code": queries.in_fours(code_of(request))}
    return render(request, "framework/answering/stop_by_link.html", shown)


@require_safe
@left_nowhere
def leave_by_link(request, link):
    """Leave as from every page; what the browser keeps for this link alone is forgotten too."""
    return forgotten(leaving.left(request), queries.by_link(link))
