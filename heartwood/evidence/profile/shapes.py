"""What a page shows of a place: figures, cells, a profile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from heartwood.estimates import Estimate
from heartwood.evidence.comparison import Compared
from heartwood.evidence.trend import Trend
from heartwood.pack import Area, Doubt, Factor, Indicator, Silence, Stage
from heartwood.periods import Period

#: Of a figure that is not in a build: no period, and nothing to print.
NO_PERIOD = Period(date.min, date.min, "")


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator in one area in one period, with all that must be said beside it."""

    indicator: Indicator
    area: Area
    period: Period  # NO_PERIOD where the series is not in the build
    label: str  # the publisher's name of the period
    estimate: Estimate
    compared: Compared | None  # None where there is nothing here to compare, or nothing to compare with
    neighbours: Compared | None  # None where the build holds no statistical neighbours with figures
    trend: Trend  # up to and with this period
    worked_out: bool  # by us; False: as published
    years_old: int | None  # only where over three
    count: float | None  # these two only where there is a value
    denominator: float | None
    doubts: tuple[Doubt, ...] = ()  # about this figure: it is withheld, or stays with them beside it


@dataclass(frozen=True, slots=True)
class Cell:
    """A factor in a stage of life: the lead that fills the ring, the rest, or why there is none."""

    factor: Factor
    stage: Stage
    lead: Figure | None
    others: tuple[Figure, ...]
    silence: Silence | None


@dataclass(frozen=True, slots=True)
class Profile:
    """Stages by factors of one place."""

    area: Area
    build: str
    cells: Mapping[tuple[str, str], Cell]  # by (factor key, stage key), every pair present
    outcomes: Mapping[str, tuple[Figure, ...]]  # by stage key


@dataclass(frozen=True, slots=True)
class Edition:
    """One publisher's file that the build was made from."""

    edition: str
    source: str
    title: str
    publisher: str
    page: str
    licence: str
    released: date | None
