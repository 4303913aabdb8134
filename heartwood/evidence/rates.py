"""Rates, shares and means with their limits: NumPy arrays in, NumPy arrays out.

Every function takes anything that broadcasts. A missing value is NaN and stays NaN. Levels are confidence levels
(0.95, 0.998). Only `scipy.special` is used: `scipy.stats` takes a second to import.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaincinv, ndtri, stdtrit

Array: TypeAlias = NDArray[np.float64]

# From here OHID uses Byar's approximation, and shows a standardised rate at all.
ENOUGH_EVENTS = 10

#: European Standard Population 2013: 19 age bands, under 5 to 90 and over (Eurostat 2013).
EUROPEAN_STANDARD_2013: Array = np.array(
    [5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000],
    dtype=float,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Lower and upper limits, in the shape of the input."""

    low: Array
    high: Array


@dataclass(frozen=True, slots=True)
class Rate:
    """Values with their limits, all in the shape of the input (without its age axis, where it had one)."""

    value: Array
    low: Array
    high: Array


@dataclass(frozen=True, slots=True)
class Mean:
    """Means with their standard deviations and limits, in the shape of the input without its last axis."""

    value: Array
    deviation: Array
    low: Array
    high: Array


def normal_quantile(level: float) -> float:
    """Give z of a two-sided confidence level: 1.96 for 0.95.

    Raises
    ------
    ValueError
        If the level is not between 0 and 1.
    """
    if not 0 < level < 1:
        raise ValueError(f"A confidence level of {level} cannot be used; 0.95 or 0.998 would do.")
    return float(ndtri(0.5 + level / 2))


def _counts(numbers: ArrayLike, what: str) -> Array:
    counted = np.asarray(numbers, dtype=float)
    if (counted < 0).any():
        raise ValueError(f"{what} cannot be below nought; {counted.min()} was found.")
    return counted


def byar(events: ArrayLike, level: float = 0.95) -> Limits:
    """Give Byar's limits of counts; a lower limit that falls below nought is NaN.

    Parameters
    ----------
    events
        Counts, any shape.

    Raises
    ------
    ValueError
        If a count is below 0.

    Notes
    -----
    x (1 - 1/(9x) - z/(3 sqrt x))^3, and the same with + and x + 1. Breslow and Day (1987), Statistical Methods in
    Cancer Research II, eq. 2.13.
    """
    counts, z = _counts(events, "A count of events"), normal_quantile(level)
    return _byar(counts, z)


def _byar(x: Array, z: float) -> Limits:
    with np.errstate(divide="ignore", invalid="ignore"):
        down = 1 - 1 / (9 * x) - z / (3 * np.sqrt(x))
        up = 1 - 1 / (9 * (x + 1)) + z / (3 * np.sqrt(x + 1))
        low, high = x * (down * down * down), (x + 1) * (up * up * up)  # a power is ten times slower
    low = np.where(x == 0, 0.0, low)
    return Limits(np.where(low < 0, np.nan, low), high)


def exact_poisson(events: ArrayLike, level: float = 0.95) -> Limits:
    """Give exact Poisson limits of counts (any shape), from the chi-square distribution.

    Notes
    -----
    chi2(a/2; 2x)/2 and chi2(1 - a/2; 2x + 2)/2 with chi2(p; 2k)/2 = gammaincinv(k, p). Garwood (1936).
    """
    x = _counts(events, "A count of events")
    normal_quantile(level)
    return _exact(x, level)


def _exact(x: Array, level: float) -> Limits:
    tail = (1 - level) / 2
    low = np.where(x > 0, gammaincinv(np.where(x > 0, x, 1.0), tail), np.where(x == 0, 0.0, np.nan))
    return Limits(low, gammaincinv(x + 1, 1 - tail))


@lru_cache(maxsize=16)
def _exact_table(level: float) -> Limits:
    """Exact limits of 0 to 9 events: ten entries in place of an inversion in every cell."""
    return _exact(np.arange(ENOUGH_EVENTS, dtype=float), level)


def count_limits(events: ArrayLike, level: float = 0.95) -> Limits:
    """Give the limits of counts as OHID does: exact below 10, Byar's from 10.

    Parameters
    ----------
    events
        Counts, any shape. Counts that are not whole (weighted ones) are inverted one by one.
    """
    x, z = _counts(events, "A count of events"), normal_quantile(level)
    limits = _byar(x, z)
    small = x < ENOUGH_EVENTS
    if not small.any():
        return limits
    few = x[small]
    whole = few == np.floor(few)
    table = _exact_table(level)
    exact = Limits(table.low[few.astype(int)], table.high[few.astype(int)]) if whole.all() else _exact(few, level)
    limits.low[small], limits.high[small] = exact.low, exact.high
    return limits


