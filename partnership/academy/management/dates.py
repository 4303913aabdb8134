"""When it was: a session of the demonstration is booked ahead of us, as sessions are, and then moved back."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F

from partnership.academy.models import Booking, BookingStep, Leading, Session, SessionPart

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
