"""Who gets a place: never above capacity, never a free place beside somebody it could serve, and in order."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.academy.rules.places import Comer, Hold, Seating, chosen

ANYBODY, VOLUNTEER = Comer(works_as="employee"), Comer(works_as="volunteer")
TEACHER, NURSE = Comer("education", "A", "employee"), Comer("health", "B", "employee")
FOR_VOLUNTEERS, FOR_SCHOOLS, FOR_A = Hold("works-as", "", 1), Hold("sector", "education", 1), Hold("place", "A", 1)

comers = st.builds(
    Comer,
    st.sampled_from(["education", "health"]),
    st.sampled_from(["A", "B", ""]),
    st.sampled_from(["employee", "volunteer"]),
)
holds = st.lists(
    st.builds(Hold, st.just("sector"), st.sampled_from(["education", "health"]), st.integers(1, 3))
    | st.builds(Hold, st.just("place"), st.sampled_from(["A", "B"]), st.integers(1, 3))
    | st.builds(Hold, st.just("works-as"), st.just(""), st.integers(1, 3)),
    max_size=3,
    unique_by=lambda hold: (hold.kind, hold.key),
)


def fit(capacity, held, people):
    """Say by Hall's theorem, without seating anybody, whether all of these people find places that may be theirs.

    A set of people fits if, whichever holds are left out, those whom only these serve are no more than their places.
    """
    sizes, left = [], capacity
    for hold in held:
        sizes.append(min(hold.places, left))
        left -= sizes[-1]
    for chosen_holds in product([False, True], repeat=len(held)):
        shut_out = [
            one
            for one in people
            if not any(hold.serves(one) for hold, inside in zip(held, chosen_holds, strict=True) if not inside)
        ]
        room = left + sum(size for size, inside in zip(sizes, chosen_holds, strict=True) if inside)
        if len(shut_out) > room:
            return False
    return True


@given(st.integers(1, 6), holds, st.lists(comers, max_size=6), st.lists(comers, max_size=8))
@settings(max_examples=300, deadline=None)
def test_places_are_given_fairly_whatever_is_held(capacity, held, asked, waiting):
    taken = []
    for one in asked:  # who has a place came by the same rule
        if fit(capacity, held, [*taken, one]):
            taken.append(one)

    got = chosen(capacity, held, taken, waiting)

    assert len(taken) + len(got) <= capacity
    assert got == sorted(got)
    by_the_book = []
    for number, one in enumerate(waiting):
        if fit(capacity, held, [*taken, *(waiting[at] for at in by_the_book), one]):
            by_the_book.append(number)
    assert got == by_the_book


@given(st.integers(1, 6), holds, st.lists(comers, max_size=9), st.lists(comers, max_size=8))
@settings(max_examples=200, deadline=None)
def test_nobody_gets_in_above_capacity_even_where_others_sit_in_held_places(capacity, held, taken, waiting):
    assert len(chosen(capacity, held, taken, waiting)) <= max(0, capacity - len(taken))


def test_without_holds_it_is_first_come_first_served():
    assert chosen(5, [], [ANYBODY] * 3, [ANYBODY] * 4) == [0, 1]


def test_held_places_pass_over_whoever_they_are_not_for():
    assert chosen(2, [FOR_VOLUNTEERS], [ANYBODY], [NURSE, VOLUNTEER]) == [1]


def test_somebody_moves_over_where_that_lets_somebody_else_in():
    seating = Seating(2, [FOR_SCHOOLS, FOR_A], [TEACHER])
    assert seating.seat(Comer("education", "B", "employee"))
    assert seating.full


@pytest.mark.parametrize(
    ("hold", "served"),
    [(FOR_VOLUNTEERS, [VOLUNTEER]), (FOR_SCHOOLS, [TEACHER]), (FOR_A, [TEACHER]), (Hold("sector", "", 1), [])],
)
def test_a_hold_serves_those_that_it_names(hold, served):
    assert [one for one in (ANYBODY, VOLUNTEER, TEACHER, NURSE) if hold.serves(one)] == served
