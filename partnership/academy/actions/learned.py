"""Writes down a course that was completed elsewhere. One person, one course, one day: once."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from partnership.academy.models import CameFrom, Completion
from partnership.academy.rules.awaiting import Learned
from partnership.academy.rules.completing import check_completed_on
from partnership.accounts.models import Person
from partnership.core import events
from partnership.partners.models import Partner


def _keep_learned(
    person: Person, row: Learned, *, by: Person, partner: Partner | None, came_from: str = CameFrom.FILE
) -> tuple[Completion, bool]:
    """Give the completion, and whether it is new. What was taken back on purpose stays taken back."""
    check_completed_on(row.completed_on)
    as_it_was: dict[str, Any] = {
        **{"edition": row.edition, "title": row.title, "level": row.level, "hours": row.hours},
        **{"valid_until": row.valid_until, "taught_by": row.taught_by, "came_from": came_from},
        **{"partner": partner, "sector": partner.sector if partner else "", "works_as": row.works_as},
        **{"family": row.family, "place": row.place, "recorded_at": timezone.now(), "recorded_by": by},
    }
    key = {"person": person, "course": row.course, "completed_on": row.completed_on}
    made, new = Completion.objects.get_or_create(**key, defaults=as_it_was)
    if new:
        events.record(by=by, verb="completion.recorded", thing=made)
    return made, new
