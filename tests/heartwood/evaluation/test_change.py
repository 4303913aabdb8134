"""What changed between two answers of the same people, against published sums and a slow twin."""

import math
from statistics import NormalDist, mean, stdev

import pytest

from heartwood.estimates import Shown
from heartwood.evaluation.change import Fourfold, mean_change, paired_change, share

# Newcombe (1998), method 10, as it is worked out in Altman and others (2000), Statistics with confidence, page 52: two
# media for the same 50 specimens (Armitage and Berry). Theta is the first less the second; ours is after less before.
CULTURES = Fourfold(both=20, only_after=12, only_before=2, neither=16)


def test_change_is_that_of_the_published_example():
    found = paired_change(CULTURES)
    assert (round(found.value, 4), round(found.low, 1), round(found.high, 1)) == (20.0, 5.6, 32.9)
    assert (found.people, found.level, found.unit) == (50, 0.95, "points")


def test_change_the_other_way_is_the_mirror():
    found, mirror = paired_change(CULTURES), paired_change(Fourfold(20, 12, 2, 16))
    assert [round(-one, 9) for one in (mirror.value, mirror.high, mirror.low)] == [
        round(one, 9) for one in (found.value, found.low, found.high)
    ]


def _score_limits(x, n, z):
    """Find Wilson's limits the slow way: the shares that a score test does not refuse, by halving."""

    def edge(low, high, inside):
        for _step in range(200):
            middle = (low + high) / 2
            refused = abs(x / n - middle) > z * math.sqrt(middle * (1 - middle) / n)
            low, high = (middle, high) if refused == inside else (low, middle)
        return (low + high) / 2

    return (edge(0.0, x / n, True) if x else 0.0), (edge(x / n, 1.0, False) if x < n else 1.0)


def twin(table):
    """Work a change out again, person by person."""
    people = [
        *[(1, 1)] * table.both,
        *[(1, 0)] * table.only_before,
        *[(0, 1)] * table.only_after,
        *[(0, 0)] * table.neither,
    ]
    n, z = len(people), NormalDist().inv_cdf(0.975)
    before, after = sum(one for one, _ in people), sum(one for _, one in people)
    (l_1, u_1), (l_2, u_2) = _score_limits(after, n, z), _score_limits(before, n, z)
    shared = sum(one * other for one, other in people) * n - before * after  # n times the covariance
    under = after * (n - after) * before * (n - before)
    over = max(shared - n / 2, 0) if shared > 0 else shared
    phi = over / math.sqrt(under) if under else 0
    down, up = (after / n - l_1, u_2 - before / n), (u_1 - after / n, before / n - l_2)
    ends = (math.sqrt(max(0, a * a - 2 * phi * a * b + b * b)) for a, b in (down, up))
    theta = mean(other - one for one, other in people)
    delta, epsilon = ends
    return 100 * theta, 100 * max(-1, theta - delta), 100 * min(1, theta + epsilon)


def test_change_is_that_of_the_slow_twin():
    tables = [
        Fourfold(a, b, c, d) for a in (0, 3, 9) for b in (0, 4) for c in (0, 2, 11) for d in (0, 5) if a + b + c + d
    ]
    for table in (*tables, CULTURES, Fourfold(36, 2, 12, 0)):
        found = paired_change(table)
        assert (found.value, found.low, found.high) == pytest.approx(twin(table), abs=1e-6), table


def test_mean_change_is_that_of_student():
    # Student (1908), section IX: hours of sleep that the second drug gave more than the first, ten people, in tenths.
    more = [12, 24, 13, 13, 0, 10, 18, 8, 46, 14]
    found = mean_change({one: more.count(one) for one in more})
    half = 2.262157 * stdev(more) / math.sqrt(10)
    assert (found.value, found.low, found.high) == pytest.approx((15.8, 15.8 - half, 15.8 + half), abs=1e-4)


def test_one_pair_says_nothing_and_no_pair_says_that_nobody_could_be_matched():
    assert [paired_change(Fourfold(0, 0, 0, 0)).shown, mean_change({}).shown, mean_change({1: 1}).shown] == [
        Shown.TOO_FEW
    ] * 3
    assert mean_change({}).why != mean_change({1: 1}).why
    assert share(0, 0).value is None


def test_a_count_below_nought_is_no_table():
    with pytest.raises(ValueError, match="below nought"):
        Fourfold(1, -1, 0, 0)