def wilson(events: ArrayLike, people: ArrayLike, level: float = 0.95) -> Limits:
    """Give Wilson's score limits of shares, as fractions of 1.

    Parameters
    ----------
    events, people
        How many, of how many; shapes that broadcast. Nobody at all gives NaN.

    Raises
    ------
    ValueError
        If a count is below 0, or there are more events than people.

    Notes
    -----
    (2x + z^2 -/+ z sqrt(z^2 + 4x(1 - x/n))) / (2 (n + z^2)). Wilson (1927), JASA 22:209.
    """
    x, n = _counts(events, "A count of events"), _counts(people, "A number of people")
    if (x > n).any():
        raise ValueError("There are more events than people: this is a rate, not a share.")
    z = normal_quantile(level)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = x / n
    half = z * np.sqrt(z * z + 4 * x * (1 - share))
    centre, scale = 2 * x + z * z, 2 * (n + z * z)
    # The last bit of a share of all or of none would otherwise stand outside its own limits.
    low, high = np.minimum((centre - half) / scale, share), np.maximum((centre + half) / scale, share)
    return Limits(np.maximum(low, 0.0), np.minimum(high, 1.0))


def proportion(events: ArrayLike, people: ArrayLike, *, per: float = 1.0, level: float = 0.95) -> Rate:
    """Give shares with Wilson's limits, in units of 1/`per` (100 gives per cent).

    >>> share = proportion(65, 100, per=100)
    >>> [round(float(x), 1) for x in (share.value, share.low, share.high)]
    [65.0, 55.3, 73.6]
    """
    limits = wilson(events, people, level)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.asarray(events, dtype=float) / np.asarray(people, dtype=float)
    return Rate(value * per, limits.low * per, limits.high * per)


def crude_rate(events: ArrayLike, people: ArrayLike, *, per: float = 100_000.0, level: float = 0.95) -> Rate:
    """Give rates per `per` people with limits exact below 10 events and Byar's from 10.

    Parameters
    ----------
    events, people
        Counts of events and of people (or person-years); shapes that broadcast. Nobody at all gives NaN.

    >>> rate = crude_rate(5, 100, per=100)
    >>> [round(float(x), 2) for x in (rate.value, rate.low, rate.high)]
    [5.0, 1.62, 11.67]
    """
    x, n = np.broadcast_arrays(_counts(events, "A count of events"), _counts(people, "A number of people"))
    each = np.where(n > 0, n, np.nan)
    limits = count_limits(np.atleast_1d(x), level)
    low, high = limits.low.reshape(x.shape), limits.high.reshape(x.shape)
    return Rate(x / each * per, low / each * per, high / each * per)


def _sums(events: NDArray[Any], weights: Array) -> tuple[Array, Array]:
    """Give sum(u x) and sum(u^2 x) over the age axis."""
    if weights.ndim == events.ndim > 1 and weights.shape[-2] == 1:
        # People are shared by all indicators of a place: half the memory traffic, and no copy of them.
        shared = weights[..., 0, :]
        return np.einsum("...ka,...a->...k", events, shared), np.einsum("...ka,...a->...k", events, shared * shared)
    return np.einsum("...a,...a->...", events, weights), np.einsum("...a,...a->...", events, weights * weights)


def directly_standardised(
    events: ArrayLike,
    people: ArrayLike,
    standard: ArrayLike = EUROPEAN_STANDARD_2013,
    *,
    per: float = 100_000.0,
    level: float = 0.95,
    event_variance: ArrayLike | None = None,
) -> Rate:
    """Give directly standardised rates with Dobson's limits; NaN where there are fewer than 10 events (OHID).

    Parameters
    ----------
    events
        Counts by age, (..., ages).
    people
        People (or person-years) by age, a shape that broadcasts to that of `events`. Fast where `events` is
        (places, indicators, ages) and `people` (places, 1, ages).
    standard
        The standard population, (ages,).
    event_variance
        Variances of the counts, as `events`, where one person may have several events (`repeated_events`);
        otherwise the counts are Poisson and are their own variance.

    Raises
    ------
    ValueError
        If the number of ages differs, or a count is below 0.

    Notes
    -----
    r = sum(w x / n) / sum(w); limits r + sqrt(var(r) / O) (L(O) - O) with O events in all and L Byar's limits.
    Dobson, Kuulasmaa, Eberle and Scherer (1991), Statistics in Medicine 10:457.
    """
    x, n, w = np.asarray(events), np.asarray(people), np.asarray(standard, dtype=float)
    _check_ages(x, n, w)
    u = (w / w.sum()) / n
    total = np.einsum("...a->...", x).astype(float)
    value, variance = _sums(x, u)
    if event_variance is not None:
        variance = (np.asarray(event_variance, dtype=float) * u**2).sum(-1)
    return _dobson(value, variance, np.where(total < ENOUGH_EVENTS, np.nan, total), normal_quantile(level), per)


