"""Which way a series has gone: the five-point rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from heartwood.estimates import Estimate
from heartwood.evidence import rates
from heartwood.pack import Break, Polarity
from heartwood.periods import Period
from heartwood.sentences import sentence

POINTS = 5
CHI_SQUARE_998 = 9.5495  # of one degree of freedom, at 99.8 %
WIDTH_IN_ERRORS = 3.92  # a 95 % interval is this many standard errors wide

NO_INTERVAL = sentence("Nobody published how sure these figures are.")
TOO_FEW = sentence("Fewer than five figures have an interval.")
OVERLAPPING = sentence("The periods overlap, so the same people count twice.")
BROKEN = sentence("The way of counting, or life itself, changed in between.")


class Direction(StrEnum):
    """Which way a series has gone over its last five valid points."""

    RISING = "rising"
    FALLING = "falling"
    NO_CLEAR_CHANGE = "no_clear_change"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True, slots=True)
class Trend:
    """The five-point rule; `better` is None where no direction is good or nothing can be said."""

    direction: Direction
    better: bool | None
    first: Period | None
    last: Period | None
    why: str  # for CANNOT_SAY: one sentence
    crossed: Break | None = None  # the break that stopped it, with its own words


@dataclass(frozen=True, slots=True)
class Lines:
    """One weighted straight line per series.

    Attributes
    ----------
    slope
        Change per point, (series,).
    chi_square
        Of the slope, one degree of freedom, (series,).
    steady
        Whether the sign of the slope survives leaving out each point in turn, (series,).
    """

    slope: NDArray[np.float64]
    chi_square: NDArray[np.float64]
    steady: NDArray[np.bool_]


def _slopes(values: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    times = np.arange(values.shape[-1], dtype=float)
    total = weights.sum(-1, keepdims=True)
    centred = times - (weights * times).sum(-1, keepdims=True) / total
    spread = (weights * centred**2).sum(-1)
    return (weights * centred * values).sum(-1) / spread, spread


def lines(values: ArrayLike, errors: ArrayLike) -> Lines:
    """Fit inverse-variance weighted straight lines over equally spaced points.

    Parameters
    ----------
    values, errors
        Values and their standard errors (all above 0), (series, points), oldest first.

    Notes
    -----
    With weights w = 1 / se^2 the slope is b = sum w (t - t') y / S, S = sum w (t - t')^2, and b^2 S is chi-square
    with one degree of freedom when nothing changes. Source: OHID, Fingertips technical guidance on recent trends.
    """
    values, weights = np.asarray(values, dtype=float), np.asarray(errors, dtype=float) ** -2.0
    slope, spread = _slopes(values, weights)
    points = values.shape[-1]
    left_out = weights[:, None, :] * (1 - np.eye(points))
    slopes, _ = _slopes(values[:, None, :], left_out)
    return Lines(slope, slope**2 * spread, (np.sign(slopes) == np.sign(slope)[:, None]).all(-1))


def _error(estimate: Estimate) -> float:
    if estimate.low is None or estimate.high is None:
        return 0.0
    errors_wide = WIDTH_IN_ERRORS if estimate.level == 0.95 else 2 * rates.normal_quantile(estimate.level)
    return (estimate.high - estimate.low) / errors_wide


def _why_not(series: Sequence[tuple[Period, Estimate]], valid: Sequence[Period], crossed: Break | None) -> str:
    """Give the reason why no trend can be said, or nothing."""
    if len(valid) < POINTS:
        shown = [estimate for _, estimate in series if estimate.value is not None]
        return NO_INTERVAL if shown and not any(estimate.has_interval for estimate in shown) else TOO_FEW
    if any(early.overlaps(late) for early, late in pairwise(valid)):
        return OVERLAPPING
    return BROKEN if crossed else ""


def _crossed(valid: Sequence[Period], breaks: Sequence[Break]) -> Break | None:
    """Give the first break after the first point's start and before the last point's end."""
    inside = (each for each in breaks if valid[0].start < each.at <= valid[-1].end)
    return next(inside, None)


def trend(series: Sequence[tuple[Period, Estimate]], *, polarity: Polarity, breaks: Sequence[Break] = ()) -> Trend:
    """Say which way a series has gone over its last five valid points.

    Parameters
    ----------
    series
        Periods with their estimates, oldest first, holes included. Valid points have a value and an interval of some
        width.
    polarity
        Which direction is good.
    breaks
        Points in time that a trend does not cross: a new way of counting, or a pandemic.

    Notes
    -----
    Rising or falling where chi-square > 9.5495 (99.8 %) *and* the sign of the slope survives leaving out each point
    in turn; otherwise no clear change. The direction is that of our own slope: the direction words of one published
    export are the wrong way round (``docs/methods/trend.md``).
    """
    valid = [(period, estimate) for period, estimate in series if estimate.value is not None and _error(estimate) > 0]
    last = valid[-POINTS:]
    periods = [period for period, _ in last]
    crossed = _crossed(periods, breaks) if len(periods) == POINTS else None
    why = _why_not(series, periods, crossed)
    if why:
        return Trend(Direction.CANNOT_SAY, None, None, None, why, crossed)
    fit = lines([[estimate.value or 0.0 for _, estimate in last]], [[_error(estimate) for _, estimate in last]])
    if not (fit.steady[0] and fit.chi_square[0] > CHI_SQUARE_998):
        return Trend(Direction.NO_CLEAR_CHANGE, None, periods[0], periods[-1], "")
    direction = Direction.RISING if fit.slope[0] > 0 else Direction.FALLING
    good = {Polarity.HIGH_IS_BETTER: Direction.RISING, Polarity.HIGH_IS_WORSE: Direction.FALLING}.get(polarity)
    return Trend(direction, None if good is None else direction is good, periods[0], periods[-1], "")
