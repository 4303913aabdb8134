"""Words of their own: what is said before somebody writes, what became of it, and what a meeting reads once it is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partnership.core.pack import in_language
from partnership.core.refusals import allowed, why_not
from partnership.framework.models import AskedSeat, Assessment, Response
from partnership.framework.queries.answering import Ways
from partnership.framework.queries.opened import seats_opened
from partnership.framework.rules import words as rules
from partnership.framework.rules.arranging import asked_edition, takes_answers
from partnership.reading.models import MOST_WRITTEN, Text
from partnership.reading.queries.reading import RiskSeen, risks_in, risks_seen
from partnership.reading.queries.standing import words_that_stand
from partnership.reading.rules.queue import promised
from partnership.reading.rules.rota import languages_told_in


@dataclass(frozen=True, slots=True)
class Opened:
    """That a reader opened the words again after they were read, and why."""

    on: date
    why: str


@dataclass(frozen=True, slots=True)
class Written:
    """What became of words that somebody wrote with a code. The words themselves are not shown again."""

    said: str
    opened: tuple[Opened, ...]


@dataclass(frozen=True, slots=True)
class WordsPage:
    """Everything that is said before somebody writes."""

    ways: Ways
    partner: str
    least: int
    read_within: int  # working days
    kept_days: int
    most: int  # letters
    written: Written | None
    why_not: str  # why nothing is taken; empty where words are taken


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What is said of words beside the answers."""

    asked: bool
    written: bool


@dataclass(frozen=True, slots=True)
class SeatWords:
    """What people of one seat wrote, as readers made it ready: together, and in no order."""

    name: str
    words: tuple[str, ...]


def words_page(response: Response, ways: Ways, code: str) -> WordsPage:
    """Say who reads it, when, who else may, and what cannot be undone."""
    assessment = response.seat.assessment
    return WordsPage(
        ways=ways,
        partner=assessment.partner.name,
        least=assessment.least,
        read_within=promised("read_within"),
        kept_days=promised("raw_days"),
        most=MOST_WRITTEN,
        written=written(response.seat, code),
        why_not=why_not(rules.check_are_read, response.seat),
    )


def written(seat: AskedSeat, code: str) -> Written | None:
    """Say what became of what was written with a code; nothing where nothing was, or it was taken back."""
    text = rules.words_by(seat, code)
    if text is None:
        return None
    openings = text.openings.order_by("opened_at")
    return Written(_state(text), tuple(Opened(timezone.localdate(one.opened_at), one.why) for one in openings))


def _state(text: Text) -> str:
    said = {
        "waiting": _("Your words wait for a reader."),
        "being-read": _("A reader is reading your words."),
        "read": _("A reader has read your words."),
        "folded": _("A reader has read your words. They abuse somebody, so nobody else reads them."),
    }
    return said[text.state]


def own_words(response: Response, code: str) -> OwnWords:
    """Say beside the answers whether words are taken, and whether there are any."""
    if not rules.asks_for_words(response.seat) or not takes_answers(response.seat.assessment):
        return OwnWords(asked=False, written=False)
    there = rules.words_by(response.seat, code) is not None
    return OwnWords(asked=there or are_taken(response.seat), written=there)


def are_taken(seat: AskedSeat) -> bool:
    """Whether words are taken in a seat today."""
    return allowed(rules.check_are_read, seat)


def language_written_in() -> str:
    """Give the language of the page, where readers know it; else they are told that it is English."""
    here = (get_language() or "en").split("-")[0]
    return here if here in languages_told_in() else "en"


def could_show(words: str) -> tuple[RiskSeen, ...]:
    """Look for what could show who somebody is, to say so kindly before it goes."""
    return risks_seen(risks_in(words))


def to_open(seat: AskedSeat) -> tuple[int, ...]:
    """Give the keys of what may be shown of a seat; none where its answers stay shut, or too few people wrote."""
    assessment = seat.assessment
    keys = tuple(rules.ready_words(seat).values_list("pk", flat=True))
    return keys if len(keys) >= assessment.least and _enough_answered(seat) else ()


def _enough_answered(seat: AskedSeat) -> bool:
    if not seat.anonymous:
        return seat.responses.handed_in().count() >= seat.assessment.least
    shown = seats_opened(seat.assessment).get(seat.seat)
    return shown is not None and not shown.why


def words_shown(assessment: Assessment) -> tuple[SeatWords, ...]:
    """Give what is shown of each seat; a seat of which nothing is shown is not named, whatever the reason."""
    seats = {seat.seat: tuple(seat.words_open or ()) for seat in assessment.seats.all()}
    said = words_that_stand(key for keys in seats.values() for key in keys)
    edition = asked_edition(assessment)
    found = {seat: tuple(said[key] for key in keys if key in said) for seat, keys in seats.items()}
    return tuple(SeatWords(in_language(edition.seats[key].name), found[key]) for key in edition.seats if found.get(key))
