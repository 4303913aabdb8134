"""The secret address under which somebody's own calendar reads the days of their training."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from partnership.academy.models import TrainingCalendar
from partnership.academy.rules import calendars as rules
from partnership.core import events

if TYPE_CHECKING:
    from partnership.accounts.models import Person


@transaction.atomic
def make_training_calendar(*, by: Person) -> str:
    """Make a new secret and give it, this once; the one before stops working."""
    rules.check_can_make_training_calendar(by)
    secret = secrets.token_urlsafe(32)
    said = {"secret_hash": hashlib.sha256(secret.encode()).hexdigest(), "made_at": timezone.now()}
    calendar, _new = TrainingCalendar.objects.update_or_create(person=by, defaults=said)
    events.record(by=by, verb="calendar.made", thing=calendar)
    return secret


@transaction.atomic
def stop_training_calendar(calendar: TrainingCalendar, *, by: Person) -> None:
    """Make the address stop working."""
    rules.check_can_stop_training_calendar(by, calendar)
    events.record(by=by, verb="calendar.stopped", thing=calendar)
    calendar.delete()
