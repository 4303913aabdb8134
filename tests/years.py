"""An organisation that looks at itself again and again: each look made by the real deeds, opened and agreed, in one call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from partnership.accounts.models import Person
from partnership.framework import tasks
from partnership.framework.actions import arranging
from partnership.framework.models import Assessment
from partnership.partners.models import Partner
from tests import assessments
from tests.people import somebody

Levels = Sequence[Sequence[int | None]]


def looked(
    partner: Partner,
    lead: Person,
    *,
    answers: Mapping[str, Levels] | None = None,
    agreed: Mapping[str, int | None] | None = None,
    years_ago: float = 0,
    **more: object,
) -> Assessment:
    """Give an assessment whose results are open; agreed as well where levels are given. Leaders answer by name."""
    made, _lead = assessments.begun(partner, lead, **more)
    for key, each in (answers or {}).items():
        seat = assessments.seat_of(made, key)
        for levels in each:
            person = None if seat.anonymous else somebody("practitioner", partner=partner)
            assessments.respond(seat, levels, person=person)
    at = timezone.now() - timedelta(days=round(365.25 * years_ago))
    arranging.close_assessment(made, by=lead, at=at - timedelta(hours=2))
    tasks.open_now(made, by=lead, at=at)
    return agree(made, lead, agreed, at) if agreed is not None else made


def agree(made: Assessment, lead: Person, agreed: Mapping[str, int | None], at: datetime) -> Assessment:
    """Write down what a meeting agreed, as its rows are; how a meeting does it is tested where meetings are."""
    for key, level in agreed.items():
        made.agreed_levels.create(standard=key, level=level, agreed_at=at, agreed_by=lead)
    Assessment.objects.filter(pk=made.pk).update(state="agreed", agreed_at=at, agreed_by=lead)
    made.refresh_from_db()
    return made
