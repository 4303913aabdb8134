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


@dataclass(frozen=True, slots=True)
class Layer:
    """Marks of one kind, and their rows: Altair copies a chart at every step, so rows stay outside until the last."""

    chart: altair.Chart
    rows: list[Row]


def assemble(
    layers: Sequence[Layer], width: float, height: float, *, title: str, description: str
) -> altair.LayerChart:
    """Lay the layers over each other on paper, one unit to a pixel."""
    import altair as alt

    drawn = [layer for layer in layers if layer.rows]
    for at, layer in enumerate(drawn):
        layer.chart.data = alt.NamedData(name=f"layer{at}")
    placed: altair.LayerChart = alt.LayerChart(layer=[layer.chart for layer in drawn])
    placed = placed.configure_view(stroke=None).configure_text(font=FONT)
    placed = placed.properties(
        width=width,
        height=math.ceil(height),
        padding=0,
        autosize="none",
        background=PAPER,
        description=description,
        usermeta={"title": title},
    )
    placed.datasets = {f"layer{at}": layer.rows for at, layer in enumerate(drawn)}
    return placed


def paths(rows: list[Row], *, fill: str = "", stroke: str = "", **mark: Any) -> Layer:
    """Draw each row's `path`, in pixels around its x and y, in a colour or in that of its column `fill` or `stroke`.

    Without a `strokeWidth`, lines are as thick as their column `thick` says. (A symbol of size 4 has its own scale.)
    """
    import altair as alt

    look: dict[str, Any] = {"filled": bool(fill), "opacity": 1, "size": 4}
    channels = {"fill": _colour(alt.Fill, fill)} if fill else {"stroke": _colour(alt.Stroke, stroke)}
    if stroke and "strokeWidth" not in mark:
        channels["strokeWidth"] = alt.StrokeWidth("thick:Q", scale=None)
    chart = alt.Chart().mark_point(aria=False, **look, **mark)
    return Layer(chart.encode(**_position(), shape=alt.Shape("path:N", scale=None), **channels), rows)


def arcs(rows: list[Row], **mark: Any) -> Layer:
    """Draw pieces of rings: columns start, end, inner, outer, fill, edge, thick."""
    import altair as alt

    chart = alt.Chart().mark_arc(aria=False, cornerRadius=2, **mark)
    chart = chart.encode(
        **_position(),
        theta=alt.Theta("start:Q", scale=None),
        theta2=alt.Theta2("end:Q"),
        radius=alt.Radius("outer:Q", scale=None),
        radius2=alt.Radius2("inner:Q"),
        fill=_colour(alt.Fill, "fill"),
        stroke=_colour(alt.Stroke, "edge"),
        strokeWidth=alt.StrokeWidth("thick:Q", scale=None),
    )
    return Layer(chart, rows)


def written(labels: Sequence[Label]) -> list[Layer]:
    """Write text, one layer for each way of writing."""
    ways: dict[tuple[Align, bool, float, str, bool], list[Row]] = {}
    for label in labels:
        top = label.y - (len(label.lines) - 1) * LINE / 2
        row = {"x": label.x, "y": top, "text": list(label.lines), "href": label.href}
        ways.setdefault((label.align, label.bold, label.size, label.colour, bool(label.href)), []).append(row)
    return [_way(rows, *way) for way, rows in ways.items()]


def _way(rows: list[Row], align: Align, bold: bool, size: float, colour: str, links: bool) -> Layer:
    import altair as alt

    chart = alt.Chart().mark_text(
        aria=False,
        align=align,
        baseline="middle",
        fontSize=size,
        fontWeight="bold" if bold else "normal",
        color=colour,
        lineHeight=LINE,
    )
    channels: dict[str, Any] = {"href": alt.Href("href:N")} if links else {}
    return Layer(chart.encode(**_position(), text=alt.Text("text:N"), **channels), rows)


def _position() -> dict[str, Any]:
    """Take pixels from the columns x and y."""
    import altair as alt

    return {"x": alt.X("x:Q", scale=None), "y": alt.Y("y:Q", scale=None)}


def _colour(channel: Any, colour: str) -> Any:
    """Encode a colour itself ("#..."), or the column that holds it, unscaled."""
    import altair as alt

    return alt.value(colour) if colour.startswith("#") else channel(f"{colour}:N", scale=None)
