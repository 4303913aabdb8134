"""An organisation arranges to look at itself: what, whom it asks, until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import events, pack, revisions
from partnership.core.transitions import move
from partnership.framework.actions.telling import _tell_asked
from partnership.framework.models import LEAST, AskedSeat, Assessment, Campaign, Response, Scope, hold_answers, new_link
from partnership.framework.rules import arranging as rules
from partnership.framework.rules.campaigns import check_invited
from partnership.partners.models import Partner, held


@transaction.atomic
def start_assessment(
    partner: Partner,
    edition: str,
    closes_on: date,
    *,
    by: Person,
    scope: str = Scope.WHOLE,
    scope_name: str = "",
    least: int = LEAST,
    seats: Mapping[str, int] | None = None,
    campaign: Campaign | None = None,
    at: datetime | None = None,
) -> Assessment:
    """Start an assessment, with every seat of the edition and how many will be asked; nobody is asked yet."""
    rules.check_can_start_assessment(by, held(partner), edition, closes_on, seats, (scope, scope_name.strip()))
    check_invited(partner, edition, campaign)
    asked = pack.current().frameworks[edition]
    assessment = Assessment.objects.create(
        **{"partner": partner, "edition": edition, "scope": scope, "scope_name": scope_name.strip()},
        words_sha256=asked.sha256["en"],
        **{
            "closes_on": closes_on,
            "least": max(least, rules.least_of(asked)),
            "started_at": at or timezone.now(),
            "started_by": by,
        },
        **{"campaign": campaign, "previous": _previous(partner, edition, scope, scope_name.strip())},
    )
    for seat in asked.seats.values():
        assessment.seats.create(seat=seat.key, anonymous=seat.anonymous, invited=(seats or {}).get(seat.key, 0))
    events.record(by=by, verb="assessment.started", thing=assessment)
    return assessment


def _previous(partner: Partner, edition: str, scope: str, scope_name: str) -> Assessment | None:
    """Give the last one of the same organisation, site or team, with this edition or one that leads to it."""
    leading_here = [old for old, new in pack.current().mappings if new == edition]
    alike = Assessment.objects.of(partner).filter(scope=scope, scope_name__iexact=scope_name, state="agreed")
    found: Assessment | None = alike.filter(edition__in=[edition, *leading_here]).order_by("-agreed_at").first()
    return found


@transaction.atomic
def change_assessment(
    assessment: Assessment, changes: Mapping[str, Any], *, seen: int, by: Person, seats: Mapping[str, int] | None = None
) -> Assessment:
    """Change what is looked at, until when, and how many are asked in each seat, before anybody is asked."""
    rules.check_can_change_assessment(by, held(assessment), **_bounds(changes), seats=seats)
    revisions.keep(assessment, changes, seen=seen)
    for key, number in (seats or {}).items():
        assessment.seats.filter(seat=key).update(invited=number)
    events.record(by=by, verb="assessment.changed", thing=assessment)
    return assessment


def _bounds(changes: Mapping[str, Any]) -> dict[str, Any]:
    bounds = {name: changes[name] for name in ("least", "closes_on") if name in changes}
    return bounds | ({"part": (changes["scope"], changes["scope_name"])} if "scope" in changes else {})


@transaction.atomic
def ask_by_name(seat: AskedSeat, person: Person, *, by: Person) -> Response:
    """Ask somebody of the partner to answer by name."""
    rules.check_can_ask_by_name(by, seat, person)
    response: Response
    response, made = seat.responses.get_or_create(person=person)
    named = seat.responses.count()
    if made and named > seat.invited:
        seat.invited = named
        seat.save(update_fields=["invited"])
    events.record(by=by, verb="seat.person_asked", thing=seat)
    if made:
        _tell_asked([response], by)
    return response


@transaction.atomic
def name_typist(assessment: Assessment, person: Person | None, *, by: Person) -> Assessment:
    """Say who outside the partner types in sealed sheets of paper; nobody: the programme team."""
    rules.check_can_name_typist(by, held(assessment), person)
    assessment.paper_with = person
    assessment.save(update_fields=["paper_with"])
    events.record(by=by, verb="assessment.typist_named", thing=assessment)
    return assessment


@transaction.atomic
def replace_link(seat: AskedSeat, *, by: Person) -> AskedSeat:
    """Give a seat another link; the old one stops. Whoever began goes on with their code at the new one."""
    rules.check_can_replace_link(by, seat)
    seat.link_secret = new_link()
    seat.save(update_fields=["link_secret"])
    events.record(by=by, verb="seat.link_replaced", thing=seat)
    return seat


@transaction.atomic
def begin_assessment(assessment: Assessment, *, by: Person) -> Assessment:
    """Let people answer."""
    rules.check_can_begin_assessment(by, held(assessment))
    move(assessment, "begun")
    events.record(by=by, verb="assessment.begun", thing=assessment)
    named = Response.objects.filter(seat__assessment=assessment, person__isnull=False)
    _tell_asked(named.select_related("person", "seat__assessment__partner"), by)
    return assessment


@transaction.atomic
def close_assessment(assessment: Assessment, *, by: Person, at: datetime | None = None) -> Assessment:
    """End the time to answer; whoever is in the middle has an hour more."""
    rules.check_can_close_assessment(by, held(assessment))
    move(assessment, "closed")
    assessment.closed_at, assessment.closed_by = at or timezone.now(), by
    assessment.save(update_fields=["closed_at", "closed_by"])
    events.record(by=by, verb="assessment.closed", thing=assessment)
    return assessment


@transaction.atomic
def call_off_assessment(assessment: Assessment, why: str, *, by: Person) -> Assessment:
    """Call it off: nothing opens, and what was answered without a name is deleted."""
    rules.check_can_call_off_assessment(by, held(assessment), why)
    assessment.why = why.strip()
    assessment.save(update_fields=["why"])
    hold_answers(assessment)
    Response.objects.filter(seat__assessment=assessment, seat__anonymous=True).delete()
    move(assessment, "called_off")
    events.record(by=by, verb="assessment.called_off", thing=assessment)
    return assessment


@transaction.atomic
def share_assessment(assessment: Assessment, shares: bool, *, by: Person, at: datetime | None = None) -> Assessment:
    """Let it be counted, without a name, in the picture of the whole; or no longer."""
    rules.check_can_share_assessment(by, held(assessment))
    assessment.shared_at, assessment.shared_by = (at or timezone.now(), by) if shares else (None, None)
    assessment.save(update_fields=["shared_at", "shared_by"])
    events.record(by=by, verb="assessment.shared" if shares else "assessment.unshared", thing=assessment)
    return assessment
