"""Movement between two dates, for people who answered without a name: the two groups may or may not be the same people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from heartwood.disclosure.opening import Table
from heartwood.estimates import Estimate
from heartwood.framework import gaps, pairs
from heartwood.framework.pairs import Array
from heartwood.sentences import sentence

AS_BEFORE = sentence("Too few people answered differently from last time to show anything new.")
NOT_COMPARABLE = sentence("What opened last time and what opened now are not about the same standards.")


@dataclass(frozen=True, slots=True)
class Smallest:
    """The smallest change that could be told: so many people, of how many, so many levels up. None if nothing could."""

    people: int | None
    of: int
    levels: int | None


def movement(
    now: Sequence[float], before: Sequence[float], *, level: float = 0.95, sources: tuple[str, ...] = ()
) -> Estimate:
    """Give the movement since an earlier date: of 100 pairs of an answer now and one of then, how many are higher now.

    Who answers without a name cannot be paired with themselves, so the groups are taken as strangers to each other.
    Where they are the same people, the interval is too wide and never too narrow.

    >>> found = movement((0, 1, 3, 5, 3), (3, 5, 3, 1, 0))
    >>> round(found.value), gaps.told(found).value
    (89, 'higher')
    """
    return gaps.shares_of_pairs([(now, before)], method="movement", level=level, sources=sources)[0]


def movement_of(now: Table, before: Table, *, level: float = 0.95, sources: tuple[str, ...] = ()) -> Estimate:
    """Give the movement between two tables that were opened; a table shown again says that nothing new can be said."""
    if now.standards != before.standards:
        return gaps.silent(NOT_COMPARABLE, method="movement", level=level, sources=sources)
    if now.as_before:
        return gaps.silent(AS_BEFORE, method="movement", level=level, sources=sources)
    return movement(now.per_person, before.per_person, level=level, sources=sources)


def _raised(counts: Array, steps: int) -> Array:
    """Give the counts if everybody answered so many levels higher; at the highest level people stay."""
    top = len(counts) - 1
    raised = np.zeros_like(counts)
    np.add.at(raised, np.minimum(np.arange(top + 1) + steps, top), counts)
    return raised


def smallest(before: Sequence[float], people: int, level: float = 0.95) -> Smallest:
    """Give the smallest change that could be told from chance, if so many people answer next time.

    Of the people of each level the same share answers higher: by one level if that can be enough, else by two, and so
    on. Whoever stands at the highest level stays there.

    Parameters
    ----------
    before
        Counts per level of the first date, three people or more.
    people
        Who will answer at the second date.

    >>> smallest((1, 3, 5, 3, 0), 12)
    Smallest(people=12, of=12, levels=1)
    >>> smallest((1, 2, 2, 1, 0), 6)
    Smallest(people=6, of=6, levels=2)
    """
    then = np.asarray(before, dtype=float)
    again = then / then.sum() * people
    shares = np.arange(1, people + 1)[:, None] / people
    for steps in range(1, len(then)):
        found = pairs.compare(again + shares * (_raised(again, steps) - again), then, level)
        enough = np.flatnonzero(found.low > 0.5)
        if len(enough):
            return Smallest(int(enough[0]) + 1, people, steps)
    return Smallest(None, people, None)
