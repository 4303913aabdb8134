"""One figure as every page says it: the value, its doubt, what it stands beside, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from heartwood import wording
from heartwood.estimates import Estimate, Shown
from heartwood.evidence.profile import Compared, Figure
from heartwood.pack import Indicator
from partnership.core import pack
from partnership.core.components import FigureRow, Mark, ShownFigure
from partnership.core.pack import in_language

# Their comparison already says that nobody published an interval: it need not be said twice.
SAYS_NO_INTERVAL = (Mark.HIGHER_NO_INTERVAL, Mark.LOWER_NO_INTERVAL, Mark.SAME_NO_INTERVAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow(FigureRow):
    """A row that also names the area whose figure stands beside it: England, or the region where there is none."""

    against: str
    unit: str  # "% of pupils"; empty where the value itself says its unit


@dataclass(frozen=True, slots=True)
class AreaFigure:
    """A measure in one area: who it is about, and the figure."""

    area: str
    name: str
    slug: str  # empty where the area has no page of its own
    figure: ShownFigure


def area_name(code: str) -> str:
    """Name an area in the reader's language."""
    area = pack.current().areas.get(code)
    return in_language(area.name) if area else code


def figure_row(figure: Figure, *, brief: bool = False) -> MeasureRow:
    """Show a figure as a row named for its measure, with the area it is compared with beside it.

    Brief, for a page with many rows: why a trend cannot be said, and what holds of the measure everywhere, are left to
    the page of the stage or of the measure.
    """
    indicator, compared = figure.indicator, figure.compared
    beside = (estimate_shown(compared.estimate, indicator),) if compared and compared.estimate else ()
    return MeasureRow(
        title=in_language(indicator.title),
        href=reverse("indicator", kwargs={"slug": indicator.slug}),
        figure=figure_shown(brief_of(figure) if brief else figure),
        beside=beside,
        note=note_of(figure, brief=brief),
        unit=in_language(indicator.unit) if indicator.suffix else "",
        against=area_name(compared.against) if compared and compared.estimate else "",
    )


def brief_of(figure: Figure) -> Figure:
    """Leave out why a trend cannot be said."""
    return replace(figure, trend=replace(figure.trend, why="", crossed=None))


def area_figure(figure: Figure, *, brief: bool = False) -> AreaFigure:
    """Show a figure as a row named for its area. The measure, and so its source, is named above the table."""
    area = figure.area
    slug = area.slug if area.kind == "district" else ""
    shown = replace(figure_shown(brief_of(figure) if brief else figure), source="", stands_in_words="")
    return AreaFigure(area.code, in_language(area.name), slug, shown)


def estimate_shown(estimate: Estimate, indicator: Indicator) -> ShownFigure:
    """Say an estimate alone: the value with its interval, or the silence in its place."""
    return ShownFigure(
        mark=Mark.CANNOT_SAY if estimate.shown is Shown.SHOWN else Mark(estimate.shown.value),
        value_words=value_words(estimate, indicator),
        interval_words=interval(estimate, indicator) if estimate.has_interval else "",
        why=_(estimate.why) if estimate.why else "",
    )


def value_words(estimate: Estimate, indicator: Indicator) -> str:
    """Say a value with its unit, or its silence."""
    return wording.say_value(estimate, indicator.decimals, indicator.suffix, _, in_language(indicator.unit))


def interval(estimate: Estimate, indicator: Indicator) -> str:
    """Say an interval, or that nobody published one."""
    return wording.say_interval(estimate, indicator.decimals, _, indicator.suffix)


def figure_shown(figure: Figure) -> ShownFigure:
    """Say a figure and all that must be said beside it."""
    alone = estimate_shown(figure.estimate, figure.indicator)
    named = replace(
        alone,
        period=period_of(figure),
        source=figure.indicator.source.publisher,
        stands_in_words=in_language(figure.indicator.stands_in_for),
    )
    if alone.mark.is_silence:
        return replace(named, why=why_doubted(figure) or named.why)
    return _beside_a_value(named, figure)


def why_doubted(figure: Figure) -> str:
    """Say why a figure is held back, and what is shown instead; nothing where no doubt holds it back."""
    doubts = [one for one in figure.doubts if one.withheld]
    return " ".join(_(text) for one in doubts[:1] for text in (one.why, one.shown_instead) if text)


def _beside_a_value(shown: ShownFigure, figure: Figure) -> ShownFigure:
    """Add what is said only of a value: how it stands, where it goes, how old it is, who worked it out."""
    indicator, mark = figure.indicator, mark_of(figure)
    no_interval = "" if mark in SAYS_NO_INTERVAL else interval(figure.estimate, indicator)
    return replace(
        shown,
        mark=mark,
        interval_words=shown.interval_words or no_interval,
        comparison_words=say_beside(figure.compared, indicator),
        neighbours_words=say_neighbours(figure.neighbours, indicator),
        trend_words=_("Over time: %(trend)s") % {"trend": wording.say_trend(figure.trend, _)},
        age_words=wording.say_age(figure.years_old, _),
        worked_out=figure.worked_out,
    )


def period_of(figure: Figure) -> str:
    """Say when a figure is of, as its publisher says it; nothing where there is no period."""
    return wording.say_period(figure.period, figure.label, _) if figure.period.iso else ""


def mark_of(figure: Figure) -> Mark:
    """Choose the mark drawn beside a figure: its verdict, or its silence."""
    if figure.estimate.shown is not Shown.SHOWN:
        return Mark(figure.estimate.shown.value)
    if figure.compared is None:
        return Mark.CANNOT_SAY
    return Mark(figure.compared.verdict.value)


def day(when: date | None) -> str:
    """Say a day in the reader's language; nothing for none."""
    return formats.date_format(when, "j F Y") if when else ""


def say_beside(compared: Compared | None, indicator: Indicator) -> str:
    """Say how a figure stands beside another area."""
    return wording.say_comparison(compared, indicator, area_name, _) if compared else ""


def say_neighbours(compared: Compared | None, indicator: Indicator) -> str:
    """Say how a figure stands beside the places most like it, and what theirs is."""
    said = say_beside(compared, indicator)
    if compared is None or compared.estimate is None:
        return said
    return f"{said}: {value_words(compared.estimate, indicator)}"


def note_of(figure: Figure, *, brief: bool = False) -> str:
    """Say each doubt that stays beside a figure; else, where it holds, that services made it by what they did.

    Brief: only the doubts about this place; a page with many rows says once what "recorded" means.
    """
    doubts = [_(one.why) for one in figure.doubts if not one.withheld and (one.area or not brief)]
    if doubts or brief or not figure.indicator.recorded_by_services:
        return " ".join(doubts)
    return _("What services did or wrote down, not how often it happens.")
