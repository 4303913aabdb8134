"""Sessions whose people are asked, and answers as people leave them: without a name, in one call each."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.utils import timezone

from partnership.academy import tasks
from partnership.academy.actions import asked as actions
from partnership.academy.models import AskedAnswer, Asking, Lot, Session
from partnership.accounts.models import Person, System
from tests.people import a_person
from tests.teaching import a_booking, a_leader, a_session, span

BEFORE = {"shouting": ["rules"], "asking": ["needed"], "sure-words": ["half"]}
AFTER = {"shouting": ["slower"], "asking": ["needed"], "sure-words": ["quite"], "worth": ["yes"]}
LATER = {"did": ["yes"], "what": ["choice"], "how-often": ["weekly"], "barriers": ["time"]}


def site() -> Person:
    return Person.objects.system(System.HOUSEKEEPER)


def nobody() -> Person:
    return Person.objects.system(System.WITHOUT_ACCOUNT)


def an_asking(*, days: int = 3, people: int = 2, leader: Person | None = None, **more: object) -> Asking:
    """Give a session that begins in so many days, with people who have a place (or came), who are asked."""
    held = days < 0
    session = a_session(state="held" if held else "announced", days=days, capacity=100, **more)
    for _number in range(people):
        a_booking(session, state="attended" if held else "booked")
    if leader:
        a_leader(session, leader)
    return actions.begin_asking(session, by=site())


def moved(asking: Asking, days: int) -> Asking:
    """Let the session have been so many days earlier."""
    back = timedelta(days=days)
    for part in asking.session.parts.all():
        part.starts_at, part.ends_at = part.starts_at - back, part.ends_at - back
        part.save()
    span(asking.session)
    return Asking.objects.select_related("session").get(pk=asking.pk)


def held(asking: Asking) -> Asking:
    """Let it have been held a moment ago, with everybody there."""
    days = (timezone.localdate(asking.session.starts_at) - timezone.localdate()).days + 1
    Session.objects.filter(pk=asking.session_id).update(state="held")
    asking.session.bookings.update(state="attended")
    return moved(asking, days)


def say(
    asking: Asking, wave: str, people: int, chosen: dict[str, list[str]], *, code: str = "", first: int = 0
) -> None:
    """Let so many people have said this at one time; `code` begins theirs, none: they made none."""
    AskedAnswer.objects.bulk_create(
        AskedAnswer(
            asking=asking,
            wave=wave,
            code_secret=hashlib.sha256(f"{asking.pk} {code} {number}".encode()).hexdigest() if code else "",
            chosen=chosen,
        )
        for number in range(first, first + people)
    )


def a_lot(
    *, people: int = 12, leader: Person | None = None, later: dict[str, list[str]] | None = None, **more: object
) -> Lot:
    """Give a session that is over with all of it, added up."""
    asking = an_asking(days=-120, people=people, leader=leader or a_person(), **more)
    say(asking, "before", people, BEFORE, code="a")
    say(asking, "after", people, AFTER, code="a")
    say(asking, "later", people, later or LATER, code="a")
    tasks.add_up_answers.call()
    found = Asking.objects.get(pk=asking.pk).lot
    assert found is not None
    return found
