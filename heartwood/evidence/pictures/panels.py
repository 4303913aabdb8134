"""Where everything of a history goes: one small panel for each area, all to the same scales."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from heartwood.evidence.profile import NO_PERIOD, Figure
from heartwood.pack import Break, Indicator
from heartwood.periods import Period

_ROOM = 7  # pixels between the edge of a panel and the first and last point
_INTERLUDE = timedelta(days=3 * 366)  # two breaks no further apart than this stand at the ends of unusual years
PLOT = 128
_HEAD, _FOOT, _BETWEEN = 26, 46, 26

Series = Mapping[str, Sequence[Figure]]


@dataclass(frozen=True, slots=True)
class Scales:
    """What the panels share: the days from first to last, the values from lowest to highest, and the ticks."""

    first: date
    last: date
    ticks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One area's panel, in pixels: x and y are the upper left corner of its plot."""

    area: str
    x: float
    y: float
    width: float
    scales: Scales

    @property
    def bottom(self) -> float:
        """The y of the lowest tick."""
        return self.y + PLOT

    def across(self, day: date) -> float:
        """The x of a day."""
        days = (self.scales.last - self.scales.first).days
        part = (day - self.scales.first).days / days if days else 0.5
        return self.x + _ROOM + part * (self.width - 2 * _ROOM)

    def up(self, value: float) -> float:
        """The y of a value."""
        low, high = self.scales.ticks[0], self.scales.ticks[-1]
        return self.bottom - (value - low) / (high - low) * PLOT

    def point(self, figure: Figure, value: float) -> tuple[float, float]:
        """Where a value of a figure stands: at the middle of its period."""
        return self.across(middle(figure.period)), self.up(value)


def middle(period: Period) -> date:
    """Give the day halfway through a period."""
    return period.start + (period.end - period.start) / 2


def dated(figures: Iterable[Figure]) -> list[Figure]:
    """Leave out the figure that stands for a series which the build does not hold."""
    return [figure for figure in figures if figure.period != NO_PERIOD]


def panels_of(series: Series, reference: str, *, wide: bool, margin: float) -> list[Panel]:
    """Lay out a panel for each area but the one that all are compared with (which is drawn in every panel)."""
    shown = [code for code, figures in series.items() if code != reference and dated(figures)]
    shown = shown or [code for code, figures in series.items() if dated(figures)]
    scales = scales_of([figure for figures in series.values() for figure in dated(figures)])
    columns, full = (3, 960.0) if wide else (1, 328.0)
    each = (full - (columns - 1) * _BETWEEN) / columns
    placed = []
    for at, code in enumerate(shown):
        row, column = divmod(at, columns)
        left, top = column * (each + _BETWEEN) + margin, row * (_HEAD + PLOT + _FOOT + _BETWEEN) + _HEAD
        placed.append(Panel(code, left, top, each - margin, scales))
    return placed


def scales_of(figures: Sequence[Figure]) -> Scales:
    """Find scales that hold every value with its interval; from nought, unless that would flatten what is to be seen.

    Raises
    ------
    ValueError
        If there is no figure with a period at all.
    """
    if not figures:
        raise ValueError("There is nothing to draw: no figure of this indicator is in the build.")
    days = [middle(figure.period) for figure in figures]
    found = [(f.estimate.value, f.estimate.low, f.estimate.high) for f in figures]
    values = [value for each in found for value in each if value is not None]
    return Scales(min(days), max(days), ticks_of(min(values, default=0.0), max(values, default=1.0)))


def ticks_of(low: float, high: float) -> tuple[float, ...]:
    """Give three to five round values, the first at or below the lowest and the last at or above the highest.

    >>> ticks_of(12.1, 21.7)
    (0.0, 10.0, 20.0, 30.0)
    >>> ticks_of(7.1, 7.9)
    (7.0, 7.5, 8.0)
    """
    if low == high:
        low, high = min(low, 0.0), max(high, 0.0) or 1.0
    if 0 < low < 0.6 * high:
        low = 0.0
    rough = (high - low) / 3
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * times for times in (1, 2, 5, 10) if size * times >= rough * 0.8)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(at * step, 10) for at in range(first, last + 1))


def runs(figures: Sequence[Figure], breaks: Sequence[Break]) -> list[list[Figure]]:
    """Cut a series wherever a line may not be drawn: at a silence, at a missing period, at a break."""
    days = [middle(figure.period) for figure in figures]
    usual = median((after - before).days for before, after in pairwise(days)) if len(days) > 1 else 0.0
    cut: list[list[Figure]] = [[]]
    for figure in figures:
        if cut[-1] and not _joined(cut[-1][-1], figure, breaks, usual):
            cut.append([])
        if figure.estimate.value is not None:
            cut[-1].append(figure)
    return [run for run in cut if run]


def _joined(before: Figure, after: Figure, breaks: Sequence[Break], usual: float) -> bool:
    first, second = middle(before.period), middle(after.period)
    near = (second - first).days <= 1.5 * usual
    return near and after.estimate.value is not None and not any(first < each.at <= second for each in breaks)


def breaks_within(indicator: Indicator, scales: Scales) -> list[Break]:
    """Find the breaks between the first and the last point."""
    return [each for each in indicator.breaks if scales.first < each.at <= scales.last]


def interludes(breaks: Sequence[Break]) -> list[tuple[date, date]]:
    """Find the unusual years: from one break to the next, where the next comes soon."""
    days = sorted(each.at for each in breaks)
    return [(first, second) for first, second in pairwise(days) if second - first <= _INTERLUDE]
