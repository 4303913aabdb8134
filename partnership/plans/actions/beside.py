"""To write a note, to add evidence and take it back, and to say what an Action waits for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from partnership.core import events
from partnership.partners.models import held
from partnership.plans import rules
from partnership.plans.models import Action, Dependency, Evidence, Note

if TYPE_CHECKING:
    from partnership.accounts.models import Person


@transaction.atomic
def write_note(action: Action, words: str, *, by: Person) -> Note:
    """Say how it goes. A note stays as it is."""
    rules.check_can_write_note(by, action, words)
    note = Note.objects.create(action=action, words=words.strip(), written_by=by)
    events.record(by=by, verb="action.noted", thing=action)
    return note


@transaction.atomic
def add_evidence(action: Action, words: str, *, by: Person, link: str = "", expires_on: date | None = None) -> Evidence:
    """Say what shows that it was done, where that can be read, and until when it can be relied on."""
    rules.check_can_add_evidence(by, action, words)
    evidence = Evidence.objects.create(
        action=action, words=words.strip(), link=link, expires_on=expires_on, added_by=by
    )
    events.record(by=by, verb="action.evidence_added", thing=action)
    return evidence


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by: Person) -> Evidence:
    """Take it back; that it was there stays known."""
    rules.check_can_remove_evidence(by, held(evidence))
    evidence.removed_at, evidence.removed_by = timezone.now(), by
    evidence.save(update_fields=["removed_at", "removed_by"])
    events.record(by=by, verb="action.evidence_removed", thing=evidence.action)
    return evidence


@transaction.atomic
def wait_for(action: Action, other: Action, *, by: Person) -> Dependency:
    """Say that another one has to be done first."""
    rules.check_can_wait_for(by, held(action), other)
    dependency, _new = Dependency.objects.get_or_create(action=action, waits_for=other)
    events.record(by=by, verb="action.made_to_wait", thing=action)
    return dependency


@transaction.atomic
def wait_no_longer(dependency: Dependency, *, by: Person) -> None:
    """Say that it need not wait for that one."""
    rules.check_can_wait_no_longer(by, dependency)
    action = dependency.action
    dependency.delete()
    events.record(by=by, verb="action.waits_no_longer", thing=action)
