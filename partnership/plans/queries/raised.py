"""What other parts ask: everything that was raised from one of their things, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, F, Value, When
from django.utils import timezone

from partnership.plans.models import CLOSED, OPEN, Action, Evidence
from partnership.plans.queries.rows import ActionRow, prepared, row

if TYPE_CHECKING:
    from partnership.accounts.models import Person


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """One thing that shows that it was done."""

    words: str
    link: str


@dataclass(frozen=True, slots=True)
class RaisedAction:
    """One Action with what became of it: since when it is done or dropped, and what shows it."""

    row: ActionRow
    ended_on: date | None
    evidence: tuple[ShownEvidence, ...]


def actions_raised_from(urn: str, person: Person | None) -> tuple[RaisedAction, ...]:
    """Give every Action that was raised from the thing of this urn and that the person may see, open ones first."""
    found = Action.objects.visible_to(person).filter(raised_from=urn)
    open_first = Case(When(state__in=OPEN, then=Value(0)), default=Value(1))
    listed = list(prepared(found, person).order_by(open_first, F("due_on").asc(nulls_last=True), "pk"))
    shown = _evidence(listed, person)
    return tuple(RaisedAction(row(one, person), _ended_on(one), tuple(shown.get(one.pk, ()))) for one in listed)


def _ended_on(action: Action) -> date | None:
    return timezone.localdate(action.moved_at) if action.state in CLOSED and action.moved_at else None


def _evidence(actions: list[Action], person: Person | None) -> dict[int, list[ShownEvidence]]:
    found: dict[int, list[ShownEvidence]] = defaultdict(list)
    kept = Evidence.objects.visible_to(person).in_force().filter(action__in=[one.pk for one in actions])
    for action, words, link in kept.values_list("action", "words", "link"):
        found[action].append(ShownEvidence(words, link))
    return found
