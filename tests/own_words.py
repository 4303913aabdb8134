"""Words of their own: somebody writes, a reader reads and makes them ready, and they are shown. Each in one call."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.core.models import sealed
from partnership.framework import tasks
from partnership.framework.actions.answering import begin_response, hand_in, save_answer
from partnership.framework.actions.words import write_words
from partnership.framework.models import AskedSeat, Assessment
from partnership.framework.rules.words import words_of
from partnership.reading.actions import queue
from partnership.reading.actions.reading import make_version
from partnership.reading.models import Reader, Text
from tests import assessments

SAID = "The door bangs, and nobody says sorry for it."


def nobody() -> Person:
    """Give whoever has no name here."""
    return Person.objects.system(System.WITHOUT_ACCOUNT)


def write(seat: AskedSeat, words: str = SAID) -> str:
    """Let somebody without a name answer all, hand in and write; give their code."""
    response, code = begin_response(seat, by=nobody())
    for standard in assessments.standards(seat.assessment)[:1]:
        save_answer(response, standard, 3, by=nobody())
    hand_in(response, by=nobody())
    write_words(response, words, holder=nobody(), by=nobody(), code=code)
    return code


def read(text: Text, reader: Person, *, ready: str | None = None) -> Text:
    """Read it, and make it ready as it is, or as is said; with "" nothing is made ready."""
    Reader.objects.update(daily_limit=20)
    queue.take_texts([text], by=reader)
    words = sealed.read(text, "sealed") if ready is None else ready
    if words:
        make_version(text, "service", words, [], by=reader)
    return queue.finish_texts([text], 1, by=reader)[0]


def read_all(seat: AskedSeat, reader: Person) -> None:
    """Read everything of a seat."""
    for text in words_of(seat).order_by("pk"):
        read(text, reader)


def opened(assessment: Assessment, by: Person) -> Assessment:
    """Open results."""
    return tasks.open_now(assessments.closed_for_an_hour(assessment, by), by=by)


def show(seat: AskedSeat) -> AskedSeat:
    """Let the site show what was read, tomorrow."""
    site = Person.objects.system(System.HOUSEKEEPER)
    tomorrow = timezone.localdate() + timedelta(days=1)
    return tasks.open_words_now(AskedSeat.objects.get(pk=seat.pk), by=site, today=tomorrow)
