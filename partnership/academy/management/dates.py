"""When it was: a session of the demonstration is booked ahead of us, as sessions are, and then moved back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from partnership.academy.models import Booking, BookingStep, Completion, Leading, Reflection, Session, SessionPart
from partnership.accounts.models import Person
from partnership.partners.models import Membership, Partner, Standing

MOMENTS = ("starts_at", "ends_at", "planned_at", "announced_at")


def move(session: Session, days: int) -> None:
    """Move a session, its parts, and every booking and step of it."""
    back = timedelta(days=days)
    Session.objects.filter(pk=session.pk).update(**{name: F(name) - back for name in MOMENTS})
    SessionPart.objects.filter(session=session).update(starts_at=F("starts_at") - back, ends_at=F("ends_at") - back)
    Leading.objects.filter(session=session).update(asked_at=F("asked_at") - back)
    ours = Booking.objects.filter(session=session)
    ours.update(asked_at=F("asked_at") - back, in_line_since_at=F("in_line_since_at") - back)
    BookingStep.objects.filter(booking__in=ours).update(done_at=F("done_at") - back)


def completed(session: Session) -> None:
    """Let what was completed at a session that is over have been completed the day after it."""
    if session.ends_at is None:
        return
    day = timezone.localdate(session.ends_at) + timedelta(days=1)
    for one in Completion.objects.filter(session=session, completed_on__gt=day):
        back = one.completed_on - day
        until = one.valid_until - back if one.valid_until else None
        Completion.objects.filter(pk=one.pk).update(completed_on=day, valid_until=until)
    moment = session.ends_at + timedelta(days=1)
    Reflection.objects.filter(booking__session=session).update(written_at=moment)


def belongs_since(people: Iterable[Person], partner: Partner, *, days: int) -> None:
    """Let people have belonged to an organisation for so long, or since the day after it joined."""
    joined = Standing.objects.get(partner=partner, state="joined").since_at
    since = max(timezone.now() - timedelta(days=days), joined + timedelta(days=1))
    Membership.objects.filter(person__in=people, partner=partner).update(asked_at=since, decided_at=since)
