"""Need against supply: the sum by hand, the bracket against every corner, and what is refused."""

from dataclasses import replace
from datetime import date
from itertools import product

import numpy as np
import pytest

from heartwood.estimates import Shown
from heartwood.workforce import need as module
from heartwood.workforce.coverage import Workforce
from heartwood.workforce.definitions import Definition
from heartwood.workforce.need import Assumptions, Between, need_against_supply
from heartwood.workforce.records import Groups, How, Levels, codes
from heartwood.workforce.trained import Trained

AT, THEN = date(2026, 3, 31), date(2028, 3, 31)
YEARS = (THEN - AT).days / 365.25
RULE = Definition("trained", 1, date(2024, 1, 1), "People, once.", ("People.",), ("Attendances.",))
GROUPS = Groups(("police", "housing", "faith"), ("justice",), ("north", "south"))
LEVELS = Levels(("informed", "skilled"), How.CUMULATIVE)


def trained(police, housing, valid_on=AT):
    """Give who has the first level in the north, by role family; half of them have the second."""
    counts = np.zeros((3, *GROUPS.shape), dtype=np.int64)
    counts[:2, 0, 0, 0, 0], counts[:2, 1, 0, 0, 0] = police, housing
    counts[2] = counts[1] // 2
    return Trained(RULE, AT, valid_on, LEVELS, GROUPS, counts, 0, ())


NOW, LATER = trained(300, 80), trained(260, 80, THEN)


def workforce(low, people, high):
    """Give police and housing in the north."""
    ends = (np.array(one, dtype=float) for one in (low, people, high))
    none = codes([0, 0])
    return Workforce(GROUPS, codes([0, 1]), none, none, none, *ends, codes([2025, 2025]), ("census", "census"))


FIGURES = workforce([900, 90], [1000, 100], [1100, 120])


def between(low, value, high, source="a survey"):
    return Between(low, value, high, source)


def table(*rows):
    return between(*(np.array(rows, dtype=float) * by for by in (0.9, 1, 1.1)))


ASSUMED = Assumptions(
    need=between(*(np.array([[0.8, 0.5, 0.5], [0.2, 0.2, 0.0]]) * by for by in (0.9, 1, 1.1)), source="a framework"),
    planned=table([100, 0], [40, 0]),
    completing=between(0.6, 0.7, 0.8),
    leaving=between(0.05, 0.1, 0.15),
    growing=between(-0.02, 0.0, 0.02),
)


def gap(people, need, planned, completing, leaving, growing):
    """Work out one gap by hand, for the first level in the north."""
    still = {0: 260, 1: 80}
    short = sum(
        max(0.0, people[at] * (1 + growing) ** YEARS * need[at] - still[at] * (1 - leaving) ** YEARS) for at in still
    )
    return short - planned * completing


def test_gap_is_the_sum_by_hand_and_no_family_makes_up_for_another():
    told = need_against_supply(NOW, LATER, FIGURES, ASSUMED)["informed", "north"]
    assert told.gap.value == pytest.approx(gap([1000, 100], [0.8, 0.5], 100, 0.7, 0.1, 0.0))
    assert told.needing.value == 800 - 300  # housing has 30 more than must have it
    assert (told.trained.value, told.expiring.value, told.supply.value) == (380, 40, 70)
    assert told.leaving.value == pytest.approx(340 * (1 - 0.9**YEARS))
    assert told.should_have.value == pytest.approx(850)
    assert told.joining.value == pytest.approx(1100 * (1 - 0.9**YEARS))
    assert (told.gap.method, told.gap.level, told.gap.unit) == ("need-against-supply", 1.0, module.UNIT)
    assert (told.gap.sources, told.definition) == (("census", "a framework", "a survey"), RULE)


def test_bracket_is_the_smallest_and_largest_of_every_corner():
    told = need_against_supply(NOW, LATER, FIGURES, ASSUMED)["informed", "north"]
    corners = [
        gap(people, [0.8 * share, 0.5 * share], planned, completing, leaving, growing)
        for people, share, planned, completing, leaving, growing in product(
            ([900, 90], [1100, 120]), (0.9, 1.1), (90, 110), (0.6, 0.8), (0.05, 0.15), (-0.02, 0.02)
        )
    ]
    assert (told.gap.low, told.gap.high) == pytest.approx((min(corners), max(corners)))
    assert told.gap.low < told.gap.value < told.gap.high


def test_more_places_than_people_is_a_gap_below_nought():
    many = replace(ASSUMED, planned=table([2000, 0], [40, 0]))
    assert need_against_supply(NOW, LATER, FIGURES, many)["informed", "north"].gap.value < 0


def test_family_without_a_figure_is_named_and_a_place_without_any_is_silent():
    told = need_against_supply(NOW, LATER, FIGURES, ASSUMED)
    assert [told[level, "north"].left_out for level in LEVELS.names] == [("faith",), ()]
    south = told["informed", "south"]
    assert (south.gap.shown, south.gap.why) == (Shown.NOBODY_MEASURES, module.NO_WORKFORCE)
    assert south.left_out == ("police", "housing", "faith")


def test_level_that_nobody_is_said_to_need_is_silent():
    nobody = replace(ASSUMED, need=between(*[np.array([[0.8, 0.5, 0.5], [0.0, 0.0, 0.0]])] * 3))
    told = need_against_supply(NOW, LATER, FIGURES, nobody)
    assert told["skilled", "north"].needing.why == module.NO_NEED
    assert told["informed", "north"].needing.value == 500


def test_figures_that_do_not_tell_place_and_family_apart_are_left_out():
    row = codes([-1])
    everybody = Workforce(GROUPS, row, row, codes([0]), row, *[np.array([900.0])] * 3, codes([2025]), ("census",))
    assert need_against_supply(NOW, LATER, everybody, ASSUMED)["informed", "north"].gap.why == module.NO_WORKFORCE


SMALL = Groups(("police",), ("justice",), ("north",))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ((NOW, replace(LATER, at=THEN), FIGURES, ASSUMED), "of one day, one definition"),
        ((NOW, replace(LATER, definition=replace(RULE, version=2)), FIGURES, ASSUMED), "one definition"),
        ((NOW, NOW, FIGURES, ASSUMED), "of a day to come"),
        ((replace(NOW, groups=SMALL), replace(LATER, groups=SMALL), FIGURES, ASSUMED), "different groups"),
        ((NOW, LATER, replace(workforce([9, 9], [9, 9], [9, 9]), sampled=True), ASSUMED), "A sample does not say"),
        ((NOW, LATER, FIGURES, replace(ASSUMED, planned=table([1, 2, 3]))), "must be a table of levels by places"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_a_sentence(given, says):
    with pytest.raises(ValueError, match=says):
        need_against_supply(*given)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"leaving": (0.1, 0.2, 1.1)}, "“leaving” is a share between 0 and 1"),
        ({"completing": (-0.1, 0.2, 0.3)}, "“completing” is a share"),
        ({"growing": (-1.1, 0.0, 0.0)}, "cannot shrink by more than itself"),
        ({"growing": (0.1, 0.0, 0.2)}, "A value lies between its low and its high end; not so in “a survey”"),
    ],
)
def test_what_cannot_be_supposed_is_refused_with_a_sentence(wrong, says):
    with pytest.raises(ValueError, match=says):
        replace(ASSUMED, **{name: between(*ends) for name, ends in wrong.items()})
