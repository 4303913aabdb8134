"""Counts in bands, as calm bars: as long as the count is at the least, paler as far as it may reach, dashed if not shown."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from heartwood.evidence.pictures.marks import LINE, Label, Row, assemble, paths, written
from heartwood.evidence.pictures.tokens import BARK, LEAF, STONE, STRAW, STRAW_EDGE

if TYPE_CHECKING:
    import altair

_BAR, _GAP, _SILENT = 20.0, 18.0, 60.0  # pixels


@dataclass(frozen=True, slots=True)
class Band:
    """One bar: what was counted, what to write beside it, and the ends of its band; None where it is too few to show."""

    name: str
    says: str
    low: int | None
    high: int | None


def bands(
    rows: Sequence[Band], *, title: str, description: str, width: Literal["wide", "narrow"] = "wide"
) -> altair.LayerChart:
    """Draw one bar for each row, in the order given.

    Raises
    ------
    ValueError
        If there is nothing to draw.
    """
    if not rows:
        raise ValueError("There is nothing to draw.")
    frame = _Frame.of(rows, wide=width == "wide")
    places = [(row, at * frame.step + _GAP / 2 + (0 if frame.wide else LINE)) for at, row in enumerate(rows)]
    counted = [(row, y) for row, y in places if row.low is not None]
    perhaps = [frame.bar(y, row.low or 0, row.high or 0) for row, y in counted]
    layers = [
        paths(perhaps, fill=STRAW),
        paths(list(perhaps), stroke=STRAW_EDGE, strokeWidth=1),
        paths([frame.bar(y, 0, row.low or 0) for row, y in counted], fill=LEAF),
        paths(
            [frame.silence(y) for row, y in places if row.low is None], stroke=STONE, strokeWidth=1.5, strokeDash=[4, 3]
        ),
        *written([label for row, y in places for label in _labels(row, frame, y)]),
    ]
    return assemble(layers, frame.across, len(rows) * frame.step + _GAP, title=title, description=description)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where bars begin, how far one story reaches, and how far one row is from the next, in pixels."""

    wide: bool
    across: float
    left: float
    scale: float
    step: float

    @classmethod
    def of(cls, rows: Sequence[Band], *, wide: bool) -> _Frame:
        across, left, most = (960.0, 330.0, 460.0) if wide else (328.0, 0.0, 200.0)
        longest = max(row.high or 0 for row in rows) or 1
        return cls(wide, across, left, most / longest, _BAR + _GAP + (0 if wide else LINE))

    def bar(self, y: float, start: int, end: int) -> Row:
        return self._box(y, start * self.scale, end * self.scale)

    def silence(self, y: float) -> Row:
        return self._box(y, 0, _SILENT)

    def _box(self, y: float, start: float, end: float) -> Row:
        return {"x": self.left, "y": y, "path": f"M{start:.1f},0H{end:.1f}V{_BAR:.0f}H{start:.1f}Z"}


def _labels(row: Band, frame: _Frame, y: float) -> list[Label]:
    middle, end = y + _BAR / 2, _SILENT if row.high is None else row.high * frame.scale
    name = tuple(textwrap.wrap(row.name, 40))
    says = Label((row.says,), frame.left + end + 10, middle, colour=STONE if row.low is None else BARK)
    if frame.wide:
        return [Label(name[:2], frame.left - 12, middle, "right"), says]
    return [Label(name[:1], frame.left, y - LINE / 2, "left"), says]
