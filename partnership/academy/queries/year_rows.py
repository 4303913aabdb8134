"""Everything that a year of the programme is worked out from, read once, in as many questions however much there is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from partnership.academy.models import TAKES_A_PLACE, Booking, BookingStep, Completion, Leading, Session
from partnership.academy.queries.programme import of_programme
from partnership.accounts.models import Person

FIRST_MONTH = 4  # of the year in which public bodies keep their accounts
CAME = ("attended", "attended-in-part")


@dataclass(frozen=True, slots=True)
class YearRows:
    """The sessions of a year, and who had to do with each: places, people, completions, tasks."""

    sessions: tuple[Session, ...]
    taken: dict[int, int]  # places
    came: dict[int, list[int]]  # people, by session
    called_off: dict[int, list[int]]
    trained: dict[int, list[int]]
    let_go: tuple[tuple[int, int, datetime], ...]  # session, person, when
    tasks: tuple[tuple[int, bool], ...]  # person, whether they said no

    def used(self, session: int) -> int:
        """Count the places of a session that somebody used."""
        return len(self.came.get(session, ()))


def bounds_of(year: int) -> tuple[date, date]:
    """Give the first day of a year of accounts and the first after it.

    >>> bounds_of(2026)
    (datetime.date(2026, 4, 1), datetime.date(2027, 4, 1))
    """
    return date(year, FIRST_MONTH, 1), date(year + 1, FIRST_MONTH, 1)


def year_of(day: date) -> int:
    """Give the year of accounts in which a day lies.

    >>> year_of(date(2027, 3, 31)), year_of(date(2027, 4, 1))
    (2026, 2027)
    """
    return day.year - (day.month < FIRST_MONTH)


def read(person: Person, year: int) -> YearRows:
    """Read a year as this person runs it: the whole, or the sessions of their places."""
    first, after = (timezone.make_aware(datetime.combine(one, time())) for one in bounds_of(year))
    theirs = of_programme(person).filter(starts_at__gte=first, starts_at__lt=after)
    sessions = theirs.select_related("planned_by").order_by("starts_at", "pk")
    keys = theirs.order_by().values("pk")
    taken, came, called_off = _bookings(keys)
    completed = Completion.objects.standing().filter(session__in=keys).values_list("session", "person")
    leading = Leading.objects.filter(session__in=keys).exclude(session__state="cancelled")
    return YearRows(
        sessions=tuple(sessions),
        taken=taken,
        came=came,
        called_off=called_off,
        trained=_by_session((session, one) for session, one in completed if session is not None),
        let_go=tuple(_let_go(keys)),
        tasks=tuple((one, no is not None) for one, no in leading.values_list("person", "declined_at")),
    )


def _bookings(
    keys: QuerySet[Session, Any],
) -> tuple[dict[int, int], dict[int, list[int]], dict[int, list[int]]]:
    rows = list(Booking.objects.filter(session__in=keys).values_list("session", "person", "state"))
    taken = Counter(session for session, _one, state in rows if state in TAKES_A_PLACE)
    came = _by_session((session, one) for session, one, state in rows if state in CAME)
    called_off = _by_session((session, one) for session, one, state in rows if state == "cancelled-by-organiser")
    return dict(taken), came, called_off


def _let_go(keys: QuerySet[Session, Any]) -> Iterable[tuple[int, int, datetime]]:
    """Give who gave a place back, each with the last time that they did, where it stayed so."""
    steps = BookingStep.objects.filter(
        booking__session__in=keys, booking__state="cancelled-by-learner", state="cancelled-by-learner"
    )
    last: dict[tuple[int, int], datetime] = {}
    for session, one, at in steps.order_by("done_at").values_list("booking__session", "booking__person", "done_at"):
        last[session, one] = at
    return ((session, one, at) for (session, one), at in last.items())


def _by_session(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for session, one in pairs:
        found[session].append(one)
    return dict(found)


def each_once(people: dict[int, list[int]], sessions: Collection[Session]) -> int:
    """Count the people of several sessions, each once."""
    return len({one for session in sessions for one in people.get(session.pk, ())})
