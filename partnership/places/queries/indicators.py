"""Measures: the list of them, and the page of each with every place over time."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heartwood.evidence import pictures
from heartwood.evidence.profile import Figure
from heartwood.pack import Doubt, Indicator, Polarity, Role
from heartwood.periods import Period
from partnership.core import pack
from partnership.core.components import ShownFigure
from partnership.core.pack import in_language
from partnership.places.queries.figures import AreaFigure, area_figure, area_name, day, estimate_shown, period_of
from partnership.places.queries.opened import evidence, made_from


@dataclass(frozen=True, slots=True)
class IndicatorNamed:
    """A measure, as lists name it."""

    key: str
    slug: str
    title: str
    published_title: str
    definition: str
    ages: str
    publisher: str


@dataclass(frozen=True, slots=True)
class FactorOfIndicators:
    """A factor with its measures; outcomes and measures of no factor have a group of their own."""

    key: str
    name: str
    role: str
    indicators: tuple[IndicatorNamed, ...]


@dataclass(frozen=True, slots=True)
class IndicatorList:
    """The page of all measures, or of those that hold the words asked for."""

    asked: str
    groups: tuple[FactorOfIndicators, ...]
    found: int
    all: int


@dataclass(frozen=True, slots=True)
class DoubtShown:
    """A published figure that we do not show as a fact."""

    area_name: str
    period: str
    published: str
    why: str
    shown_instead: str


@dataclass(frozen=True, slots=True)
class BreakShown:
    """A point where the way of counting changed."""

    at: str
    why: str


@dataclass(frozen=True, slots=True)
class PeriodShown:
    """One row of the history: a period, and each area's value in it."""

    period: str
    iso: str
    values: tuple[ShownFigure | None, ...]
    breaks: tuple[BreakShown, ...]  # those that lie between this period and the one before it


@dataclass(frozen=True, slots=True)
class SourceShown:
    """Where a measure comes from."""

    publisher: str
    title: str
    page: str
    licence: str
    released: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a measure counts, of whom, and which way is good."""

    factor: str
    unit: str
    numerator: str
    denominator: str
    direction: str
    stages: tuple[str, ...]
    stands_in_for: str
    recorded_by_services: bool
    interval: str
    small_numbers: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Every period of a measure in every area, and what the picture of it shows."""

    areas: tuple[str, ...]
    periods: tuple[PeriodShown, ...]
    picture_says: str


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """The page of one measure."""

    named: IndicatorNamed
    build: str
    meaning: Meaning
    latest: tuple[AreaFigure, ...]
    timeline: Timeline
    method: str  # the key of its page; empty where there is no figure
    source: SourceShown
    caveats: tuple[str, ...]
    breaks: tuple[BreakShown, ...]
    doubts: tuple[DoubtShown, ...]


def indicator_list(asked: str = "") -> IndicatorList:
    """List measures by factor; with words, only those that hold every one of them."""
    content = pack.current()
    named = [(indicator, indicator_named(indicator)) for indicator in content.indicators.values()]
    wanted = [(one, name) for one, name in named if _holds(name, asked)]
    groups = [
        FactorOfIndicators(factor.key, in_language(factor.name), factor.role.value, _of_factor(wanted, factor.key))
        for factor in content.factors.values()
    ]
    outcomes = tuple(name for one, name in wanted if one.role is Role.OUTCOME)
    groups.append(FactorOfIndicators("outcome", _("How life turns out"), "outcome", outcomes))
    others = tuple(name for one, name in wanted if one.role is not Role.OUTCOME and one.factor is None)
    groups.append(FactorOfIndicators("none", _("Measures of no single factor"), "none", others))
    return IndicatorList(asked, tuple(group for group in groups if group.indicators), len(wanted), len(named))


def _of_factor(wanted: list[tuple[Indicator, IndicatorNamed]], key: str) -> tuple[IndicatorNamed, ...]:
    return tuple(name for one, name in wanted if one.factor == key)


def _holds(named: IndicatorNamed, asked: str) -> bool:
    text = " ".join([named.title, named.published_title, named.definition, named.publisher]).casefold()
    return all(word in text for word in asked.casefold().split())


def indicator_named(indicator: Indicator) -> IndicatorNamed:
    """Name a measure."""
    return IndicatorNamed(
        key=indicator.key,
        slug=indicator.slug,
        title=in_language(indicator.title),
        published_title=indicator.published_title,
        definition=in_language(indicator.definition),
        ages=ages(indicator),
        publisher=indicator.source.publisher,
    )


def ages(indicator: Indicator) -> str:
    """Say of whom a measure speaks."""
    first, last = indicator.from_age or 0, indicator.to_age
    if last is None:
        return _("aged %(from)d and over") % {"from": first} if first else _("all ages")
    if first == last:
        return _("aged %(age)d") % {"age": first}
    return _("aged %(from)d to %(to)d") % {"from": first, "to": last}


def find_indicator(slug: str) -> Indicator | None:
    """Find a measure by its address."""
    return next((one for one in pack.current().indicators.values() if one.slug == slug), None)


