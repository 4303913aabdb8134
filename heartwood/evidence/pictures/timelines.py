"""The marks of a history: lines that stop at gaps and breaks, intervals, points, silences, hatched years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from heartwood.estimates import Shown
from heartwood.evidence.pictures import shapes
from heartwood.evidence.pictures.marks import Layer, Row, paths
from heartwood.evidence.pictures.panels import PLOT, Panel, Series, breaks_within, dated, interludes, runs
from heartwood.evidence.pictures.states import DRAWN, State
from heartwood.evidence.pictures.tokens import GRAIN, HEART, PAPER, STONE
from heartwood.evidence.profile import Figure
from heartwood.pack import Indicator

_DOT = 3.2  # pixels: the radius of a point
_ALONE = 10.0  # pixels: half of the line that stands for a single value
_HOLE = 6.5  # pixels: the radius of the dashed circle that stands for a silence

Drawn = list[tuple[Panel, list[Figure]]]


def draw(panels: Sequence[Panel], series: Series, indicator: Indicator) -> list[Layer]:
    """Draw every panel, from the back to the front."""
    reference = indicator.compare_with
    own = [(panel, dated(series[panel.area])) for panel in panels]
    other = [(panel, dated(series.get(reference, ()))) for panel in panels if panel.area != reference]
    points = [(panel, each) for panel, figures in own for each in figures]
    return [
        *_backs(panels, indicator),
        _behind(_lines(other, indicator)),
        _own([row for row in _lines(own, indicator) if not row["alone"]]),
        _intervals([_interval(panel, each) for panel, each in points if each.estimate.has_interval]),
        _points([_point(panel, each) for panel, each in points if each.estimate.shown is Shown.SHOWN]),
        *_holes([_hole(panel, each) for panel, each in points if each.estimate.shown is not Shown.SHOWN]),
    ]


def swatches(rows: Sequence[tuple[str, float, float]]) -> list[Layer]:
    """Draw the marks of the key: each kind (own, sure, behind, break, or a silence) at its x and y."""
    places: dict[str, list[Row]] = {"own": [], "sure": [], "behind": [], "break": []}
    for kind, x, y in rows:
        places.setdefault(kind, []).append({"x": x, "y": y})
    flat, upright = "M-20,0h40", "M0,-10v20"
    silent = [_round(kind, at["x"], at["y"]) for kind in DRAWN if kind in places for at in places[kind]]
    own = places["own"] + places["sure"]
    return [
        _own([{**at, "path": flat} for at in own]),
        _intervals([{**at, "path": upright} for at in places["sure"]]),
        _points([{**at, "path": shapes.round_dot(_DOT)} for at in own]),
        _behind([{**at, "path": flat} for at in places["behind"]]),
        _breaks([{**at, "path": upright} for at in places["break"]]),
        *_holes(silent),
    ]


def _backs(panels: Sequence[Panel], indicator: Indicator) -> list[Layer]:
    """Draw what lies behind: a line at each tick, hatching over unusual years, a dashed line at each break."""
    ticks, hatches, breaks = [], [], []
    for panel in panels:
        at = {"x": panel.x, "y": panel.y}
        lines = (f"M0,{panel.up(tick) - panel.y:.1f}h{panel.width:.1f}" for tick in panel.scales.ticks)
        ticks.append({**at, "path": "".join(lines)})
        days = [each.at for each in breaks_within(indicator, panel.scales)]
        breaks += [{**at, "x": panel.across(day), "path": f"M0,0v{PLOT}"} for day in days]
        hatches += [_hatched(panel, *ends) for ends in interludes(breaks_within(indicator, panel.scales))]
    return [
        paths(hatches, stroke=GRAIN, strokeWidth=1.5),
        paths(ticks, stroke=GRAIN, strokeWidth=1),
        _breaks(breaks),
    ]


def _hatched(panel: Panel, start: date, end: date) -> Row:
    left, right = panel.across(start), panel.across(end)
    return {"x": left, "y": panel.y, "path": shapes.hatched_box(right - left, PLOT, 7), "hatched": True}


def _lines(drawn: Drawn, indicator: Indicator) -> list[Row]:
    return [_line(panel, run) for panel, figures in drawn for run in runs(figures, indicator.breaks)]


def _line(panel: Panel, run: Sequence[Figure]) -> Row:
    points = [panel.point(each, each.estimate.value or 0.0) for each in run]
    if len(points) == 1:  # a single value is a short line: a dot would not be seen behind the area's own
        (x, y) = points[0]
        points = [(x - _ALONE, y), (x + _ALONE, y)]
    return {
        "x": panel.x,
        "y": panel.y,
        "path": shapes.path([(x - panel.x, y - panel.y) for x, y in points]),
        "alone": len(run) == 1,
    }


def _interval(panel: Panel, figure: Figure) -> Row:
    low, high = (panel.point(figure, end or 0.0) for end in (figure.estimate.low, figure.estimate.high))
    return {"x": high[0], "y": high[1], "path": f"M0,0v{low[1] - high[1]:.1f}"}


def _point(panel: Panel, figure: Figure) -> Row:
    x, y = panel.point(figure, figure.estimate.value or 0.0)
    return {"x": x, "y": y, "path": shapes.round_dot(_DOT)}


def _hole(panel: Panel, figure: Figure) -> Row:
    x, _ = panel.point(figure, 0.0)
    return _round(figure.estimate.shown.value, x, panel.bottom - _HOLE - 3)


def _round(state: str, x: float, y: float) -> Row:
    """Draw a silence as in the rings: dashed and empty, with its sign."""
    name = DRAWN[State(state)].sign
    sign = shapes.sign(name, 3.4) if name else ""
    return {"x": x, "y": y, "path": shapes.round_dot(_HOLE), "sign": sign, "thick": 2.0 if name == "waiting" else 1.4}


def _holes(rows: list[Row]) -> list[Layer]:
    signs = [{**row, "path": row["sign"]} for row in rows if row["sign"]]
    return [
        paths(rows, fill=PAPER),
        paths(rows, stroke=STONE, strokeWidth=1, strokeDash=[2.5, 2]),
        paths(signs, stroke=STONE, strokeCap="round"),
    ]


def _own(rows: list[Row]) -> Layer:
    return paths(rows, stroke=HEART, strokeWidth=2, strokeJoin="round")


def _behind(rows: list[Row]) -> Layer:
    return paths(rows, stroke=STONE, strokeWidth=2.2, strokeDash=[0.01, 4.5], strokeCap="round")


def _intervals(rows: list[Row]) -> Layer:
    return paths(rows, stroke=HEART, strokeWidth=1.25)


def _points(rows: list[Row]) -> Layer:
    return paths(rows, fill=HEART)


def _breaks(rows: list[Row]) -> Layer:
    return paths(rows, stroke=STONE, strokeWidth=1.25, strokeDash=[4, 3])
