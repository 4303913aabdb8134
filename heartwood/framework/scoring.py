"""Scoring rules as data: how the levels of a domain's standards become the domain's level, and what caps it.

A scoring is about one seat, or about what a meeting agreed. Nothing here puts two seats into one number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from heartwood.estimates import Estimate, Shown
from heartwood.sentences import sentence

HIGHEST = 5
FACTS = ("lived_experience", "evidence")  # that a meeting knows: a seat of people who use it is open, something to show
UNIT = sentence("level")

NOTHING = sentence("No standard has a level here.")


class How(StrEnum):
    """How several levels become one."""

    MINIMUM = "minimum"
    MEDIAN = "median"
    SHARE_AT_LEAST = "share_at_least"
    WEIGHTED_MEAN = "weighted_mean"


@dataclass(frozen=True, slots=True)
class Combining:
    """How the levels of standards become one: always a whole level, and never rounded up."""

    how: How
    share: float = 1.0  # for SHARE_AT_LEAST: of the standards, that must reach the level
    weights: tuple[tuple[str, float], ...] = ()  # for WEIGHTED_MEAN; whoever is not named weighs 1


@dataclass(frozen=True, slots=True)
class Cap:
    """No level above `at_most` unless a fact holds, such as "lived_experience"."""

    at_most: int
    unless: str


@dataclass(frozen=True, slots=True)
class Scoring:
    """A rule for combining, and the caps that lie on its result."""

    combining: Combining
    caps: tuple[Cap, ...] = ()


class BadScoring(ValueError):
    """A scoring that cannot be used, with the sentence that says why."""


def _combining(data: Mapping[str, Any]) -> Combining:
    try:
        how = How(data["combine"])
    except (KeyError, ValueError):
        raise BadScoring(f"“combine” must be one of {', '.join(How)}; {data.get('combine')!r} is not.") from None
    share = float(data.get("share", 1.0))
    weights = {str(key): float(weight) for key, weight in data.get("weights", {}).items()}
    if not 0 < share <= 1:
        raise BadScoring(f"“share” must be above 0 and at most 1; {share:g} is not.")
    if min(weights.values(), default=1.0) <= 0:
        raise BadScoring("Every weight must be above 0.")
    return Combining(how, share, tuple(sorted(weights.items())))


def _cap(data: Mapping[str, Any]) -> Cap:
    at_most, unless = data.get("at_most"), data.get("unless")
    if not isinstance(at_most, int) or not 1 <= at_most < HIGHEST:
        raise BadScoring(f"“at_most” must be a level from 1 to {HIGHEST - 1}; {at_most!r} is not.")
    if not isinstance(unless, str) or not unless:
        raise BadScoring("A cap must say “unless”: the fact that lifts it.")
    return Cap(at_most, unless)


def from_data(data: Mapping[str, Any]) -> Scoring:
    """Read a scoring from a content file.

    Raises
    ------
    BadScoring
        With one sentence, where it cannot be used.

    >>> from_data({"combine": "median", "caps": [{"at_most": 3, "unless": "lived_experience"}]}).caps
    (Cap(at_most=3, unless='lived_experience'),)
    """
    return Scoring(_combining(data), tuple(_cap(cap) for cap in data.get("caps", ())))


def _weights(combining: Combining, levels: Mapping[str, int]) -> dict[str, float]:
    named = dict(combining.weights)
    return {standard: named.get(standard, 1.0) for standard in levels}


def _mean(combining: Combining, levels: Mapping[str, int]) -> int:
    weights = _weights(combining, levels)
    total = sum(weights[standard] * level for standard, level in levels.items())
    return int(total / sum(weights.values()) + 1e-9)  # 3.0 may come out as 2.9999999999999996


def _reached(combining: Combining, levels: Mapping[str, int]) -> int:
    needed = combining.share * len(levels) - 1e-9
    return max(level for level in range(1, HIGHEST + 1) if sum(one >= level for one in levels.values()) >= needed)


def combine(combining: Combining, levels: Mapping[str, int]) -> int:
    """Make one whole level of the levels of several standards, at least one.

    >>> combine(Combining(How.SHARE_AT_LEAST, share=0.75), {"a": 4, "b": 4, "c": 3, "d": 1})
    3
    """
    ordered = sorted(levels.values())
    if combining.how is How.MINIMUM:
        return ordered[0]
    if combining.how is How.MEDIAN:
        return ordered[(len(ordered) - 1) // 2]  # of an even number the lower: never rounded up
    return _mean(combining, levels) if combining.how is How.WEIGHTED_MEAN else _reached(combining, levels)


def level_of(scoring: Scoring, levels: Mapping[str, int], facts: Sequence[str]) -> int:
    """Give the level under the caps that no fact lifts."""
    caps = [cap.at_most for cap in scoring.caps if cap.unless not in facts]
    return min([combine(scoring.combining, levels), *caps])


def score(
    scoring: Scoring, levels: Mapping[str, int | None], facts: Sequence[str], *, sources: tuple[str, ...] = ()
) -> Estimate:
    """Give the level of a domain, for one seat or for what was agreed.

    Parameters
    ----------
    levels
        By standard; None where it is not applicable or nobody said. Those are left out, never counted as nought.
    facts
        What lifts caps: which voices were heard, whether there is evidence.

    Returns
    -------
    A whole level without an interval: a rule made it, not a draw. Who doubts it asks `sensitivity`.
    """
    known = {standard: level for standard, level in levels.items() if level is not None}
    value = float(level_of(scoring, known, facts)) if known else None
    shown, why = (Shown.SHOWN, "") if known else (Shown.NOBODY_MEASURES, NOTHING)
    return Estimate(value, None, None, 0.95, UNIT, None, shown, why, method="scoring", sources=sources)
