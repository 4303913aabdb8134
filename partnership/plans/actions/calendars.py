"""The secret address under which somebody's own calendar reads their Actions."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from partnership.core import events
from partnership.plans import rules
from partnership.plans.models import Calendar

if TYPE_CHECKING:
    from partnership.accounts.models import Person


@transaction.atomic
def make_calendar_address(*, by: Person, neutral: bool = True, whole_partner: bool = False) -> str:
    """Make a new secret and give it, this once; the one before stops working."""
    rules.check_can_make_calendar_address(by)
    secret = secrets.token_urlsafe(32)
    said = {"secret_hash": hashlib.sha256(secret.encode()).hexdigest(), "made_at": timezone.now()}
    choice = {"neutral": neutral, "whole_partner": whole_partner}
    calendar, _new = Calendar.objects.update_or_create(person=by, defaults={**said, **choice})
    events.record(by=by, verb="calendar.made", thing=calendar)
    return secret


@transaction.atomic
def change_calendar(calendar: Calendar, *, by: Person, neutral: bool, whole_partner: bool) -> Calendar:
    """Say more or less in it; the address stays."""
    rules.check_can_change_calendar(by, calendar)
    calendar.neutral, calendar.whole_partner = neutral, whole_partner
    calendar.save(update_fields=["neutral", "whole_partner"])
    events.record(by=by, verb="calendar.changed", thing=calendar)
    return calendar


@transaction.atomic
def stop_calendar(calendar: Calendar, *, by: Person) -> None:
    """Make the address stop working."""
    rules.check_can_change_calendar(by, calendar)
    events.record(by=by, verb="calendar.stopped", thing=calendar)
    calendar.delete()
