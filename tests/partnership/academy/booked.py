"""Sessions with people in them, in one call each."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from partnership.academy.actions import booking as deeds
from partnership.academy.models import Booking, HeldPlaces, Session
from partnership.accounts.models import Person, System
from partnership.partners.models import Kind, Partner
from tests.people import a_partner, a_person, somebody
from tests.teaching import a_session


def the_site() -> Person:
    """Give the row that stands for the site itself."""
    return Person.objects.system(System.HOUSEKEEPER)


def asks(session: Session, person: Person | None = None, **more: object) -> Booking:
    """Let somebody ask for a place."""
    person = person or a_person()
    return deeds.book(session, person=person, by=person, **more)


def full(*, capacity: int = 1, waiting: int = 0, **more: object) -> tuple[Session, list[Booking], list[Booking]]:
    """Give a session in which every place is booked, and so many wait."""
    session = a_session(capacity=capacity, **more)
    return session, [asks(session) for _one in range(capacity)], [asks(session) for _one in range(waiting)]


def of_a_partner(kind: Kind = Kind.PRACTITIONER, partner: Partner | None = None) -> tuple[Partner, Person, Person]:
    """Give a partner, its lead and somebody of it."""
    partner = partner or a_partner()
    return partner, somebody(Kind.PARTNER_LEAD, partner=partner), somebody(kind, partner=partner)


def held_for(session: Session, kind: str, key: str, places: int, *, days: int = 7) -> HeldPlaces:
    """Hold places for some until so many days from now."""
    until = timezone.localdate() + timedelta(days=days)
    return HeldPlaces.objects.create(session=session, kind=kind, key=key, places=places, until_on=until)


def states(session: Session) -> list[str]:
    """Give how everybody stands, in the order in which they asked."""
    return list(session.bookings.order_by("asked_at", "pk").values_list("state", flat=True))


def move_days(session: Session, days: int) -> Session:
    """Let so many days pass: everything of the session lies so much earlier."""
    for part in session.parts.all():
        part.starts_at, part.ends_at = part.starts_at - timedelta(days=days), part.ends_at - timedelta(days=days)
        part.save()
    session.starts_at, session.ends_at = (
        session.starts_at - timedelta(days=days),
        session.ends_at - timedelta(days=days),
    )
    session.save()
    return session
