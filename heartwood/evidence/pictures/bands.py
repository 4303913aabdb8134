"""Counts in bands, as calm bars: as long as the count is at the least, paler as far as it may reach, dashed if not shown."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from heartwood.evidence.pictures.marks import LINE, Label, assemble, paths, written
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
    wide = width == "wide"
    across, left, most = (960.0, 330.0, 460.0) if wide else (328.0, 0.0, 200.0)
    step = _BAR + _GAP if wide else _BAR + _GAP + LINE
    scale = most / max((row.high or 0 for row in rows), default=1) if any(row.high for row in rows) else 1.0
    sure, perhaps, silent, labels = [], [], [], []
    for at, row in enumerate(rows):
        y = at * step + _GAP / 2 + (0 if wide else LINE)
        low, high = (row.low or 0) * scale, (row.high or 0) * scale
        if row.low is None:
            silent.append({"x": left, "y": y, "path": _box(0, _SILENT)})
        else:
            sure.append({"x": left, "y": y, "path": _box(0, low)})
            perhaps.append({"x": left, "y": y, "path": _box(low, high)})
        labels += _labels(row, left, y, high if row.low is not None else _SILENT, wide=wide)
    layers = [
        paths(perhaps, fill=STRAW),
        paths(list(perhaps), stroke=STRAW_EDGE, strokeWidth=1),
        paths(sure, fill=LEAF),
        paths(silent, stroke=STONE, strokeWidth=1.5, strokeDash=[4, 3]),
        *written(labels),
    ]
    return assemble(layers, across, len(rows) * step + _GAP, title=title, description=description)


def _box(start: float, end: float) -> str:
    return f"M{start:.1f},0H{end:.1f}V{_BAR:.0f}H{start:.1f}Z"


def _labels(row: Band, left: float, y: float, end: float, *, wide: bool) -> list[Label]:
    middle = y + _BAR / 2
    name = tuple(textwrap.wrap(row.name, 40))
    says = Label((row.says,), left + end + 10, middle, colour=STONE if row.low is None else BARK)
    if wide:
        return [Label(name[:2], left - 12, middle, "right"), says]
    return [Label(name[:1], left, y - LINE / 2, "left"), says]
