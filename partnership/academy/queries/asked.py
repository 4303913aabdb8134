"""What whoever answers is shown: what is asked, who sees it, and what nobody can know.

What is stored of an answer: the session, at which of three times, the lines that were chosen, and the slow hash of a code
that means nothing at any other session. Its key is random. Not stored: a name, a booking, an address of theirs, an hour,
an order. What that leaves: whoever reads the server's memory, its web log or the database's own files while people answer
can see more, and a locked backup keeps a row until the backup itself goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partnership.academy.models import Asking, Session
from partnership.academy.queries.saying import course_title
from partnership.academy.rules import asked as rules
from partnership.academy.rules.line import academy
from partnership.core import pack
from partnership.core.models import random_key
from partnership.core.pack import in_language
from partnership.core.refusals import why_not
from partnership.reading.models import MOST_WRITTEN
from partnership.reading.queries.reading import RiskSeen, risks_in, risks_seen
from partnership.reading.rules.queue import promised
from partnership.reading.rules.rota import languages_told_in


@dataclass(frozen=True, slots=True)
class Line:
    """One line to choose."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question."""

    key: str
    ask: str
    lines: tuple[Line, ...]
    several: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A few questions under a heading; perhaps with words of their own."""

    title: str
    questions: tuple[Question, ...]
    own_words: str


@dataclass(frozen=True, slots=True)
class CodePart:
    """One small question of the code."""

    key: str
    ask: str
    letters: int
    digits: bool


@dataclass(frozen=True, slots=True)
class AskedPage:
    """The page that asks."""

    href: str
    title: str  # of the course
    day: datetime | None
    wave: str  # none: nobody can answer now
    wave_words: str
    until: datetime | None
    groups: tuple[Group, ...]
    code: tuple[CodePart, ...]
    least: int
    next_from: datetime | None  # when people can answer again
    next_until: datetime | None
    words_why_not: str
    read_within: int
    kept_days: int
    most_letters: int
    key: int  # of this page: pressed twice, it counts once
    made_up: bool

    @property
    def asks_words(self) -> bool:
        """Whether words of their own are asked for."""
        return any(one.own_words for one in self.groups)


def asking_at(link: str) -> Asking | None:
    """Give the asking at an address, however it was typed."""
    return Asking.objects.select_related("session__only_for").filter(link_secret=link.upper()).first()


def asked_page(asking: Asking, now: datetime | None = None) -> AskedPage:
    """Show what is asked now, or when something is asked again."""
    moment = now or timezone.now()
    wave = rules.open_wave(asking, moment)
    stretch = rules.stretch(asking, wave) if wave else None
    next_from, next_until = _next(asking, moment)
    return AskedPage(
        href=reverse("answer-asked", kwargs={"link": asking.link_secret}),
        title=course_title(asking.session.course),
        day=asking.session.starts_at,
        wave=wave,
        wave_words=wave_words(wave),
        until=stretch[1] if stretch else None,
        groups=tuple(map(_group, rules.instruments(asking, wave))) if wave else (),
        code=_code(asking),
        next_from=next_from,
        next_until=next_until,
        key=random_key(),
        made_up=asking.session.planned_by.fictional,
        **_promised(wave),
    )


def _code(asking: Asking) -> tuple[CodePart, ...]:
    bank = rules.bank_of(asking.version)
    return tuple(
        CodePart(one.key, in_language(one.ask), one.letters, one.digits) for one in (bank.code if bank else ())
    )


def _promised(wave: str) -> dict[str, Any]:
    return {
        "least": academy().terms.counted_from,
        "words_why_not": why_not(rules.check_words_are_read) if wave == rules.LATER else "",
        "read_within": promised("read_within"),
        "kept_days": promised("raw_days"),
        "most_letters": MOST_WRITTEN,
    }


def _next(asking: Asking, now: datetime) -> tuple[datetime | None, datetime | None]:
    """Give when people can answer next; nothing where no time is left."""
    if asking.session.state not in ("announced", "held"):
        return None, None
    found = [rules.stretch(asking, wave) for wave in (rules.BEFORE, rules.AFTER, rules.LATER)]
    return next((one for one in found if one and one[0] > now), (None, None))


def wave_words(wave: str) -> str:
    """Say at which time something is asked."""
    said = {
        rules.BEFORE: _("Before the training"),
        rules.AFTER: _("After the training"),
        rules.LATER: _("Three months later"),
    }
    return said.get(wave, "")


def _group(instrument: pack.Instrument) -> Group:
    return Group(
        title=in_language(instrument.title),
        questions=tuple(map(_question, instrument.items)),
        own_words=in_language(instrument.own_words) if instrument.own_words else "",
    )


def _question(item: pack.AskedItem) -> Question:
    lines = tuple(Line(one.key, in_language(one.text)) for one in item.choices)
    return Question(item.key, in_language(item.ask), lines, item.several)


def language_written_in() -> str:
    """Give the language of the page, where readers know it; else they are told that it is English."""
    here = (get_language() or "en").split("-")[0]
    return here if here in languages_told_in() else "en"


def could_show(words: str) -> tuple[RiskSeen, ...]:
    """Look for what could show who somebody is, to say so kindly before it goes."""
    return risks_seen(risks_in(words))


def address_now(session: Session) -> str:
    """Give the address at which the people of a session can answer now; none where they cannot."""
    asking = Asking.objects.filter(session=session).select_related("session").first()
    if asking is None or not rules.open_wave(asking):
        return ""
    return reverse("answer-asked", kwargs={"link": asking.link_secret})


def to_ask(now: datetime | None = None) -> QuerySet[Session]:
    """Give the sessions whose people are to be asked and are not yet: soon to begin, or just over."""
    moment, bank = now or timezone.now(), academy().bank
    if bank is None:
        return Session.objects.none()
    asked = [course.key for course in academy().courses.values() if academy().asked(course)]
    near = moment + timedelta(days=bank.before_days), moment - timedelta(days=bank.open_days)
    found = Session.objects.filter(course__in=asked, state__in=("announced", "held"), asking=None)
    return found.filter(starts_at__lte=near[0], ends_at__gt=near[1])


def open_now(now: datetime | None = None) -> list[tuple[Asking, str]]:
    """Give each session whose people can answer now, with at which time."""
    moment = now or timezone.now()
    weeks = academy().terms.ask_after_weeks
    still = Asking.objects.filter(lot=None, session__ends_at__gt=moment - timedelta(weeks=weeks + 9))
    found = [(one, rules.open_wave(one, moment)) for one in still.select_related("session")]
    return [(one, wave) for one, wave in found if wave]
