"""Organisations that look at themselves, made by the real deeds in one call each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.framework.actions import arranging
from partnership.framework.models import AskedSeat, Assessment, Response
from partnership.partners.models import Partner
from tests.commitments import a_lead

SHORT = "short-2026"
A_SCHOOL = {"leaders": 3, "staff": 12, "people": 6, "peer": 1}


def started(partner: Partner, by: Person, *, edition: str = SHORT, **more: object) -> Assessment:
    """Start an assessment with a month to answer."""
    closes_on = timezone.localdate() + timedelta(days=30)
    return arranging.start_assessment(partner, edition, closes_on, by=by, **more)


def begun(
    partner: Partner | None = None,
    by: Person | None = None,
    *,
    invited: Mapping[str, int] | None = None,
    **more: object,
) -> tuple[Assessment, Person]:
    """Give an assessment that people are answering, and the lead who began it."""
    if partner is None or by is None:
        partner, by = a_lead(partner)
    made = started(partner, by, seats=invited or A_SCHOOL, **more)
    return arranging.begin_assessment(made, by=by), by


def standards(assessment: Assessment) -> tuple[str, ...]:
    """Give the keys of what is asked, in the order of the edition."""
    return tuple(one.key for one in pack.current().frameworks[assessment.edition].standards)


def seat_of(assessment: Assessment, key: str) -> AskedSeat:
    """Give one seat of an assessment."""
    return assessment.seats.get(seat=key)


def respond(seat: AskedSeat, levels: Sequence[int | None], *, person: Person | None = None) -> Response:
    """Hand in one response: a level (or None, passed) for each standard in turn; one level alone answers all alike."""
    asked = standards(seat.assessment)
    given = [levels[at % len(levels)] for at in range(len(asked))]
    response = Response.objects.create(seat=seat, person=person, handed_in=True)
    response.answers.bulk_create(
        response.answers.model(response=response, standard=key, level=level)
        for key, level in zip(asked, given, strict=True)
    )
    return response


def responses(seat: AskedSeat, each: Iterable[Sequence[int | None]]) -> list[Response]:
    """Hand in one response for each list of levels."""
    return [respond(seat, levels) for levels in each]


def closed_for_an_hour(assessment: Assessment, by: Person) -> Assessment:
    """Close it, so long ago that results may open."""
    return arranging.close_assessment(assessment, by=by, at=timezone.now() - timedelta(hours=1, minutes=1))
