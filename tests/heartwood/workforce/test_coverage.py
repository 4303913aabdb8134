"""Trained over those who work here: the doubt of the workforce is the doubt of the share, and nothing is cut off."""

from datetime import date

import numpy as np
import pytest

from heartwood.estimates import Shown
from heartwood.evidence import rates
from heartwood.workforce import coverage as module
from heartwood.workforce.coverage import Workforce, coverage
from heartwood.workforce.definitions import Definition
from heartwood.workforce.publishing import publish
from heartwood.workforce.records import By, Groups, How, Levels, codes
from heartwood.workforce.trained import Trained

AT = date(2026, 3, 31)
RULE = Definition("trained", 1, date(2024, 1, 1), "People, once.", ("People.",), ("Attendances.",))
GROUPS = Groups(("police", "housing"), ("justice", "homes"), ("north", "south"))


def found(*, elsewhere=0, **cells):
    """Give people with the one level: north=200 are employed police in justice there; elsewhere: the place is not known."""
    counts = np.zeros((2, *GROUPS.shape), dtype=np.int64)
    counts[:, 0, 0, 2, 0] = elsewhere
    for place, people in cells.items():
        counts[:, 0, 0, GROUPS.places.index(place), 0] = people
    return Trained(RULE, AT, AT, Levels(("skilled",), How.CUMULATIVE), GROUPS, counts, 0, ())


def workforce(*rows, **more):
    """Give figures from (family, sector, place, employment, low, people, high)."""
    columns = list(zip(*rows, strict=True)) or [()] * 7
    years = codes([2024 + at for at in range(len(rows))])
    ends = (np.array(one, dtype=float) for one in columns[4:])
    sources = tuple(f"census {at}" for at in range(len(rows)))
    return Workforce(GROUPS, *map(codes, columns[:4]), *ends, years, sources, **more)


POLICE = (0, 0, 0, 0, 800, 1000, 1250)
SOUTH = (0, 0, 1, 0, 500, 500, 500)


def test_share_has_the_doubt_of_the_workforce():
    told = coverage(found(north=200), workforce(POLICE), "skilled")
    share = told.share.estimate
    assert (share.value, share.low, share.high, share.level) == (20, 16, 25, 1)
    assert (share.unit, share.people, share.method, share.sources) == (
        module.SHARE,
        1000,
        "training-coverage",
        ("census 0",),
    )
    assert (told.share.definition, told.workforce.value, told.years) == (RULE, 1000, (2024, 2024))


def test_figures_add_up_with_their_ends_and_their_years():
    told = coverage(found(north=200, south=100), workforce(POLICE, SOUTH))
    assert (told.workforce.low, told.workforce.value, told.workforce.high) == (1300, 1500, 1750)
    assert (told.share.estimate.value, told.years) == (20, (2024, 2025))


def test_only_people_of_whom_a_figure_says_how_many_they_are_count():
    told = coverage(found(north=200, south=30), workforce(POLICE))
    assert (told.share.estimate.value, told.trained.estimate.value, told.outside.value) == (20, 200, 30)


def test_figure_about_all_of_a_kind_counts_all_of_them_and_is_not_told_of_one():
    everybody = workforce((-1, -1, 0, -1, 1000, 1000, 1000))
    assert coverage(found(north=200), everybody, where={By.PLACE: "north"}).share.estimate.value == 20
    narrower = coverage(found(north=200), everybody, where={By.SECTOR: "justice"})
    assert (narrower.share.estimate.shown, narrower.share.estimate.why) == (Shown.NOBODY_MEASURES, module.NO_WORKFORCE)
    assert (narrower.workforce.why, narrower.years) == (module.NO_WORKFORCE, None)


def test_share_above_all_is_doubted_and_never_cut_off():
    told = coverage(found(north=1001), workforce(POLICE))
    assert (told.share.estimate.shown, told.share.estimate.why) == (Shown.DOUBTED, module.MORE_THAN_ALL)
    assert (told.trained.estimate.value, told.workforce.value) == (1001, 1000)
    edge = coverage(found(north=900), workforce(POLICE)).share.estimate
    assert (edge.value, edge.high) == (90, 112.5)


