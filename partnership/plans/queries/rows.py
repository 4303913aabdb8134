"""One Action in a list, with no more than the person who asks may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from partnership.core import pack
from partnership.plans.models import OPEN, Action, Purpose

if TYPE_CHECKING:
    from partnership.accounts.models import Person


@dataclass(frozen=True, slots=True)
class Served:
    """Something that an Action serves."""

    urn: str
    label: str
    href: str
    kind: str  # in words


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One Action. Owner and what hangs on a name are empty for whoever sees only its outside."""

    pk: int
    href: str
    title: str
    partner: str
    partner_slug: str
    made_up: bool
    place: str
    state: str
    state_words: str
    why: str
    due_on: date | None
    past: bool
    kind: str
    effort: str
    progress: int
    progress_words: str
    serves: tuple[Served, ...]
    whole: bool
    owner: str = ""
    mine: bool = False
    left: bool = False


def prepared(actions: QuerySet[Action], person: Person | None) -> QuerySet[Action]:
    """Have the database say at once everything that rows need."""
    said = actions.saying_if_whole(person).saying_if_left()  # type: ignore[attr-defined]
    return said.select_related("partner", "owner").prefetch_related("purposes")


def rows(actions: Iterable[Action], person: Person | None) -> tuple[ActionRow, ...]:
    """Give prepared Actions as rows."""
    return tuple(row(action, person) for action in actions)


def row(action: Action, person: Person | None) -> ActionRow:
    """Give one prepared Action as a row."""
    whole = bool(action.whole)  # type: ignore[attr-defined]
    inside = _inside(action, person) if whole else {}
    return ActionRow(
        pk=action.pk,
        href=reverse("action", kwargs={"pk": action.pk}),
        title=action.title,
        partner=str(action.partner or ""),
        partner_slug=action.partner.slug if action.partner else "",
        made_up=bool(action.partner and action.partner.fictional),
        place=place_name(action.place),
        state=action.state,
        state_words=str(action.get_state_display()),
        why=action.why if whole else "",
        **_how_it_goes(action),
        serves=tuple(map(served, action.purposes.all())),
        whole=whole,
        **inside,
    )


def _how_it_goes(action: Action) -> dict[str, Any]:
    return {
        "due_on": action.due_on,
        "past": bool(action.due_on and action.due_on < timezone.localdate() and action.state in OPEN),
        "kind": str(action.get_kind_display()),
        "effort": str(action.get_effort_display()),
        "progress": action.progress,
        "progress_words": str(action.get_progress_display()),
    }


def _inside(action: Action, person: Person | None) -> dict[str, Any]:
    mine = person is not None and action.owner_id == person.pk
    return {"owner": str(action.owner or ""), "mine": mine, "left": action.left}  # type: ignore[attr-defined]


def served(purpose: Purpose) -> Served:
    """Give what an Action serves."""
    return Served(purpose.urn, purpose.label, purpose.href, str(purpose.get_kind_display()))


def place_name(code: str) -> str:
    """Give the name of an area of the pack; nothing for nothing."""
    area = pack.current().areas.get(code)
    return pack.in_language(area.name) if area else code
