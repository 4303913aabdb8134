"""Sentences about gaps, movement and bars: what can be told, what cannot, and in the reader's language."""

from heartwood.disclosure.attacker import one_domain
from heartwood.disclosure.opening import open_seat
from heartwood.framework import gaps
from heartwood.framework.gaps import gap
from heartwood.framework.movement import Smallest, movement
from heartwood.framework.saying import say_bar, say_gap, say_movement, say_smallest

HIGH, LOW = (0, 0, 1, 5, 6), (1, 3, 2, 0, 0)


def test_gap_says_the_larger_share_whichever_seat_is_named_first():
    assert say_gap(gap(HIGH, LOW), "Staff", "parents") == (
        "Staff see it higher than parents: in about 99 of 100 pairs, between 70 and 100."
    )
    assert say_gap(gap(LOW, HIGH), "Parents", "staff") == (
        "Parents see it lower than staff: in about 99 of 100 pairs, between 70 and 100."
    )


def test_gap_that_may_be_chance_says_so():
    assert say_gap(gap((0, 2, 5, 4, 1), (1, 2, 2, 1, 0)), "staff", "parents") == (
        "We cannot tell staff and parents apart: so few people may differ by chance alone."
    )
    assert say_gap(gap((), HIGH), "Staff", "parents") == gaps.TOO_FEW


def test_movement_says_which_way_or_that_nobody_can_tell():
    assert say_movement(movement(HIGH, LOW)).startswith("Higher than last time: in about 99 of 100 pairs")
    assert say_movement(movement(LOW, HIGH)).startswith("Lower than last time: in about 99 of 100 pairs")
    assert say_movement(movement(HIGH, HIGH)).startswith("We cannot tell this from chance")
    assert say_movement(movement((), HIGH)) == gaps.TOO_FEW


def test_smallest_change_is_said_in_people():
    assert say_smallest(Smallest(6, 6, 2)) == (
        "A rise can be told from chance if at least 6 of 6 people answer 2 levels higher."
    )
    assert say_smallest(Smallest(None, 6, None)) == "With so few people, no rise could be told from chance."


def test_bars_are_said_in_fives():
    seat = open_seat(one_domain(12, [(0, 1, 3, 4, 4), (0, 0, 0, 2, 2)]), closed=True).opened
    assert [say_bar(seat.tables[0], level) for level in range(1, 6)] == [
        "few or none",
        "few or none",
        "about 5",
        "about 5",
        "about 5",
    ]
    assert say_bar(seat.tables[1], 5) == ""


def test_sentences_are_translated_whole_before_names_are_put_in():
    asked = []

    def translate(english):
        asked.append(english)
        return "{other} / {one}"

    assert say_gap(gap(HIGH, LOW), "Staff", "parents", translate) == "parents / Staff"
    assert asked == ["{one} see it higher than {other}: in about {value} of 100 pairs, between {low} and {high}."]
