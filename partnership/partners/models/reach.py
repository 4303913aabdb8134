"""How far somebody's roles reach today: read once, asked everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partnership.partners.models.roles import Kind

if TYPE_CHECKING:
    from partnership.accounts.models import Person

RUN_THE_PROGRAMME = frozenset({Kind.PROGRAMME_TEAM, Kind.RESPONSIBLE_OFFICER})


@dataclass(frozen=True, slots=True)
class Reach:
    """The current roles of a person: for the whole, by place (area code), by partner (primary key)."""

    person: int | None
    whole: frozenset[str] = frozenset()
    places: Mapping[str, frozenset[str]] = field(default_factory=dict)
    partners: Mapping[int, frozenset[str]] = field(default_factory=dict)

    @property
    def runs_programme(self) -> bool:
        """Whether they are of the programme team or answer for it."""
        return bool(self.whole & RUN_THE_PROGRAMME)

    @property
    def belongs(self) -> bool:
        """Whether they hold any role at all today."""
        return bool(self.whole or self.places or self.partners)

    @property
    def leads(self) -> tuple[int, ...]:
        """Give the partners that they lead."""
        return tuple(partner for partner, kinds in self.partners.items() if Kind.PARTNER_LEAD in kinds)

    @property
    def led_places(self) -> tuple[str, ...]:
        """Give the places that they lead."""
        return tuple(place for place, kinds in self.places.items() if Kind.PLACE_LEAD in kinds)

    def has(self, kind: Kind, *, place: str = "", partner: int = 0) -> bool:
        """Whether they hold the role for the whole, or for that place or partner."""
        here = self.places.get(place, frozenset()) | self.partners.get(partner, frozenset())
        return kind in self.whole or kind in here

    @property
    def audience(self) -> tuple[str, ...]:
        """Give the audience keys of what they may find: see `core.models.SearchEntry`."""
        keys = ["anyone"]
        if self.person is not None:
            keys.append(f"person:{self.person}")
        if self.belongs:
            keys += ["members", *(f"partner:{one}" for one in self.partners), *(f"place:{one}" for one in self.places)]
        return (*keys, "programme") if self.runs_programme else tuple(keys)


NOBODY = Reach(None)


def reach(person: Person | None) -> Reach:
    """Give how far the person's roles reach today; one query for each person object, so one for each request."""
    if person is None or not person.is_authenticated or person.system:
        return NOBODY
    known: Reach | None = person.__dict__.get("_reach")
    if known is None:
        known = person.__dict__["_reach"] = _read(person)
    return known


def forget_reach(person: Person) -> None:
    """Read it again next time: a role was just given or ended."""
    person.__dict__.pop("_reach", None)


def _read(person: Person) -> Reach:
    from partnership.partners.models.people import Role  # noqa: PLC0415 (the two need one another)

    whole: set[str] = set()
    places: dict[str, set[str]] = {}
    partners: dict[int, set[str]] = {}
    if person.is_active:
        for kind, place, partner in (
            Role.objects.current().filter(person=person).order_by().values_list("kind", "place", "partner")
        ):
            held = (
                places.setdefault(place, set()) if place else partners.setdefault(partner, set()) if partner else whole
            )
            held.add(kind)
    frozen = {key: frozenset(kinds) for key, kinds in places.items()}
    return Reach(person.pk, frozenset(whole), frozen, {key: frozenset(kinds) for key, kinds in partners.items()})