def test_share_of_a_sample_has_wilsons_interval():
    asked = workforce((0, 0, 0, 0, 100, 100, 100), sampled=True)
    share, wanted = coverage(found(north=65), asked).share.estimate, rates.proportion(65, 100, per=100)
    assert (share.low, share.high, share.level) == (wanted.low, wanted.high, 0.95)


def test_share_for_everybody_stands_only_where_its_count_does_and_in_steps():
    given, figures = found(north=223, south=1, elsewhere=40), workforce(POLICE, SOUTH)
    released = publish(given)
    north = coverage(given, figures, where={By.PLACE: "north"}, released=released)
    assert [north.share.estimate.value, north.share.estimate.low, north.share.estimate.high] == [20, 15, 30]
    assert {north.trained.estimate.shown, north.outside.shown} == {Shown.TOO_FEW}
    south = coverage(given, figures, where={By.PLACE: "south"}, released=released).share.estimate
    assert (south.shown, south.why) == (Shown.TOO_FEW, module.TOO_FEW)
    assert coverage(given, figures, released=released).share.estimate.value == 15
    both = {By.PLACE: "north", By.SECTOR: "justice"}
    assert coverage(given, figures, where=both, released=released).share.estimate.why == module.TOO_FEW


def test_share_for_everybody_is_never_none_and_never_of_a_few():
    figures = workforce((0, 0, 0, 0, 1000, 1000, 1000))
    some, few = found(north=12, elsewhere=20), found(north=9, elsewhere=20)
    shares = [coverage(one, figures, released=publish(one)).share.estimate for one in (some, few)]
    assert [(one.value, one.low, one.high) for one in shares] == [(2.5, 0, 5), (None, None, None)]
    assert shares[1].why == module.TOO_FEW


def test_share_of_a_small_workforce_is_not_for_everybody():
    given = found(north=50)
    small = coverage(given, workforce((0, 0, 0, 0, 199, 199, 199)), released=publish(given)).share.estimate
    enough = coverage(given, workforce((0, 0, 0, 0, 200, 200, 200)), released=publish(given)).share.estimate
    assert (small.why, enough.value) == (module.TOO_SMALL, 25)
    silent = coverage(given, workforce(), released=publish(given)).share.estimate
    assert silent.why == module.NO_WORKFORCE


@pytest.mark.parametrize(
    ("rows", "more", "says"),
    [
        ([POLICE, (-1, -1, 0, 0, 9, 9, 9)], {}, "Figures 1 and 2 of the workforce are about the same people"),
        ([(0, 0, 0, 0, 9, 8, 9)], {}, "lies between its low and its high end"),
        ([(0, 0, 0, 0, 0, 8, 9)], {}, "A workforce is 1 or more"),
        ([(0, 0, 2, 0, 8, 8, 9)], {}, "A place of the workforce is a number from 0 to 1"),
        ([(0, -2, 0, 0, 8, 8, 9)], {}, "A sector of the workforce"),
        ([POLICE], {"sampled": True}, "Of a sample, we know how many were asked"),
    ],
)
def test_figures_that_cannot_be_are_refused_with_a_sentence(rows, more, says):
    with pytest.raises(ValueError, match=says):
        workforce(*rows, **more)


def test_other_groups_are_refused():
    other = Groups(("police",), ("justice",), ("north",))
    empty = codes([])
    figures = Workforce(other, *[empty] * 4, *[np.zeros(0)] * 3, empty, ())
    with pytest.raises(ValueError, match="different groups"):
        coverage(found(north=1), figures)
    with pytest.raises(ValueError, match="columns of one length"):
        Workforce(other, *[empty] * 4, *[np.zeros(1)] * 3, empty, ())
