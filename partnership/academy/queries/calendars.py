"""Somebody's training as a calendar reads it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from partnership.academy.models import Booking, TrainingCalendar
from partnership.academy.rules.calendars import entries
from partnership.core.calendars import Entry

if TYPE_CHECKING:
    from partnership.accounts.models import Person

STAYS_FOR = timedelta(days=180)  # what was longer ago stands on the page
MOST = 300


@dataclass(frozen=True, slots=True)
class TrainingCalendarPage:
    """Whether somebody's calendar has an address, since when, and how much stands in it."""

    made_at: datetime | None
    entries: int


def training_calendar_page(person: Person) -> TrainingCalendarPage:
    """Give how somebody's calendar is set."""
    calendar = TrainingCalendar.objects.visible_to(person).filter(person=person).first()
    return TrainingCalendarPage(calendar.made_at if calendar else None, len(_entries(person)))


def training_feed(secret: str) -> tuple[Entry, ...] | None:
    """Give what stands in the calendar with this secret; None where there is none, or its person has gone."""
    hashed = hashlib.sha256(secret.encode()).hexdigest()
    found = TrainingCalendar.objects.filter(secret_hash=hashed, person__is_active=True).select_related("person").first()
    return _entries(found.person) if found else None


def _entries(person: Person) -> tuple[Entry, ...]:
    """Give what comes and what waits, and for a while what does not come any more: so that it leaves the calendar."""
    mine = Booking.objects.visible_to(person).filter(person=person)
    lately = mine.filter(session__ends_at__gte=timezone.now() - STAYS_FOR).order_by("-session__starts_at", "pk")
    rows = lately.select_related("session").prefetch_related("session__parts")[:MOST]
    return tuple(entry for booking in rows for entry in entries(booking))
