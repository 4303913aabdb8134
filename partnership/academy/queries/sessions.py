"""The sessions that can be booked, narrowed to what somebody asked for; and one session, as anybody may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from partnership.academy.models import Booking, Joining, Leading, Session, Task
from partnership.academy.queries import free, structured
from partnership.academy.queries.catalogue import coming_sessions, may_plan
from partnership.academy.queries.lines import (
    SessionLine,
    part_words,
    prepared,
    session_line,
    session_lines,
    title_of,
)
from partnership.academy.queries.narrowing import SessionsChosen
from partnership.academy.queries.saying import Choice, academy
from partnership.academy.rules.observing import could_watch
from partnership.academy.rules.sessions import check_can_lead, check_can_organise
from partnership.core.calendars import Entry
from partnership.core.events import urn
from partnership.core.layouts import is_address
from partnership.core.pack import Course, in_language
from partnership.core.refusals import allowed

if TYPE_CHECKING:
    from partnership.accounts.models import Person

ON_A_PAGE = 30
TAKEN_OUT_FOR = timedelta(days=60)  # after that every calendar has asked again
MOST = 500


@dataclass(frozen=True, slots=True)
class SessionList:
    """The sessions that can be booked, as they were asked for."""

    lines: tuple[SessionLine, ...]
    total: int
    part: Page[Any]
    chosen: SessionsChosen
    choices: Mapping[str, tuple[str, tuple[Choice, ...]]]
    filters: Mapping[str, str]
    may_plan: bool


@dataclass(frozen=True, slots=True)
class SessionPage:
    """One session: when, where, who leads it, whether there is a place, and how people are looked after."""

    line: SessionLine
    parts: tuple[str, ...]
    about: str
    access: str
    content_note: str
    quiet: str
    leads: tuple[str, ...]
    wellbeing: tuple[str, ...]
    why_cancelled: str
    joining: tuple[str, str]  # room, link: only for those who come or lead
    booking: tuple[str, str]  # how it stands and where, of whoever asks
    book: str  # where a place can be asked for, or nothing
    may_organise: bool
    may_watch: bool
    register: str
    data: dict[str, Any]


def session_list(person: Person | None, asked: Mapping[str, str]) -> SessionList:
    """Give one page of the sessions that this person could book and asked for."""
    chosen = SessionsChosen.read(asked)
    found = _chosen(coming_sessions(person), chosen).order_by("starts_at", "pk")
    if chosen.free:
        places = free.places_of(found)
        found = found.filter(pk__in=[pk for pk, one in places.items() if one.any_free])
    page = Paginator(prepared(found), ON_A_PAGE).get_page(asked.get("page"))
    return SessionList(
        lines=session_lines(page),
        total=page.paginator.count,
        part=page,
        chosen=chosen,
        choices=SessionsChosen.choices(),
        filters=chosen.in_words(),
        may_plan=may_plan(person),
    )


def _chosen(sessions: QuerySet[Session], chosen: SessionsChosen) -> QuerySet[Session]:
    asked = Q(course=chosen.course) if chosen.course else Q()
    if chosen.level:
        asked &= Q(course__in=[one.key for one in academy().courses.values() if one.level == chosen.level])
    if chosen.sector:  # an event, or a course for every sector, is for this one too
        others = [one.key for one in academy().courses.values() if one.sectors and chosen.sector not in one.sectors]
        asked &= ~Q(course__in=others)
    if chosen.place:
        asked &= Q(place__in=[chosen.place, ""])
    if chosen.how:
        asked &= Q(online=chosen.how == "online")
    return sessions.filter(asked)


def session_page(session: Session, person: Person | None) -> SessionPage:
    """Give one session as this person may see it."""
    course = academy().courses.get(session.course)
    line = session_line(session, free.places_of([session])[session.pk])
    return SessionPage(
        line=line,
        parts=tuple(part_words(one.starts_at, one.ends_at) for one in session.parts.all()),
        about=session.about or (in_language(course.summary) if course else ""),
        access=session.access,
        content_note=in_language(course.content_note) if course else "",
        quiet=in_language(academy().quiet),
        **_people(session, person),
        why_cancelled=session.why_cancelled,
        **_for_this_person(session, person, line),
        data=_data(line, course),
    )


def _data(line: SessionLine, course: Course | None) -> dict[str, Any]:
    """Describe it to programs where it is for anybody; a session of a course names its course."""
    if line.only_for or line.state == "planned":
        return {}
    said = {"@context": structured.CONTEXT, **structured.instance(line, course.hours if course else 0)}
    return said if course else {**said, "@type": "EducationEvent"}


def _people(session: Session, person: Person | None) -> dict[str, Any]:
    standing = Leading.objects.visible_to(person).standing().filter(session=session).select_related("person")
    found = [(one.task, str(one.person)) for one in standing]
    return {
        "leads": tuple(name for task, name in found if task == Task.FACILITATES),
        "wellbeing": tuple(name for task, name in found if task == Task.WELLBEING),
    }


def _for_this_person(session: Session, person: Person | None, line: SessionLine) -> dict[str, Any]:
    joining = Joining.objects.visible_to(person).filter(session=session).first() if person else None
    mine = Booking.objects.filter(session=session, person=person).first() if person else None
    leads = person is not None and allowed(check_can_lead, person, session)
    ways = {"book": f"/academy/sessions/{session.pk}/book/", "register": f"/academy/sessions/{session.pk}/register/"}
    return {
        "joining": (joining.room, joining.link) if joining else ("", ""),
        "booking": (str(mine.get_state_display()), f"/my-training/{mine.pk}/") if mine else ("", ""),
        "book": ways["book"] if line.is_open and not mine and not leads and is_address(ways["book"]) else "",
        "may_organise": person is not None and allowed(check_can_organise, person, session),
        "may_watch": person is not None and could_watch(person, session),
        "register": ways["register"] if leads and is_address(ways["register"]) else "",
    }


def calendar_entries() -> tuple[Entry, ...]:
    """Give every part of what anybody may come to, and for a while what was cancelled, so that calendars forget it."""
    lately = Q(state="cancelled", cancelled_at__gte=timezone.now() - TAKEN_OUT_FOR, announced_at__isnull=False)
    found = Session.objects.visible_to(None).filter(Q(state="announced") | lately, starts_at__isnull=False)
    return tuple(entry for one in prepared(found.order_by("starts_at", "pk"))[:MOST] for entry in _entries(one))


def _entries(session: Session) -> list[Entry]:
    return [
        Entry(
            urn=f"{urn(session)}:{number}",
            title=title_of(session),
            starts=part.starts_at,
            ends=part.ends_at,
            href=reverse("session", kwargs={"pk": session.pk}),
            where="" if session.online else session.venue,
            sequence=session.revision,
            changed_at=session.cancelled_at or session.announced_at,
            cancelled=session.state == "cancelled",
        )
        for number, part in enumerate(session.parts.all(), 1)
    ]
