"""The board: Actions by state, each with the steps that this person may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from partnership.core.refusals import allowed
from partnership.partners.models import Partner
from partnership.plans import rules
from partnership.plans.models import LIFECYCLE, OPEN, STEP_WORDS, Action
from partnership.plans.queries.choosing import Choice, Choices, Chosen, choices, chosen_actions
from partnership.plans.queries.lists import may_raise_somewhere, visible_actions
from partnership.plans.queries.rows import ActionRow, prepared, row

if TYPE_CHECKING:
    from partnership.accounts.models import Person

MOST_CARDS = 30
COLUMNS = (*OPEN, "done")


@dataclass(frozen=True, slots=True)
class Card:
    """One Action on the board and the steps that lead on from here."""

    row: ActionRow
    steps: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """The Actions in one state: the first of them, and how many there are."""

    state: str
    name: str
    cards: tuple[Card, ...]
    total: int
    query: str  # of the list that shows them all


@dataclass(frozen=True, slots=True)
class Board:
    """Every open Action by state, and what was done lately."""

    columns: tuple[Column, ...]
    chosen: Chosen
    known: Choices
    partner: Partner | None
    may_raise: bool


def steps_for(action: Action, person: Person | None) -> tuple[Choice, ...]:
    """Give the steps that this person may take with it now."""
    if person is None or not person.is_authenticated:
        return ()
    names = dict.fromkeys(step.name for step in LIFECYCLE.steps if action.state in step.sources)
    may = [name for name in names if allowed(rules.check_can_move_action, person, action, name)]
    return tuple((name, str(STEP_WORDS[name])) for name in may)


def action_board(person: Person | None, asked: Mapping[str, str], *, partner: Partner | None = None) -> Board:
    """Give the board of what this person may see and asked for."""
    chosen, actions = replace(Chosen.read(asked), state=""), visible_actions(person, partner)
    found = chosen_actions(actions, replace(chosen, state="all"), person)
    counted = dict(found.order_by().values_list("state").annotate(actions=Count("pk")))
    return Board(
        columns=tuple(_column(found, state, counted.get(state, 0), chosen, person) for state in COLUMNS),
        chosen=chosen,
        known=choices(actions, person),
        partner=partner,
        may_raise=may_raise_somewhere(person),
    )


def _column(found: QuerySet[Action], state: str, total: int, chosen: Chosen, person: Person | None) -> Column:
    here = found.filter(state=state)
    here = here.order_by("-moved_at", "-pk") if state == "done" else here
    cards = [
        Card(row(action, person), steps_for(action, person))
        for action in prepared(here, person).prefetch_related("partner__places")[:MOST_CARDS]
    ]
    return Column(state, str(LIFECYCLE.states[state]), tuple(cards), total, replace(chosen, state=state).query)
