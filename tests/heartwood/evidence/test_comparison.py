"""An area beside another area's value."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heartwood.estimates import Estimate, Shown
from heartwood.evidence.comparison import Verdict, compare, median, printed, quintile
from heartwood.pack import Polarity

WORSE, BETTER, NEITHER = Polarity.HIGH_IS_WORSE, Polarity.HIGH_IS_BETTER, Polarity.NEITHER


def an_estimate(value=None, low=None, high=None, level=0.95, sources=()):
    shown, why = (Shown.SHOWN, "") if value is not None else (Shown.TOO_FEW, "Too few.")
    return Estimate(value, low, high, level, "%", None, shown, why, "published", sources)


def verdict(own, other, polarity=WORSE, *, recorded=False, decimals=1):
    other = None if other is None else an_estimate(other)
    return compare(own, other, against="E92000001", polarity=polarity, recorded=recorded, decimals=decimals)


@pytest.mark.parametrize(
    ("polarity", "below", "inside", "above"),
    [
        (WORSE, Verdict.BETTER, Verdict.SIMILAR, Verdict.WORSE),
        (BETTER, Verdict.WORSE, Verdict.SIMILAR, Verdict.BETTER),
        (NEITHER, Verdict.LOWER, Verdict.SIMILAR, Verdict.HIGHER),
    ],
)
def test_verdict_follows_the_interval_and_the_polarity(polarity, below, inside, above):
    own = an_estimate(20, 18, 22)
    assert [verdict(own, other, polarity).verdict for other in (23, 18, 20, 22, 17)] == [
        below,
        inside,
        inside,
        inside,
        above,
    ]


def test_verdict_carries_the_level_of_the_interval_it_used():
    assert verdict(an_estimate(20, 15, 25, 0.998), 10).level == 0.998
    assert verdict(an_estimate(20), 10).level is None


def test_a_wider_interval_may_change_the_verdict():
    assert verdict(an_estimate(20, 18, 22, 0.95), 17).verdict is Verdict.WORSE
    assert verdict(an_estimate(20, 16, 24, 0.998), 17).verdict is Verdict.SIMILAR


@pytest.mark.parametrize("polarity", list(Polarity))
@pytest.mark.parametrize("ends", [(None, None), (18, None), (None, 22)])
def test_without_an_interval_it_is_only_higher_or_lower(polarity, ends):
    own = an_estimate(20, *ends)
    assert verdict(own, 15, polarity).verdict is Verdict.HIGHER_NO_INTERVAL
    assert verdict(own, 25, polarity).verdict is Verdict.LOWER_NO_INTERVAL


def test_two_values_that_print_alike_are_the_same():
    assert verdict(an_estimate(20.04), 19.96).verdict is Verdict.SAME_NO_INTERVAL
    assert verdict(an_estimate(20.04), 19.96, decimals=2).verdict is Verdict.HIGHER_NO_INTERVAL


@pytest.mark.parametrize("polarity", list(Polarity))
@pytest.mark.parametrize("own", [an_estimate(20), an_estimate(20, 19, 21)])
def test_what_services_recorded_is_more_or_fewer_whatever_the_polarity(polarity, own):
    found = [verdict(own, other, polarity, recorded=True).verdict for other in (15, 20, 25)]
    assert found == [Verdict.MORE_RECORDED, Verdict.SAME_RECORDED, Verdict.FEWER_RECORDED]


def test_nothing_is_said_of_a_silence_or_beside_one():
    for found in (verdict(an_estimate(), 10), verdict(an_estimate(10), None)):
        assert found.verdict is Verdict.CANNOT_SAY
        assert found.why.endswith(".")
    silent = compare(an_estimate(10), an_estimate(), against="E92000001", polarity=WORSE, recorded=False, decimals=1)
    assert silent.verdict is Verdict.CANNOT_SAY


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e3))
def test_better_for_one_polarity_is_worse_for_the_other(value, other, reach):
    own = an_estimate(value, value - reach, value + reach)
    swapped = {Verdict.BETTER: Verdict.WORSE, Verdict.WORSE: Verdict.BETTER, Verdict.SIMILAR: Verdict.SIMILAR}
    assert verdict(own, other, BETTER).verdict is swapped[verdict(own, other, WORSE).verdict]


@pytest.mark.parametrize(
    ("value", "decimals", "shown"), [(0.25, 1, "0.3"), (2.675, 2, "2.68"), (-0.5, 0, "-1"), (1e-9, 1, "0.0")]
)
def test_numbers_are_printed_with_halves_away_from_nought(value, decimals, shown):
    assert printed(value, decimals) == Decimal(shown)


def test_median_of_enough_areas_names_every_edition():
    values = [an_estimate(3, sources=("b",)), an_estimate(), an_estimate(1, sources=("a",)), an_estimate(9)]
    middle = median(values, at_least=3)
    assert (middle.value, middle.sources, middle.method) == (3.0, ("a", "b"), "neighbours-median")
    assert median(values, at_least=4) is None


def test_quintile_needs_every_area_of_the_type():
    values = {f"E0700000{at}": float(at) for at in range(1, 6)}
    assert [quintile(code, values, values, polarity=WORSE) for code in values] == [5, 4, 3, 2, 1]
    assert [quintile(code, values, values, polarity=BETTER) for code in values] == [1, 2, 3, 4, 5]
    assert quintile("E07000001", values, [*values, "E07000006"], polarity=WORSE) is None
    assert quintile("E07000009", values, values, polarity=WORSE) is None


def test_an_area_without_a_value_or_outside_the_type_has_no_quintile():
    values = {f"E0700000{at}": float(at) for at in range(1, 6)} | {"E07000006": None}
    assert quintile("E07000006", values, values, polarity=NEITHER) is None
    assert quintile("E07000006", values, [*values][:5], polarity=NEITHER) is None
    assert quintile("E07000005", values, values, polarity=NEITHER) == 1
