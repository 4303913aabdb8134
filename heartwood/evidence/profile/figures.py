"""From a row to an estimate, and from a series of rows to its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from heartwood.estimates import Estimate, Shown
from heartwood.evidence import rates
from heartwood.evidence.comparison import Compared, compare, median
from heartwood.evidence.profile.rows import Row
from heartwood.evidence.profile.shapes import NO_PERIOD, Figure
from heartwood.evidence.trend import Direction, Trend, trend
from heartwood.pack import Area, Doubt, Indicator
from heartwood.periods import Period
from heartwood.sentences import sentence

#: Every method key that a figure can carry; each has a page in docs/methods.
METHODS = ("published", "share-worked-out", "wilson", "byar", "silences", "doubts", "neighbours-median")
OLD = 3  # years; beyond, a figure shows its age
ENOUGH_NEIGHBOURS = 5  # of ten: below, their middle says little

NOT_LOADED = sentence("This is published, and this build does not hold it.")
NO_ROW = sentence("The publisher's table has no row for this place.")
WRONG_WAY = sentence("Its published interval is the wrong way round, so we do not trust it.")
NO_FIGURES = sentence("There are no figures here.")
_WHY = {
    Shown.TOO_FEW: sentence("So few people stand behind this figure that it is held back."),
    Shown.NOT_PUBLISHED: sentence("The publisher gave no figure for this period."),
    Shown.NOBODY_MEASURES: sentence("Nobody collected this in this period."),
    Shown.DOUBTED: sentence("We have a reason not to trust this figure."),
}
_STATUS = {
    "shown": Shown.NOT_PUBLISHED,  # a row that says shown and holds no value
    "too_few": Shown.TOO_FEW,
    "not_published": Shown.NOT_PUBLISHED,
    "not_collected": Shown.NOBODY_MEASURES,
    "doubted": Shown.DOUBTED,
}
_PER = re.compile(r"per ([\d,]+)")


def silent(indicator: Indicator, shown: Shown, why: str, sources: tuple[str, ...] = ()) -> Estimate:
    """Give an estimate without a value, and its reason."""
    method = "doubts" if shown is Shown.DOUBTED else "silences"
    return Estimate(None, None, None, 0.95, str(indicator.unit), None, shown, why, method, sources)


def _per(indicator: Indicator) -> float:
    """Give the number a share or rate is per, as its unit says: per cent, per 10,000; otherwise 1."""
    if indicator.suffix == "%":
        return 100.0
    found = _PER.search(str(indicator.unit))
    return float(found.group(1).replace(",", "")) if found else 1.0


def our_limits(indicator: Indicator, row: Row) -> tuple[float, float] | None:
    """Give limits of our own, only where the indicator's file asks for them and its denominator is people.

    None as well where the publisher's value is not its count over its denominator: then the three do not mean the
    same thing, and an interval would be of something else.
    """
    if indicator.interval not in {"wilson", "byar"} or indicator.denominator_is != "people":
        return None
    if row.value is None or row.count is None or not row.denominator or row.denominator < row.count:
        return None
    method = rates.proportion if indicator.interval == "wilson" else rates.crude_rate
    rate = method(row.count, row.denominator, per=_per(indicator))
    if abs(float(rate.value) - row.value) > max(0.5 * 10.0**-indicator.decimals, 0.01 * row.value):
        return None
    return float(rate.low), float(rate.high)


def _shown(indicator: Indicator, row: Row) -> Estimate:
    people = round(row.denominator) if row.denominator and indicator.denominator_is == "people" else None
    method = "share-worked-out" if row.origin == "worked_out" else "published"
    low, high = row.low, row.high
    if low is None or high is None:
        low, high = our_limits(indicator, row) or (None, None)
        method = indicator.interval if low is not None else method
    return Estimate(row.value, low, high, 0.95, str(indicator.unit), people, Shown.SHOWN, "", method, (row.edition,))


def estimate(indicator: Indicator, row: Row, doubts: Sequence[Doubt]) -> Estimate:
    """Give the estimate of one row: a doubt may withhold it; a published interval wins over ours."""
    withheld = next((doubt for doubt in doubts if doubt.withheld), None)
    if withheld is not None and (row.value is not None or row.status == "doubted"):
        why = " ".join(text for text in (withheld.why, withheld.shown_instead) if text)
        return silent(indicator, Shown.DOUBTED, why, (row.edition,))
    if row.status == "shown" and row.value is not None:
        wrong_way = row.low is not None and row.high is not None and row.low > row.high
        return silent(indicator, Shown.DOUBTED, WRONG_WAY, (row.edition,)) if wrong_way else _shown(indicator, row)
    shown = _STATUS.get(row.status, Shown.NOT_PUBLISHED)
    return silent(indicator, shown, row.note or _WHY[shown], (row.edition,))


def age(ended: date, today: date) -> int | None:
    """Give a period's age in whole years where it is over three."""
    years = today.year - ended.year - ((today.month, today.day) < (ended.month, ended.day))
    return years if years > OLD or (years == OLD and (today.month, today.day) > (ended.month, ended.day)) else None


