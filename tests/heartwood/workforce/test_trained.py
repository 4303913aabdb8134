"""Who is trained: the plain-Python twin, people counted once, and what is never mixed up."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heartwood.estimates import Shown
from heartwood.workforce import definitions, records
from heartwood.workforce.definitions import Counted, Definition, change, series
from heartwood.workforce.records import Attendances, By, Completions, Groups, How, Levels, Merged, Posts, codes, days
from heartwood.workforce.trained import ATTENDANCES, came, people, trained
from tests.bench import workforce as twin

AT = date(2026, 3, 31)
RULE = Definition("trained", 2, date(2024, 1, 1), "People, once.", ("People.",), ("Attendances.",))
GROUPS = Groups(("police", "housing"), ("justice", "homes"), ("north", "south"))
STEPS = Levels(("informed", "skilled", "enhanced"), How.CUMULATIVE)


def posts(*rows):
    """Give posts from (person, family, sector, place, employment, since, until); the rest may be left out."""
    filled = [(*row, *(0, 0, 0, 0, None, None)[len(row) - 1 :]) for row in rows]
    columns = list(zip(*filled, strict=True)) or [()] * 7
    return Posts(*map(codes, columns[:5]), codes(columns[0]), days(columns[5]), days(columns[6]))


def done(*rows):
    """Give completions from (person, level, completed, valid until, revoked); the rest may be left out."""
    filled = [(*row, *(1, date(2025, 1, 1), None, None)[len(row) - 1 :]) for row in rows]
    person, level, completed, valid, revoked = list(zip(*filled, strict=True)) or [()] * 5
    levels = np.array(level, dtype=np.int8)
    return Completions(codes(person), codes(level), levels, *map(days, (completed, valid, revoked)))


def count(completions, those, **more):
    asked = {"levels": STEPS, "groups": GROUPS, "at": AT, "definition": RULE, **more}
    return trained(completions, those, **asked)


def numbers(found, *names, **where):
    """Give the counts of some levels."""
    groups = {By(kind): name for kind, name in where.items()}
    return [people(found, name, groups).estimate.value for name in names]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 60), st.integers(0, 200), st.sampled_from(How), st.sampled_from([3, 1000]))
def test_trained_equals_its_plain_python_twin(seed, some, completions, how, spread):
    given_, until = twin.invented(some, completions, seed, spread), twin.AT + timedelta(days=seed % 800)
    found = twin.ours_of(given_, how, until=until)
    twin.check(found, twin.slow_trained(*twin.lists(*given_), how, twin.AT, until))


def test_person_with_many_courses_and_posts_counts_once():
    found = count(done((7, 1), (7, 1), (7, 2)), posts((7, 0, 0, 0), (7, 1, 1, 1)))
    assert numbers(found, "", "informed", "skilled", "enhanced") == [1, 1, 1, 0]
    assert numbers(found, "", place="north") == [1]


@pytest.mark.parametrize(("how", "wanted"), [(How.CUMULATIVE, [1, 1, 1, 1]), (How.SPECTRUM, [1, 0, 0, 1])])
def test_levels_are_cumulative_or_a_spectrum_as_a_place_chooses(how, wanted):
    found = count(done((7, 3)), posts((7,)), levels=Levels(STEPS.names, how))
    assert numbers(found, "", *STEPS.names) == wanted


@pytest.mark.parametrize(
    ("completion", "counts"),
    [
        ((7, 1, AT), 1),
        ((7, 1, AT + timedelta(days=1)), 0),  # to come
        ((7, 1, date(2025, 1, 1), AT), 1),  # its last day
        ((7, 1, date(2025, 1, 1), AT - timedelta(days=1)), 0),
        ((7, 1, date(2025, 1, 1), None, AT), 0),  # revoked that day
        ((7, 1, date(2025, 1, 1), None, AT + timedelta(days=1)), 1),
        ((7, 0), 0),  # an event without a level
    ],
)
def test_only_what_is_valid_on_the_day_counts(completion, counts):
    assert numbers(count(done(completion), posts((7,))), "") == [counts]


def test_highest_level_may_expire_and_the_lower_stays():
    found = count(done((7, 1), (7, 3, date(2020, 1, 1), date(2023, 1, 1))), posts((7,)))
    assert numbers(found, *STEPS.names) == [1, 0, 0]


def test_who_expires_until_a_day_to_come_is_seen_with_the_posts_of_today():
    expiring, leaving = date(2027, 1, 1), date(2026, 6, 1)
    found = count(done((7, 1, date(2025, 1, 1), expiring), (8, 1)), posts((7,), (8, 0, 0, 0, 0, None, leaving)))
    later = count(
        done((7, 1, date(2025, 1, 1), expiring), (8, 1)),
        posts((7,), (8, 0, 0, 0, 0, None, leaving)),
        valid_on=date(2028, 3, 31),
    )
    assert (numbers(found, ""), numbers(later, "")) == ([2], [1])
    assert (later.at, later.valid_on) == (AT, date(2028, 3, 31))


def test_post_that_was_held_longest_says_where_somebody_counts():
    old, new = date(2020, 1, 1), date(2025, 1, 1)
    found = count(done((7,)), posts((7, 0, 0, 1, 1, new), (7, 0, 0, 0, 0, old), (7, 1, 1, 1, 0, old)))
    assert numbers(found, "", place="north", employment="employee", role_family="police") == [1]
    unknown = count(done((7,)), posts((7, 0, 0, 1, 1, new), (7, 0, 0, 0, 0, None)))
    assert numbers(unknown, "", place="north") == [1]


def test_who_has_no_post_on_the_day_is_told_apart_and_not_counted():
    left, to_come = (8, 0, 0, 0, 0, None, AT), (9, 0, 0, 0, 0, AT + timedelta(days=1))
    found = count(done((7,), (8,), (8,), (9,), (10,), (10,), (11,)), posts((7,), left, to_come))
    assert (numbers(found, ""), found.without_post) == ([1], 4)


def test_group_that_is_not_known_is_a_group_of_its_own():
    found = count(done((7,), (8,)), posts((7, -1, 0, -1, -1), (8,)))
    assert numbers(found, "", place="") == numbers(found, "", employment="") == [1]
    assert numbers(found, "", sector="justice") == [2]


def test_two_addresses_of_one_person_count_once_however_they_were_merged():
    chain = Merged(codes([5, 7]), codes([7, 2]))
    found = count(done((5, 1), (2, 2)), posts((5, 0, 0, 1), (2, 0, 0, 0, 0, date(2020, 1, 1))), merged=chain)
    assert (numbers(found, "", "skilled"), numbers(found, "", place="south")) == ([1, 1], [1])
    only_kept = count(done((2,)), posts((5,)), merged=chain)
    assert (numbers(only_kept, ""), only_kept.without_post) == ([1], 0)


def test_merges_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="into two others"):
        Merged(codes([5, 5]), codes([7, 2]))
    with pytest.raises(ValueError, match="back into themselves"):
        Merged(codes([5, 7]), codes([7, 5]))


def test_nobody_at_all_is_nought_and_no_silence():
    assert numbers(count(done(), posts()), "", *STEPS.names) == [0, 0, 0, 0]
    found = count(done((7,)), posts())
    assert (numbers(found, ""), found.without_post) == ([0], 1)


def test_organisation_sees_its_own_posts():
    both = replace(posts((7,), (7,), (8,)), organisation=codes([1, 2, 2]))
    completed = done((7,), (8,))
    found = [numbers(count(completed, both.of(organisation)), "") for organisation in (1, 2, 3)]
    assert found == [[1], [2], [0]]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda: count(done((7, 4)), posts((7,))), "There are 3 levels"),
        (lambda: count(done((7,)), posts((7, 2))), "A role_family is a number from 0 to 1"),
        (lambda: count(done((7,)), posts((7,)), at=date(2023, 1, 1)), "another series"),
        (lambda: people(count(done(), posts()), "expert"), "no level “expert”; there is: informed, skilled"),
        (lambda: people(count(done(), posts()), "", {By.PLACE: "west"}), "no place “west”; there is: north, south"),
        (lambda: done((7, -1)), "A level is 0 or more"),
        (lambda: done((7, 1, None)), "without its day"),
        (lambda: replace(posts((7,)), place=codes([])), "Posts need columns of one length"),
        (lambda: Attendances(codes([1]), codes([1]), codes([1]), np.array([np.nan])), "below nought or missing"),
        (lambda: Definition("trained", 1, AT, "People.", (), ("Nothing.",)), "A definition needs"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_a_sentence(wrong, says):
    with pytest.raises(ValueError, match=says):
        wrong()


def test_attendances_people_and_hours_are_different_counts():
    rows = Attendances(*map(codes, ([7, 7, 7, 8, 9], [1, 1, 2, 1, 2], [1, 2, 1, 1, 1])), np.array([2, 1, 3, 2, 3.0]))
    found = came(rows, definition=RULE, at=AT, merged=Merged(codes([9]), codes([7])))
    counts = [one.estimate.value for one in (found.attendances, found.people, found.parts, found.hours)]
    assert counts == [3, 2, 4, 8]
    assert (found.attendances.estimate.unit, found.people.estimate.unit) == (ATTENDANCES, definitions.UNIT)
    assert found.people.definition is RULE


def test_register_that_was_brought_in_twice_counts_once():
    once = Attendances(codes([7, 8]), codes([1, 1]), codes([1, 1]), np.array([2.0, 1.0]))
    twice = Attendances(
        *(np.concatenate([column] * 2) for column in (once.person, once.session, once.part, once.hours))
    )
    assert came(once, definition=RULE, at=AT) == came(twice, definition=RULE, at=AT)
    nobody = Attendances(codes([]), codes([]), codes([]), np.zeros(0))
    assert came(nobody, definition=RULE, at=AT).people.estimate.value == 0


def test_series_is_never_joined_over_a_change_of_what_is_counted():
    first = replace(RULE, version=1, since=date(2020, 1, 1))
    estimate = people(count(done((7,)), posts((7,))), "").estimate
    told = [Counted(estimate, RULE, date(2025, 3, 31)), Counted(estimate, first, date(2022, 3, 31))]
    told += [Counted(estimate, RULE, date(2026, 3, 31))]
    runs = series(told)
    assert [[one.at.year for one in run.numbers] for run in runs] == [[2022], [2025, 2026]]
    assert [run.why for run in runs] == ["", definitions.NEW_SERIES]
    assert change(told[1], told[0]).why == definitions.NEW_SERIES
    assert change(told[0], told[2]).value == 0


def test_change_is_not_told_of_bands_or_of_silences():
    exact = people(count(done((7,)), posts((7,))), "").estimate
    band = replace(exact, low=0.0, high=4.0)
    silent = replace(exact, value=None, shown=Shown.TOO_FEW, why="Too few.")
    now = Counted(exact, RULE, AT)
    assert change(replace(now, estimate=band), now).why == definitions.CHANGE_OF_A_BAND
    assert change(now, replace(now, estimate=silent)).why == definitions.NO_NUMBER


def test_one_day_is_a_day():
    assert records.day(AT) == days([AT])[0]
