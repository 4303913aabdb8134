"""An area beside another area's value: whether its interval holds that value, and whether that is good."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

import numpy as np

from heartwood.estimates import Estimate, Shown
from heartwood.evidence import rates
from heartwood.pack import Polarity
from heartwood.sentences import sentence

NOTHING_HERE = sentence("There is no figure here to compare.")
NOTHING_THERE = sentence("The area compared with has no figure for this period.")


class Verdict(StrEnum):
    """How an area stands to another area's value. Only the first three are a judgement."""

    BETTER = "better"
    WORSE = "worse"
    SIMILAR = "similar"
    HIGHER = "higher"  # interval excludes the value; no direction is good
    LOWER = "lower"
    HIGHER_NO_INTERVAL = "higher_no_interval"  # drawn lighter: nobody published how sure this is
    LOWER_NO_INTERVAL = "lower_no_interval"
    SAME_NO_INTERVAL = "same_no_interval"
    MORE_RECORDED = "more_recorded"  # what services did or wrote down
    FEWER_RECORDED = "fewer_recorded"
    SAME_RECORDED = "same_recorded"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True, slots=True)
class Compared:
    """An area beside another (England, else the region, else its statistical neighbours' median)."""

    verdict: Verdict
    against: str  # area code, or "neighbours"
    estimate: Estimate | None  # of the other
    level: float | None  # of the interval the verdict used: .95 or .998
    why: str  # for CANNOT_SAY: one sentence


# Which verdict stands for an area that is above (1), level with (0) or below (-1) the other, by what is known of it.
_RECORDED = {1: Verdict.MORE_RECORDED, 0: Verdict.SAME_RECORDED, -1: Verdict.FEWER_RECORDED}
_WITHOUT_INTERVAL = {1: Verdict.HIGHER_NO_INTERVAL, 0: Verdict.SAME_NO_INTERVAL, -1: Verdict.LOWER_NO_INTERVAL}
_JUDGED = {
    Polarity.HIGH_IS_WORSE: {1: Verdict.WORSE, 0: Verdict.SIMILAR, -1: Verdict.BETTER},
    Polarity.HIGH_IS_BETTER: {1: Verdict.BETTER, 0: Verdict.SIMILAR, -1: Verdict.WORSE},
    Polarity.NEITHER: {1: Verdict.HIGHER, 0: Verdict.SIMILAR, -1: Verdict.LOWER},
}


def printed(value: float, decimals: int) -> Decimal:
    """Round as a publisher prints: halves away from nought, in decimal and not in binary.

    >>> printed(2.25, 1), printed(0.145, 2)
    (Decimal('2.3'), Decimal('0.15'))
    """
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def side(estimate: Estimate, other: float, decimals: int) -> int:
    """Give 1 where the area is above the other's value, -1 below, 0 where its interval (or print) holds it.

    A limit that equals the other's value holds it.
    """
    if estimate.low is not None and estimate.high is not None:
        return int(estimate.low > other) - int(estimate.high < other)
    own, others = printed(estimate.value or 0.0, decimals), printed(other, decimals)
    return int(own > others) - int(own < others)


def compare(
    own: Estimate, other: Estimate | None, *, against: str, polarity: Polarity, recorded: bool, decimals: int
) -> Compared:
    """Compare an area's estimate with another area's value.

    Parameters
    ----------
    own
        The area's estimate; its interval, at its own level, is the only one used (the other's value is taken as
        given, as OHID does with England's).
    other
        The other area's, or None where it has none for this period.
    against
        The other's code, or ``"neighbours"``.
    polarity
        Which direction is good.
    recorded
        Whether the figure is what services did or wrote down: then only "more" or "fewer", whatever the polarity.
    decimals
        The publisher's decimals: without an interval, two values that print alike are the same.

    Notes
    -----
    Source: OHID Fingertips, "comparing to a reference value using confidence intervals", as its published exports
    apply it (reproduced on every row of three exports, see ``docs/methods/comparison.md``).
    """
    if own.value is None:
        return Compared(Verdict.CANNOT_SAY, against, other, None, NOTHING_HERE)
    if other is None or other.value is None:
        return Compared(Verdict.CANNOT_SAY, against, other, None, NOTHING_THERE)
    where = side(own, other.value, decimals)
    level = own.level if own.has_interval else None
    if recorded:
        words = _RECORDED
    elif own.has_interval:
        words = _JUDGED[polarity]
    else:
        words = _WITHOUT_INTERVAL
    return Compared(words[where], against, other, level, "")


def median(estimates: Collection[Estimate], *, at_least: int) -> Estimate | None:
    """Give the median of several areas' values, or None where fewer than `at_least` of them have one."""
    shown = [estimate for estimate in estimates if estimate.value is not None]
    if len(shown) < at_least:
        return None
    middle = float(np.median([estimate.value for estimate in shown if estimate.value is not None]))
    sources = tuple(sorted({source for estimate in shown for source in estimate.sources}))
    return Estimate(
        middle, None, None, shown[0].level, shown[0].unit, None, Shown.SHOWN, "", "neighbours-median", sources
    )


def quintile(
    area: str, values: Mapping[str, float | None], whole: Collection[str], *, polarity: Polarity
) -> int | None:
    """Give the fifth of all areas of its type that an area stands in: 1 is the worst (the highest for NEITHER).

    None unless `values` holds every area of `whole`, the complete list of the type: a fifth of five districts is
    not a fifth of England.

    >>> everyone = {f"E0700000{n}": float(n) for n in range(1, 6)}
    >>> quintile("E07000005", everyone, everyone.keys(), polarity=Polarity.HIGH_IS_WORSE)
    1
    >>> quintile("E07000005", everyone, [*everyone, "E07000006"], polarity=Polarity.HIGH_IS_WORSE) is None
    True
    """
    if area not in values or set(whole) - values.keys():
        return None
    codes = sorted(whole)
    numbers = np.array([np.nan if values[code] is None else values[code] for code in codes], dtype=float)
    fifths = rates.quantiles(numbers, 5, highest_is_first=polarity is not Polarity.HIGH_IS_BETTER)
    found = fifths[codes.index(area)] if area in codes else np.nan
    return None if np.isnan(found) else int(found)
