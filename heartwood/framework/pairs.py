"""Two groups on a ladder of levels: how often one of the first stands higher than one of the second.

Counts per level in, arrays out; anything that broadcasts. Counts may be fractions of people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

Array: TypeAlias = NDArray[np.float64]

HALVINGS = 40  # of an interval of length one: exact to a millionth of a millionth


@dataclass(frozen=True, slots=True)
class Pairs:
    """The share of pairs in which the first stands higher, with limits, in the shape of the input without its levels."""

    value: Array
    low: Array
    high: Array


def _standing(own: Array, others: Array) -> Array:
    """Give, for each level, the share of `others` below it and half of those on it."""
    return np.asarray((np.cumsum(others, -1) - others / 2) / others.sum(-1, keepdims=True))


def _model(theta: Array, m: Array, n: Array) -> Array:
    """Give the variance of the share at `theta`: Hanley and McNeil's, with both sizes at their mean (Newcombe)."""
    size = (m + n) / 2 - 1
    return np.asarray(
        theta * (1 - theta) * (1 + size * (1 - theta) / (2 - theta) + size * theta / (1 + theta)) / (m * n)
    )


def seen(one: Array, other: Array, theta: Array) -> tuple[Array, Array]:
    """Give the variance that the answers themselves show, of each group: of its standings among the other."""
    m, n = one.sum(-1), other.sum(-1)
    of_one = (one * (_standing(one, other) - theta[..., None]) ** 2).sum(-1) / (m - 1) / m
    of_other = (other * (_standing(other, one) - (1 - theta)[..., None]) ** 2).sum(-1) / (n - 1) / n
    return np.asarray(of_one), np.asarray(of_other)


def end(theta: Array, reach: ArrayLike, m: Array, n: Array, towards: float) -> Array:
    """Find where `theta` is as far off as may be, between it and `towards` (0 or 1), by halving."""
    inside, outside = theta, np.full_like(theta, towards)
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2
        too_far = np.abs(theta - middle) > reach * np.sqrt(_model(middle, m, n))
        inside, outside = np.where(too_far, inside, middle), np.where(too_far, middle, outside)
    return outside


def compare(one: ArrayLike, other: ArrayLike, level: float = 0.95) -> Pairs:
    """Give the share of pairs in which one of the first group stands higher than one of the second, ties as half.

    Parameters
    ----------
    one, other
        Counts per level, lowest first, (..., levels), more than one person in each.

    Notes
    -----
    theta = P(X > Y) + P(X = Y) / 2. Limits are those of Newcombe (2006), Statistics in Medicine 25, 559 to 573,
    method 5, with two changes for groups this small: Student's t with m + n - 2 degrees of freedom for z, and the
    reach made longer by the root of (variance seen / variance of the model) wherever that is over one, as among people
    who stand at both ends. Variance seen: Brunner and Munzel (2000), Biometrical Journal 42, 17 to 25.

    >>> found = compare([0, 0, 1, 5, 6], [1, 3, 2, 0, 0])
    >>> [round(float(x), 2) for x in (found.value, found.low, found.high)]
    [0.99, 0.7, 1.0]
    """
    first, second = np.broadcast_arrays(np.asarray(one, dtype=float), np.asarray(other, dtype=float))
    m, n = first.sum(-1), second.sum(-1)
    theta = np.asarray((first * _standing(first, second)).sum(-1) / m)
    least = 1 / (2 * m * n)
    modelled = _model(np.clip(theta, least, 1 - least), m, n)
    wider = np.sqrt(np.maximum(1, sum(seen(first, second, theta)) / modelled))
    reach = stdtrit(m + n - 2, 0.5 + level / 2) * wider
    return Pairs(theta, end(theta, reach, m, n, 0.0), end(theta, reach, m, n, 1.0))
