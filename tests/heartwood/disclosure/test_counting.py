"""The counting rule: what is shown, what is held back, and what stays as before."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heartwood.disclosure.counting import (
    METHOD,
    TOO_FEW,
    Count,
    Rule,
    beside,
    crossed,
    release,
)
from heartwood.disclosure.tallies import Questions, columns, tally
from heartwood.estimates import Shown
from tests.bench import counts as twin

PLACES = ("north", "south", "east")
TABLES = crossed("barrier", ("waiting",), {"place": PLACES})
WAITING, NORTH, SOUTH, EAST = TABLES.cells


def published(whole, *parts, before=None, quarter="2026-Q3"):
    exact = dict(zip(TABLES.cells, (whole, *parts), strict=False))
    return release(quarter, exact, TABLES, rule=Rule(), before=before)


def lows(released):
    return tuple(one.low for one in released.counts.values())


def test_counts_are_shown_from_ten_in_bands_of_five():
    assert lows(published(60, 34, 10, 9)) == (60, 30, 10, None)


def test_shown_count_is_an_estimate_whose_doubt_is_its_band():
    estimate = published(60, 34).counts[WAITING].estimate(Rule())
    assert (estimate.value, estimate.low, estimate.high, estimate.level) == (62, 60, 64, 1.0)
    assert (estimate.method, estimate.sources) == (METHOD, ("2026-Q3",))


def test_nobody_and_a_few_are_the_same_silence():
    nobody, few = (published(60, 34, 20, people).counts[EAST].estimate(Rule()) for people in (0, 9))
    assert nobody == few
    assert (nobody.shown, nobody.why) == (Shown.TOO_FEW, TOO_FEW)


def test_count_that_would_give_a_hidden_one_away_is_held_back():
    assert lows(published(24, 22, 2)) == (20, None, None, None)


def test_smallest_is_held_back_first():
    assert lows(published(60, 40, 15, 3)) == (60, 40, None, None)


def test_overlapping_barriers_hold_nothing_back_of_each_other():
    tables = crossed("barrier", ("waiting", "cost"), {})
    found = release("2026-Q3", {tables.cells[0]: 24, tables.cells[1]: 2}, tables, rule=Rule(), before=None)
    assert lows(found) == (20, None)


def test_no_total_is_published():
    assert all(cell and cell[0][0] == "barrier" for cell in TABLES.cells)
    assert all(len(cell) <= 2 for cell in crossed("barrier", ("waiting",), {"place": PLACES, "stage": ("0-4",)}).cells)


@pytest.mark.parametrize("change", range(-9, 10))
def test_change_of_fewer_than_ten_shows_nothing(change):
    first = published(60, 30, 15)
    second = published(60 + change, 30 + change, 15, before=first, quarter="2026-Q4")
    assert second.counts == first.counts
    assert second.kept == first.kept


def test_that_nothing_moved_looks_like_a_few_who_moved():
    first = published(60, 30, 15)
    still, moved = (published(60, 30, south, before=first, quarter="2026-Q4") for south in (15, 16))
    assert still.counts == moved.counts


def test_ten_more_are_shown_with_their_day():
    first = published(60, 30, 15)
    second = published(75, 45, 15, before=first, quarter="2026-Q4")
    assert lows(second) == (75, 45, 15, None)
    assert [one.since for one in second.counts.values()] == ["2026-Q4", "2026-Q4", "2026-Q3", ""]


def test_withdrawing_ten_is_shown_too():
    first = published(60, 40)
    assert lows(published(45, 25, before=first))[:2] == (45, 25)


def test_hidden_count_appears_only_from_fifteen_or_it_would_tell_how_few_it_was():
    first = published(60, 30, 2)
    assert lows(published(75, 30, 12, before=first))[2] is None
    assert lows(published(75, 30, 17, before=first))[2] == 15


def test_band_of_ten_does_not_vanish_or_it_would_tell_how_few_are_left():
    first = published(60, 30, 12)
    assert lows(published(45, 30, 0, before=first))[2] == 10
    higher = published(60, 30, 17)
    assert lows(published(45, 30, 2, before=higher))[2] is None


def test_hidden_count_that_moved_is_held_against_where_it_moved_to():
    first = published(60, 30, 2)
    second = published(75, 30, 12, before=first)
    assert second.kept[SOUTH] == 12
    assert lows(published(75, 30, 17, before=second))[2] is None


def test_of_a_count_that_fell_below_ten_no_part_stays():
    first = published(40, 12, 12)
    second = published(5, 4, 1, before=first)
    assert lows(second) == (None, None, None, None)


def test_silence_has_no_day():
    first = published(60, 40)
    second = published(60, 5, before=first, quarter="2026-Q4")
    assert second.counts[NORTH] == Count(NORTH, None, "")


def test_question_beside_is_crossed_with_nothing():
    tables = beside(TABLES, "age", ("18-24",))
    assert tables.cells[-1] == (("age", "18-24"),)
    assert tables.lines == TABLES.lines


def test_new_value_is_drawn_for_the_first_time():
    more = crossed("barrier", ("waiting",), {"place": (*PLACES, "west")})
    west = more.cells[-1]
    found = release("2026-Q4", {WAITING: 60, west: 12}, more, rule=Rule(), before=published(60, 30))
    assert found.counts[west].low == 10


@pytest.mark.parametrize(("least", "width"), [(10, 1), (2, 2), (12, 5), (5, 5), (4, 0)])
def test_rule_that_would_show_one_person_is_refused(least, width):
    with pytest.raises((ValueError, ZeroDivisionError)):
        Rule(least, width)


STORIES = st.tuples(*[st.integers(0, 40)] * 4)


@given(st.lists(STORIES, min_size=1, max_size=5))
@settings(max_examples=300, deadline=None)
def test_whatever_comes_each_release_can_be_drawn_and_moves_by_bands_of_ten_people(quarters):
    """Four numbers are three places and a rest; what is shown of two quarters differs by ten people or not at all."""
    before = None
    for number, (rest, *parts) in enumerate(quarters):
        found = published(rest + sum(parts), *parts, before=before, quarter=str(number))
        if before:
            for cell, count in found.counts.items():
                old = before.counts[cell]
                if count.low is not None and old.low is not None and count != old:
                    assert abs(count.low - old.low) >= 10
                    assert count.since == str(number)
        before = found


def test_tally_agrees_with_its_slow_twin():
    told, said = twin.stories(many=700)
    twin.check(tally(columns(twin.ASKED, told, said)), twin.slow_tally(twin.ASKED, told, said))


def test_nothing_told_is_counted_as_nothing():
    found = tally(columns(Questions("barrier", ("waiting",), {"place": PLACES}), [], []))
    assert set(found) == set(TABLES.cells)
    assert set(found.values()) == {0}


def test_what_is_not_listed_is_counted_nowhere():
    asked = Questions("barrier", ("waiting",), {"place": PLACES})
    found = tally(columns(asked, [{"place": "elsewhere"}], [(0, "waiting"), (0, "something else")]))
    assert {cell: count for cell, count in found.items() if count} == {WAITING: 1}
