"""The opening rule: what it shows and keeps silent, and its silences in words."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heartwood.disclosure import opening
from heartwood.disclosure.attacker import one_domain
from heartwood.disclosure.opening import (
    Answers,
    Domain,
    completed,
    concealed,
    in_fives,
    open_beside,
    open_seat,
    people_apart,
)
from heartwood.estimates import Shown

COUNTS = st.lists(st.integers(0, 30), min_size=5, max_size=5)


def opened(people, *counts, **how):
    return open_seat(one_domain(people, counts), closed=True, **how).opened


def slow_concealed(counts, all_but):
    total, most = sum(counts), max(counts)
    if most < total - all_but or 2 * most <= total:
        return list(counts)
    top = counts.index(most)
    hidden = [0] * len(counts)
    hidden[top], hidden[top - 1 if top else 1] = total - 1, 1
    return hidden


def test_nothing_opens_before_closing():
    opening_ = open_seat(one_domain(12, [(0, 0, 4, 4, 4)]), closed=False)
    assert (opening_.opened.tables, opening_.opened.shown, opening_.opened.why) == (
        (),
        Shown.NOT_PUBLISHED,
        opening.NOT_CLOSED,
    )


def test_four_people_are_too_few():
    found = opened(4, (0, 0, 1, 1, 2))
    assert (found.people_at_least, found.tables, found.shown) == (0, (), Shown.TOO_FEW)
    assert found.why == opening.TOO_FEW_PEOPLE


def test_five_people_open_a_domain_and_not_its_standards():
    found = opened(5, (0, 0, 1, 2, 2), (1, 1, 1, 1, 1))
    assert [(table.standards, table.counts) for table in found.tables] == [
        (("standard 1", "standard 2"), (1, 1, 2, 3, 3))
    ]
    assert found.tables[0].per_person == (0.5, 0.5, 1.0, 1.5, 1.5)


def test_ten_people_open_each_standard_and_not_the_domain():
    found = opened(12, (0, 0, 4, 4, 4), (0, 1, 3, 4, 4))
    assert [table.standards for table in found.tables] == [("standard 1",), ("standard 2",)]
    assert [table.bars for table in found.tables] == [(0, 0, 5, 5, 5), (0, 0, 5, 5, 5)]


def test_unanimous_seat_shows_as_nearly_all_like_one_that_is_not():
    found = opened(12, (0, 0, 0, 0, 12))
    assert found.tables[0].nearly_all == 5
    assert found == opened(12, (1, 0, 0, 0, 11)) == opened(12, (0, 1, 2, 0, 9))


def test_standard_that_few_answered_is_silent_with_its_sentence():
    found = opened(12, (0, 0, 4, 4, 4), (0, 0, 0, 2, 2))
    assert [(table.shown, table.why) for table in found.tables] == [
        (Shown.SHOWN, ""),
        (Shown.TOO_FEW, opening.TOO_FEW_HERE),
    ]
    assert found.tables[1].counts == found.tables[1].bars == found.tables[1].per_person == ()


def test_domain_that_nearly_everybody_passed_is_silent():
    assert opened(7, (0, 0, 0, 1, 3)).tables[0].shown is Shown.TOO_FEW


def test_domain_with_answers_too_few_for_its_standards_is_silent():
    assert opened(7, (0, 0, 0, 1, 4), (0, 0, 0, 0, 0), (0, 0, 0, 0, 0)).tables[0].shown is Shown.TOO_FEW


def test_partner_may_raise_the_number_and_not_lower_it():
    assert opened(9, (0, 0, 3, 3, 3), least=opening.LEAST_OF_A_PULSE).shown is Shown.TOO_FEW
    with pytest.raises(ValueError, match="5 people or more; 4 would be too few"):
        opened(9, (0, 0, 3, 3, 3), least=4)


def test_longest_bar_is_never_few_or_none():
    assert opened(10, (2, 2, 2, 2, 2)).tables[0].bars == (5, 0, 0, 0, 0)


def test_last_time_is_shown_again_where_two_people_changed():
    before = open_seat(one_domain(12, [(0, 0, 4, 4, 4)]), closed=True)
    now = open_seat(one_domain(12, [(0, 0, 2, 4, 6)]), closed=True, before=before)
    assert (now.opened.tables[0].counts, now.opened.tables[0].as_before) == ((0, 0, 4, 4, 4), True)


def test_small_changes_of_many_years_are_held_against_what_was_last_drawn():
    first = open_seat(one_domain(12, [(0, 0, 4, 4, 4)]), closed=True)
    second = open_seat(one_domain(12, [(0, 0, 2, 4, 6)]), closed=True, before=first)
    third = open_seat(one_domain(12, [(0, 0, 0, 5, 7)]), closed=True, before=second)
    assert (third.opened.tables[0].counts, third.opened.tables[0].as_before) == ((0, 0, 0, 5, 7), False)


def test_each_standard_is_held_against_itself():
    before = open_seat(one_domain(12, [(0, 0, 4, 4, 4), (0, 0, 4, 4, 4)]), closed=True)
    now = open_seat(one_domain(12, [(0, 0, 4, 4, 4), (4, 4, 4, 0, 0)]), closed=True, before=before)
    assert [table.as_before for table in now.opened.tables] == [True, False]


def test_one_more_person_does_not_open_the_standards_of_a_domain():
    before = open_seat(one_domain(9, [(0, 0, 3, 3, 3)] * 2), closed=True)
    now = open_seat(one_domain(10, [(0, 0, 3, 3, 4)] * 2), closed=True, before=before)
    assert [(table.standards, table.as_before) for table in now.opened.tables] == [(("standard 1", "standard 2"), True)]


def test_three_more_people_do():
    before = open_seat(one_domain(9, [(0, 0, 3, 3, 3)] * 2), closed=True)
    now = open_seat(one_domain(12, [(0, 0, 3, 3, 6)] * 2), closed=True, before=before)
    assert [table.standards for table in now.opened.tables] == [("standard 1",), ("standard 2",)]


def test_what_was_shown_is_remembered_through_a_year_of_silence():
    first = open_seat(one_domain(5, [(0, 0, 1, 2, 2)]), closed=True)
    silent = open_seat(one_domain(4, [(0, 0, 0, 2, 2)]), closed=True, before=first)
    third = open_seat(one_domain(6, [(0, 0, 1, 2, 3)]), closed=True, before=silent)
    assert (silent.opened.tables, third.opened.tables[0].as_before) == ((), True)


def test_domains_are_opened_one_by_one():
    answers = Answers(
        12, tuple(Domain(key, (key,), (counts,)) for key, counts in (("a", (0, 0, 4, 4, 4)), ("b", (4, 4, 4, 0, 0))))
    )
    before = open_seat(answers, closed=True)
    assert [table.domain for table in before.opened.tables] == ["a", "b"]
    assert [table.as_before for table in open_seat(answers, closed=True, before=before).opened.tables] == [True, True]


@given(COUNTS, st.integers(1, 6))
def test_concealed_equals_its_slow_twin(counts, all_but):
    assert concealed(counts, all_but).tolist() == slow_concealed(counts, all_but)


@given(st.lists(COUNTS, min_size=1, max_size=5))
def test_concealed_takes_many_tables_at_once(tables):
    together = concealed(tables, np.full(len(tables), 2))
    assert together.tolist() == [slow_concealed(counts, 2) for counts in tables]


@given(COUNTS, COUNTS)
def test_people_apart_is_the_same_both_ways(before, now):
    assert people_apart(before, sum(before), now, sum(now)) == people_apart(now, sum(now), before, sum(before))


def test_completion_is_counted_in_fives():
    assert [in_fives(people) for people in (0, 4, 5, 9, 10)] == [0, 0, 5, 5, 10]
    assert [completed(people, 10) for people in (0, 4, 5, 9, 10)] == [0, 0, 5, 5, 5]


def test_standard_that_falls_silent_is_held_against_what_was_last_drawn():
    first = open_seat(one_domain(12, [(0, 0, 4, 4, 4)]), closed=True)
    second = open_seat(one_domain(12, [(0, 0, 4, 4, 0)]), closed=True, before=first)
    third = open_seat(one_domain(12, [(0, 0, 4, 3, 5)]), closed=True, before=second)
    fourth = open_seat(one_domain(12, [(4, 4, 4, 0, 0)]), closed=True, before=third)
    assert [one.opened.tables[0].counts for one in (second, third, fourth)] == [(), (0, 0, 4, 4, 4), (4, 4, 4, 0, 0)]


def test_near_unanimous_table_is_drawn_anew_only_where_each_of_its_like_would_be():
    before = open_seat(one_domain(12, [(0, 0, 0, 0, 12)]), closed=True)
    tables = [(0, 0, 0, 5, 7), (0, 0, 0, 7, 5), (3, 4, 5, 0, 0)]
    again = [open_seat(one_domain(12, [one]), closed=True, before=before).opened.tables[0].as_before for one in tables]
    assert again == [True, False, False]


def test_part_that_lacks_one_person_shows_the_whole_again():
    whole = open_seat(one_domain(12, [(0, 0, 4, 4, 4), (4, 4, 4, 0, 0)]), closed=True)
    part = one_domain(11, [(0, 0, 4, 4, 3), (0, 0, 3, 4, 4)])
    found = open_beside(part, closed=True, before=None, others=[whole])
    assert [(table.as_before, table.counts) for table in found.opened.tables] == [
        (True, (0, 0, 4, 4, 4)),
        (False, (0, 0, 3, 4, 4)),
    ]
    assert [one.people for one in found.kept] == [12, 11]


def test_part_of_nine_of_a_whole_of_ten_opens_no_domain_beside_its_standards():
    whole = open_seat(one_domain(10, [(0, 0, 3, 3, 4)] * 2), closed=True)
    part = open_beside(one_domain(9, [(0, 0, 3, 3, 3)] * 2), closed=True, before=None, others=[whole])
    assert part.opened.tables == tuple(replace(table, as_before=True) for table in whole.opened.tables)


def test_what_the_seat_itself_showed_last_comes_before_what_another_part_showed():
    own, whole = (open_seat(one_domain(people, [table]), closed=True) for people, table in (
        (11, (0, 0, 4, 4, 3)), (12, (0, 0, 4, 4, 4))))  # fmt: skip
    again = open_beside(one_domain(11, [(0, 0, 4, 4, 3)]), closed=True, before=own, others=[whole])
    assert again.opened.tables[0].counts == (0, 0, 4, 4, 3)


def test_own_domain_that_is_shown_again_stays_beside_another_part():
    own = open_seat(one_domain(9, [(0, 0, 3, 3, 3)] * 2), closed=True)
    whole = open_seat(one_domain(12, [(4, 4, 4, 0, 0)] * 2), closed=True)
    again = open_beside(one_domain(10, [(0, 0, 3, 3, 4)] * 2), closed=True, before=own, others=[whole])
    assert [len(table.standards) for table in again.opened.tables] == [2]


def test_seat_that_does_not_open_stays_shut_beside_another_part():
    whole = open_seat(one_domain(12, [(0, 0, 4, 4, 4)]), closed=True)
    assert open_beside(one_domain(4, [(0, 0, 0, 2, 2)]), closed=True, before=None, others=[whole]).opened.tables == ()