@dataclass(frozen=True, slots=True)
class Point:
    """One row with its estimate and the doubts about it."""

    row: Row
    estimate: Estimate
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """All areas of one indicator, oldest first, and every estimate by area and ISO period."""

    indicator: Indicator
    points: Mapping[str, Sequence[Point]]
    by_period: Mapping[tuple[str, str], Estimate]


def _point(indicator: Indicator, area: str, row: Row, doubts: Sequence[Doubt]) -> Point:
    about = tuple(doubt for doubt in doubts if doubt.covers(indicator.key, area, row.period.iso))
    return Point(row, estimate(indicator, row, about), about)


def make_series(indicator: Indicator, rows: Mapping[str, Sequence[Row]], doubts: Sequence[Doubt]) -> Series:
    """Apply doubts and limits to every row of an indicator."""
    mine = [doubt for doubt in doubts if doubt.indicator == indicator.key]
    points = {area: [_point(indicator, area, row, mine) for row in of_area] for area, of_area in rows.items()}
    by_period = {(area, point.row.period.iso): point.estimate for area in points for point in points[area]}
    return Series(indicator, points, by_period)


def _above(area: Area, areas: Mapping[str, Area]) -> Iterator[str]:
    """Give the codes of the areas that hold this one: the region, then the nation."""
    above = areas.get(area.parent or "")
    while above is not None:
        yield above.code
        above = areas.get(above.parent or "")


def compared(series: Series, own: Estimate, iso: str, area: Area, areas: Mapping[str, Area]) -> Compared | None:
    """Compare with the area that the indicator names (England), else with another that holds this one.

    None where there is no figure here, or no larger area. A larger area without a figure of its own for the period,
    or whose figure is withheld, is passed over while there is another.
    """
    codes = sorted(_above(area, areas), key=lambda code: code != series.indicator.compare_with)
    if own.value is None or not codes:
        return None
    with_value = (code for code in codes if getattr(series.by_period.get((code, iso)), "value", None) is not None)
    code = next(with_value, codes[0])
    return _against(series, own, series.by_period.get((code, iso)), code)


def _against(series: Series, own: Estimate, other: Estimate | None, name: str) -> Compared:
    indicator = series.indicator
    return compare(
        own,
        other,
        against=name,
        polarity=indicator.polarity,
        recorded=indicator.recorded_by_services,
        decimals=indicator.decimals,
    )


def beside_neighbours(series: Series, own: Estimate, iso: str, neighbours: Sequence[str]) -> Compared | None:
    """Compare with the middle of the statistical neighbours, where enough of them have a figure."""
    theirs = [found for code in neighbours if (found := series.by_period.get((code, iso)))]
    middle = median(theirs, at_least=ENOUGH_NEIGHBOURS)
    if own.value is None or middle is None:
        return None
    return _against(series, own, middle, "neighbours")


@dataclass(frozen=True, slots=True)
class Context:
    """What all figures of a build share."""

    areas: Mapping[str, Area]
    neighbours: Mapping[str, Sequence[str]]
    today: date


def figures(series: Series, area: Area, context: Context) -> tuple[Figure, ...]:
    """Give an area's figures of a series, oldest first, holes included."""
    points = series.points.get(area.code, ())
    history = [(point.row.period, point.estimate) for point in points]
    return tuple(_figure(series, area, point, history[: at + 1], context) for at, point in enumerate(points))


def _figure(
    series: Series, area: Area, point: Point, history: Sequence[tuple[Period, Estimate]], context: Context
) -> Figure:
    row, own, indicator = point.row, point.estimate, series.indicator
    near = context.neighbours.get(area.code, ())
    return Figure(
        indicator=indicator,
        area=area,
        period=row.period,
        label=row.label,
        estimate=own,
        compared=compared(series, own, row.period.iso, area, context.areas),
        neighbours=beside_neighbours(series, own, row.period.iso, near),
        trend=trend(history, polarity=indicator.polarity, breaks=indicator.breaks),
        worked_out=row.origin == "worked_out",
        years_old=age(row.period.end, context.today),
        count=row.count if own.value is not None else None,
        denominator=row.denominator if own.value is not None else None,
        doubts=point.doubts,
    )


def missing(indicator: Indicator, area: Area, *, loaded: bool) -> Figure:
    """Give the figure of an indicator that has no row for the area, or is not in the build at all."""
    why, shown = (NO_ROW, Shown.NOT_PUBLISHED) if loaded else (NOT_LOADED, Shown.NOT_LOADED)
    nothing = Trend(Direction.CANNOT_SAY, None, None, None, NO_FIGURES)
    return Figure(
        indicator, area, NO_PERIOD, "", silent(indicator, shown, why), None, None, nothing, False, None, None, None
    )
