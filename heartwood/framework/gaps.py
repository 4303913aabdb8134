"""The gap between two seats: how often one of the first gave the higher level, and whether chance alone would do it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from heartwood.estimates import Estimate, Shown
from heartwood.framework import pairs
from heartwood.sentences import sentence

Key = TypeVar("Key")

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


def share_of_pairs(
    one: Sequence[float], other: Sequence[float], *, method: str, level: float, sources: tuple[str, ...]
) -> Estimate:
    """Compare two groups' counts per level, as an estimate in per cent of pairs."""
    if sum(one) < LEAST or sum(other) < LEAST:
        return silent(TOO_FEW, method=method, level=level, sources=sources)
    found = pairs.compare(one, other, level)
    value, low, high = (100 * float(x) for x in (found.value, found.low, found.high))
    people = round(sum(one) + sum(other))
    return Estimate(value, low, high, level, UNIT, people, Shown.SHOWN, "", method=method, sources=sources)


def gap(
    one: Sequence[float], other: Sequence[float], *, level: float = 0.95, sources: tuple[str, ...] = ()
) -> Estimate:
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
    return share_of_pairs(one, other, method="seat-gap", level=level, sources=sources)


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
