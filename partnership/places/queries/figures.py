"""One figure as every page says it: the value, its doubt, what it stands beside, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heartwood import wording
from heartwood.estimates import Estimate, Shown
from heartwood.evidence.profile import Compared, Figure
from heartwood.pack import Indicator
from partnership.core import pack
from partnership.core.components import FigureRow, Mark, ShownFigure
from partnership.core.pack import in_language

NEIGHBOURS = "neighbours"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow(FigureRow):
    """A row that also names the area whose figure stands beside it: England, or the region where there is none."""

    against: str


@dataclass(frozen=True, slots=True)
class AreaFigure:
    """A measure in one area: who it is about, and the figure."""

    area: str
    name: str
    slug: str  # empty where the area has no page of its own
    figure: ShownFigure


def area_name(code: str) -> str:
    """Name an area in the reader's language."""
    if code == NEIGHBOURS:
        return _("places like it")
    area = pack.current().areas.get(code)
    return in_language(area.name) if area else code


def figure_row(figure: Figure) -> MeasureRow:
    """Show a figure as a row named for its measure, with the area it is compared with beside it."""
    indicator, compared = figure.indicator, figure.compared
    beside = (estimate_shown(compared.estimate, indicator),) if compared and compared.estimate else ()
    return MeasureRow(
        title=in_language(indicator.title),
        href=reverse("indicator", kwargs={"slug": indicator.slug}),
        figure=figure_shown(figure),
        beside=beside,
        note=note_of(figure),
        against=area_name(compared.against) if compared and compared.estimate else "",
    )


def area_figure(figure: Figure) -> AreaFigure:
    """Show a figure as a row named for its area."""
    area = figure.area
    slug = area.slug if area.kind == "district" else ""
    return AreaFigure(area.code, in_language(area.name), slug, figure_shown(figure))


def estimate_shown(estimate: Estimate, indicator: Indicator) -> ShownFigure:
    """Say an estimate alone: the value with its interval, or the silence in its place."""
    silent = estimate.shown is not Shown.SHOWN
    return ShownFigure(
        mark=Mark(estimate.shown.value) if silent else Mark.CANNOT_SAY,
        value_words=wording.say_value(estimate, indicator.decimals, indicator.suffix, _),
        interval_words="" if silent else wording.say_interval(estimate, indicator.decimals, _, indicator.suffix),
        why=_(estimate.why) if estimate.why else "",
    )


def figure_shown(figure: Figure) -> ShownFigure:
    """Say a figure and all that must be said beside it."""
    indicator, alone = figure.indicator, estimate_shown(figure.estimate, figure.indicator)
    silent = alone.mark.is_silence
    return ShownFigure(
        mark=mark_of(figure),
        value_words=alone.value_words,
        interval_words=alone.interval_words,
        comparison_words="" if silent else say_beside(figure.compared, indicator),
        neighbours_words="" if silent else say_beside(figure.neighbours, indicator),
        trend_words="" if silent else wording.say_trend(figure.trend, _),
        period=figure.label,
        source=indicator.source.publisher,
        age_words="" if silent else wording.say_age(figure.years_old, _),
        stands_in_words=wording.say_stand_in(indicator, get_language() or "en", _),
        worked_out=figure.worked_out and not silent,
        why=alone.why,
    )


def mark_of(figure: Figure) -> Mark:
    """Choose the mark drawn beside a figure: its verdict, or its silence."""
    if figure.estimate.shown is not Shown.SHOWN:
        return Mark(figure.estimate.shown.value)
    if figure.compared is None:
        return Mark.CANNOT_SAY
    return Mark(figure.compared.verdict.value)


def say_beside(compared: Compared | None, indicator: Indicator) -> str:
    """Say how a figure stands beside another area."""
    return wording.say_comparison(compared, indicator, area_name, _) if compared else ""


def note_of(figure: Figure) -> str:
    """Say what must stand beside a figure: that services made it by what they did, and each doubt that stays with it."""
    notes = [one.why for one in figure.doubts if not one.withheld]
    if figure.indicator.recorded_by_services:
        notes.insert(0, _("This counts what services did or wrote down, not how often it happens."))
    return " ".join(notes)
