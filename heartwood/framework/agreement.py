"""How far people agree: Krippendorff's alpha, with an interval from drawing standards anew."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, stdtrit

from heartwood.estimates import Estimate, Shown
from heartwood.sentences import sentence

Array: TypeAlias = NDArray[np.float64]

DRAWS = 1_000
LEAST_STANDARDS = 5  # with an answer of two people or more; below, drawing them anew says nothing
MOST_UNDEFINED = 0.05  # of the draws

ALONE = sentence("Nobody else answered the same standards, so there is nothing to agree with.")
ALL_ALIKE = sentence("Every answer to every standard is the same level, so chance cannot be told from agreement.")
FEW_STANDARDS = sentence("Fewer than five standards were answered by two people or more.")
NEARLY_ALIKE = sentence("Nearly every answer is the same level, so nobody can say how sure the agreement is.")


class Metric(StrEnum):
    """How far apart two levels are."""

    NOMINAL = "nominal"  # the same or not
    ORDINAL = "ordinal"  # by how many answers lie between
    INTERVAL = "interval"  # by how many levels lie between


@dataclass(frozen=True, slots=True)
class Alpha:
    """Alpha and its limits; NaN where it is not defined."""

    value: float
    low: float
    high: float


def counted(answers: ArrayLike, levels: int) -> Array:
    """Count answers, (people, standards) of levels from 1 with NaN where somebody passed: (standards, levels).

    >>> counted([[1, 2], [1, float("nan")]], 2).tolist()
    [[2.0, 0.0], [0.0, 1.0]]
    """
    given = np.asarray(answers, dtype=float)
    return np.asarray((given[..., None] == np.arange(1, levels + 1)).sum(0), dtype=float)


def coincidences(counts: ArrayLike) -> Array:
    """Give each standard's pairs of answers by two people, (..., standards, levels) to (..., standards, levels, levels).

    o_ck = n_c (n_k - [c = k]) / (m - 1) in each standard with m answers; nothing where m is below two.
    """
    n = np.asarray(counts, dtype=float)
    m = n.sum(-1)[..., None, None]
    together = n[..., :, None] * n[..., None, :] - np.eye(n.shape[-1]) * n[..., None]
    return np.asarray(np.where(m > 1, together / np.maximum(m - 1, 1), 0.0))


def distances(totals: Array, metric: Metric) -> Array:
    """Give the squared distance of every two levels, (..., levels) answers in all to (..., levels, levels)."""
    levels = totals.shape[-1]
    if metric is Metric.NOMINAL:
        return np.broadcast_to(1 - np.eye(levels), (*totals.shape, levels))
    places = np.cumsum(totals, -1) - totals / 2 if metric is Metric.ORDINAL else np.arange(levels, dtype=float)
    apart = places[..., :, None] - places[..., None, :]
    return np.broadcast_to(apart * apart, (*totals.shape, levels))


def alpha_of(together: Array, squared: Array) -> Array:
    """Give 1 - D_o / D_e from coincidences and squared distances, both (..., levels, levels); NaN where D_e is 0.

    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, in its notation.
    """
    n_c = together.sum(-1)
    n = n_c.sum(-1)
    seen = (together * squared).sum((-1, -2))
    by_chance = (n_c[..., :, None] * n_c[..., None, :] * squared).sum((-1, -2))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(by_chance > 0, 1 - (n - 1) * seen / by_chance, np.nan))


def _limits(each: Array, metric: Metric, *, level: float, seed: int) -> tuple[float, float]:
    """Draw standards anew, and give the limits of alpha; NaN where too many draws have none."""
    standards, levels = each.shape[0], each.shape[-1]
    drawn = np.random.default_rng(seed).multinomial(standards, np.full(standards, 1 / standards), DRAWS)
    together = (drawn @ each.reshape(standards, -1)).reshape(DRAWS, levels, levels)
    found = alpha_of(together, distances(together.sum(-1), metric))
    if np.isnan(found).mean() > MOST_UNDEFINED:
        return np.nan, np.nan
    outside = ndtr(-np.sqrt(standards / (standards - 1)) * stdtrit(standards - 1, 0.5 + level / 2))
    low, high = np.nanquantile(found, [outside, 1 - outside])
    return float(low), float(high)


def krippendorff(counts: ArrayLike, metric: Metric, *, seed: int, level: float = 0.95) -> Alpha:
    """Give Krippendorff's alpha of counts per level, (standards, levels), with limits.

    Notes
    -----
    Limits: standards are drawn anew with replacement, and the percentiles are set further out as Student's t is wider
    than the normal curve (Hesterberg 2015, The American Statistician 69, 371 to 386). Hayes and Krippendorff (2007)
    draw pairs of answers instead and hold the expected disagreement fixed, as if the pairs of one standard knew
    nothing of each other: that is surer than it may be.
    """
    each = coincidences(counts)
    each = each[each.sum((-1, -2)) > 0]
    together = each.sum(0)
    value = float(alpha_of(together, distances(together.sum(-1), metric)))
    enough = len(each) >= LEAST_STANDARDS and not np.isnan(value)
    low, high = _limits(each, metric, level=level, seed=seed) if enough else (np.nan, np.nan)
    return Alpha(value, low, high)


def _why_not(counts: Array, found: Alpha) -> str:
    pairable = counts[counts.sum(-1) > 1]
    if not len(pairable):
        return ALONE
    if np.isnan(found.value):
        return ALL_ALIKE
    if len(pairable) < LEAST_STANDARDS:
        return FEW_STANDARDS
    return NEARLY_ALIKE if np.isnan(found.low) else ""


def agreement(
    counts: ArrayLike,
    *,
    seed: int,
    metric: Metric = Metric.ORDINAL,
    level: float = 0.95,
    sources: tuple[str, ...] = (),
) -> Estimate:
    """Say how far people agree over several standards: 1 is wholly, 0 is no more than by chance.

    Parameters
    ----------
    counts
        How many people gave each level, (standards, levels): of a seat without names, `Table.counts` of what was
        opened; or one answer for each seat, to see whether the seats agree. Who passed is not counted.
    seed
        Of the draws behind the interval: the same seed gives the same interval.

    >>> found = agreement([[0, 0, 0, 1, 2], [3, 0, 0, 0, 0], [0, 2, 1, 0, 0], [0, 0, 3, 0, 0], [0, 0, 0, 0, 3]], seed=1)
    >>> round(found.value, 2), found.people
    (0.94, 3)
    """
    table = np.asarray(counts, dtype=float)
    found = krippendorff(table, metric, seed=seed, level=level)
    why = _why_not(table, found)
    value, low, high = (None, None, None) if why else (found.value, found.low, found.high)
    shown = Shown.TOO_FEW if why else Shown.SHOWN
    people = None if why else int(table.sum(-1).max())
    return Estimate(value, low, high, level, "", people, shown, why, method="alpha", sources=sources)
