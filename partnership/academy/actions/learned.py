"""Writes down a course that was completed elsewhere. One person, one course, one day: once."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from partnership.academy.models import CameFrom, Completion
from partnership.academy.rules.awaiting import Learned
from partnership.academy.rules.completing import check_completed_on
from partnership.accounts.models import Person
from partnership.core import events
from partnership.partners.models import Membership, Partner


def _keep_learned(
    person: Person, row: Learned, *, by: Person, partner: Partner | None, came_from: str = CameFrom.FILE
) -> tuple[Completion, bool]:
    """Give the completion, and whether it is new. What was taken back on purpose stays taken back."""
    check_completed_on(row.completed_on)
    membership = Membership.objects.current().filter(person=person, partner=partner).first() if partner else None
    as_it_was: dict[str, Any] = {
        **row.as_columns(),
        **{"came_from": came_from, "partner": partner, "sector": partner.sector if partner else ""},
        **{"works_as": membership.works_as if membership else "", "recorded_at": timezone.now(), "recorded_by": by},
    }
    key = {"person": person, "course": as_it_was.pop("course"), "completed_on": as_it_was.pop("completed_on")}
    made, new = Completion.objects.get_or_create(**key, defaults=as_it_was)
    if new:
        events.record(by=by, verb="completion.recorded", thing=made)
    return made, new
