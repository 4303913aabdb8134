"""The rings: a ring for each stage of life growing outward, a sector for each factor, risk right and protection left."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from heartwood.evidence.pictures import layout, shapes
from heartwood.evidence.pictures.layout import Frame, Label, Sector
from heartwood.evidence.pictures.states import DRAWN, Drawn
from heartwood.evidence.pictures.tokens import BARK, FONT, GRAIN, HEART, PAPER, WOOD
from heartwood.evidence.pictures.words import Speech, describe_rings, rings_title
from heartwood.evidence.profile import Profile
from heartwood.pack import Role

if TYPE_CHECKING:
    import altair

Row = dict[str, Any]
Way = tuple[layout.Align, bool, float, str]


def rings(
    profile: Profile,
    *,
    translate: Callable[[str], str] = str,
    width: Literal["wide", "narrow"] = "wide",
    language: str = "en",
    against: str = "",
    links: Callable[[str], str] | None = None,
) -> altair.LayerChart:
    """Draw a place's rings: before birth in the middle, a ring for each stage, filled by how the lead figure stands.

    Parameters
    ----------
    width
        "wide" is drawn 960 pixels wide with every name; "narrow" 328 pixels wide with numbers, for `ring_key`.
    language
        Of the pack's own words.
    against
        Whose figures these are compared with, by name. Empty: the key does not say.
    links
        From the key of a stage to an address of the site: makes the names of the stages links (wide only).
    """
    speech = Speech(translate, language)
    frame = layout.frame_of(profile, speech, wide=width == "wide")
    cells = layout.sectors(profile, frame)
    swatches, labels, height = layout.key(cells, frame, speech, against)
    labels += layout.factor_labels(profile, frame, speech) + layout.headings(profile, frame, speech)
    stages = layout.stage_labels(profile, frame, speech)
    layers = [*_wood(frame), *_sectors(cells), *_sectors(swatches), *_labels(labels), *_stages(stages, links)]
    return _assemble(layers, frame.width, height).properties(
        description=describe_rings(profile, translate, language, against),
        usermeta={"title": rings_title(profile, translate, language)},
    )


def _assemble(layers: Sequence[altair.Chart], width: float, height: float) -> altair.LayerChart:
    import altair as alt

    chart = alt.layer(*layers).properties(
        width=width, height=math.ceil(height), padding=0, background=PAPER, autosize="none"
    )
    return chart.configure_view(stroke=None).configure_text(font=FONT)


def _rows(rows: list[Row]) -> altair.Chart:
    """Start a layer whose rows stand at the pixels x and y."""
    import altair as alt

    return alt.Chart(alt.InlineData(values=rows)).encode(x=alt.X("x:Q", scale=None), y=alt.Y("y:Q", scale=None))


def _paths(rows: list[Row], **mark: Any) -> altair.Chart:
    """Draw each row's `path`, in pixels around its point (a symbol of size 4 is drawn at its own scale)."""
    import altair as alt

    return _rows(rows).mark_point(aria=False, opacity=1, size=4, **mark).encode(shape=alt.Shape("path:N", scale=None))


def _wood(frame: Frame) -> list[altair.Chart]:
    """Draw the log: sapwood, bark, and a line of growth at the end of every ring and in the heart."""
    bark, wood, growth = [], [], []
    lines = [frame.hollow + ring * frame.depth for ring in range(frame.rings)]
    lines += [frame.hollow * part for part in (0.22, 0.45, 0.73)]
    for role, start in ((Role.RISK, 0.0), (Role.PROTECTIVE, math.pi)):
        at = {"x": frame.side(role), "y": frame.centre}
        inside = shapes.ring_line(start, start + math.pi, frame.edge - 0.75 * frame.bark, 0.12 * frame.bark)
        outside = shapes.ring_line(start, start + math.pi, frame.edge, 0.33 * frame.bark)
        bark.append({**at, "path": shapes.band(outside, inside)})
        wood.append({**at, "path": shapes.curve(inside) + "Z"})
        arcs = [shapes.ring_line(start, start + math.pi, radius, 0.8) for radius in lines]
        growth.append({**at, "path": "".join(map(shapes.curve, arcs))})
    return [
        _paths(wood, fill=WOOD, strokeWidth=0),
        _paths(bark, fill=BARK, strokeWidth=0),
        _paths(growth, filled=False, stroke=GRAIN, strokeWidth=1),
    ]


