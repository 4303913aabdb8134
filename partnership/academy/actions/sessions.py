"""Planning a session: when, where, who leads it, for whom places are held; announcing it, changing it, cancelling it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from partnership.academy.actions import booking
from partnership.academy.actions.finding import _can_be_found
from partnership.academy.actions.leading import _tell_leaders, _tell_leaders_if_a_lot
from partnership.academy.models import HeldPlaces, Joining, Session, SessionPart
from partnership.academy.rules import planning as rules
from partnership.accounts.models import Person, System
from partnership.core import events, pack, revisions
from partnership.core.transitions import move
from partnership.partners.models import held

Stretch = tuple[datetime, datetime]
CHANGES = ("title", "about", "place", "online", "venue", "access", "capacity", "only_for", "cost_pounds")
IN_CALENDARS = ("title", "place", "online", "venue", "access")  # of a change to these whoever comes must hear


@transaction.atomic
def plan(
    *,
    by: Person,
    capacity: int,
    course: str = "",
    parts: Sequence[Stretch] = (),
    joining: Mapping[str, str] | None = None,
    at: datetime | None = None,
    **said: Any,
) -> Session:
    """Plan a session of a course, or an event with a `title` and no course; nobody sees it before it is announced.

    `parts` are pairs of when each begins and ends, `joining` the `room` and the `link` for those who come; `said` may
    have title, about, place, online, venue, access, only_for and cost_pounds.
    """
    rules.check_can_plan(by, {**said, "course": course, "capacity": capacity}, parts)
    if unknown := set(said) - set(CHANGES):
        raise ValueError(f"{', '.join(sorted(unknown))} of a session cannot be said.")
    title = "" if course else said.pop("title").strip()
    session = Session.objects.create(
        **{**said, "title": title, "course": course, "edition": _edition(course), "capacity": capacity},
        planned_at=at or timezone.now(),
        planned_by=by,
    )
    SessionPart.objects.bulk_create(SessionPart(session=session, starts_at=one, ends_at=two) for one, two in parts)
    _span(session)
    _join(session, joining)
    events.record(by=by, verb="session.planned", thing=session)
    return session


def _edition(course: str) -> str:
    academy = pack.current().academy
    return academy.courses[course].edition if course and academy else ""


def _span(session: Session) -> None:
    """Keep the beginning and the end of a session with its parts."""
    times = rules.stretches(session)
    session.starts_at = min((starts for starts, _ends in times), default=None)
    session.ends_at = max((ends for _starts, ends in times), default=None)
    session.save(update_fields=["starts_at", "ends_at"])


def _move_span(session: Session, by: Person) -> None:
    """Keep the span; where it begins on another day, whoever leads may lead a lot around that one."""
    before = session.starts_at
    _span(session)
    if session.starts_at and (before is None or before.date() != session.starts_at.date()):
        _tell_leaders_if_a_lot(session, by)


def _join(session: Session, joining: Mapping[str, str] | None) -> bool:
    """Keep how to join; say whether that changed."""
    if joining is None:
        return False
    now = {name: joining.get(name, "").strip() for name in ("room", "link")}
    before = Joining.objects.filter(session=session).values("room", "link").first() or {"room": "", "link": ""}
    Joining.objects.update_or_create(session=session, defaults=now)
    return now != before


@transaction.atomic
def change_session(
    session: Session,
    changes: Mapping[str, Any],
    *,
    seen: int,
    by: Person,
    joining: Mapping[str, str] | None = None,
) -> Session:
    """Change what it says, if nobody has since revision `seen`. Whoever comes hears of what they must know."""
    rules.check_can_change_session(by, held(session), changes)
    if unknown := set(changes) - set(CHANGES):
        raise ValueError(f"{', '.join(sorted(unknown))} of a session cannot be changed.")
    before = {name: getattr(session, name) for name in (*IN_CALENDARS, "capacity")}
    revisions.keep(session, changes, seen=seen)
    joins_otherwise = _join(session, joining)
    events.record(by=by, verb="session.changed", thing=session)
    _can_be_found(session)
    if joins_otherwise or any(getattr(session, name) != before[name] for name in IN_CALENDARS):
        _tell_whoever_comes(session, by, session.parts.count())
    elif session.capacity > before["capacity"]:
        _look_after_places(session)
    return session


def _tell_whoever_comes(session: Session, by: Person, parts_before: int) -> None:
    if session.state == "announced":
        booking.session_changed(session, by=by, parts_before=parts_before)


def _look_after_places(session: Session) -> None:
    if session.state == "announced":
        booking.advance(session, by=Person.objects.system(System.HOUSEKEEPER))


def _raise(session: Session) -> None:
    """Count a change, so that calendars hear of it and whoever has an old form open is told."""
    session.revision += 1
    session.save(update_fields=["revision"])


@transaction.atomic
def add_part(session: Session, starts_at: datetime, ends_at: datetime, *, by: Person) -> SessionPart:
    """Add a part."""
    rules.check_can_add_part(by, held(session), starts_at, ends_at)
    before = session.parts.count()
    part = SessionPart.objects.create(session=session, starts_at=starts_at, ends_at=ends_at)
    _raise(session)
    _move_span(session, by)
    events.record(by=by, verb="session.part_added", thing=session)
    _tell_whoever_comes(session, by, before)
    return part


@transaction.atomic
def remove_part(part: SessionPart, *, by: Person) -> Session:
    """Take a part away."""
    rules.check_can_remove_part(by, held(part, after=(part.session,)))
    session, before = part.session, part.session.parts.count()
    part.delete()
    _raise(session)
    _move_span(session, by)
    events.record(by=by, verb="session.part_removed", thing=session)
    _tell_whoever_comes(session, by, before)
    return session


@transaction.atomic
def hold_places(session: Session, kind: str, key: str, places: int, until_on: date, *, by: Person) -> HeldPlaces:
    """Hold places for a sector (`sector`), a district (`place`) or volunteers (`works-as`, no key) until a day."""
    rules.check_can_hold_places(by, held(session), {"kind": kind, "key": key, "places": places, "until_on": until_on})
    found: HeldPlaces = session.held.create(kind=kind, key=key, places=places, until_on=until_on)
    events.record(by=by, verb="places.held", thing=session)
    return found


@transaction.atomic
def release_places(places: HeldPlaces, *, by: Person) -> Session:
    """Let go places that were held: they are anybody's now."""
    rules.check_can_release_places(by, held(places, after=(places.session,)))
    session = places.session
    places.delete()
    events.record(by=by, verb="places.released", thing=session)
    _look_after_places(session)
    return session


