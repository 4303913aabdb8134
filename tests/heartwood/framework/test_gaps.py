"""Gaps and movement: a slow twin, limits against their own equation, silences, and words."""

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtrit

from heartwood.disclosure.attacker import one_domain
from heartwood.disclosure.opening import open_seat
from heartwood.estimates import Shown
from heartwood.framework import gaps, movement, pairs
from heartwood.framework.gaps import Told, gap, told
from heartwood.framework.movement import Smallest, movement_of, smallest

GROUPS = st.lists(st.integers(1, 5), min_size=3, max_size=12)


def counts(levels):
    return [levels.count(level) for level in range(1, 6)]


def slow_share(one, other):
    return sum((x > y) + (x == y) / 2 for x, y in product(one, other)) / (len(one) * len(other))


def slow_variances(one, other):
    """Give what the model expects, and what the answers show, at the estimate."""
    theta, m, n = slow_share(one, other), len(one), len(other)
    theta = min(max(theta, 1 / (2 * m * n)), 1 - 1 / (2 * m * n))
    size = (m + n) / 2 - 1
    model = theta * (1 - theta) * (1 + size * (1 - theta) / (2 - theta) + size * theta / (1 + theta)) / (m * n)
    seen = 0.0
    for group, against in ((one, other), (other, one)):
        standing = [slow_share([x], against) for x in group]
        centre = sum(standing) / len(standing)
        seen += sum((x - centre) ** 2 for x in standing) / (len(group) - 1) / len(group)
    return model, seen


def slow_is_inside(theta, at, reach, m, n):
    size = (m + n) / 2 - 1
    model = at * (1 - at) * (1 + size * (1 - at) / (2 - at) + size * at / (1 + at)) / (m * n)
    return abs(theta - at) <= reach * math.sqrt(model)


@given(GROUPS, GROUPS)
def test_pairs_equal_their_slow_twin(one, other):
    found = pairs.compare(counts(one), counts(other))
    model, seen = slow_variances(one, other)
    m, n, theta = len(one), len(other), slow_share(one, other)
    reach = stdtrit(m + n - 2, 0.975) * math.sqrt(max(1, seen / model))
    assert float(found.value) == pytest.approx(theta)
    for end, outward in ((float(found.low), -1e-6), (float(found.high), 1e-6)):
        assert slow_is_inside(theta, end - outward, reach, m, n) or end == pytest.approx(theta, abs=1e-5)
        assert not 0 < end + outward < 1 or not slow_is_inside(theta, end + outward, reach, m, n)


@given(GROUPS, GROUPS)
def test_gap_is_the_same_seen_from_the_other_side(one, other):
    there, back = gap(counts(one), counts(other)), gap(counts(other), counts(one))
    assert [there.value, there.low, there.high] == pytest.approx([100 - back.value, 100 - back.high, 100 - back.low])
    assert 0 <= there.low <= there.value <= there.high <= 100


def test_many_gaps_are_worked_out_at_once():
    one, other = [[0, 0, 1, 1, 1], [3, 0, 0, 0, 0]], [[2, 2, 1, 1, 0], [0, 0, 0, 3, 3]]
    together = pairs.compare(one, other)
    apart = [pairs.compare(a, b) for a, b in zip(one, other, strict=True)]
    assert together.low.tolist() == [float(each.low) for each in apart]


def test_gaps_of_a_whole_meeting_equal_those_one_by_one():
    one = {"a": (0, 0, 1, 1, 1), "b": (), "c": (3, 0, 0, 0, 0), "d": (0, 0, 1, 1, 1)}
    other = {"a": (2, 2, 1, 1, 0), "b": (2, 2, 1, 1, 0), "c": (0, 0, 0, 3, 3)}
    assert gaps.gaps_between(one, other) == {key: gap(counts, other.get(key, ())) for key, counts in one.items()}
    assert gaps.gaps_between({}, other) == {}


def test_twelve_staff_and_six_parents_who_differ_by_one_level_cannot_be_told_apart():
    assert told(gap((0, 2, 5, 4, 1), (1, 2, 2, 1, 0))) is Told.NOT_APART


