"""The rings: a ring for each stage of life growing outward, a sector for each factor, risk right and protection left."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from heartwood.evidence.pictures import layout, shapes
from heartwood.evidence.pictures.layout import Frame, Sector
from heartwood.evidence.pictures.marks import Layer, Row, arcs, assemble, paths, written
from heartwood.evidence.pictures.states import DRAWN, Drawn
from heartwood.evidence.pictures.tokens import BARK, GRAIN, LEAF, PAPER, WOOD
from heartwood.evidence.pictures.words import Speech, describe_rings, key_words, rings_title
from heartwood.evidence.profile import Profile
from heartwood.pack import Role

if TYPE_CHECKING:
    import altair


def rings(
    profile: Profile,
    *,
    translate: Callable[[str], str] = str,
    width: Literal["wide", "narrow"] = "wide",
    language: str = "en",
    area_name_of: Callable[[str], str] | None = None,
    links: Callable[[str], str] | None = None,
) -> altair.LayerChart:
    """Draw a place's rings: before birth in the middle, a ring for each stage, filled by how the lead figure stands.

    Parameters
    ----------
    width
        "wide" is drawn 960 pixels wide with every name; "narrow" 328 pixels wide with numbers, for `ring_key`.
    language
        Of the pack's own words.
    area_name_of
        From an area's code to its name, to say which areas' figures these are compared with.
    links
        From the key of a stage to an address of the site: makes the upper names of the stages links (wide only).
    """
    speech = Speech(translate, language)
    frame = layout.frame_of(profile, speech, wide=width == "wide")
    cells = layout.sectors(profile, frame)
    swatches, labels, height = layout.key(cells, key_words(profile, speech, area_name_of), frame, speech)
    labels += layout.factor_labels(profile, frame, speech) + layout.headings(profile, frame, speech)
    labels += layout.stage_labels(profile, frame, speech, links)
    layers = [*_wood(frame), *draw(cells), *draw(swatches), *written(labels)]
    title, said = rings_title(profile, translate, language), describe_rings(profile, translate, language, area_name_of)
    return assemble(layers, frame.width, height, title=title, description=said)


def _wood(frame: Frame) -> list[Layer]:
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
        rounds = [shapes.ring_line(start, start + math.pi, radius, 0.8) for radius in lines]
        growth.append({**at, "path": "".join(map(shapes.curve, rounds))})
    return [paths(wood, fill=WOOD), paths(bark, fill=BARK), paths(growth, stroke=GRAIN, strokeWidth=1)]


def draw(sectors: list[Sector]) -> list[Layer]:
    """Draw cells or swatches: first their shape, then their pattern, then their sign."""
    drawn = [(sector, DRAWN[sector.state]) for sector in sectors]
    solid = [_arc(sector, look) for sector, look in drawn if not look.dashed]
    dashed = [_arc(sector, look) for sector, look in drawn if look.dashed]
    hatched = [_hatch(sector, look) for sector, look in drawn if look.pattern == "hatch"]
    dotted = [_dots(sector, look) for sector, look in drawn if look.pattern == "dots"]
    aged = [_age(sector, look) for sector, look in drawn if sector.old]
    filled = [_sign(sector, look) for sector, look in drawn if look.sign and look.sign_filled]
    outlined = [_sign(sector, look) for sector, look in drawn if look.sign and not look.sign_filled]
    return [
        arcs(solid),
        arcs(dashed, strokeDash=[3, 3]),
        paths(hatched, stroke="colour", strokeWidth=2),
        paths(dotted, stroke="colour", strokeWidth=2.2, strokeDash=[0.01, 5.5], strokeCap="round"),
        paths(aged, stroke="colour", strokeWidth=1.5),
        paths(filled, fill="colour"),
        paths(outlined, stroke="colour", strokeCap="round", strokeJoin="round"),
    ]


def _arc(sector: Sector, look: Drawn) -> Row:
    piece = shapes.shrink(sector.piece, look.edge_width / 2 + look.inset)  # the edge, too, lies inside the piece
    return {
        "x": piece.x,
        "y": piece.y,
        "start": piece.start,
        "end": piece.end,
        "inner": piece.inner,
        "outer": piece.outer,
        "fill": look.fill,
        "edge": look.edge,
        "thick": look.edge_width,
        "state": sector.state.value,
        "factor": sector.factor,
        "stage": sector.stage,
    }


def _hatch(sector: Sector, look: Drawn) -> Row:
    piece = shapes.shrink(sector.piece, 0.8)
    return {"x": piece.x, "y": piece.y, "path": shapes.hatch(piece, 5 if piece.room > 9 else 4), "colour": look.edge}


def _dots(sector: Sector, look: Drawn) -> Row:
    piece = sector.piece
    path = shapes.rows(piece, inset=min(5.0, 0.3 * piece.room), clear=_reach(piece) + 4)
    return {"x": piece.x, "y": piece.y, "path": path, "colour": look.edge}


def _age(sector: Sector, look: Drawn) -> Row:
    """Draw the line inside a cell whose figure is over three years old."""
    piece = shapes.shrink(sector.piece, min(3.0, 0.35 * sector.piece.room))
    colour = PAPER if look.fill == LEAF else BARK
    path = shapes.arc(piece.inner, piece.start, piece.end)
    return {"x": piece.x, "y": piece.y, "path": path, "colour": colour}


def _sign(sector: Sector, look: Drawn) -> Row:
    (x, y), reach = sector.piece.middle, _reach(sector.piece)
    width = reach / 2 if look.sign == "waiting" else 1.5
    return {"x": x, "y": y, "path": shapes.sign(look.sign, reach), "colour": look.sign_colour, "thick": width}


def _reach(piece: shapes.Piece) -> float:
    """How far a sign reaches from the middle of its piece."""
    return min(6.0, 0.55 * piece.room)
