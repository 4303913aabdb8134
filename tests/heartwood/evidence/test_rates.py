"""Rates, shares and means: properties, and a slow plain-Python twin of every fast function."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats  # noqa: TID253  a second opinion, slow to import

from heartwood.evidence import rates

LEVELS = st.sampled_from([0.9, 0.95, 0.998])
COUNTS = st.integers(0, 5_000)
Z = {0.9: 1.6448536269514722, 0.95: 1.959963984540054, 0.998: 3.090232306167813}


def slow_byar(x, level):
    z = Z[level]
    low = 0.0 if x == 0 else x * (1 - 1 / (9 * x) - z / (3 * math.sqrt(x))) ** 3
    return (math.nan if low < 0 else low), (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * math.sqrt(x + 1))) ** 3


def slow_poisson(x, level):
    tail = (1 - level) / 2
    return (stats.chi2.ppf(tail, 2 * x) / 2 if x else 0.0), stats.chi2.ppf(1 - tail, 2 * x + 2) / 2


def slow_limits(x, level):
    return slow_poisson(x, level) if x < 10 else slow_byar(x, level)


def slow_wilson(x, n, level):
    z = Z[level]
    half = z * math.sqrt(z * z + 4 * x * (1 - x / n))
    return max((2 * x + z * z - half) / (2 * (n + z * z)), 0.0), min((2 * x + z * z + half) / (2 * (n + z * z)), 1.0)


def slow_standardised(events, people, standard, per, level):
    whole, total = sum(standard), sum(events)
    if total < 10:
        return math.nan, math.nan, math.nan
    rate = sum(w * x / n for w, x, n in zip(standard, events, people, strict=True)) / whole
    variance = sum(w * w * x / n**2 for w, x, n in zip(standard, events, people, strict=True)) / whole**2
    low, high = slow_byar(total, level)
    reach = math.sqrt(variance / total)
    return rate * per, (rate + reach * (low - total)) * per, (rate + reach * (high - total)) * per


def slow_quantiles(values, groups, highest_is_first):
    known = [value for value in values if not math.isnan(value)]
    if len(known) < groups:
        return [math.nan] * len(values)
    found = []
    for value in values:
        ahead = sum(other > value if highest_is_first else other < value for other in known)
        place = math.floor(groups + 1 - math.ceil((len(known) - ahead) / (len(known) / groups)))
        found.append(math.nan if math.isnan(value) else max(place, 1))
    return found


def close(found, wanted, tolerance=1e-9):
    np.testing.assert_allclose(np.asarray(found, dtype=float), np.asarray(wanted, dtype=float), rtol=tolerance)


@given(st.lists(COUNTS, min_size=1, max_size=8), LEVELS)
def test_byar_equals_its_slow_twin(events, level):
    limits = rates.byar(events, level)
    close(np.transpose([limits.low, limits.high]), [slow_byar(x, level) for x in events])


@given(st.lists(COUNTS, min_size=1, max_size=8), LEVELS)
def test_exact_limits_equal_the_chi_square_distribution(events, level):
    limits = rates.exact_poisson(events, level)
    close(np.transpose([limits.low, limits.high]), [slow_poisson(x, level) for x in events], 1e-7)


@given(st.lists(COUNTS, min_size=1, max_size=8), LEVELS)
def test_count_limits_equal_their_slow_twin(events, level):
    limits = rates.count_limits(events, level)
    close(np.transpose([limits.low, limits.high]), [slow_limits(x, level) for x in events], 1e-7)


def test_count_limits_of_weighted_counts_are_between_those_of_their_neighbours():
    low, high = rates.count_limits([2.5]).low[0], rates.count_limits([2.5]).high[0]
    assert rates.count_limits([2]).low[0] < low < rates.count_limits([3]).low[0]
    assert rates.count_limits([2]).high[0] < high < rates.count_limits([3]).high[0]


def test_count_limits_do_not_spoil_the_table_they_come_from():
    first = rates.count_limits([3.0])
    first.low[0] = -1
    assert rates.count_limits([3.0]).low[0] > 0


@given(st.integers(1, 10_000), st.floats(0, 1), LEVELS)
def test_wilson_equals_its_slow_twin_and_holds_the_share(people, share, level):
    events = round(share * people)
    limits = rates.wilson(events, people, level)
    close([limits.low, limits.high], slow_wilson(events, people, level))
    assert limits.low <= events / people <= limits.high


@given(st.integers(1, 10_000), st.floats(0, 1), LEVELS)
def test_wilson_of_those_who_do_not_mirrors_those_who_do(people, share, level):
    events = round(share * people)
    do, do_not = rates.wilson(events, people, level), rates.wilson(people - events, people, level)
    assert do.low == pytest.approx(1 - do_not.high, abs=1e-12)


@given(COUNTS, st.integers(1, 10**6))
def test_a_wider_level_holds_a_narrower_one(events, people):
    wide, narrow = rates.crude_rate(events, people, level=0.998), rates.crude_rate(events, people)
    assert np.nan_to_num(wide.low) <= narrow.low <= narrow.value <= narrow.high <= wide.high


def test_nobody_at_all_has_no_share_and_no_rate():
    assert np.isnan(rates.proportion([0.0], [0.0]).value).all()
    assert np.isnan([*rates.crude_rate([0.0], [0.0]).low, *rates.crude_rate([0.0], [0.0]).value]).all()


def test_a_missing_count_stays_missing_and_leaves_its_neighbours_alone():
    rate = rates.crude_rate([np.nan, 5.0, 50.0], [100.0, 100.0, np.nan], per=100)
    assert np.isnan(rate.value).tolist() == [True, False, True]
    assert np.isnan(rate.high).tolist() == [True, False, True]


def test_no_events_have_a_lower_limit_of_nought():
    assert (rates.byar(0).low, rates.exact_poisson(0).low, rates.crude_rate(0, 10).low) == (0, 0, 0)


AGES = st.integers(1, 6).flatmap(
    lambda ages: st.tuples(
        st.lists(st.integers(0, 400), min_size=ages, max_size=ages),
        st.lists(st.integers(1, 4_000), min_size=ages, max_size=ages),
        st.lists(st.integers(1, 9_000), min_size=ages, max_size=ages),
    )
)


@settings(deadline=None)
@given(AGES, LEVELS)
def test_standardised_rate_equals_its_slow_twin(cells, level):
    events, people, standard = cells
    rate = rates.directly_standardised(events, people, standard, per=1000, level=level)
    close([rate.value, rate.low, rate.high], slow_standardised(events, people, standard, 1000, level), 1e-8)


def test_standardised_rates_are_the_same_with_people_shared_or_repeated():
    luck = np.random.default_rng(1)
    people = luck.integers(50, 900, (7, 1, 19))
    events = luck.poisson(3.0, (7, 4, 19))
    shared = rates.directly_standardised(events, people)
    repeated = rates.directly_standardised(events, np.broadcast_to(people, events.shape).copy())
    for name in ("value", "low", "high"):
        close(getattr(shared, name), getattr(repeated, name), 1e-12)
    one = slow_standardised(events[3, 2], people[3, 0], rates.EUROPEAN_STANDARD_2013, 100_000, 0.95)
    close([shared.value[3, 2], shared.low[3, 2], shared.high[3, 2]], one)


@given(st.lists(st.integers(1, 400), min_size=3, max_size=3), st.integers(1, 50))
def test_a_place_like_the_standard_population_keeps_its_crude_rate(events, times):
    standard = np.array([5000.0, 3000.0, 2000.0])
    rate = rates.directly_standardised(events, standard * times, standard, per=1)
    if sum(events) >= 10:
        assert rate.value == pytest.approx(sum(events) / (standard.sum() * times))
        assert rate.low < rate.value < rate.high


def test_fewer_than_ten_events_are_not_standardised():
    rate = rates.directly_standardised([[4, 5], [5, 5]], [[100, 100], [100, 100]], [1, 1])
    assert np.isnan([rate.value[0], rate.low[0], rate.high[0]]).all()
    assert np.isfinite([rate.value[1], rate.low[1], rate.high[1]]).all()


def test_repeated_events_make_a_wider_interval():
    persons = [[7, 1, 1], [4, 3, 0]]
    variance = rates.repeated_events(persons)
    assert variance.tolist() == [7 + 4 + 9, 4 + 12]
    events, people = [12, 10], [100, 100]
    once = rates.directly_standardised(events, people, [1, 1])
    often = rates.directly_standardised(events, people, [1, 1], event_variance=variance)
    assert often.value == once.value
    assert often.low < once.low < once.high < often.high


def test_observed_as_expected_is_a_ratio_of_one():
    expected = rates.expected_events([100, 300], [10, 20], [1000, 1000])
    assert expected == 7.0
    assert rates.indirectly_standardised(7, expected).value == 1.0


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30), LEVELS)
def test_mean_equals_its_slow_twin(values, level):
    found = rates.mean(values, level)
    people, centre = len(values), math.fsum(values) / len(values)
    deviation = math.sqrt(math.fsum((value - centre) ** 2 for value in values) / (people - 1))
    reach = stats.t.ppf(0.5 + level / 2, people - 1) * deviation / math.sqrt(people)
    wanted = [centre, deviation, centre - reach, centre + reach]
    np.testing.assert_allclose([found.value, found.deviation, found.low, found.high], wanted, rtol=1e-6, atol=1e-6)


@given(st.lists(st.one_of(st.just(math.nan), st.integers(0, 30).map(float)), max_size=40), st.booleans())
def test_quantiles_equal_their_slow_twin(values, highest_is_first):
    for groups in (5, 10):
        found = rates.quantiles(values, groups, highest_is_first=highest_is_first)
        np.testing.assert_array_equal(found, slow_quantiles(values, groups, highest_is_first))


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0])
def test_an_impossible_level_is_refused_with_a_sentence(level):
    with pytest.raises(ValueError, match=r"0\.95 or 0\.998 would do"):
        rates.byar(10, level)


@pytest.mark.parametrize("work", [rates.byar, rates.exact_poisson, rates.count_limits, lambda x: rates.wilson(x, 5)])
def test_a_count_below_nought_is_refused_with_a_sentence(work):
    with pytest.raises(ValueError, match="cannot be below nought; -1"):
        work([3, -1])


def test_more_events_than_people_are_not_a_share():
    with pytest.raises(ValueError, match="a rate, not a share"):
        rates.proportion(3, 2)


def test_ages_that_differ_are_refused_with_a_sentence():
    with pytest.raises(ValueError, match="all three need the same ages"):
        rates.directly_standardised([1, 2], [1, 2, 3], [1, 2])


@pytest.mark.parametrize(("events", "people"), [([-1, 30], [10, 10]), ([1, 30], [0, 10])])
def test_standardising_needs_counts_and_people_at_every_age(events, people):
    with pytest.raises(ValueError, match="every age needs people"):
        rates.directly_standardised(events, people, [1, 1])


def test_the_mean_of_one_person_is_refused_with_a_sentence():
    with pytest.raises(ValueError, match="needs two values or more; 1 was found"):
        rates.mean([5.0])