def _dobson(value: Array, variance: Array, total: Array, z: float, per: float) -> Rate:
    limits = _byar(total, z)
    reach = np.sqrt(variance / total)  # NaN, and so the limits, where there are too few events
    value = np.where(np.isnan(total), np.nan, value)
    low, high = value + reach * (limits.low - total), value + reach * (limits.high - total)
    return Rate(value * per, low * per, high * per)


def _check_ages(x: NDArray[Any], n: NDArray[Any], w: Array) -> None:
    if not x.shape[-1:] == n.shape[-1:] == w.shape:
        raise ValueError(
            f"Events have {x.shape[-1:]} ages, people {n.shape[-1:]} and the standard population {w.shape}; "
            "all three need the same ages."
        )
    if (x < 0).any() or (n <= 0).any():
        raise ValueError("Counts cannot be below nought, and every age needs people.")


def repeated_events(persons: ArrayLike) -> Array:
    """Give the variance of counts where persons had 1, 2, 3… events each: sum of f^2 persons.

    Parameters
    ----------
    persons
        Persons by number of events, (..., frequencies), the first column those with one event.
    """
    counted = _counts(persons, "A number of people")
    return np.asarray((counted * np.arange(1, counted.shape[-1] + 1) ** 2.0).sum(-1))


def expected_events(people: ArrayLike, reference_events: ArrayLike, reference_people: ArrayLike) -> Array:
    """Give the events there would be at the reference's rates: sum over ages of people x rate, (...)."""
    rate = _counts(reference_events, "A count of events") / np.asarray(reference_people, dtype=float)
    return np.asarray((np.asarray(people, dtype=float) * rate).sum(-1))


def indirectly_standardised(observed: ArrayLike, expected: ArrayLike, *, per: float = 1.0, level: float = 0.95) -> Rate:
    """Give indirectly standardised ratios, observed over expected, times `per`.

    With `per` the reference's crude rate per so many people this is the indirectly standardised rate. Limits are
    exact below 10 events and Byar's from 10. Breslow and Day (1987), chapter 2.
    """
    return crude_rate(observed, expected, per=per, level=level)


def mean(values: ArrayLike, level: float = 0.95) -> Mean:
    """Give means over the last axis with Student's t limits.

    Parameters
    ----------
    values
        Measurements, (..., people), at least two and none missing.

    Raises
    ------
    ValueError
        If there are fewer than two values.

    >>> found = mean([4.0, 6.0, 8.0])
    >>> [round(float(x), 2) for x in (found.value, found.low, found.high)]
    [6.0, 1.03, 10.97]
    """
    numbers = np.asarray(values, dtype=float)
    people = numbers.shape[-1]
    if people < 2:
        raise ValueError(f"A mean with an interval needs two values or more; {people} was found.")
    normal_quantile(level)
    centre, deviation = numbers.mean(-1), numbers.std(-1, ddof=1)
    reach = stdtrit(people - 1, 0.5 + level / 2) * deviation / np.sqrt(people)
    return Mean(centre, deviation, centre - reach, centre + reach)


def quantiles(values: ArrayLike, groups: int, *, highest_is_first: bool) -> Array:
    """Put areas into equal groups by value; 1 is the worst (the highest where low is good).

    Parameters
    ----------
    values
        One value per area, (areas,); NaN where there is none.
    groups
        How many: 5 for fifths, 10 for tenths.

    Returns
    -------
    (areas,) group numbers, NaN where an area has no value; all NaN where fewer areas than groups have one.

    Notes
    -----
    K + 1 - ceil((n + 1 - rank) / (n / K)), at least 1, tied values at their lowest rank. OHID, Technical Guide:
    assigning deprivation categories.
    """
    numbers = np.asarray(values, dtype=float)
    known = np.isfinite(numbers)
    found, people = np.full(numbers.shape, np.nan), int(known.sum())
    if people < groups:
        return found
    signed = -numbers[known] if highest_is_first else numbers[known]
    rank = np.searchsorted(np.sort(signed), signed) + 1
    found[known] = np.maximum(np.floor(groups + 1 - np.ceil((people + 1 - rank) / (people / groups))), 1)
    return found
