"""Krippendorff's alpha: his published examples, a slow plain-Python twin, and what has no answer."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from heartwood.estimates import Shown
from heartwood.framework import agreement
from heartwood.framework.agreement import Metric

_ = math.nan
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: A, B, and C and D; and Wikipedia's example.
TWO_VALUES = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
FIVE_NAMES = ["aabbdcccedda", "babbbccceddd"]
FOUR_OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
THREE_CODERS = [
    [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
    [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
    [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
]
ANSWERS = st.integers(2, 5).flatmap(
    lambda people: st.lists(
        st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=people, max_size=people), min_size=1, max_size=7
    )
)


def slow_alpha(standards, metric):
    """Give alpha pair by pair, as the paper says it; None where it is not defined. A standard is a list of answers."""
    given_ = [[one for one in answers if one is not None] for answers in standards]
    pairable = [answers for answers in given_ if len(answers) > 1]
    everything = [one for answers in pairable for one in answers]
    n = len(everything)
    if not n:
        return None

    def squared(c, k):
        if metric is Metric.NOMINAL:
            return float(c != k)
        if metric is Metric.INTERVAL:
            return float((c - k) ** 2)
        low, high = min(c, k), max(c, k)
        between = sum(low <= one <= high for one in everything)
        return (between - (everything.count(c) + everything.count(k)) / 2) ** 2

    def apart(answers):
        return sum(squared(c, k) for i, c in enumerate(answers) for j, k in enumerate(answers) if i != j)

    seen = sum(apart(answers) / (len(answers) - 1) for answers in pairable) / n
    by_chance = apart(everything) / (n * (n - 1))
    return 1 - seen / by_chance if by_chance else None


def alpha(answers, metric, levels=5):
    return agreement.krippendorff(agreement.counted(answers, levels), metric, seed=1).value


@pytest.mark.parametrize(
    ("answers", "metric", "published"),
    [
        ((np.array(TWO_VALUES) + 1).tolist(), Metric.NOMINAL, 0.095),
        ([["abcde".index(name) + 1 for name in names] for names in FIVE_NAMES], Metric.NOMINAL, 0.692),
        (FOUR_OBSERVERS, Metric.NOMINAL, 0.743),
        (FOUR_OBSERVERS, Metric.ORDINAL, 0.815),
        (FOUR_OBSERVERS, Metric.INTERVAL, 0.849),
        (THREE_CODERS, Metric.NOMINAL, 0.691),
        (THREE_CODERS, Metric.INTERVAL, 0.811),
    ],
)
def test_published_values_are_reproduced(answers, metric, published):
    assert round(alpha(answers, metric), 3) == published


def test_published_value_for_ratios_follows_from_the_same_sums():
    """Levels have no nought, so the library has no such metric; the sums take any distance."""
    each = agreement.coincidences(agreement.counted(FOUR_OBSERVERS, 5)).sum(0)
    c = np.arange(1, 6.0)
    squared = ((c[:, None] - c) / (c[:, None] + c)) ** 2
    assert round(float(agreement.alpha_of(each, squared)), 3) == 0.797


@given(ANSWERS, st.sampled_from(Metric))
def test_alpha_equals_its_slow_twin(standards, metric):
    answers = np.array([[math.nan if one is None else one for one in row] for row in standards], dtype=float).T
    wanted = slow_alpha(standards, metric)
    found = alpha(answers, metric)
    assert math.isnan(found) if wanted is None else found == pytest.approx(wanted, abs=1e-9)


@settings(max_examples=20)
@given(st.integers(0, 10_000))
def test_same_seed_gives_the_same_interval_around_alpha(seed):
    counts = agreement.counted(FOUR_OBSERVERS, 5)
    first, again = (agreement.krippendorff(counts, Metric.ORDINAL, seed=seed) for _time in range(2))
    assert first == again
    assert first.low < first.value < first.high


@given(ANSWERS)
def test_alpha_does_not_ask_in_which_order_people_stand(standards):
    counts = agreement.counted(
        np.array([[math.nan if one is None else one for one in row] for row in standards], dtype=float).T, 5
    )
    first = agreement.krippendorff(counts, Metric.ORDINAL, seed=1).value
    assume(not math.isnan(first))
    assert agreement.krippendorff(counts[::-1], Metric.ORDINAL, seed=1).value == pytest.approx(first)


def test_wider_level_has_a_wider_interval():
    counts = agreement.counted(FOUR_OBSERVERS, 5)
    wide, narrow = (agreement.krippendorff(counts, Metric.ORDINAL, seed=3, level=level) for level in (0.99, 0.8))
    assert wide.low < narrow.low < narrow.high < wide.high


def test_estimate_says_whom_it_rests_on():
    found = agreement.agreement(agreement.counted(FOUR_OBSERVERS, 5), seed=1, sources=("a",))
    assert (round(found.value, 3), found.people, found.method, found.sources, found.why) == (
        0.815,
        4,
        "alpha",
        ("a",),
        "",
    )
    assert found.low < 0.815 < found.high


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        ([[0, 0, 0, 0, 1]] * 12, agreement.ALONE),
        ([[0, 0, 0, 0, 0]] * 12, agreement.ALONE),
        ([[0, 0, 0, 0, 6]] * 12, agreement.ALL_ALIKE),
        ([[0, 0, 0, 2, 4]] * 4, agreement.FEW_STANDARDS),
        ([[0, 0, 0, 0, 6]] * 11 + [[0, 0, 0, 1, 5]], agreement.NEARLY_ALIKE),
    ],
)
def test_where_there_is_no_alpha_a_sentence_says_why(counts, why):
    found = agreement.agreement(counts, seed=1)
    assert (found.value, found.shown, found.why) == (None, Shown.TOO_FEW, why)
