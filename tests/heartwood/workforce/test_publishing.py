"""What everybody may see: attacked with everything published, where nobody's place is unknown and where some are."""

from collections import defaultdict
from datetime import date
from itertools import product

import numpy as np
import pytest

from heartwood.disclosure import keeping
from heartwood.disclosure.counting import Rule, crossed, release
from heartwood.estimates import Shown
from heartwood.workforce import publishing
from heartwood.workforce.definitions import Definition
from heartwood.workforce.publishing import cell, closed, publish, published, quarter
from heartwood.workforce.records import By, Groups, How, Levels
from heartwood.workforce.trained import Trained

RULE = Definition("trained", 1, date(2024, 1, 1), "People, once.", ("People.",), ("Attendances.",))
GROUPS = Groups(("police",), ("justice",), ("north", "south", "east"))
AT = date(2026, 3, 31)


def found(by_place, at=AT):
    """Give so many people with the one level, employees in justice, by place."""
    counts = np.zeros((2, *GROUPS.shape), dtype=np.int64)
    counts[:, 0, 0, : len(by_place), 0] = by_place
    return Trained(RULE, at, at, Levels(("skilled",), How.CUMULATIVE), GROUPS, counts, 0, ("edition",))


def lows(released, *cells):
    return [released.counts[one].low for one in cells]


NORTH, SOUTH, EAST = (cell("skilled", By.PLACE, place) for place in GROUPS.places)


def test_small_counts_are_held_back_and_large_ones_are_bands():
    given = found([60, 40, 4, 20])  # of twenty the place is not known
    released = publish(given)
    assert lows(released, cell("skilled"), cell(), NORTH, SOUTH, EAST) == [120, 120, 60, 40, None]
    shown, hidden = published(given, released, NORTH), published(given, released, EAST)
    assert (shown.estimate.low, shown.estimate.value, shown.estimate.high, shown.estimate.level) == (60, 62, 64, 1)
    assert (shown.definition, shown.estimate.sources) == (RULE, ("edition", "2026-Q1"))
    assert (hidden.estimate.shown, hidden.estimate.why) == (Shown.TOO_FEW, publishing.TOO_FEW)


def test_what_is_never_crossed_is_said_to_be_not_published():
    given = found([60, 40, 30])
    crossed_twice = (*NORTH, (By.SECTOR.value, "justice"))
    assert published(given, publish(given), crossed_twice).estimate.why == publishing.NOT_COUNTED


def test_next_quarter_moves_by_ten_or_not_at_all_and_is_kept_as_plain_data():
    first = publish(found([60, 41, 30]))
    shown, kept = keeping.plain_released(first)
    again = keeping.released_from(first.quarter, shown, kept)
    second = publish(found([69, 41, 40], date(2026, 6, 30)), before=again)
    assert lows(second, NORTH, SOUTH, EAST) == [60, 40, 40]
    assert [second.counts[one].since for one in (NORTH, EAST)] == ["2026-Q1", "2026-Q2"]


@pytest.mark.parametrize(
    ("places", "shown"),
    [
        ([30, 30, 9, 4], [None, None, None]),  # 70 to 74, less 60 to 68: it would be somebody
        ([30, 30, 9, 40], [30, 30, None]),  # more are left than it can be: of some the place is not known
        ([30, 9, 9], [None, None, None]),
        ([30, 31, 32], [30, 30, 30]),
    ],
)
def test_line_that_would_tell_how_few_a_hidden_part_is_shows_none(places, shown):
    assert lows(publish(found(places)), NORTH, SOUTH, EAST) == shown


@pytest.mark.parametrize(("month", "wanted"), [(1, "2026-Q1"), (3, "2026-Q1"), (4, "2026-Q2"), (12, "2026-Q4")])
def test_quarter_of_a_day(month, wanted):
    assert quarter(date(2026, month, 1)) == wanted


# The attack: whoever knows that of nobody anything is unknown sees parts that are the whole.


def laid_out(places):
    return crossed("level", ("any",), {"place": GROUPS.places[:places]})


def bounded(rule, places, most, shut):
    """Give every hidden count that could not be every number below the least, from one release."""
    asked, possible = laid_out(places), defaultdict(set)
    for parts in product(range(most + 1), repeat=places):
        if sum(parts) <= most:
            world = (sum(parts), *parts)
            released = release("now", dict(zip(asked.cells, world, strict=True)), asked, rule=rule, before=None)
            possible[tuple(one.low for one in shut(released, asked, rule).counts.values())].add(world)
    few = set(range(rule.least))
    return [
        view
        for view, worlds in possible.items()
        if all(low is None or low + rule.width - 1 <= most for low in view)
        for at, low in enumerate(view)
        if low is None and not {world[at] for world in worlds} >= few
    ]


ATTACKS = [(Rule(), 2, 60), (Rule(4, 2), 3, 26)]


@pytest.mark.parametrize(("rule", "places", "most"), ATTACKS)
def test_no_hidden_count_can_be_narrowed_where_the_parts_are_the_whole(rule, places, most):
    assert bounded(rule, places, most, closed) == []


@pytest.mark.parametrize(("rule", "places", "most"), ATTACKS)
def test_attack_succeeds_where_lines_are_not_closed(rule, places, most):
    assert bounded(rule, places, most, lambda released, _asked, _rule: released)
