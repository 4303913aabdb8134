"""Somebody writes in words of their own: they go to a reader, and only what a reader makes ready is ever shown here.

What happens to words is done by nobody in particular, and stands in the log once a day for all organisations together: no
line says in which seat, or by whom, something was written.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date

from django.db import transaction

from partnership.accounts.models import Person
from partnership.core import events
from partnership.framework.actions.answering import _held
from partnership.framework.models import WORDS, AskedSeat, Response
from partnership.framework.rules import words as rules
from partnership.partners.models import held
from partnership.reading.actions.arriving import QUEUE, put_in_queue
from partnership.reading.actions.reading import erase_text

CHANCE = secrets.SystemRandom()


@transaction.atomic
def write_words(
    response: Response, words: str, *, holder: Person, by: Person, code: str = "", language: str = "en"
) -> None:
    """Send what the holder of a response wrote to a reader, at once, as nobody's."""
    rules.check_can_write_words(by, _held(response), holder, code)
    seat = response.seat
    put_in_queue(
        about=events.urn(seat),
        href="",
        part=WORDS,
        words=words,
        language=language,
        concerned=[seat.assessment.partner],
        key=rules.free_key(code) if code else None,
        by=by,
    )
    events.record(by=by, verb="words.written", thing=QUEUE, only_the_day=True)


@transaction.atomic
def take_words_back(seat: AskedSeat, code: str, *, by: Person) -> None:
    """Erase what was written with a code, and what a reader made of it."""
    rules.check_can_take_words_back(by, seat, code)
    if text := rules.words_by(seat, code):
        erase_text(text, by=by)
    events.record(by=by, verb="words.taken_back", thing=QUEUE, only_the_day=True)


@transaction.atomic
def open_words(seat: AskedSeat, keys: Iterable[int], today: date, *, by: Person) -> AskedSeat:
    """Say which words are shown of a seat, once and for good, in an order made by chance."""
    rules.check_can_open_words(by, held(seat), keys := sorted(keys), today)
    CHANCE.shuffle(keys)
    seat.words_open = keys
    seat.save(update_fields=["words_open"])
    events.record(by=by, verb="seat.words_opened", thing=seat)
    return seat