def _sectors(sectors: list[Sector]) -> list[altair.Chart]:
    """Draw cells or swatches: first their shape, then their pattern, then their sign."""
    drawn = [(sector, DRAWN[sector.state]) for sector in sectors]
    solid = [_arc(sector, look) for sector, look in drawn if not look.dashed]
    dashed = [_arc(sector, look) for sector, look in drawn if look.dashed]
    hatched = [_pattern(sector, look) for sector, look in drawn if look.pattern == "hatch"]
    dotted = [_pattern(sector, look) for sector, look in drawn if look.pattern == "dots"]
    filled = [_sign(sector, look) for sector, look in drawn if look.sign and look.sign_filled]
    outlined = [_sign(sector, look) for sector, look in drawn if look.sign and not look.sign_filled]
    return [
        _arcs(solid),
        _arcs(dashed, strokeDash=[3, 3]),
        _coloured(hatched, "stroke", strokeWidth=2, filled=False),
        _coloured(dotted, "stroke", strokeWidth=2.2, filled=False, strokeDash=[0.01, 5.5], strokeCap="round"),
        _coloured(filled, "fill", strokeWidth=0),
        _thick(_coloured(outlined, "stroke", filled=False, strokeCap="round", strokeJoin="round")),
    ]


def _arcs(rows: list[Row], **mark: Any) -> altair.Chart:
    import altair as alt

    return _thick(
        _rows(rows)
        .mark_arc(aria=False, cornerRadius=2, **mark)
        .encode(
            theta=alt.Theta("start:Q", scale=None),
            theta2="end:Q",
            radius=alt.Radius("outer:Q", scale=None),
            radius2="inner:Q",
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("edge:N", scale=None),
        )
    )


def _coloured(rows: list[Row], channel: Literal["fill", "stroke"], **mark: Any) -> altair.Chart:
    import altair as alt

    layer = _paths(rows, **mark)
    if channel == "fill":
        return layer.encode(fill=alt.Fill("colour:N", scale=None))
    return layer.encode(stroke=alt.Stroke("colour:N", scale=None))


def _thick(layer: altair.Chart) -> altair.Chart:
    import altair as alt

    return layer.encode(strokeWidth=alt.StrokeWidth("thick:Q", scale=None))


def _arc(sector: Sector, look: Drawn) -> Row:
    piece, half = sector.piece, look.edge_width / 2 + look.inset  # drawn inside the piece, so that none is larger
    trim = half / ((piece.inner + piece.outer) / 2)
    return {
        "x": piece.x,
        "y": piece.y,
        "start": piece.start + trim,
        "end": piece.end - trim,
        "inner": piece.inner + half,
        "outer": piece.outer - half,
        "fill": look.fill,
        "edge": look.edge,
        "thick": look.edge_width,
        "state": sector.state.value,
        "factor": sector.factor,
        "stage": sector.stage,
    }


def _pattern(sector: Sector, look: Drawn) -> Row:
    piece = sector.piece
    if look.pattern == "hatch":
        path = shapes.hatch(piece, 5.0 if piece.room > 9 else 4.0)
    else:
        path = shapes.rows(piece, inset=min(5.0, 0.3 * piece.room), clear=_reach(piece) + 4)
    return {"x": piece.x, "y": piece.y, "path": path, "colour": look.edge}


def _sign(sector: Sector, look: Drawn) -> Row:
    x, y = sector.piece.middle
    path = shapes.sign(look.sign, _reach(sector.piece))
    return {"x": x, "y": y, "path": path, "colour": look.sign_colour, "thick": 3.0 if look.sign == "waiting" else 1.5}


def _reach(piece: shapes.Piece) -> float:
    """How far a sign reaches from the middle of its piece."""
    return min(6.0, 0.55 * piece.room)


def _labels(labels: Sequence[Label]) -> list[altair.Chart]:
    """Draw text, one layer for each way of writing."""
    ways: dict[Way, list[Row]] = {}
    for label in labels:
        ways.setdefault((label.align, label.bold, label.size, label.colour), []).append(_text(label))
    return [_written(rows, way) for way, rows in ways.items()]


def _stages(labels: list[Label], links: Callable[[str], str] | None) -> list[altair.Chart]:
    """Draw the names of the stages, as links where the page gives their addresses."""
    if links is None:
        return _labels(labels)
    rows = [{**_text(label), "href": links(label.stage)} for label in labels]
    return [_written(rows, ("center", False, labels[0].size, HEART)).encode(href="href:N")]


def _text(label: Label) -> Row:
    return {"x": label.x, "y": label.y - (len(label.lines) - 1) * layout.LINE / 2, "text": list(label.lines)}


def _written(rows: list[Row], way: Way) -> altair.Chart:
    align, bold, size, colour = way
    layer = _rows(rows).mark_text(
        aria=False,
        align=align,
        baseline="middle",
        fontSize=size,
        fontWeight="bold" if bold else "normal",
        color=colour,
        lineHeight=layout.LINE,
    )
    return layer.encode(text="text:N")
