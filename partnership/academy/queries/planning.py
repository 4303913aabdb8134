"""One session as whoever organises it sees it, and the sessions that somebody leads or planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone

from partnership.academy.models import SESSION, Joining, Leading, Session
from partnership.academy.queries import free
from partnership.academy.queries import trainers as trainers_queries
from partnership.academy.queries.lines import SessionLine, part_words, prepared, session_line, session_lines
from partnership.academy.rules import load
from partnership.academy.rules import planning as rules
from partnership.academy.rules.sessions import trains
from partnership.core.layouts import is_address
from partnership.core.refusals import allowed, why_not
from partnership.partners.models import Kind, Role

if TYPE_CHECKING:
    from partnership.accounts.models import Person

LATELY = timedelta(days=60)
MOST = 50


@dataclass(frozen=True, slots=True)
class PartShown:
    """One part of a session."""

    pk: int
    words: str
    may_remove: bool


@dataclass(frozen=True, slots=True)
class LeaderShown:
    """Somebody who was asked to lead, or to be there for how people are."""

    pk: int
    name: str
    task: str
    said_no: bool


@dataclass(frozen=True, slots=True)
class HeldShown:
    """Places that are held for some."""

    pk: int
    whom: str
    places: int
    until_on: date
    is_over: bool


@dataclass(frozen=True, slots=True)
class OrganisePage:
    """One session with everything that can be done with it."""

    line: SessionLine
    about: str
    access: str
    room: str
    link: str
    cost: str
    capacity: int
    taken: int
    waiting: int
    parts: tuple[PartShown, ...]
    leaders: tuple[LeaderShown, ...]
    held: tuple[HeldShown, ...]
    lacking: tuple[str, ...]
    why_cancelled: str
    why_not_change: str
    may_cancel: bool
    register: str


def organise_page(session: Session, person: Person) -> OrganisePage:
    """Give one session as whoever organises it sees it."""
    places = free.places_of([session])[session.pk]
    refused = why_not(rules.check_can_change_session, person, session)
    return OrganisePage(
        line=session_line(session, places),
        **_said(session, person),
        capacity=session.capacity,
        taken=places.taken,
        waiting=places.waiting,
        parts=_parts(session, may_change=not refused),
        leaders=_leaders(session, person),
        held=_held(session),
        lacking=rules.lacking(session) if session.state == "planned" else (),
        why_not_change=refused,
        may_cancel=any(step.name == "cancelled" and session.state in step.sources for step in SESSION.steps),
    )


def _said(session: Session, person: Person) -> dict[str, Any]:
    joining = Joining.objects.visible_to(person).filter(session=session).first() or Joining()
    register = f"/academy/sessions/{session.pk}/register/"
    return {
        "about": session.about,
        "access": session.access,
        "room": joining.room,
        "link": joining.link,
        "cost": f"{session.cost_pounds:,.2f}" if session.cost_pounds is not None else "",
        "why_cancelled": session.why_cancelled,
        "register": register if session.state != "planned" and is_address(register) else "",
    }


def _parts(session: Session, *, may_change: bool) -> tuple[PartShown, ...]:
    found = list(session.parts.all())
    may = may_change and (session.state == "planned" or len(found) > 1)
    return tuple(PartShown(one.pk, part_words(one.starts_at, one.ends_at), may) for one in found)


def _leaders(session: Session, person: Person) -> tuple[LeaderShown, ...]:
    asked = Leading.objects.visible_to(person).filter(session=session).select_related("person")
    return tuple(
        LeaderShown(one.pk, str(one.person), str(one.get_task_display()), bool(one.declined_at)) for one in asked
    )


def _held(session: Session) -> tuple[HeldShown, ...]:
    today = timezone.localdate()
    return tuple(
        HeldShown(one.pk, free.whom(one.kind, one.key), one.places, one.until_on, one.until_on <= today)
        for one in session.held.all()
    )


@dataclass(frozen=True, slots=True)
class Task:
    """One session at which somebody has a task."""

    leading: int
    line: SessionLine
    task: str
    may_say_no: bool
    href: str


@dataclass(frozen=True, slots=True)
class ILead:
    """What somebody leads, whether it is a lot, and what they planned: theirs to see before anybody else."""

    coming: tuple[Task, ...]
    past: tuple[Task, ...]
    planned: tuple[SessionLine, ...]
    within: int
    most: int
    is_a_lot: bool
    may_plan: bool
    sees_programme: bool
    accredited: str  # how it stands that they may lead; "": they may not
    asks: str


def i_lead(person: Person) -> ILead:
    """Give what somebody leads and planned."""
    tasks, now = _tasks(person), timezone.now()
    count = load.most_within(load.days_led(person))
    mine = Session.objects.visible_to(person).filter(planned_by=person, state__in=rules.OPEN)
    return ILead(
        coming=tuple(one for one in tasks if not one.line.ends_at or one.line.ends_at > now),
        past=tuple(one for one in tasks if one.line.ends_at and one.line.ends_at <= now),
        planned=session_lines(prepared(mine.order_by("starts_at", "pk"))[:MOST]),
        within=count,
        most=load.most_sessions(),
        is_a_lot=load.is_a_lot(count),
        may_plan=allowed(rules.check_can_plan, person),
        sees_programme=allowed(rules.check_can_see_programme, person),
        accredited=trainers_queries.stands_words(person),
        asks=trainers_queries.asks_words(),
    )


def _tasks(person: Person) -> tuple[Task, ...]:
    standing = Leading.objects.standing().filter(person=person).exclude(session__state="cancelled")
    by_session = {one.session_id: one for one in standing}
    sessions = Session.objects.visible_to(person).filter(pk__in=by_session).order_by("starts_at", "pk")
    lines = session_lines(prepared(sessions.exclude(ends_at__lt=timezone.now() - LATELY)))
    return tuple(_task(by_session[line.pk], line) for line in lines)


def _task(leading: Leading, line: SessionLine) -> Task:
    return Task(
        leading=leading.pk,
        line=line,
        task=str(leading.get_task_display()),
        may_say_no=line.state in rules.OPEN,
        href=line.href,
    )


def has_a_part(person: Person) -> bool:
    """Whether the page of what somebody leads is for them: they were asked, or they may plan."""
    return trains(person) or Leading.objects.standing().filter(person=person).exists()


def sees_programme(person: Person) -> bool:
    """Whether the year of training is for them."""
    return allowed(rules.check_can_see_programme, person)


def trainers(person: Person, session: Session) -> tuple[tuple[str, str], ...]:
    """Give the trainers who can be asked, as far as this person may know of them; not those who were asked."""
    asked = {str(pk) for pk in session.leading.values_list("person", flat=True)}
    return tuple(one for one in _trainers(person) if one[0] not in asked)


def other_trainers(person: Person) -> tuple[tuple[str, str], ...]:
    """Give the trainers besides themselves, as far as this person may know of them."""
    return tuple(one for one in _trainers(person) if one[0] != str(person.pk))


def _trainers(person: Person) -> tuple[tuple[str, str], ...]:
    held = Role.objects.visible_to(person).current().filter(kind=Kind.TRAINER, person__is_active=True)
    rows = held.order_by("person__name", "person").values_list("person", "person__name")
    return tuple((str(pk), name) for pk, name in dict(rows).items())


def seen(person: Person) -> QuerySet[Session]:
    """Give the sessions that this person may see, with what a page of one says."""
    return prepared(Session.objects.visible_to(person).select_related("planned_by"))
