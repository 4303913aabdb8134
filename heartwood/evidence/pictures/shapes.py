"""Shapes as SVG paths, in pixels around a centre: hatching, dots, small signs, the wood around them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]

_NUMBER = re.compile(r"-?[\d.]+")
_SIGNS = {  # within a circle of radius 1; curves only as C, so that every number can be scaled alike
    "up": "M0,-1L1,.8L-1,.8Z",
    "down": "M0,1L1,-.8L-1,-.8Z",
    "equal": "M-1,-.45L1,-.45M-1,.45L1,.45",
    "circle": "M.9,0C.9,.5,.5,.9,0,.9C-.5,.9,-.9,.5,-.9,0C-.9,-.5,-.5,-.9,0,-.9C.5,-.9,.9,-.5,.9,0Z",
    "star": "M0,-1L0,1M-.87,-.5L.87,.5M-.87,.5L.87,-.5",
    "square": "M-.8,-.8L.8,-.8L.8,.8L-.8,.8Z",
    "waiting": "M-1,0L-1,.01M0,0L0,.01M1,0L1,.01",
    "question": "M-.6,-.6C-.6,-1.4,.7,-1.4,.6,-.5C.55,-.05,0,0,0,.5M0,1L0,1.1",
    "leaf": "M-1,1C-1.3,-.3,-.4,-1.1,1,-1C1.1,.4,.3,1.3,-1,1Z",
    "bars": "M-1,-.75L1,-.75L1,-.2L-1,-.2ZM-1,.75L1,.75L1,.2L-1,.2Z",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a ring around a centre: angles in radians clockwise from the top, radii in pixels."""

    x: float
    y: float
    start: float
    end: float
    inner: float
    outer: float

    @property
    def middle(self) -> Point:
        """The point halfway along and halfway out."""
        x, y = polar((self.start + self.end) / 2, (self.inner + self.outer) / 2)
        return self.x + x, self.y + y

    @property
    def room(self) -> float:
        """The radius of a circle that fits around the middle."""
        along = (self.end - self.start) * (self.inner + self.outer) / 4
        return min(along, (self.outer - self.inner) / 2)

    def holds(self, point: Point) -> bool:
        """Whether a point, given from the centre of the rings, lies within."""
        along = (math.atan2(point[0], -point[1]) - self.start) % math.tau
        return along <= self.end - self.start and self.inner <= math.hypot(*point) <= self.outer


def shrink(piece: Piece, by: float) -> Piece:
    """Take so many pixels off every side."""
    turn = by / ((piece.inner + piece.outer) / 2)
    return Piece(piece.x, piece.y, piece.start + turn, piece.end - turn, piece.inner + by, piece.outer - by)


def polar(angle: float, radius: float) -> Point:
    """Turn an angle clockwise from the top and a radius into pixels right and down."""
    return radius * math.sin(angle), -radius * math.cos(angle)


def path(points: list[Point]) -> str:
    """Join points by straight lines."""
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points)


def round_dot(radius: float) -> str:
    """Draw a circle."""
    return f"M{-radius},0a{radius},{radius},0,1,0,{2 * radius},0a{radius},{radius},0,1,0,{-2 * radius},0Z"


def hatched_box(width: float, height: float, spacing: float) -> str:
    """Draw lines that rise to the right across a box, from its upper left corner."""
    lines = []
    for step in range(1, math.ceil((width + height) / spacing)):
        at = step * spacing  # each line is x + y = at
        left, right = max(0.0, at - height), min(width, at)
        lines.append(path([(left, at - left), (right, at - right)]))
    return "".join(lines)


def hatch(piece: Piece, spacing: float) -> str:
    """Draw parallel lines that rise to the right, cut exactly at the edges of the piece, from the centre of the rings."""
    root = math.sqrt(0.5)
    steps = math.ceil(piece.outer / spacing)
    lines = []
    for step in range(-steps, steps + 1):
        offset = step * spacing
        cuts = _cuts(piece, offset)
        points = [(root * (offset + along), root * (offset - along)) for along in cuts]
        for (x0, y0), (x1, y1) in pairwise(points):
            if piece.holds(((x0 + x1) / 2, (y0 + y1) / 2)):
                lines.append(f"M{x0:.1f},{y0:.1f}L{x1:.1f},{y1:.1f}")
    return "".join(lines)


