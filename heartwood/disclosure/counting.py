"""The counting rule: what may be published, once a quarter, of how many people said what.

Pure functions from exact counts to what is shown. Beside what is published, nothing but `Released.kept` remembers a
count: the next release is held against it. What is held back is decided by what a page would show, never by a count
behind it: else the mere fact that it is held back would tell that count.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from heartwood.estimates import Estimate, Shown
from heartwood.sentences import sentence

# Each of these is a rule; a test breaks each on purpose, and the attacker then succeeds.
LEAST = 10  # stories; a partnership may ask for more, never for fewer
WIDTH = 5  # of a band

METHOD, UNIT = "counting", "stories"
TOO_FEW = sentence("Too few people said this, perhaps nobody; or a number here would give away what few people said.")

Cell: TypeAlias = tuple[tuple[str, str], ...]  # what was counted: (("barrier", "waiting"), ("place", "E08000032"))


@dataclass(frozen=True, slots=True)
class Rule:
    """From how many stories a count is shown, and how wide a band is.

    Raises
    ------
    ValueError
        If one person could be seen in it.
    """

    least: int = LEAST
    width: int = WIDTH

    def __post_init__(self) -> None:
        if self.width < 2 or self.least % self.width or self.least < 2 * self.width:
            raise ValueError(f"Counts from {self.least} in bands of {self.width} would show a single person.")

    def band(self, count: int) -> int | None:
        """Give the lower end of the band that a count lies in, or None where it is not shown.

        >>> [Rule().band(count) for count in (0, 9, 10, 14, 15)]
        [None, None, 10, 10, 15]
        """
        if count < self.least:
            return None
        return self.least + (count - self.least) // self.width * self.width


@dataclass(frozen=True, slots=True)
class Line:
    """A count, and parts of it that share nobody. There is always a rest that is not listed: every question can be passed."""

    whole: Cell
    parts: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything that is counted, and which counts are parts of another. No part is a part of two, and none has parts."""

    cells: tuple[Cell, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """One published count: the lower end of its band and the quarter in which it was drawn; or too few to show."""

    cell: Cell
    low: int | None
    since: str

    def estimate(self, rule: Rule) -> Estimate:
        """Give the count with its band as its doubt. That it lay in the band is certain, so the level is 1.

        >>> Count((("barrier", "waiting"),), 10, "2026-Q3").estimate(Rule()).high
        14
        """
        if self.low is None:
            return Estimate(None, None, None, 1.0, UNIT, None, Shown.TOO_FEW, TOO_FEW, METHOD, ())
        high = self.low + rule.width - 1
        return Estimate((self.low + high) / 2, self.low, high, 1.0, UNIT, None, Shown.SHOWN, "", METHOD, (self.since,))


@dataclass(frozen=True, slots=True)
class Released:
    """What is published for one quarter; and, told to nobody, how many each count was when it last moved."""

    quarter: str
    counts: Mapping[Cell, Count]
    kept: Mapping[Cell, int]


def moved(count: int, kept: int | None, rule: Rule) -> bool:
    """Say whether a count may be drawn anew: at the first time, or when so many came or went that nobody is seen.

    >>> moved(19, 10, Rule()), moved(20, 10, Rule()), moved(0, 10, Rule())
    (False, True, True)
    """
    return kept is None or abs(count - kept) >= rule.least


def may_become(before: Count | None, low: int | None, rule: Rule) -> bool:
    """Say whether what is shown of a count may become this, as far as both can be seen.

    Ten came or went at least. So a count that was hidden and is now 10 to 14 was 4 at the most, and one that was 10 to
    14 and is now hidden is 4 at the most. From 15 to 19 on, any number below ten is as possible as before. And bands
    that are too near can only follow each other where a count had moved unseen in between.

    >>> hidden, ten = (Count((("barrier", "waiting"),), low, "") for low in (None, 10))
    >>> may_become(hidden, 10, Rule()), may_become(hidden, 15, Rule()), may_become(None, 10, Rule())
    (False, True, True)
    >>> may_become(ten, None, Rule()), may_become(ten, 15, Rule()), may_become(ten, 20, Rule())
    (False, False, True)
    """
    if before is None or low == before.low:
        return before is None or low is None
    if low is None or before.low is None:
        return max(low or 0, before.low or 0) >= 2 * rule.least - rule.width
    return abs(low - before.low) >= rule.least


@dataclass(slots=True)
class _Drawing:
    """A release in the making."""

    quarter: str
    rule: Rule
    before: Mapping[Cell, Count]
    new: Mapping[Cell, int | None]  # the bands of those that moved
    held: set[Cell] = field(default_factory=set)  # those that moved and are held back all the same

    def count(self, cell: Cell) -> Count:
        """Give a count as it would be shown. A silence has no day: that would tell that something had moved."""
        if cell in self.new and cell not in self.held:
            low = self.new[cell]
            return Count(cell, low, self.quarter if low is not None else "")
        return self.before.get(cell, Count(cell, None, ""))

    def ends(self, cell: Cell) -> tuple[float, float]:
        """Give what a count says of today: its band, and wider by all that may have come or gone where it is as before."""
        low = self.count(cell).low
        if low is None:
            return 0, math.inf
        since = 0 if cell in self.new and cell not in self.held else self.rule.least - 1
        return max(0, low - since), low + self.rule.width - 1 + since

    def must_reach(self, cell: Cell) -> float:
        """Give how large a part must still be able to be: ten if it is hidden; else as large as its band says.

        If it was hidden until now, it must be able to have been nine and to have grown by ten.
        """
        low = self.count(cell).low
        if low is None:
            return self.rule.least
        was_hidden = cell in self.before and self.before[cell].low is None
        return max(low + self.rule.width - 1, 2 * self.rule.least - 1 if was_hidden else 0)


def room(drawing: _Drawing, line: Line) -> float:
    """Give how many are left of the whole, at the most, when each part is as small as it can be."""
    return drawing.ends(line.whole)[1] - sum(drawing.ends(part)[0] for part in line.parts)


def gives_away(drawing: _Drawing, line: Line) -> bool:
    """Say whether the rest of the line bounds one of its parts closer than the part itself says."""
    left = room(drawing, line)
    return any(left + drawing.ends(part)[0] < drawing.must_reach(part) for part in line.parts)


def release(
    quarter: str, counts: Mapping[Cell, int], tables: Tables, *, rule: Rule, before: Released | None
) -> Released:
    """Publish a quarter's counts: from ten, in bands, none that gives another away, and no change of fewer than ten.

    Parameters
    ----------
    counts
        Exactly how many stories there are; a cell that is not in it has none.
    before
        The last release, if there was one.

    >>> tables = crossed("barrier", ("waiting",), {"place": ("north", "south")})
    >>> waiting, north, south = tables.cells
    >>> first = release("2026-Q3", {waiting: 60, north: 31, south: 12}, tables, rule=Rule(), before=None)
    >>> [one.low for one in first.counts.values()]
    [60, 30, 10]
    >>> second = release("2026-Q4", {waiting: 63, north: 31, south: 15}, tables, rule=Rule(), before=first)
    >>> second.counts == first.counts
    True
    """
    kept, last = (before.kept, before.counts) if before else ({}, {})
    exact = {cell: counts.get(cell, 0) for cell in tables.cells}
    new = {cell: rule.band(count) for cell, count in exact.items() if moved(count, kept.get(cell), rule)}
    stuck = {cell for cell, low in new.items() if not may_become(last.get(cell), low, rule)}
    drawing = _Drawing(quarter, rule, last, new, stuck)
    _hold_back(drawing, tables.lines)
    shown = {cell: drawing.count(cell) for cell in tables.cells}
    shown |= {part: Count(part, None, "") for part in _under_silence(shown, tables.lines)}
    return Released(quarter, shown, {cell: exact[cell] if cell in new else kept[cell] for cell in exact})


def _under_silence(shown: Mapping[Cell, Count], lines: Sequence[Line]) -> list[Cell]:
    """Give the parts of what is hidden: of a count that fell below ten, no part of an earlier day stays."""
    return [part for line in lines if shown[line.whole].low is None for part in line.parts]


def _hold_back(drawing: _Drawing, lines: Sequence[Line]) -> None:
    """Hold back, one by one, counts that would give away a hidden one, until none is given away."""
    while line := next((one for one in lines if gives_away(drawing, one)), None):
        drawing.held.add(_to_hold(drawing, line))


def _to_hold(drawing: _Drawing, line: Line) -> Cell:
    """Choose the smallest part that would be shown anew; where all are as before, the whole, or a part that would vanish.

    There is always one: as all stood in the last release, nothing was given away.
    """
    waiting = [cell for cell in (*line.parts, line.whole) if cell in drawing.new and cell not in drawing.held]
    bands = {cell: drawing.new[cell] for cell in waiting if cell != line.whole}
    shown = {cell: band for cell, band in bands.items() if band is not None}
    if shown:
        return min(shown, key=lambda cell: (shown[cell], line.parts.index(cell)))
    return line.whole if line.whole in waiting else waiting[0]


def crossed(several: str, values: Sequence[str], alone: Mapping[str, Sequence[str]]) -> Tables:
    """Lay out the tables: a question with several answers by itself, and crossed with each of the others, one at a time.

    No total is published, neither of all stories nor of a place: with it, and with two counts that overlap, small ones
    could be worked out. No two of the others are ever crossed.

    Parameters
    ----------
    alone
        By question, the values of those to which a story has one answer at the most.

    >>> [len(cell) for cell in crossed("barrier", ("waiting", "cost"), {"place": ("north",)}).cells]
    [1, 1, 2, 2]
    """
    wholes = [((several, value),) for value in values]
    lines = [
        Line(whole, tuple((*whole, (name, value)) for value in listed))
        for whole in wholes
        for name, listed in alone.items()
    ]
    return Tables((*wholes, *(part for line in lines for part in line.parts)), tuple(lines))


def beside(tables: Tables, question: str, values: Sequence[str]) -> Tables:
    """Add a question that is counted by itself and crossed with nothing.

    >>> beside(Tables((), ()), "age", ("18-24",)).cells
    ((('age', '18-24'),),)
    """
    return Tables((*tables.cells, *(((question, value),) for value in values)), tables.lines)
