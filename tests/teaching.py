"""Sessions, bookings and completions, made in one call each: rows as the deeds leave them, with invented people."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from partnership.academy.models import (
    Accreditation,
    Booking,
    BookingStep,
    Completion,
    Leading,
    Session,
    SessionPart,
    Task,
)
from partnership.accounts.models import Person
from partnership.core import pack
from partnership.partners.models import Partner
from tests.people import a_person


def academy() -> pack.Academy:
    """Give the academy of the pack."""
    found = pack.current().academy
    assert found is not None
    return found


def a_session(
    course: str = "foundation",
    *,
    state: str = "announced",
    days: int = 14,
    parts: int = 1,
    capacity: int = 12,
    by: Person | None = None,
    **more: object,
) -> Session:
    """Give a session that begins in so many days at ten, with parts of two hours on days that follow."""
    by = by or a_person()
    now = timezone.now()
    begins = timezone.localtime(now).replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=days)
    announced = {"announced_at": now, "announced_by": by} if state != "planned" else {}
    made = {
        **{"course": course, "edition": academy().courses[course].edition if course else "", "state": state},
        **{"capacity": capacity, "planned_at": now, "planned_by": by, "venue": "Alder House"},
    }
    session = Session.objects.create(**{**made, **announced, **more})
    for number in range(parts):
        starts = begins + timedelta(days=number)
        SessionPart.objects.create(session=session, starts_at=starts, ends_at=starts + timedelta(hours=2))
    span(session)
    return session


def span(session: Session) -> None:
    """Keep the beginning and the end of a session with its parts."""
    times = list(session.parts.order_by("starts_at").values_list("starts_at", "ends_at"))
    session.starts_at, session.ends_at = times[0][0], max(end for _start, end in times)
    session.save(update_fields=["starts_at", "ends_at"])


def a_leader(session: Session, person: Person | None = None, *, task: str = Task.FACILITATES) -> Person:
    """Give somebody who leads the session."""
    person = person or a_person()
    Leading.objects.create(
        session=session, person=person, task=task, asked_at=timezone.now(), asked_by=session.planned_by
    )
    return person


def a_booking(
    session: Session,
    person: Person | None = None,
    *,
    state: str = "booked",
    partner: Partner | None = None,
    asked_at: datetime | None = None,
    **more: object,
) -> Booking:
    """Give a booking in a state, with the one step that led there."""
    person, now = person or a_person(), asked_at or timezone.now()
    waits = {"in_line_since_at": now} if state in ("waiting", "offered") else {}
    offered = {"offered_until_at": now + timedelta(hours=48)} if state == "offered" else {}
    booking = Booking.objects.create(
        session=session,
        person=person,
        partner=partner,
        state=state,
        asked_at=now,
        asked_by=person,
        **{**waits, **offered, **more},
    )
    BookingStep.objects.create(booking=booking, name="asked", state=state, done_at=now, done_by=person)
    return booking


def a_completion(
    person: Person | None = None,
    course: str = "foundation",
    *,
    completed_on: date | None = None,
    session: Session | None = None,
    partner: Partner | None = None,
    **more: object,
) -> Completion:
    """Give a completion of a course of the pack, as its edition says today."""
    person, taught = person or a_person(), academy().courses[course]
    done = completed_on or timezone.localdate()
    valid = done + timedelta(days=30 * taught.valid_months) if taught.valid_months else None
    made = {
        **{"person": person, "course": course, "edition": taught.edition, "title": str(taught.title)},
        **{"level": taught.level or "", "hours": Decimal(str(taught.hours)), "completed_on": done},
        **{"valid_until": valid, "session": session, "partner": partner, "works_as": "employee"},
        **{"sector": partner.sector if partner else "", "recorded_at": timezone.now(), "recorded_by": person},
    }
    return Completion.objects.create(**{**made, **more})


def a_trainer(person: Person | None = None, *, days_ago: int = 30, days_left: int = 600, **more: object) -> Person:
    """Give somebody who may lead every course."""
    person, today = person or a_person(), timezone.localdate()
    said = {
        **{"person": person, "way": "teaching-others", "granted_at": timezone.now() - timedelta(days=days_ago)},
        **{"granted_by": person, "valid_until": today + timedelta(days=days_left)},
    }
    Accreditation.objects.create(**{**said, **more})
    return person
