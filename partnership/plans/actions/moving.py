"""To move an Action from one state to the next, and to take one over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from partnership.core import events, transitions
from partnership.partners.models import held
from partnership.plans import rules
from partnership.plans.actions.telling import _told_new_owner, _told_of_move
from partnership.plans.models import Action, Note

if TYPE_CHECKING:
    from partnership.accounts.models import Person

NEARLY = 75


@transaction.atomic
def move_action(action: Action, step: str, *, by: Person, why: str = "") -> Action:
    """Move it by one step of its table. Words given with the step stay as a note."""
    rules.check_can_move_action(by, held(action), step, why)
    action.why = why.strip() or action.why  # the table's own conditions are true at every moment: first these two
    action.progress = 100 if step == "finished" else action.progress
    action.save(update_fields=["why", "progress"])
    transitions.move(action, step)
    action.why = why.strip() if step in ("paused", "dropped") else ""
    action.progress = min(action.progress, NEARLY) if step == "reopened" else action.progress
    action.moves, action.moved_at, action.moved_by = action.moves + 1, timezone.now(), by
    action.save(update_fields=["why", "progress", "moves", "moved_at", "moved_by"])
    if why.strip():
        Note.objects.create(action=action, words=why.strip(), written_by=by)
    events.record(by=by, verb=f"action.{step}", thing=action)
    _told_of_move(action, by)
    return action


@transaction.atomic
def take_over_action(action: Action, *, by: Person) -> Action:
    """Look after it from now on; whoever did before is told."""
    rules.check_can_take_over_action(by, held(action))
    former = action.owner
    action.owner, action.revision = by, action.revision + 1
    action.save(update_fields=["owner", "revision"])
    events.record(by=by, verb="action.taken_over", thing=action)
    _told_new_owner(action, former, by)
    return action