def series_by_area(indicator: Indicator) -> dict[str, tuple[Figure, ...]]:
    """Give every period of a measure in every area that has any, by area code."""
    known = evidence()
    found = {code: known.series(indicator.key, code) for code in pack.current().areas}
    return {code: series for code, series in found.items() if series}


def indicator_page(slug: str) -> IndicatorPage | None:
    """Show a measure; None where there is no such measure."""
    indicator = find_indicator(slug)
    if indicator is None:
        return None
    content, known = pack.current(), evidence()
    latest = [figure for code in content.areas if (figure := known.figure(indicator.key, code))]
    return IndicatorPage(
        named=indicator_named(indicator),
        build=made_from().name,
        meaning=meaning(indicator),
        latest=tuple(map(area_figure, latest)),
        timeline=timeline(indicator),
        method=latest[0].estimate.method if latest else "",
        source=source_shown(indicator),
        caveats=tuple(map(in_language, indicator.caveats)),
        breaks=breaks_of(indicator),
        doubts=tuple(doubt_shown(one) for one in content.doubts if one.indicator == indicator.key),
    )


def meaning(indicator: Indicator) -> Meaning:
    """Say what a measure counts."""
    content = pack.current()
    factor = content.factors.get(indicator.factor or "")
    return Meaning(
        factor=in_language(factor.name) if factor else "",
        unit=in_language(indicator.unit),
        numerator=in_language(indicator.numerator),
        denominator=in_language(indicator.denominator),
        direction=direction(indicator),
        stages=tuple(in_language(content.stages[key].name) for key in indicator.stages),
        stands_in_for=in_language(indicator.stands_in_for),
        recorded_by_services=indicator.recorded_by_services,
        interval=interval_says(indicator),
        small_numbers=in_language(indicator.small_numbers),
    )


def timeline(indicator: Indicator) -> Timeline:
    """Lay a measure out over time."""
    series = series_by_area(indicator)
    areas = tuple(area_name(code) for code in series)
    return Timeline(areas, history(indicator, series), picture_says(indicator, series))


def direction(indicator: Indicator) -> str:
    """Say which way is good."""
    return {
        Polarity.HIGH_IS_WORSE: _("Lower is better."),
        Polarity.HIGH_IS_BETTER: _("Higher is better."),
        Polarity.NEITHER: _("Neither way is good or bad."),
    }[indicator.polarity]


def interval_says(indicator: Indicator) -> str:
    """Say where the range beside each value comes from."""
    return {
        "published": _("The range beside each figure is the publisher's own."),
        "wilson": _("Where the publisher gives no range, we work it out with Wilson's method."),
        "byar": _("Where the publisher gives no range, we work it out with Byar's method."),
    }.get(indicator.interval, _("No range can be given for this figure. Small gaps may be chance."))


def source_shown(indicator: Indicator) -> SourceShown:
    """Say where a measure comes from."""
    source = indicator.source
    return SourceShown(source.publisher, source.title, source.page, source.licence, day(source.released))


def breaks_of(indicator: Indicator) -> tuple[BreakShown, ...]:
    """List the points where the way of counting changed."""
    return tuple(BreakShown(day(one.at), in_language(one.why)) for one in indicator.breaks)


def doubt_shown(doubt: Doubt) -> DoubtShown:
    """Show a doubt."""
    where = area_name(doubt.area) if doubt.area else _("every place")
    return DoubtShown(where, doubt.period or _("every period"), doubt.published, doubt.why, doubt.shown_instead)


def history(indicator: Indicator, series: dict[str, tuple[Figure, ...]]) -> tuple[PeriodShown, ...]:
    """Lay the series of all areas out by period, newest first, with the breaks between them."""
    by_period: dict[Period, dict[str, Figure]] = {}
    for code, figures in series.items():
        for figure in figures:
            by_period.setdefault(figure.period, {})[code] = figure
    rows, before = [], None
    for period in sorted(by_period):
        figures_by_area = by_period[period]
        values = tuple(_value_in(figures_by_area.get(code)) for code in series)
        label = period_of(next(iter(figures_by_area.values())))
        rows.append(PeriodShown(label, period.iso, values, _breaks_between(indicator, before, period)))
        before = period
    return tuple(reversed(rows))


def _value_in(figure: Figure | None) -> ShownFigure | None:
    return estimate_shown(figure.estimate, figure.indicator) if figure else None


def _breaks_between(indicator: Indicator, before: Period | None, period: Period) -> tuple[BreakShown, ...]:
    if before is None:
        return ()
    crossed = [one for one in indicator.breaks if before.start < one.at <= period.start]
    return tuple(BreakShown(day(one.at), in_language(one.why)) for one in crossed)


def picture_says(indicator: Indicator, series: dict[str, tuple[Figure, ...]]) -> str:
    """Say in words what the picture of a history shows."""
    return pictures.describe_history(series, indicator, _, get_language() or "en") if series else ""


def history_picture(slug: str, width: str) -> str | None:
    """Draw the history of a measure as SVG; None where there is none."""
    indicator = find_indicator(slug)
    if indicator is None or not (series := series_by_area(indicator)):
        return None
    drawn = pictures.history(
        series,
        indicator=indicator,
        translate=_,
        width="wide" if width == "wide" else "narrow",
        language=get_language() or "en",
    )
    return pictures.svg(drawn)