def _cuts(piece: Piece, offset: float) -> list[float]:
    """Where the line at this offset from the centre meets the two arcs and the two straight edges, along the line."""
    cuts = []
    for radius in (piece.inner, piece.outer):
        if abs(offset) < radius:
            half = math.sqrt(radius**2 - offset**2)
            cuts += [-half, half]
    for angle in (piece.start, piece.end):
        x, y = math.sin(angle), -math.cos(angle)
        if abs(x + y) > 1e-9:
            cuts.append(offset * (x - y) / (x + y))
    return sorted(cuts)


def rows(piece: Piece, *, inset: float, clear: float) -> str:
    """Draw arcs along the inner and the outer edge and through the middle, there leaving a clear width around it."""
    middle, depth = (piece.start + piece.end) / 2, (piece.inner + piece.outer) / 2
    gap = min(clear / depth, middle - piece.start)
    spans = [
        (piece.inner + inset, piece.start, piece.end),
        (depth, piece.start, middle - gap),
        (depth, middle + gap, piece.end),
        (piece.outer - inset, piece.start, piece.end),
    ]
    arcs = [(radius, start + inset / radius, end - inset / radius) for radius, start, end in spans]
    return "".join(arc(radius, start, end) for radius, start, end in arcs if end > start)


def arc(radius: float, start: float, end: float) -> str:
    """Draw an arc from the centre of the rings."""
    (x0, y0), (x1, y1) = polar(start, radius), polar(end, radius)
    return f"M{x0:.1f},{y0:.1f}A{radius:.1f},{radius:.1f},0,0,1,{x1:.1f},{y1:.1f}"


def grown(angle: float, radius: float, amount: float) -> float:
    """Let a radius waver a little with the angle, as wood does: always the same way, and the same across the cut."""
    waver = 0.5 * math.sin(3 * angle + 0.7) + 0.3 * math.sin(7 * angle + 2.1 + radius / 90) + 0.2 * math.sin(13 * angle)
    return radius + amount * waver


def ring_line(start: float, end: float, radius: float, amount: float) -> list[Point]:
    """Give the points of a wavering arc, every nine degrees."""
    steps = max(2, round(math.degrees(end - start) / 9))
    angles = [start + (end - start) * at / steps for at in range(steps + 1)]
    return [polar(angle, grown(angle, radius, amount)) for angle in angles]


def smooth(points: list[Point]) -> str:
    """Join points by one smooth curve (Catmull-Rom, as cubic Béziers), without its first move."""
    before, after = [points[0], *points[:-2]], [*points[2:], points[-1]]
    curves = []
    for (x0, y0), (x1, y1), (x2, y2), (x3, y3) in zip(before, points, points[1:], after, strict=False):
        bend = ((x1 + (x2 - x0) / 6, y1 + (y2 - y0) / 6), (x2 - (x3 - x1) / 6, y2 - (y3 - y1) / 6), (x2, y2))
        curves.append("C" + ",".join(f"{x:.1f},{y:.1f}" for x, y in bend))
    return "".join(curves)


def curve(points: list[Point]) -> str:
    """Draw one smooth curve through points."""
    return "M{:.1f},{:.1f}".format(*points[0]) + smooth(points)


def band(outside: list[Point], inside: list[Point]) -> str:
    """Draw what lies between two smooth curves, closed at the ends by straight lines."""
    back = list(reversed(inside))
    return curve(outside) + "L{:.1f},{:.1f}".format(*back[0]) + smooth(back) + "Z"


def sign(name: str, reach: float) -> str:
    """Draw a small sign that reaches so many pixels from its middle."""
    return _NUMBER.sub(lambda found: f"{float(found.group()) * reach:.3g}", _SIGNS[name])
