"""An indicator over time: a panel for each area, its interval, gaps and breaks, and what all are compared with."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from heartwood.evidence.pictures import timelines
from heartwood.evidence.pictures.marks import LINE, Align, Label, Layer, assemble, written
from heartwood.evidence.pictures.panels import Panel, Series, breaks_within, dated, panels_of, scales_of
from heartwood.evidence.pictures.states import State, state_words
from heartwood.evidence.pictures.tokens import BARK
from heartwood.evidence.pictures.words import Speech, area_name, describe_history
from heartwood.pack import Indicator
from heartwood.sentences import sentence
from heartwood.wording import say_number, say_period

if TYPE_CHECKING:
    import altair

_SMALL = 14  # pixels: the size of the text on the scales
_ROW = 26


def history(
    series_by_area: Series,
    *,
    indicator: Indicator,
    translate: Callable[[str], str] = str,
    width: Literal["wide", "narrow"] = "wide",
    language: str = "en",
) -> altair.LayerChart:
    """Draw an indicator's values over time, one panel for each area, with what it is compared with in every panel.

    Parameters
    ----------
    series_by_area
        By area code, every period of the series, oldest first, holes included.
    width
        "wide" is drawn 960 pixels wide in three columns; "narrow" 328 pixels wide in one.

    Raises
    ------
    ValueError
        If there is nothing to draw.
    """
    speech, wide = Speech(translate, language), width == "wide"
    every = [figure for figures in series_by_area.values() for figure in dated(figures)]
    margin = 8.0 * max(len(_tick(tick, indicator)) for tick in scales_of(every).ticks) + 12
    panels = panels_of(series_by_area, indicator.compare_with, wide=wide, margin=margin)
    labels = [label for panel in panels for label in _names(panel, series_by_area, indicator, speech)]
    swatches, words, height = _key(panels, series_by_area, indicator, speech)
    layers = [*timelines.draw(panels, series_by_area, indicator), *swatches, *written(labels + words)]
    said = describe_history(series_by_area, indicator, translate, language)
    title = indicator.title.in_language(language)
    return assemble(layers, 960 if wide else 328, height, title=title, description=said)


def _tick(value: float, indicator: Indicator) -> str:
    return f"{say_number(value, 0 if value == round(value) else max(indicator.decimals, 1))}{indicator.suffix}"


def _names(panel: Panel, series: Series, indicator: Indicator, speech: Speech) -> list[Label]:
    """Name the area above its panel, the ticks beside it, the first and the last period below it."""
    name = area_name(series, panel.area, speech.language)
    labels = [Label((name,), panel.x, panel.y - 15, bold=True, colour=BARK)]
    for tick in panel.scales.ticks:
        labels.append(Label((_tick(tick, indicator),), panel.x - 6, panel.up(tick), "right", size=_SMALL))
    every = sorted((figure for figures in series.values() for figure in dated(figures)), key=lambda f: f.period)
    ends = [say_period(each.period, each.label, speech.translate) for each in (every[0], every[-1])]
    if ends[0] == ends[1]:
        return [*labels, _below(ends[0], panel.x + panel.width / 2, panel, "center")]
    return [*labels, _below(ends[0], panel.x, panel, "left"), _below(ends[1], panel.x + panel.width, panel, "right")]


def _below(words: str, x: float, panel: Panel, align: Align) -> Label:
    lines = tuple(textwrap.wrap(words, 15))
    return Label(lines, x, panel.bottom + 15 + (len(lines) - 1) * LINE / 2, align, size=_SMALL)


def _key(
    panels: Sequence[Panel], series: Series, indicator: Indicator, speech: Speech
) -> tuple[list[Layer], list[Label], float]:
    """Explain the lines, the silences and the breaks that these panels hold, and no others."""
    y = max(panel.bottom for panel in panels) + 72
    across = max(panel.x + panel.width for panel in panels)
    rows, labels = [], []
    for kind, words in _explained(panels, series, indicator, speech):
        lines = tuple(textwrap.wrap(words, int((across - 50) / 7.6)))
        rows.append((kind, 22.0, y))
        labels.append(Label(lines, 52, y + (len(lines) - 1) * LINE / 2))
        y += _ROW + (len(lines) - 1) * LINE
    return timelines.swatches(rows), labels, y


def _explained(panels: Sequence[Panel], series: Series, indicator: Indicator, speech: Speech) -> list[tuple[str, str]]:
    """List what needs explaining, each kind of mark with its words."""
    say = speech.translate
    own = [figure for panel in panels for figure in dated(series[panel.area])]
    sure = any(figure.estimate.has_interval for figure in own)
    with_interval = sentence("The place; the upright lines show how sure the figure is")
    without = sentence("The place; how sure the figure is was not published")
    listed = [("sure", say(with_interval)) if sure else ("own", say(without))]
    behind = dated(series.get(indicator.compare_with, ())) and indicator.compare_with not in {p.area for p in panels}
    if behind:
        listed.append(("behind", area_name(series, indicator.compare_with, speech.language)))
    if panels[0].scales.ticks[0] != 0:
        low = _tick(panels[0].scales.ticks[0], indicator)
        listed.append(("", say(sentence("The scale begins at {number}, not at nought.")).format(number=low)))
    present = {figure.estimate.shown.value for figure in own}
    listed += [(state.value, state_words(state, say)) for state in State if state.value in present]
    for each in breaks_within(indicator, panels[0].scales):
        said = say(sentence("A break in {month}: {why}"))
        listed.append(("break", said.format(month=f"{each.at:%m/%Y}", why=each.why.in_language(speech.language))))
    return listed
