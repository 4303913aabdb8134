"""The view of the whole system: its plain-Python twin, what stays closed, and what is never mixed."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heartwood.estimates import Shown
from heartwood.framework import system
from heartwood.framework.system import Panel, Within, view
from tests.bench import framework as twin


def panel(levels, *, group=None, workforce=None, health=None):
    """Give a panel of one standard: `levels` by partner and year."""
    said = np.array(levels, dtype=np.int8)[..., None]
    partners = len(said)
    return Panel(
        said,
        np.ones(partners) if workforce is None else np.array(workforce, dtype=float),
        np.zeros(partners, dtype=np.int64) if group is None else np.array(group),
        ("police", "schools")[: 1 if group is None else max(group) + 1],
        np.ones((partners, said.shape[1]), dtype=bool),
        np.zeros(partners, dtype=bool) if health is None else np.array(health),
    )


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 90), st.integers(1, 3), st.integers(1, 4))
def test_view_equals_its_plain_python_twin(seed, partners, years, groups):
    given_ = twin.panel(partners, years, 2, groups, seed)
    twin.check(view(given_, Within.WHOLE_SYSTEM), twin.slow_view(twin.lists(given_)))


@settings(max_examples=60)
@given(st.lists(st.integers(0, 25), min_size=1, max_size=6))
def test_closed_groups_cannot_be_worked_out_from_the_whole(parts):
    found = system.may_open(np.array([*parts, sum(parts)]))
    assert found.tolist() == [*twin.slow_open([*parts, sum(parts)])[:-1], sum(parts) >= 10] or 0 in parts
    closed = sum(size for size, is_open in zip(parts, found[:-1], strict=True) if not is_open)
    assert closed == 0 or closed >= 10 or not found[:-1].any()
    assert all(size >= 10 for size, is_open in zip(parts, found[:-1], strict=True) if is_open)


def test_share_of_partners_has_an_interval():
    found = system.share(view(panel([[1 + at % 5] for at in range(20)]), Within.WHOLE_SYSTEM), 0, 0, 0, 5)
    assert (found.value, found.unit, found.method) == (20.0, system.SHARE, "system-view")
    assert 0 < found.low < 20 < found.high < 100


def test_nine_partners_are_too_few():
    found = view(panel([[1 + at % 5] for at in range(9)]), Within.WHOLE_SYSTEM)
    for each in (system.share, system.weighted_share):
        assert (each(found, 0, 0, 0, 5).shown, each(found, 0, 0, 0, 5).why) == (Shown.TOO_FEW, system.TOO_FEW)


def test_near_unanimous_partners_look_alike_and_are_not_weighed():
    one = view(panel([[5]] * 12), Within.WHOLE_SYSTEM)
    other = view(panel([[1], [2], *[[5]] * 10]), Within.WHOLE_SYSTEM)
    assert one.spread.counts.tolist() == other.spread.counts.tolist()
    assert system.weighted_share(one, 0, 0, 0, 5).why == system.ONE_IS_LARGE


def test_workforce_weighs_and_one_giant_is_not_shown():
    levels = [[1 + at % 5] for at in range(20)]
    equal = view(panel(levels), Within.WHOLE_SYSTEM)
    heavy = view(panel(levels, workforce=[10 if at % 5 == 4 else 1 for at in range(20)]), Within.WHOLE_SYSTEM)
    giant = view(panel(levels, workforce=[100, *[1] * 19]), Within.WHOLE_SYSTEM)
    assert system.weighted_share(equal, 0, 0, 0, 5).value == 20.0
    assert system.weighted_share(heavy, 0, 0, 0, 5).value == 70.0
    assert system.weighted_share(giant, 0, 0, 0, 5).why == system.ONE_IS_LARGE


def test_movement_is_of_the_same_partners_and_has_an_interval():
    levels = [[1 + at % 3, 2 + at % 4] for at in range(24)] + [[0, 5]] * 30
    found = system.moved(view(panel(levels), Within.WHOLE_SYSTEM), 0, 0, 0)
    wanted = np.array([(2 + at % 4) - (1 + at % 3) for at in range(24)])
    assert found.value == pytest.approx(wanted.mean())
    assert found.high - found.value == pytest.approx(2.0686576 * wanted.std(ddof=1) / np.sqrt(24), rel=1e-6)


def test_weighted_movement_leans_to_the_larger():
    levels = [[2, 2 + at % 2] for at in range(20)]
    found = view(panel(levels, workforce=[3 if at % 2 else 1 for at in range(20)]), Within.WHOLE_SYSTEM)
    assert system.moved(found, 0, 0, 0).value == pytest.approx(0.5)
    assert system.moved(found, 0, 0, 0, weigh=True).value == pytest.approx(0.75)


def test_movement_that_would_show_each_partners_own_is_silent():
    alike = view(panel([[2, 3]] * 12), Within.WHOLE_SYSTEM)
    few = view(panel([[2, 3]] * 4), Within.WHOLE_SYSTEM)
    assert [system.moved(found, 0, 0, 0).why for found in (alike, few)] == [system.MOVED_ALIKE, system.TOO_FEW]


def test_health_service_is_a_view_of_its_own():
    levels = [[1 + at % 5] for at in range(40)]
    given_ = panel(levels, health=[at < 20 for at in range(40)])
    found = view(given_, Within.HEALTH_SERVICE)
    assert (found.within, found.spread.counts[0, 0, 0].sum(), found.invited[0, 0]) == (Within.HEALTH_SERVICE, 20, 20)
    assert view(given_, Within.WHOLE_SYSTEM).spread.counts[0, 0, 0].sum() == 40


def test_health_service_is_closed_where_the_whole_would_show_the_few_who_are_not_in_it():
    levels = [[1 + at % 5, 1 + at % 4] for at in range(24)]
    found = view(panel(levels, health=[at < 20 for at in range(24)]), Within.HEALTH_SERVICE)
    assert (system.share(found, 0, 0, 0, 1).why, system.moved(found, 0, 0, 0).why) == (system.TOO_FEW, system.TOO_FEW)


def by_group(parts, *, health):
    """Give a panel with so many partners in each group, and who of each is of the health service."""
    group = [at for at, number in enumerate(parts) for _ in range(number)]
    flags = [place < health[at] for at, number in enumerate(parts) for place in range(number)]
    made = panel([[1 + at % 5, 1 + at % 4] for at in range(len(group))], group=[0] * len(group), health=flags)
    return replace(made, group=np.array(group), groups=tuple("abcdef"[: len(parts)]))


def test_health_service_is_open_by_place_only_where_no_place_less_it_shows_a_few():
    safe = view(by_group([25, 30], health=[12, 15]), Within.HEALTH_SERVICE).spread.open[:, 0, 0]
    small = view(by_group([25, 30], health=[20, 15]), Within.HEALTH_SERVICE).spread.open[:, 0, 0]
    assert (safe.tolist(), small.tolist()) == ([True, True, True], [False, False, True])


def test_health_service_is_closed_where_it_would_show_a_small_sector_that_is_closed():
    sectors = by_group([14, 3, 20], health=[14, 0, 0])
    assert not view(sectors, Within.WHOLE_SYSTEM).spread.open[1, 0, 0]
    by_place = replace(sectors, group=np.zeros(37, dtype=np.int64), groups=("here",))
    shut = view(by_place, Within.HEALTH_SERVICE, sectors)
    assert not shut.spread.open.any()
    assert np.isnan(shut.moves.value).all()
    assert view(by_place, Within.HEALTH_SERVICE).spread.open.all()


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), min_size=1, max_size=5))
def test_no_few_partners_follow_from_both_views_by_the_same_groups(parts):
    sizes, health = [one + rest for one, rest in parts], [one for one, _rest in parts]
    if not sum(sizes):
        return
    both = by_group(sizes, health=health)
    whole, ours = (
        view(both, within, replace(both, group=both.health.astype(np.int64), groups=("a", "b"))).spread.open[:, 0, 0]
        for within in (Within.WHOLE_SYSTEM, Within.HEALTH_SERVICE)
    )
    shut = [at for at in range(len(parts)) if not (whole[at] and ours[at])]
    for at in set(range(len(parts))) - set(shut):
        assert parts[at][1] == 0 or parts[at][1] >= 10
    if ours[-1] and ours[:-1].any():
        rest = sum(parts[at][1] for at in shut)
        assert rest == 0 or rest >= 10


def test_coverage_says_who_was_asked_and_who_is_missing():
    given_ = panel([[1 + at % 5] for at in range(12)] + [[0]] * 4)
    names = [f"partner {at:02}" for at in range(16)]
    found = view(given_, Within.WHOLE_SYSTEM)
    assert (system.coverage(found, 0, 0).value, system.coverage(found, 0, 0).low) == (75.0, None)
    assert system.missing(given_, names, 0) == ("partner 12", "partner 13", "partner 14", "partner 15")


def test_year_in_which_nobody_was_asked_is_a_silence_and_not_nought():
    given_ = replace(panel([[0]] * 12), invited=np.zeros((12, 1), dtype=bool))
    found = system.coverage(view(given_, Within.WHOLE_SYSTEM), 0, 0)
    assert (found.value, found.shown, found.why) == (None, Shown.NOBODY_MEASURES, system.NOBODY_INVITED)


def test_you_are_here_on_a_distribution_of_ten_else_nothing():
    found = view(panel([[1 + at % 5] for at in range(10)]), Within.WHOLE_SYSTEM)
    assert system.here(found, 0, 0, 0, 4).level == 4
    assert [one.value for one in system.here(found, 0, 0, 0, 4).shares] == [20.0] * 5
    assert system.here(found, 0, 0, 0, 0) is None
    assert system.here(view(panel([[1], [2]]), Within.WHOLE_SYSTEM), 0, 0, 0, 1) is None
