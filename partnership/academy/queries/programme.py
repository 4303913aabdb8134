"""A quarter of training as whoever runs the programme plans it: sessions, places, what was cancelled, whom it reaches."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet, Sum
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from partnership.academy.models import COMING, Booking, Completion, Session, organised_by
from partnership.academy.queries import free
from partnership.academy.queries.lines import SessionLine, prepared, session_line
from partnership.academy.rules.accrediting import check_can_see_trainers
from partnership.accounts.models import Person
from partnership.core.exports import ListCell, ListExport
from partnership.core.models import Event
from partnership.core.refusals import allowed
from partnership.partners.models import Band, Partner

if TYPE_CHECKING:
    from partnership.academy.queries.free import Places

MONTHS = 3
SMALL = (Band.NONE, Band.TO_9, Band.TO_49)  # how many are employed


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """One session of the quarter, and how its places stand."""

    line: SessionLine
    capacity: int
    taken: int
    free: int
    waiting: int
    held: int
    made_up: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """The quarter together. Places and people are different counts."""

    sessions: int
    cancelled: int
    places: int
    taken: int
    free: int
    held: int
    waiting: int
    partners: int
    small: int
    completed: int
    cost: str
    cost_each: str


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """A quarter."""

    quarter: str
    words: str
    before: str
    after: str
    lines: tuple[ProgrammeLine, ...]
    without_a_day: tuple[ProgrammeLine, ...]
    sums: Sums
    told: tuple[str, ...]  # whom the site told that they lead a lot, within 30 days
    sees_trainers: bool


def quarter_of(day: date) -> str:
    """Name the quarter of a day.

    >>> quarter_of(date(2026, 11, 29))
    '2026-Q4'
    """
    return f"{day.year}-Q{(day.month - 1) // MONTHS + 1}"


def bounds(quarter: str) -> tuple[date, date] | None:
    """Give the first day of a quarter and the first after it; nothing for what is none.

    >>> bounds("2026-Q4")
    (datetime.date(2026, 10, 1), datetime.date(2027, 1, 1))
    """
    year, _q, number = quarter.partition("-Q")
    if not (year.isdecimal() and number.isdecimal() and 1900 < int(year) < 2200 and 1 <= int(number) <= 4):
        return None
    first = date(int(year), MONTHS * (int(number) - 1) + 1, 1)
    return first, (first + timedelta(days=100)).replace(day=1)


def programme_page(person: Person, asked: str) -> ProgrammePage:
    """Give a quarter as this person runs it: the whole, or the sessions of their places."""
    quarter = asked if bounds(asked) else quarter_of(timezone.localdate())
    first, after = bounds(quarter) or (timezone.localdate(), timezone.localdate())
    theirs = of_programme(person)
    lines = programme_lines(theirs.filter(starts_at__date__gte=first, starts_at__date__lt=after))
    return ProgrammePage(
        quarter=quarter,
        words=_words(first, after),
        before=quarter_of(first - timedelta(days=1)),
        after=quarter_of(after),
        lines=lines,
        without_a_day=programme_lines(theirs.filter(starts_at__isnull=True, state="planned")),
        sums=_sums(lines),
        told=_told(person),
        sees_trainers=allowed(check_can_see_trainers, person),
    )


def _words(first: date, after: date) -> str:
    last = after - timedelta(days=1)
    said = {"first": formats.date_format(first, "F"), "last": formats.date_format(last, "F Y")}
    return _("%(first)s to %(last)s") % said


def of_programme(person: Person) -> QuerySet[Session]:
    """Give the sessions that somebody runs: all, or those of their places and their own."""
    condition = organised_by(person)
    theirs = Session.objects.visible_to(person)
    return theirs.filter(condition) if condition is not None else theirs.none()


def programme_lines(sessions: QuerySet[Session]) -> tuple[ProgrammeLine, ...]:
    """Give sessions with how their places stand, in as many questions however many they are."""
    found = list(prepared(sessions.select_related("planned_by").order_by("starts_at", "pk")))
    places = free.places_of(found)
    return tuple(_line(one, places[one.pk]) for one in found)


def _line(session: Session, places: Places) -> ProgrammeLine:
    open_still = session.state in ("planned", "announced")
    return ProgrammeLine(
        line=session_line(session, places),
        capacity=places.capacity,
        taken=places.taken,
        free=places.free if open_still else 0,
        waiting=places.waiting,
        held=sum(one.free for one in places.held) if open_still else 0,
        made_up=session.planned_by.fictional,
    )


def _sums(lines: Collection[ProgrammeLine]) -> Sums:
    counted = [one for one in lines if one.line.state != "cancelled"]
    keys = [one.line.pk for one in counted]
    partners, small = _reach(keys)
    completed = Completion.objects.filter(session__in=keys, revoked_at__isnull=True).values("person").distinct().count()
    cost = Session.objects.filter(pk__in=keys).aggregate(cost=Sum("cost_pounds"))["cost"]
    return Sums(
        sessions=len(counted),
        cancelled=len(lines) - len(counted),
        **{name: sum(getattr(one, name) for one in counted) for name in ("taken", "free", "held", "waiting")},
        places=sum(one.capacity for one in counted),
        **{"partners": partners, "small": small, "completed": completed},
        cost=f"£{cost:,.0f}" if cost is not None else "",
        cost_each=f"£{cost / completed:,.0f}" if cost is not None and completed else "",
    )


def _reach(keys: Collection[int]) -> tuple[int, int]:
    """Count the organisations that people come from, and the small ones among them: each once."""
    coming = Booking.objects.filter(session__in=keys, state__in=COMING, partner__isnull=False)
    found = Partner.objects.filter(pk__in=coming.values("partner")).values_list("employees", flat=True)
    return len(found), sum(band in SMALL for band in found)


def _told(person: Person) -> tuple[str, ...]:
    """Name those whom the site told within 30 days that they lead a lot; how much is theirs alone to see."""
    lately = Event.objects.filter(verb="load.told", at__gte=timezone.now() - timedelta(days=30))
    keys = {urn.rpartition(":")[2] for urn in lately.values_list("thing", flat=True)}
    theirs = of_programme(person).filter(state__in=("planned", "announced"))
    leads = Q(leading__session__in=theirs.values("pk"), leading__declined_at__isnull=True)
    found = Person.objects.filter(leads, pk__in=keys, is_active=True).distinct().order_by("name", "pk")
    return tuple(map(str, found))


def programme_export(person: Person, asked: str) -> ListExport:
    """Give a quarter as a list."""
    page = programme_page(person, asked)
    return ListExport(
        name=("training", page.quarter),
        about=_("Sessions of one quarter. A place is not a person: somebody who comes twice takes two."),
        columns=[
            *(_("Session"), _("Course"), _("When"), _("Where"), _("District"), _("State"), _("Places"), _("Taken")),
            *(_("Free for anybody"), _("Free for those they are held for"), _("Waiting"), _("Made up"), _("Page")),
        ],
        rows=_cells(page),
        filters={_("Quarter"): page.words},
    )


def _cells(page: ProgrammePage) -> Iterator[list[ListCell]]:
    for one in (*page.lines, *page.without_a_day):
        line = one.line
        yield [
            *(line.title, line.course, line.when, line.where, line.place, line.state_words, one.capacity, one.taken),
            *(one.free, one.held, one.waiting, _("yes") if one.made_up else _("no"), line.href),
        ]
