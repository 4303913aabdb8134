"""Shares over all trainers together, from which nobody learns anything of one of them."""

from itertools import pairwise

import pytest

from heartwood.estimates import Shown
from heartwood.evidence.rates import proportion
from heartwood.teaching import LEAST_TRAINERS, counted, share_seen

FIVE = [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("trainers", "number"),
    [
        ([], 0),
        (FIVE, 0),
        (FIVE * 2, 10),
        ([1] * 40, 0),
        ([1, 2, 3, 4] * 5, 0),
        ([1] * 12 + [2, 3, 4, 5], 16),
        (FIVE * 3, 10),
        (FIVE * 4, 20),
        (FIVE * 2 + [1] * 30, 10),
    ],
)
def test_observations_count_in_groups_of_many_sessions_and_trainers(trainers, number):
    assert counted(trainers, 10) == number


def test_no_single_observation_changes_what_is_shown_alone():
    """Whoever reads the page after every observation only ever sees it move by a group of ten from five trainers."""
    trainers = [1, 1, 2, 3, 4, 1, 5, 1, 1, 2, 3, 1, 1, 5, 4, 2] * 5
    moves = [counted(trainers[:number], 10) for number in range(len(trainers) + 1)]
    groups = sorted(set(moves))
    assert len(groups) > 3
    for before, after in pairwise(groups):
        assert after - before >= 10
        assert len(set(trainers[before:after])) >= LEAST_TRAINERS


def test_share_is_wilsons_of_those_that_count():
    found = share_seen([*FIVE * 2, 1, 2], [True] * 7 + [False] * 3 + [False] * 2, 10)
    expected = proportion(7, 10, per=100)
    assert (found.value, found.low, found.high) == tuple(
        float(one) for one in (expected.value, expected.low, expected.high)
    )
    assert (found.people, found.method, found.shown) == (10, "wilson", Shown.SHOWN)


def test_too_few_is_a_silence_and_no_nought():
    found = share_seen(FIVE, [True] * 5, 10)
    assert (found.value, found.shown) == (None, Shown.TOO_FEW)
    assert found.why
