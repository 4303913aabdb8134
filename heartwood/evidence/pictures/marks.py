"""The few marks that every picture is made of, at the pixels that its layout gives: paths, arcs, text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from heartwood.evidence.pictures.tokens import FONT, INK, PAPER, TEXT

if TYPE_CHECKING:
    import altair

Row = dict[str, Any]
Align = Literal["left", "center", "right"]
LINE = 19  # pixels from one line of text to the next


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text at a point; y is the middle of the block. With `href`, a link."""

    lines: tuple[str, ...]
    x: float
    y: float
    align: Align = "left"
    bold: bool = False
    size: float = TEXT
    colour: str = INK
    href: str = ""


def assemble(layers: Sequence[altair.Chart], width: float, height: float) -> altair.LayerChart:
    """Lay the layers over each other on paper, one unit to a pixel."""
    import altair as alt

    chart = alt.LayerChart(layer=list(layers), width=width, height=math.ceil(height))
    chart = chart.properties(padding=0, background=PAPER, autosize="none")
    placed: altair.LayerChart = chart.configure_view(stroke=None).configure_text(font=FONT)
    return placed


def paths(rows: list[Row], *, fill: str = "", stroke: str = "", **mark: Any) -> altair.Chart:
    """Draw each row's `path`, in pixels around its x and y, in a colour or in that of its column `fill` or `stroke`.

    (A symbol of size 4 is drawn at its own scale.)
    """
    import altair as alt

    colours: dict[str, Any] = {"filled": bool(fill), "opacity": 1, "size": 4}
    layer: altair.Chart = _at(rows).mark_point(aria=False, **colours, **mark)
    channel = {"fill": _colour(alt.Fill, fill)} if fill else {"stroke": _colour(alt.Stroke, stroke)}
    return layer.encode(shape=alt.Shape("path:N", scale=None), **channel)


def arcs(rows: list[Row], **mark: Any) -> altair.Chart:
    """Draw pieces of rings: columns start, end, inner, outer, fill, edge, thick."""
    import altair as alt

    layer = _at(rows).mark_arc(aria=False, cornerRadius=2, **mark)
    layer = layer.encode(
        theta=alt.Theta("start:Q", scale=None),
        theta2="end:Q",
        radius=alt.Radius("outer:Q", scale=None),
        radius2="inner:Q",
    )
    return thick(layer.encode(fill=_colour(alt.Fill, "fill"), stroke=_colour(alt.Stroke, "edge")))


def thick(layer: altair.Chart) -> altair.Chart:
    """Take the width of strokes from the column `thick`."""
    import altair as alt

    return layer.encode(strokeWidth=alt.StrokeWidth("thick:Q", scale=None))


def written(labels: Sequence[Label]) -> list[altair.Chart]:
    """Write text, one layer for each way of writing."""
    ways: dict[tuple[Align, bool, float, str, bool], list[Row]] = {}
    for label in labels:
        top = label.y - (len(label.lines) - 1) * LINE / 2
        row = {"x": label.x, "y": top, "text": list(label.lines), "href": label.href}
        ways.setdefault((label.align, label.bold, label.size, label.colour, bool(label.href)), []).append(row)
    return [_way(rows, *way) for way, rows in ways.items()]


def _way(rows: list[Row], align: Align, bold: bool, size: float, colour: str, links: bool) -> altair.Chart:
    layer: altair.Chart = _at(rows).mark_text(
        aria=False,
        align=align,
        baseline="middle",
        fontSize=size,
        fontWeight="bold" if bold else "normal",
        color=colour,
        lineHeight=LINE,
    )
    href = {"href": "href:N"} if links else {}
    return layer.encode(text="text:N", **href)


def _at(rows: list[Row]) -> altair.Chart:
    """Start a layer whose rows stand at the pixels x and y."""
    import altair as alt

    layer: altair.Chart = alt.Chart(alt.InlineData(values=rows))
    return layer.encode(x=alt.X("x:Q", scale=None), y=alt.Y("y:Q", scale=None))


def _colour(channel: Any, colour: str) -> Any:
    """Encode a colour itself ("#..."), or the column that holds it, unscaled."""
    import altair as alt

    return alt.value(colour) if colour.startswith("#") else channel(f"{colour}:N", scale=None)
