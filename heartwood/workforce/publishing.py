"""What everybody may see of who is trained: from ten, in bands, once a quarter, and no number that gives away a small one.

The counting rule of stories does it. It supposes that some said nothing about where they are; here that may be nobody,
and the parts are then the whole. So a line whose shown parts would leave little for its hidden ones shows none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from heartwood.disclosure.counting import Cell, Count, Line, Released, Rule, Tables, crossed, release
from heartwood.estimates import Estimate, Shown
from heartwood.sentences import sentence
from heartwood.workforce.definitions import UNIT, Counted
from heartwood.workforce.records import By
from heartwood.workforce.trained import Trained, people

LEVEL, ANY = "level", "any"
TOO_FEW = sentence(
    "Too few people to show, perhaps nobody; or a number here would give away how few there are elsewhere."
)
NOT_COUNTED = sentence("This is not published: only one group at a time is told apart.")


def quarter(at: date) -> str:
    """Give the quarter that a day is in.

    >>> quarter(date(2026, 8, 1))
    '2026-Q3'
    """
    return f"{at.year}-Q{(at.month + 2) // 3}"


def cell(level: str = "", by: By | None = None, group: str = "") -> Cell:
    """Give the cell of a level (empty: any), alone or in one group.

    >>> cell("skilled", By.PLACE, "north")
    (('level', 'skilled'), ('place', 'north'))
    """
    whole = (LEVEL, level or ANY)
    return (whole, (by.value, group)) if by else (whole,)


def tables(found: Trained) -> Tables:
    """Lay out what is published: each level and any level, alone and by one kind of group at a time, never crossed."""
    return crossed(LEVEL, (ANY, *found.levels.names), {by.value: found.groups.names(by) for by in By})


def publish(found: Trained, *, rule: Rule | None = None, before: Released | None = None) -> Released:
    """Publish a quarter's counts by the counting rule, each line of them closed.

    Parameters
    ----------
    before
        The last release of the same definition. A new definition begins again, with none.

    Returns
    -------
    What is shown, and what must be kept, unseen, for the next quarter. `heartwood.disclosure.keeping` makes plain data of
    it and reads it again; keys of levels and groups must have no "&" and no "=" in them.
    """
    rule, laid_out = rule or Rule(), tables(found)
    exact = {one: _exact(found, one) for one in laid_out.cells}
    released = release(quarter(found.at), exact, laid_out, rule=rule, before=before)
    return closed(released, laid_out, rule)


def _exact(found: Trained, one: Cell) -> int:
    named = dict(one)
    level = named.pop(LEVEL)
    where = {By(kind): group for kind, group in named.items()}
    return int(people(found, "" if level == ANY else level, where).estimate.value or 0)


def closed(released: Released, laid_out: Tables, rule: Rule) -> Released:
    """Show no part of a line whose shown parts would tell how few a hidden one is; holding back one would tell it too."""
    shown = dict(released.counts)
    for line in laid_out.lines:
        if _tells_how_few(shown, line, rule):
            shown |= {part: Count(part, None, "") for part in line.parts}
    return replace(released, counts=shown)


def _tells_how_few(shown: Mapping[Cell, Count], line: Line, rule: Rule) -> bool:
    """Say whether a hidden part could not be nought and could be few, if those who are in no part were nobody.

    A hidden part is few, or smaller than every part that is shown: it was held back for another. Where more is left than
    that, some people are in no part, and nothing is told.
    """
    whole = shown[line.whole].low
    tops = [low + rule.width - 1 for part in line.parts if (low := shown[part].low) is not None]
    hidden, few = len(line.parts) - len(tops), rule.least - 1
    if whole is None or not tops or not hidden:
        return False
    left = whole - sum(tops)
    return few * (hidden - 1) < left <= few + (hidden - 1) * min(tops)


def published(found: Trained, released: Released, one: Cell, *, rule: Rule | None = None) -> Counted:
    """Give a published count as a band with its definition: that it lay in the band, on its quarter, is certain.

    >>> from heartwood.disclosure.counting import Count
    >>> Count(cell("skilled"), 10, "2026-Q3").low
    10
    """
    rule, count = rule or Rule(), released.counts.get(one)
    if count is None or count.low is None:
        shown, why = (Shown.NOT_PUBLISHED, NOT_COUNTED) if count is None else (Shown.TOO_FEW, TOO_FEW)
        silent = Estimate(None, None, None, 1.0, UNIT, None, shown, why, method="who-is-trained", sources=())
        return Counted(silent, found.definition, found.at)
    high, sources = count.low + rule.width - 1, (*found.sources, count.since)
    value = (count.low + high) / 2
    band = Estimate(value, count.low, high, 1.0, UNIT, None, Shown.SHOWN, "", method="who-is-trained", sources=sources)
    return Counted(band, found.definition, found.at)
