"""The gap between two seats: how often one of the first gave the higher level, and whether chance alone would do it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeAlias, TypeVar

import numpy as np

from heartwood.estimates import Estimate, Shown
from heartwood.framework import pairs
from heartwood.sentences import sentence

Key = TypeVar("Key")
Counts: TypeAlias = Sequence[float]  # how many chose each level, lowest first

LEAST = 3  # people in a seat: of two, nothing can be said about a third
UNIT = sentence("% of pairs")
LEVEL_WITH = 50.0  # as many pairs one way as the other

TOO_FEW = sentence("Fewer than three people answered in one of the two seats, or it is not open.")


class Told(StrEnum):
    """Whether the first of two groups stands higher than the second, beyond chance."""

    HIGHER = "higher"
    LOWER = "lower"
    NOT_APART = "not_apart"  # they may be level, or too few answered to tell
    CANNOT_SAY = "cannot_say"


def silent(why: str, *, method: str, level: float, sources: tuple[str, ...]) -> Estimate:
    """Give the silence of a comparison that cannot be made."""
    return Estimate(None, None, None, level, UNIT, None, Shown.TOO_FEW, why, method=method, sources=sources)


def shares_of_pairs(
    couples: Sequence[tuple[Counts, Counts]], *, method: str, level: float, sources: tuple[str, ...]
) -> list[Estimate]:
    """Compare couples of groups by their counts per level, all at once: estimates in per cent of pairs."""
    found = [silent(TOO_FEW, method=method, level=level, sources=sources)] * len(couples)
    enough = [at for at, couple in enumerate(couples) if min(map(sum, couple)) >= LEAST]
    if not enough:
        return found
    each = pairs.compare([couples[at][0] for at in enough], [couples[at][1] for at in enough], level)
    limits = np.stack([each.value, each.low, each.high], axis=-1) * 100
    for at, (value, low, high) in zip(enough, limits.tolist(), strict=True):
        people = round(sum(map(sum, couples[at])))
        found[at] = Estimate(value, low, high, level, UNIT, people, Shown.SHOWN, "", method=method, sources=sources)
    return found


def gap(one: Counts, other: Counts, *, level: float = 0.95, sources: tuple[str, ...] = ()) -> Estimate:
    """Give the gap between two seats on a standard or a domain: of 100 pairs, in how many the first gave more.

    Parameters
    ----------
    one, other
        How many people chose each level, lowest first. Of a seat without names these are `Table.per_person` of what
        was opened; empty where it is silent.

    >>> leaders, staff = (0, 0, 0, 1, 2), (1, 4, 4, 2, 1)
    >>> found = gap(leaders, staff)
    >>> round(found.value), told(found).value
    (92, 'higher')
    """
    return shares_of_pairs([(one, other)], method="seat-gap", level=level, sources=sources)[0]


def gaps_between(
    one: Mapping[Key, Counts], other: Mapping[Key, Counts], *, level: float = 0.95, sources: tuple[str, ...] = ()
) -> dict[Key, Estimate]:
    """Give the gaps between two seats on everything that the first answered, in one go: a meeting has forty of them."""
    couples = [(counts, other.get(key, ())) for key, counts in one.items()]
    return dict(zip(one, shares_of_pairs(couples, method="seat-gap", level=level, sources=sources), strict=True))


def told(estimate: Estimate) -> Told:
    """Say whether chance alone would do it: only where the whole interval is on one side of level."""
    if estimate.low is None or estimate.high is None:
        return Told.CANNOT_SAY
    if estimate.low > LEVEL_WITH:
        return Told.HIGHER
    return Told.LOWER if estimate.high < LEVEL_WITH else Told.NOT_APART


def largest_first(gaps: Mapping[Key, Estimate]) -> list[Key]:
    """Put gaps in the order in which a meeting talks about them: the largest first, the silent ones last."""

    def size(key: Key) -> float:
        value = gaps[key].value
        return -1.0 if value is None else abs(value - LEVEL_WITH)

    return sorted(gaps, key=size, reverse=True)
