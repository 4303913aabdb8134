"""Two places side by side. No rank and no winner: each stands beside England, and both intervals are there to see."""

from __future__ import annotations

from dataclasses import dataclass

from heartwood.evidence.profile import Figure
from partnership.core import pack
from partnership.core.pack import in_language
from partnership.places.queries.figures import MeasureRow, figure_row
from partnership.places.queries.lifecourse import PlaceNamed, StageNamed, district, place_named, stage_named
from partnership.places.queries.opened import evidence, made_from


@dataclass(frozen=True, slots=True)
class Pair:
    """One measure in two places. None where a place has no figure for it at all."""

    factor: str
    role: str
    title: str
    slug: str
    first: MeasureRow | None
    second: MeasureRow | None

    @property
    def either(self) -> MeasureRow:
        """Give the one that is there."""
        found = self.first or self.second
        if found is None:
            raise ValueError("A pair needs one figure.")
        return found


@dataclass(frozen=True, slots=True)
class StageOfTwo:
    """One stage of life in two places."""

    stage: StageNamed
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class TwoPlaces:
    """The page that puts two places side by side."""

    first: PlaceNamed
    second: PlaceNamed
    build: str
    stages: tuple[StageOfTwo, ...]


def two_places(first: str, second: str) -> TwoPlaces | None:
    """Put two places side by side; None where either is unknown, or both are the same."""
    one, other = district(first), district(second)
    if one is None or other is None or one is other:
        return None
    stages = tuple(
        StageOfTwo(stage_named(stage), tuple(_pairs(stage.key, one.code, other.code)))
        for stage in pack.current().stages.values()
    )
    return TwoPlaces(place_named(one), place_named(other), made_from().name, stages)


def _pairs(stage: str, first: str, second: str) -> list[Pair]:
    known, content = evidence(), pack.current()
    pairs = []
    for factor in content.factors.values():
        lead = content.leads.get((factor.key, stage))
        if lead is None:
            continue
        figures = known.figure(lead, first), known.figure(lead, second)
        if any(figures):
            pairs.append(_pair(lead, in_language(factor.name), factor.role.value, *figures))
    return pairs


def _pair(key: str, factor: str, role: str, first: Figure | None, second: Figure | None) -> Pair:
    indicator = pack.current().indicators[key]
    shown = [figure_row(figure, brief=True) if figure else None for figure in (first, second)]
    return Pair(factor, role, in_language(indicator.title), indicator.slug, *shown)
