"""How many people work here: the figures of the pack, or, in a demonstration, invented ones. Never both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.conf import settings

from heartwood.workforce.coverage import ALL, Workforce
from heartwood.workforce.records import EMPLOYMENT, Groups, codes
from partnership.core import pack
from partnership.core.pack import in_language

INVENTED = "workforce"  # the demonstration's file


@dataclass(frozen=True, slots=True)
class Here:
    """Figures of the workforce with what stands beside them."""

    workforce: Workforce
    sources: list[dict[str, Any]]  # name (in every language), link, licence
    invented: bool


def workforce_here(groups: Groups) -> Here | None:
    """Give the figures that this site reads; nothing where nobody published any."""
    told = _invented() if settings.DEMONSTRATION else _published()
    if told is None or not told.figures:
        return None
    return Here(_workforce(told, groups), _sources(told), settings.DEMONSTRATION)


def _published() -> pack.Workforce | None:
    taught = pack.current().academy
    return taught.workforce if taught else None


def _invented() -> pack.Workforce | None:
    told = pack.demonstration(INVENTED)
    return pack.make_workforce(told) if told else None


def _workforce(told: pack.Workforce, groups: Groups) -> Workforce:
    figures = told.figures
    names = {
        "role_family": (groups.role_families, [one.family for one in figures]),
        "sector": (groups.sectors, [one.sector for one in figures]),
        "place": (groups.places, [one.place for one in figures]),
        "employment": (EMPLOYMENT, [one.works_as for one in figures]),
    }
    numbers = {kind: codes([_number(known, key) for key in keys]) for kind, (known, keys) in names.items()}
    ends = {end: np.array([getattr(one, end) for one in figures]) for end in ("low", "people", "high")}
    sources = tuple(in_language(told.sources[one.source].name) for one in figures)
    return Workforce(groups, **numbers, **ends, year=codes([one.year for one in figures]), source=sources)


def _number(known: tuple[str, ...], key: str) -> int:
    return known.index(key) if key else ALL


def _sources(told: pack.Workforce) -> list[dict[str, Any]]:
    return [
        {"name": dict(one.name.translations), "link": one.link, "licence": one.licence} for one in told.sources.values()
    ]
