"""How the places of one session stand: for whom there is one, who is next, and until when an offer holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.academy.models import BOOKING, Booking, Session
from partnership.academy.rules.places import Comer, Hold, Seating, chosen
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind, Partner, Role, reach

TWICE = 2  # whoever let so many offers pass is offered no other by itself; a free place is theirs by one press
REQUESTED, WAITING, BOOKED = BOOKING.start[:3]


def academy() -> pack.Academy:
    """Give what is taught, and what is promised about places."""
    found = pack.current().academy
    if found is None:
        raise Refusal(_("No training is offered here."))
    return found


def began(session: Session, now: datetime | None = None) -> bool:
    """Whether its first part has begun."""
    return session.starts_at is not None and session.starts_at <= (now or timezone.now())


def offers_until(session: Session, now: datetime | None = None) -> datetime | None:
    """Give until when a place offered now is held; None where it is too late: then whoever says yes first has it."""
    now, promised = now or timezone.now(), academy().terms
    if session.starts_at is None:
        return now + timedelta(hours=promised.offer_hours)
    latest = session.starts_at - timedelta(hours=promised.offer_ends_hours)
    return min(now + timedelta(hours=promised.offer_hours), latest) if latest > now else None


def holds_of(session: Session) -> list[Hold]:
    """Give the places that are still held for some today."""
    live = session.held.filter(until_on__gt=timezone.localdate())
    return [Hold(*one) for one in live.values_list("kind", "key", "places")]


def comer(partner: Partner | None, place: str, works_as: str) -> Comer:
    """Give what counts of somebody for places that are held."""
    return Comer(partner.sector if partner else "", place, works_as)


def _comers(bookings: Iterable[Booking]) -> list[Comer]:
    return [comer(one.partner, one.place, one.works_as) for one in bookings]


def seating(session: Session, holds: list[Hold] | None = None) -> Seating:
    """Give how its places are taken now. Where none are held, how many is enough to know."""
    holds, taking = holds_of(session) if holds is None else holds, session.bookings.taking_a_place()
    takers = _comers(taking.select_related("partner")) if holds else [Comer()] * taking.count()
    return Seating(session.capacity, holds, takers)


def next_in_line(session: Session, *, everybody: bool = False) -> list[Booking]:
    """Give those who wait for whom there is a place, first come first; or `everybody` whom a free place would serve."""
    held = seating(session, holds := holds_of(session))
    if held.full:
        return []
    lapsed = Count("steps", filter=Q(steps__name="lapsed"))
    line = list(session.bookings.in_line().select_related("partner", "person").annotate(lapsed=lapsed))
    takers = [one for sitting in held.sitting for one in sitting]
    if everybody:
        return [one for one in line if Seating(session.capacity, holds, takers).seat(*_comers([one]))]
    line = [one for one in line if one.lapsed < TWICE]
    return [line[at] for at in chosen(session.capacity, holds, takers, _comers(line))]


def before_in_line(booking: Booking) -> int:
    """Give how many wait before this one."""
    since = booking.in_line_since_at
    earlier = Q(in_line_since_at__lt=since) | Q(in_line_since_at=since, pk__lt=booking.pk)
    return booking.session.bookings.in_line().filter(earlier).count()


def needs_a_yes(session: Session, partner: Partner | None, by: object) -> bool:
    """Whether somebody of the organisation says yes first: where the course asks for it, and somebody else leads there."""
    course = academy().courses.get(session.course)
    if course is None or not course.approval or partner is None or partner.pk in reach(by).leads:  # type: ignore[arg-type]
        return False
    return Role.objects.current().filter(kind=Kind.PARTNER_LEAD, partner=partner, person__is_active=True).exists()


def where_it_leads(session: Session, wants: Comer, *, yes_first: bool) -> str:
    """Give the state that asking leads to: a yes is needed, there is a place, or a line to wait in."""
    if yes_first:
        return REQUESTED
    return BOOKED if seating(session).seat(wants) else WAITING
