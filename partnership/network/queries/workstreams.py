"""What the pages of workstreams show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import events, pack
from partnership.core.calendars import Entry
from partnership.core.refusals import allowed
from partnership.network.models import Decision, Meeting, Paper, Seat, Workstream
from partnership.network.rules import workstreams as rules
from partnership.partners.models import reach


def place_name(code: str) -> str:
    """Give a place's name in the reader's language; nothing for the whole."""
    area = pack.current().areas.get(code)
    return pack.in_language(area.name) if area else ""


@dataclass(frozen=True, slots=True)
class WorkstreamCard:
    """One workstream in the list."""

    name: str
    slug: str
    question: str
    place: str
    closed: bool
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class WorkstreamList:
    """Every workstream that somebody may see."""

    open: tuple[WorkstreamCard, ...]
    closed: tuple[WorkstreamCard, ...]
    may_open: bool


def workstreams(person: Person) -> WorkstreamList:
    """Give the list, those at work first."""
    next_at = _next_dates(person)
    cards = [
        WorkstreamCard(
            one.name, one.slug, one.question, place_name(one.place), one.closed_at is not None, next_at.get(one.pk)
        )
        for one in Workstream.objects.visible_to(person)
    ]
    may_open = person.is_authenticated and allowed(rules.check_can_open_workstream, person, "")
    return WorkstreamList(
        tuple(card for card in cards if not card.closed), tuple(card for card in cards if card.closed), may_open
    )


def _next_dates(person: Person) -> dict[int, datetime]:
    ahead = Meeting.objects.visible_to(person).filter(cancelled_at=None, ends_at__gte=timezone.now())
    found: dict[int, datetime] = {}
    for workstream, starts_at in ahead.order_by("-starts_at").values_list("workstream", "starts_at"):
        found[workstream] = starts_at
    return found


@dataclass(frozen=True, slots=True)
class SeatShown:
    """Somebody who sits in it."""

    pk: int
    name: str
    chairs: bool
    shown: bool


@dataclass(frozen=True, slots=True)
class MeetingShown:
    """One date."""

    pk: int
    title: str
    starts_at: datetime
    ends_at: datetime
    where: str
    access: str
    cancelled: bool


@dataclass(frozen=True, slots=True)
class PaperShown:
    """Something to read."""

    title: str
    about: str
    link: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """What was decided."""

    pk: int
    text: str
    why: str
    who_took_part: str
    decided_on: date
    replaces: str
    replaced: bool


@dataclass(frozen=True, slots=True)
class WorkstreamHead:
    """What a workstream is for, and since when."""

    urn: str
    name: str
    slug: str
    question: str
    about: str
    place: str
    public: bool
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class WorkstreamPage:
    """All of one workstream that somebody may see."""

    head: WorkstreamHead
    seats: tuple[SeatShown, ...]
    unnamed: int
    coming: tuple[MeetingShown, ...]
    past: tuple[MeetingShown, ...]
    papers: tuple[PaperShown, ...]
    decisions: tuple[DecisionShown, ...]
    belongs: bool
    my_seat: int | None
    may_sit: bool
    may_look_after: bool
    may_add_paper: bool


def workstream(person: Person, one: Workstream) -> WorkstreamPage:
    """Give the page, as far as the person may see it."""
    asks = person if person.is_authenticated else None
    looks_after = asks is not None and allowed(rules.check_can_edit_workstream, asks, one)
    seats = list(Seat.objects.visible_to(person).current().filter(workstream=one).select_related("person"))
    mine = next((seat.pk for seat in seats if seat.person == asks), None)
    meetings = [_meeting(row) for row in Meeting.objects.visible_to(person).filter(workstream=one)]
    now = timezone.now()
    return WorkstreamPage(
        head=_head(one),
        seats=tuple(SeatShown(seat.pk, str(seat.person), seat.chairs, seat.shown) for seat in seats),
        unnamed=_unnamed(one, seats) if reach(person).belongs else 0,
        coming=tuple(row for row in meetings if row.ends_at >= now),
        past=tuple(row for row in reversed(meetings) if row.ends_at < now),
        papers=_papers(person, one),
        decisions=_decisions(person, one),
        belongs=reach(person).belongs,
        my_seat=mine,
        may_sit=asks is not None and mine is None and allowed(rules.check_can_take_seat, asks, one, asks),
        may_look_after=looks_after,
        may_add_paper=asks is not None and allowed(rules.check_can_add_paper, asks, one),
    )


def _head(one: Workstream) -> WorkstreamHead:
    place = place_name(one.place)
    return WorkstreamHead(
        events.urn(one), one.name, one.slug, one.question, one.about, place, one.public, one.opened_at, one.closed_at
    )


def _papers(person: Person, one: Workstream) -> tuple[PaperShown, ...]:
    rows = Paper.objects.visible_to(person).filter(workstream=one)
    return tuple(PaperShown(row.title, row.about, row.link, row.added_at) for row in rows)


def _unnamed(one: Workstream, seats: list[Seat]) -> int:
    """Count those who sit in it without being named to this reader."""
    return one.seats.filter(left_at=None).count() - len(seats)


def _meeting(row: Meeting) -> MeetingShown:
    return MeetingShown(
        row.pk, row.title, row.starts_at, row.ends_at, row.where, row.access, row.cancelled_at is not None
    )


def _decisions(person: Person, one: Workstream) -> tuple[DecisionShown, ...]:
    rows = Decision.objects.visible_to(person).filter(workstream=one).select_related("replaces")
    counted = rows.annotate(later=Count("replaced_by", filter=Q(replaced_by__isnull=False)))
    return tuple(
        DecisionShown(
            row.pk,
            row.text,
            row.why,
            row.who_took_part,
            row.decided_on,
            row.replaces.text if row.replaces else "",
            row.later > 0,
        )
        for row in counted
    )


def dates(person: Person, one: Workstream) -> list[Entry]:
    """Give the dates of a workstream for a calendar; titles say the group's name and nothing else."""
    rows = Meeting.objects.visible_to(person).filter(workstream=one)
    return [
        Entry(
            urn=events.urn(row),
            title=_("Meeting: %(name)s") % {"name": one.name},
            starts=row.starts_at,
            ends=row.ends_at,
            href=reverse("workstream", kwargs={"slug": one.slug}),
            sequence=row.revision,
            changed_at=row.called_at,
            cancelled=row.cancelled_at is not None,
        )
        for row in rows
    ]
