"""What may be compared over editions: followed through every mapping, and never further than a mapping says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from heartwood.framework.carrying import NO_WAY, Origin, came_from, way, went_nowhere
from heartwood.pack.editions import ASKS_THE_SAME, Carried, EditionMapping
from heartwood.pack.shapes import Words


def mapping(old, new, *lines):
    carried = tuple(Carried(became, tuple(before), tuple(after), None) for became, before, after in lines)
    return EditionMapping(old, new, Words({"en": "So."}), carried)


ONE = mapping(
    "1", "2", ("same", "a", "a"), ("split", "b", "cd"), ("merged", "ef", "g"), ("gone", "h", ""), ("new", "", "i")
)
TWO = mapping("2", "3", ("reworded", "a", "a"), ("merged", "cg", "j"), ("same", "d", "d"), ("reworded", "i", "i"))
BOTH = {("1", "2"): ONE, ("2", "3"): TWO}


@pytest.mark.parametrize(
    ("key", "became", "before"),
    [("a", "reworded", "a"), ("d", "split", "b"), ("j", "merged", "bef"), ("i", "new", "")],
)
def test_standard_is_followed_through_every_mapping(key, became, before):
    assert came_from(key, way(BOTH, "1", "3")) == Origin(became, tuple(before))


def test_only_what_is_the_same_or_reworded_is_compared():
    found = {key: came_from(key, (ONE,)).compared for key in "acdgi"}
    assert found == {"a": True, "c": False, "d": False, "g": False, "i": False}


def test_what_is_gone_is_gone_and_nothing_else():
    assert went_nowhere("abefh", way(BOTH, "1", "3")) == ("h",)


def test_without_a_mapping_nothing_is_compared_and_everything_stays_where_it_was_asked():
    assert came_from("a", way(BOTH, "3", "1")) == Origin(NO_WAY, ())
    assert went_nowhere("ab", None) == ("a", "b")


def test_the_shortest_way_is_taken():
    straight = mapping("1", "3", ("same", "a", "a"))
    assert way({**BOTH, ("1", "3"): straight}, "1", "3") == (straight,)


def test_within_one_edition_everything_is_the_same():
    assert came_from("a", way(BOTH, "1", "1")) == Origin("same", ("a",))


@some.composite
def chains(draw):
    """Make editions one after the other, each standard of which has exactly one place in the mapping to the next."""
    names = iter(f"s{number}" for number in range(10_000))
    keys = [next(names) for _one in range(draw(some.integers(1, 6)))]
    editions, steps = [keys], []
    for number in range(draw(some.integers(0, 3))):
        lines = draw(_lines(list(keys), names))
        steps.append(mapping(str(number), str(number + 1), *lines))
        keys = [key for _became, _before, after in lines for key in after]
        editions.append(keys)
    return editions, tuple(steps)


@some.composite
def _lines(draw, left, names):
    lines = []
    while left:
        became = draw(some.sampled_from(["same", "reworded", "split", "gone", *(["merged"] if len(left) > 1 else [])]))
        before = [left.pop() for _one in range(2 if became == "merged" else 1)]
        after = {"split": 2, "merged": 1, "gone": 0}.get(became)
        lines.append((became, before, before if after is None else [next(names) for _one in range(after)]))
    new = draw(some.integers(0, 2))
    return [*lines, *(("new", [], [next(names)]) for _one in range(new))]


@given(chains())
def test_every_standard_of_then_is_either_gone_or_where_something_comes_from(chain):
    editions, steps = chain
    sources = {key for now in editions[-1] for key in came_from(now, steps).before}
    gone = set(went_nowhere(editions[0], steps))
    assert (sources | gone, sources & gone) == (set(editions[0]), set())


@given(chains())
def test_what_is_compared_is_one_standard_of_the_same_key(chain):
    editions, steps = chain
    found = {now: came_from(now, steps) for now in editions[-1]}
    assert all(origin.before == (now,) for now, origin in found.items() if origin.compared)
    assert {now for now, origin in found.items() if origin.became in ASKS_THE_SAME} == set(editions[0]) & set(
        editions[-1]
    )


@given(chains())
def test_two_ways_one_after_the_other_lead_where_the_whole_does(chain):
    editions, steps = chain
    half = len(steps) // 2
    for now in editions[-1]:
        middle = came_from(now, steps[half:]).before
        before = dict.fromkeys(key for one in middle for key in came_from(one, steps[:half]).before)
        assert tuple(before) == came_from(now, steps).before