@transaction.atomic
def announce(session: Session, *, by: Person, at: datetime | None = None) -> Session:
    """Let everybody see it and ask for a place."""
    rules.check_can_announce(by, held(session), at)
    move(session, "announced")
    session.announced_at, session.announced_by, session.edition = at or timezone.now(), by, _edition(session.course)
    session.save(update_fields=["announced_at", "announced_by", "edition"])
    events.record(by=by, verb="session.announced", thing=session)
    _can_be_found(session)
    return session


@transaction.atomic
def cancel_session(session: Session, why: str, *, because: str = "", by: Person) -> Session:
    """Cancel it, in words for those who wanted to come, and with the kind of reason for the year. Whoever had a place, waited or was to lead it is told, each once."""
    rules.check_can_cancel_session(by, held(session), why)
    session.why_cancelled, session.cancelled_at, session.cancelled_by = why.strip(), timezone.now(), by
    session.cancelled_because = because
    session.revision += 1
    session.save(update_fields=["why_cancelled", "cancelled_because", "cancelled_at", "cancelled_by", "revision"])
    move(session, "cancelled")
    events.record(by=by, verb="session.cancelled", thing=session)
    _can_be_found(session)
    booking.call_off(session, by=by)
    _tell_leaders(session, by)
    return session


@transaction.atomic
def mark_held(session: Session, *, by: Person) -> Session:
    """Say that it was held: its last part is over."""
    rules.check_can_mark_held(by, held(session))
    move(session, "held")
    events.record(by=by, verb="session.held", thing=session)
    _can_be_found(session)
    return session
