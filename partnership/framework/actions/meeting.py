"""A meeting agrees: a level or why it does not apply, who saw it otherwise, and what can be shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import events, revisions
from partnership.core.transitions import move
from partnership.framework.models import AgreedLevel, Assessment, ShownEvidence
from partnership.framework.rules import meeting as rules
from partnership.partners.models import held

SAID = ("level", "why_not", "because", "dissent")


@transaction.atomic
def record_level(
    assessment: Assessment,
    standard: str,
    changes: Mapping[str, Any],
    *,
    seen: int,
    by: Person,
    at: datetime | None = None,
) -> AgreedLevel:
    """Keep what was agreed on one standard. `seen` is the revision on the page, 0 where nothing stood there."""
    rules.check_can_record(by, held(assessment), standard, changes)
    said = {**changes, "agreed_at": at or timezone.now(), "agreed_by": by}
    found = assessment.agreed_levels.filter(standard=standard).first()
    if found and seen != found.revision:
        raise revisions.Changed(found, tuple(name for name in SAID if getattr(found, name) != said.get(name)))
    if found:
        kept: AgreedLevel = revisions.keep(found, said, seen=seen)
    else:
        kept = assessment.agreed_levels.create(standard=standard, revision=1, **said)
    events.record(by=by, verb="level.agreed", thing=kept)
    return kept


@transaction.atomic
def show_evidence(
    assessment: Assessment,
    standard: str,
    what: str,
    *,
    by: Person,
    where: str = "",
    dated_on: date | None = None,
    at: datetime | None = None,
) -> ShownEvidence:
    """Say what can be shown for a standard and where it is kept; for none: how those under 16 were heard."""
    rules.check_can_show_evidence(by, held(assessment), standard, what)
    shown: ShownEvidence = assessment.evidence.create(
        **{"standard": standard, "what": what.strip(), "where": where.strip(), "dated_on": dated_on},
        **{"added_at": at or timezone.now(), "added_by": by},
    )
    events.record(by=by, verb="evidence.shown", thing=shown)
    return shown


@transaction.atomic
def take_evidence_back(evidence: ShownEvidence, *, by: Person, at: datetime | None = None) -> ShownEvidence:
    """Take it back; that it was there stays known."""
    rules.check_can_take_evidence_back(by, held(evidence))
    evidence.removed_at, evidence.removed_by = at or timezone.now(), by
    evidence.save(update_fields=["removed_at", "removed_by"])
    events.record(by=by, verb="evidence.taken_back", thing=evidence)
    return evidence


@transaction.atomic
def agree_assessment(assessment: Assessment, *, by: Person, at: datetime | None = None) -> Assessment:
    """Say that the meeting has ended, and that this is what it agreed."""
    rules.check_can_agree_assessment(by, held(assessment))
    move(assessment, "agreed")
    assessment.agreed_at, assessment.agreed_by = at or timezone.now(), by
    assessment.save(update_fields=["agreed_at", "agreed_by"])
    events.record(by=by, verb="assessment.agreed", thing=assessment)
    return assessment


@transaction.atomic
def take_up_again(assessment: Assessment, *, by: Person) -> Assessment:
    """Go on talking: what was agreed stays until it is changed."""
    rules.check_can_take_up_again(by, held(assessment))
    move(assessment, "taken_up_again")
    assessment.agreed_at = assessment.agreed_by = None
    assessment.save(update_fields=["agreed_at", "agreed_by"])
    events.record(by=by, verb="assessment.taken_up_again", thing=assessment)
    return assessment
