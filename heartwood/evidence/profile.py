"""A place's figures, life stage by life stage, risk beside protection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from heartwood.estimates import Estimate
from heartwood.pack import Area, Factor, Indicator, Silence, Stage
from heartwood.periods import Period


class Verdict(StrEnum):
    """How an area stands to another area's value. Only the first three are a judgement."""

    BETTER = "better"
    WORSE = "worse"
    SIMILAR = "similar"
    HIGHER = "higher"  # interval excludes the value; no direction is good
    LOWER = "lower"
    HIGHER_NO_INTERVAL = "higher_no_interval"  # drawn lighter: nobody published how sure this is
    LOWER_NO_INTERVAL = "lower_no_interval"
    SAME_NO_INTERVAL = "same_no_interval"
    MORE_RECORDED = "more_recorded"  # what services did or wrote down
    FEWER_RECORDED = "fewer_recorded"
    SAME_RECORDED = "same_recorded"
    CANNOT_SAY = "cannot_say"


class Direction(StrEnum):
    """Which way a series has gone over its last five valid points."""

    RISING = "rising"
    FALLING = "falling"
    NO_CLEAR_CHANGE = "no_clear_change"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True, slots=True)
class Compared:
    """An area beside another (England, else the region, else its statistical neighbours' median)."""

    verdict: Verdict
    against: str  # area code, or "neighbours"
    estimate: Estimate | None  # of the other
    level: float | None  # of the interval the verdict used: .95 or .998
    why: str  # for CANNOT_SAY: one sentence


@dataclass(frozen=True, slots=True)
class Trend:
    """The five-point rule; `better` is None where no direction is good or nothing can be said."""

    direction: Direction
    better: bool | None
    first: Period | None
    last: Period | None
    why: str  # for CANNOT_SAY: one sentence


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator in one area in one period, with all that must be said beside it."""

    indicator: Indicator
    area: Area
    period: Period
    label: str  # the publisher's name of the period
    estimate: Estimate
    compared: Compared | None
    neighbours: Compared | None
    trend: Trend
    worked_out: bool  # by us; False: as published
    years_old: int | None  # only where over three
    count: float | None
    denominator: float | None


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