def test_twelve_staff_and_six_parents_who_differ_by_two_can():
    assert told(gap((0, 0, 1, 5, 6), (1, 3, 2, 0, 0))) is Told.HIGHER
    assert told(gap((1, 3, 2, 0, 0), (0, 0, 1, 5, 6))) is Told.LOWER


@pytest.mark.parametrize(("one", "other"), [((), (1, 1, 1, 1, 1)), ((1, 1, 1, 1, 1), (0, 0, 0, 1, 1))])
def test_closed_or_tiny_seat_has_no_gap_and_says_so(one, other):
    found = gap(one, other)
    assert (found.value, found.shown, found.why, told(found)) == (
        None,
        Shown.TOO_FEW,
        gaps.TOO_FEW,
        Told.CANNOT_SAY,
    )


def test_largest_gaps_come_first_and_silent_ones_last():
    each = {
        "small": gap((1, 1, 1, 1, 1), (1, 1, 2, 1, 1)),
        "silent": gap((), (1, 1, 1, 1, 1)),
        "up": gap((0, 0, 0, 3, 3), (0, 3, 3, 0, 0)),
        "down": gap((1, 2, 2, 0, 0), (0, 1, 1, 2, 2)),
    }
    assert gaps.largest_first(each) == ["up", "down", "small", "silent"]


def opened(people, *tables, before=None):
    return open_seat(one_domain(people, tables), closed=True, before=before)


def test_movement_is_worked_out_from_what_was_opened():
    before = opened(12, (3, 5, 3, 1, 0))
    now = opened(12, (0, 1, 3, 5, 3), before=before)
    found = movement_of(now.opened.tables[0], before.opened.tables[0])
    assert (found.method, told(found)) == ("movement", Told.HIGHER)
    assert found == movement.movement((0, 1, 3, 5, 3), (3, 5, 3, 1, 0))


def test_domain_of_two_standards_does_not_count_each_person_twice():
    before = opened(6, (1, 2, 2, 1, 0), (1, 2, 2, 1, 0))
    now = opened(6, (0, 0, 1, 2, 3), (0, 0, 1, 2, 3), before=before)
    found = movement_of(now.opened.tables[0], before.opened.tables[0])
    assert (found.people, found) == (12, movement.movement((0, 0, 1, 2, 3), (1, 2, 2, 1, 0)))


def test_table_shown_again_says_nothing_new():
    before = opened(12, (0, 0, 4, 4, 4))
    now = opened(12, (0, 0, 3, 4, 5), before=before)
    assert movement_of(now.opened.tables[0], before.opened.tables[0]).why == movement.AS_BEFORE


def test_domain_and_standard_are_not_compared():
    before, now = opened(6, (1, 2, 2, 1, 0), (1, 2, 2, 1, 0)), opened(12, (0, 0, 4, 4, 4), (0, 0, 4, 4, 4))
    assert movement_of(now.opened.tables[0], before.opened.tables[0]).why == movement.NOT_COMPARABLE


@pytest.mark.parametrize("people", [5, 6, 12, 30, 100])
@pytest.mark.parametrize("before", [(1, 3, 5, 3, 0), (0, 1, 2, 2, 1), (2, 4, 4, 2, 0)])
def test_smallest_change_can_be_told_and_one_person_fewer_cannot(before, people):
    found = smallest(before, people)
    if found.people is None:
        return

    def is_told(moving):
        then = [count / sum(before) * people for count in before]
        up = [0.0] * 5
        for at, count in enumerate(then):
            up[min(at + found.levels, 4)] += count
        share = moving / people
        now = [old + share * (new - old) for old, new in zip(then, up, strict=True)]
        return told(movement.movement(now, before)) is Told.HIGHER

    assert is_told(found.people)
    assert not is_told(found.people - 1)


def test_nothing_could_be_told_where_all_stand_at_the_top():
    assert smallest((0, 0, 0, 0, 6), 6) == Smallest(None, 6, None)
