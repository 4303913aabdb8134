"""What changed between two answers of the same people: shares and means of pairs, each with its interval.

A change says that answers differ. Without people who were not trained beside it, it never says why.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from scipy.special import stdtrit

from heartwood.estimates import Estimate, Shown
from heartwood.evidence.rates import normal_quantile, proportion
from heartwood.sentences import sentence

NO_PAIRS = sentence("Nobody here answered both times, as far as we can match.")
ONE_PAIR = sentence("With one pair nobody can say how sure a change is.")
PAIRED, MEAN = "paired-change", "mean-change"


@dataclass(frozen=True, slots=True)
class Fourfold:
    """How pairs stand at two times. Each pair is one person who answered the same question twice.

    Raises
    ------
    ValueError
        If a count is below nought.
    """

    both: int
    only_before: int
    only_after: int
    neither: int

    def __post_init__(self) -> None:
        if min(self.both, self.only_before, self.only_after, self.neither) < 0:
            raise ValueError("A count of pairs cannot be below nought.")

    @property
    def pairs(self) -> int:
        """How many pairs there are."""
        return self.both + self.only_before + self.only_after + self.neither


def paired_change(table: Fourfold, *, level: float = 0.95, sources: tuple[str, ...] = ()) -> Estimate:
    """Give by how many of 100 a share is higher after than before, for people matched with themselves.

    Parameters
    ----------
    table
        The pairs, by whether the answer counts before and after.

    Notes
    -----
    R. G. Newcombe (1998), Improved confidence intervals for the difference between binomial proportions based on paired
    data, Statistics in Medicine 17, 2635 to 2650, method 10: Wilson's limits of both shares, put together with their
    correlation phi. With his e, f, g, h = both, only after, only before, neither, theta = (f - g)/n is after less before;
    the numerator of phi, eh - fg, is brought nearer to nought by n/2 where it is above.

    >>> found = paired_change(Fourfold(both=20, only_before=2, only_after=12, neither=16))
    >>> round(found.value), round(found.low, 1), round(found.high, 1)
    (20, 5.6, 32.9)
    """
    n = table.pairs
    if n == 0:
        return _silent(NO_PAIRS, PAIRED, level, "points", sources)
    after, before = table.both + table.only_after, table.both + table.only_before
    (low_1, high_1), (low_2, high_2) = _wilson(after, n, level), _wilson(before, n, level)
    p_1, p_2, phi = after / n, before / n, _phi(table)
    delta = _added(p_1 - low_1, high_2 - p_2, phi)
    epsilon = _added(high_1 - p_1, p_2 - low_2, phi)
    theta = p_1 - p_2
    ends = max(-1.0, theta - delta), min(1.0, theta + epsilon)
    return Estimate(100 * theta, 100 * ends[0], 100 * ends[1], level, "points", n, Shown.SHOWN, "", PAIRED, sources)


def _wilson(count: int, n: int, level: float) -> tuple[float, float]:
    z = normal_quantile(level)
    middle, half = 2 * count + z * z, z * math.sqrt(z * z + 4 * count * (1 - count / n))
    return (middle - half) / (2 * (n + z * z)), (middle + half) / (2 * (n + z * z))


def _phi(table: Fourfold) -> float:
    e, f, g, h = table.both, table.only_after, table.only_before, table.neither
    under = (e + f) * (g + h) * (e + g) * (f + h)
    if under == 0:
        return 0.0
    over = e * h - f * g
    nearer = max(over - table.pairs / 2, 0.0) if over > 0 else float(over)
    return nearer / math.sqrt(under)


def _added(one: float, other: float, phi: float) -> float:
    return math.sqrt(max(0.0, one * one - 2 * phi * one * other + other * other))


def mean_change(differences: Mapping[int, int], *, level: float = 0.95, sources: tuple[str, ...] = ()) -> Estimate:
    """Give by how many steps answers are higher, on average, for people matched with themselves.

    Parameters
    ----------
    differences
        How many people moved by so many steps: {-1: 2, 0: 5, 1: 9}.

    Notes
    -----
    The interval of the mean of paired differences, m ± t s/√n with n - 1 degrees of freedom: Student (1908), The probable
    error of a mean, Biometrika 6, 1 to 25. His own example are ten paired differences.

    >>> found = mean_change({-1: 1, 0: 4, 1: 4, 2: 1})
    >>> round(found.value, 1), round(found.low, 2), round(found.high, 2)
    (0.5, -0.11, 1.11)
    """
    n = sum(differences.values())
    if n < 2:
        return _silent(ONE_PAIR if n else NO_PAIRS, MEAN, level, "steps", sources)
    mean = sum(step * count for step, count in differences.items()) / n
    spread = sum(count * (step - mean) ** 2 for step, count in differences.items()) / (n - 1)
    half = float(stdtrit(n - 1, 0.5 + level / 2)) * math.sqrt(spread / n)
    return Estimate(mean, mean - half, mean + half, level, "steps", n, Shown.SHOWN, "", MEAN, sources)


def share(count: int, of: int, *, level: float = 0.95, sources: tuple[str, ...] = ()) -> Estimate:
    """Give how many of 100 chose something, with Wilson's interval.

    >>> found = share(5, 20)
    >>> round(found.value), round(found.low), round(found.high)
    (25, 11, 47)
    """
    if of == 0:
        return _silent(NO_PAIRS, "wilson", level, "percent", sources)
    found = proportion(count, of, per=100, level=level)
    ends = float(found.value), float(found.low), float(found.high)
    return Estimate(*ends, level, "percent", of, Shown.SHOWN, "", "wilson", sources)


def _silent(why: str, method: str, level: float, unit: str, sources: tuple[str, ...]) -> Estimate:
    return Estimate(None, None, None, level, unit, 0, Shown.TOO_FEW, why, method, sources)
