"""What somebody saw who watched how a course is led: for the two, and for the programme once it was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from partnership.academy.models import Observation, ObservedItem
from partnership.academy.queries.booking import title_of
from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.pack import Checklist, in_language


@dataclass(frozen=True, slots=True)
class ItemSeen:
    """One item, and what was seen of it, in words."""

    text: str
    seen: str


@dataclass(frozen=True, slots=True)
class TookPlace:
    """That somebody watched, and what they saw; not what the two wrote to one another."""

    title: str
    on: date | None
    observer: str
    stands: str
    items: tuple[ItemSeen, ...]


def of_trainer(trainer: Person, by: Person) -> tuple[TookPlace, ...]:
    """Give the observations of one trainer that took place, as far as somebody may see them."""
    read = Observation.objects.visible_to(by).read().filter(trainer=trainer)
    found = list(read.select_related("session", "observer").order_by("-session__starts_at", "pk"))
    items = list(ObservedItem.objects.visible_to(by).filter(observation__in=found))
    return tuple(_took_place(one, [item for item in items if item.observation_id == one.pk]) for one in found)


def _took_place(one: Observation, items: Iterable[ObservedItem]) -> TookPlace:
    on = timezone.localdate(one.session.starts_at) if one.session.starts_at else None
    said = items_seen(one.checklist, items)
    return TookPlace(title_of(one.session), on, str(one.observer), str(one.get_state_display()), said)


def checklist_of(edition: str) -> Checklist | None:
    """Give a checklist of the pack by its edition; none where its file is gone."""
    academy = pack.current().academy
    return next((one for one in academy.checklists if one.edition == edition), None) if academy else None


def items_seen(edition: str, items: Iterable[ObservedItem]) -> tuple[ItemSeen, ...]:
    """Say what was seen, in the order of the checklist and in its words; an item that is gone is named by its key."""
    checklist, seen = checklist_of(edition), {one.item: str(one.get_seen_display()) for one in items}
    texts = {one.key: in_language(one.text) for one in checklist.items} if checklist else {}
    return tuple(ItemSeen(texts.get(key, key), seen[key]) for key in (*texts, *(set(seen) - set(texts))) if key in seen)
