"""The list of Actions, as filtered, and the share of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from partnership.partners.models import Partner, reach
from partnership.plans.models import Action, Prevention
from partnership.plans.queries.choosing import Choices, Chosen, choices, chosen_actions, in_words
from partnership.plans.queries.rows import ActionRow, prepared, rows

if TYPE_CHECKING:
    from partnership.accounts.models import Person

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the Actions are of one kind, and the width of its bar of 100."""

    name: str
    actions: int
    of: int
    width: int


@dataclass(frozen=True, slots=True)
class ActionList:
    """A page of Actions, and what they are together."""

    rows: tuple[ActionRow, ...]
    total: int
    part: Page[Action]
    chosen: Chosen
    known: Choices
    filters: Mapping[str, str]  # in words
    shares: tuple[Share, ...]
    shared_among: int
    partner: Partner | None
    may_raise: bool


def visible_actions(person: Person | None, partner: Partner | None = None) -> QuerySet[Action]:
    """Give the Actions that this person may see, of one partner where they act for it."""
    actions = Action.objects.visible_to(person)
    return actions.of(partner) if partner else actions


def action_list(person: Person | None, asked: Mapping[str, str], *, partner: Partner | None = None) -> ActionList:
    """Give one page of the Actions that this person may see and asked for."""
    chosen, actions = Chosen.read(asked), visible_actions(person, partner)
    found = chosen_actions(actions, chosen, person)
    page = Paginator(prepared(found, person), ON_A_PAGE).get_page(asked.get("page"))
    known = choices(actions, person)
    shares = _shares(chosen_actions(actions, replace(chosen, kind=""), person))  # of one kind alone there is no share
    return ActionList(
        rows=rows(page, person),
        total=page.paginator.count,
        part=page,
        chosen=chosen,
        known=known,
        filters={name: words for name, words in in_words(chosen, known).items() if words},
        shares=shares,
        shared_among=shares[0].of,
        partner=partner,
        may_raise=may_raise_somewhere(person),
    )


def may_raise_somewhere(person: Person | None) -> bool:
    """Whether there is anything that this person may raise an Action for."""
    held = reach(person)
    return bool(held.partners or held.places or held.runs_programme)


def _shares(actions: QuerySet[Action]) -> tuple[Share, ...]:
    """Count each kind among them, those that were dropped left out: nobody does those."""
    kept = actions.exclude(state="dropped").order_by()
    counted = dict(kept.values_list("kind").annotate(actions=Count("pk")))
    of = sum(counted.values())
    kinds = [*Prevention.choices, ("", _("Not said"))]
    return tuple(
        Share(str(name), counted.get(kind, 0), of, round(100 * counted.get(kind, 0) / of) if of else 0)
        for kind, name in kinds
    )
