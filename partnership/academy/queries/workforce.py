"""How many people work here: the figures of the pack, or, in a demonstration, invented ones. Never both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.conf import settings

from heartwood.workforce.coverage import ALL, Workforce
from heartwood.workforce.records import EMPLOYMENT, Codes, Groups, codes
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
    return Workforce(
        groups,
        role_family=_numbers(groups.role_families, [one.family for one in figures]),
        sector=_numbers(groups.sectors, [one.sector for one in figures]),
        place=_numbers(groups.places, [one.place for one in figures]),
        employment=_numbers(EMPLOYMENT, [one.works_as for one in figures]),
        low=np.array([one.low for one in figures]),
        people=np.array([one.people for one in figures]),
        high=np.array([one.high for one in figures]),
        year=codes([one.year for one in figures]),
        source=tuple(in_language(told.sources[one.source].name) for one in figures),
    )


def _numbers(known: Sequence[str], keys: Sequence[str]) -> Codes:
    """Number groups; a figure that does not tell them apart is about all of them."""
    return codes([known.index(key) if key else ALL for key in keys])


def _sources(told: pack.Workforce) -> list[dict[str, Any]]:
    return [
        {"name": dict(one.name.translations), "link": one.link, "licence": one.licence} for one in told.sources.values()
    ]
