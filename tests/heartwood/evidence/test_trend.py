"""The five-point rule."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heartwood.estimates import Estimate, Shown
from heartwood.evidence import trend as trends
from heartwood.evidence.trend import Direction, lines, trend
from heartwood.pack import Break, Polarity, Words
from heartwood.periods import Period

STEEP = (10, 12, 14, 16, 18)


def an_estimate(value, reach=0.5, level=0.95):
    if value is None:
        return Estimate(None, None, None, level, "%", None, Shown.NOT_PUBLISHED, "None.", "silences", ())
    low, high = (None, None) if reach is None else (value - reach, value + reach)
    return Estimate(value, low, high, level, "%", None, Shown.SHOWN, "", "published", ())


def a_series(values, start=2014, period="P1Y", **of_estimate):
    return [
        (Period.parse(f"{start + at}-01-01/{period}"), an_estimate(value, **of_estimate))
        for at, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("values", "polarity", "direction", "better"),
    [
        (STEEP, Polarity.HIGH_IS_BETTER, Direction.RISING, True),
        (STEEP, Polarity.HIGH_IS_WORSE, Direction.RISING, False),
        (STEEP, Polarity.NEITHER, Direction.RISING, None),
        (STEEP[::-1], Polarity.HIGH_IS_WORSE, Direction.FALLING, True),
        (STEEP[::-1], Polarity.HIGH_IS_BETTER, Direction.FALLING, False),
        ((10, 10.1, 9.9, 10, 10.1), Polarity.HIGH_IS_WORSE, Direction.NO_CLEAR_CHANGE, None),
    ],
)
def test_direction_is_that_of_the_slope_and_good_as_the_polarity_says(values, polarity, direction, better):
    found = trend(a_series(values), polarity=polarity)
    assert (found.direction, found.better, found.why) == (direction, better, "")
    assert (found.first.start.year, found.last.start.year) == (2014, 2018)


def test_a_slope_that_one_point_makes_is_no_clear_change():
    found = trend(a_series((10, 10, 10, 10, 30), reach=1.0), polarity=Polarity.NEITHER)
    assert found.direction is Direction.NO_CLEAR_CHANGE


def test_only_the_last_five_valid_points_count():
    values = (99, 1, 50, *STEEP)
    assert trend(a_series(values), polarity=Polarity.NEITHER).direction is Direction.RISING
    with_holes = [*a_series(values[:5]), *a_series((None, 14, None, 16, 18), start=2019)]
    found = trend(with_holes, polarity=Polarity.NEITHER)
    assert (found.direction, found.first.start.year) == (Direction.RISING, 2017)


def test_a_wider_level_gives_the_same_trend_from_its_own_width():
    wide = a_series((10, 10.4, 10.8, 11.2, 11.6), reach=0.6 * 3.0902 / 1.96, level=0.998)
    narrow = a_series((10, 10.4, 10.8, 11.2, 11.6), reach=0.6)
    assert trend(wide, polarity=Polarity.NEITHER) == trend(narrow, polarity=Polarity.NEITHER)


def why(series, breaks=()):
    found = trend(series, polarity=Polarity.HIGH_IS_WORSE, breaks=breaks)
    assert (found.direction, found.better, found.first, found.last) == (Direction.CANNOT_SAY, None, None, None)
    return found.why


def test_too_few_points_cannot_say():
    assert why(a_series(STEEP[:4])) == trends.TOO_FEW
    assert why([]) == trends.TOO_FEW
    assert why(a_series((None,) * 6)) == trends.TOO_FEW


def test_points_without_an_interval_cannot_say():
    assert why(a_series(STEEP, reach=None)) == trends.NO_INTERVAL
    assert why([*a_series(STEEP[:4]), *a_series((18,), start=2018, reach=None)]) == trends.TOO_FEW


def test_an_interval_of_no_width_is_not_a_valid_point():
    assert why(a_series(STEEP, reach=0.0)) == trends.TOO_FEW


def test_overlapping_periods_cannot_say():
    assert why(a_series(STEEP, period="P3Y")) == trends.OVERLAPPING


@pytest.mark.parametrize(
    ("day", "crossed"),
    [
        (date(2014, 1, 1), False),  # the first point is already counted the new way
        (date(2014, 1, 2), True),
        (date(2016, 4, 1), True),
        (date(2018, 12, 31), True),
        (date(2019, 1, 1), False),
    ],
)
def test_a_trend_does_not_cross_a_break(day, crossed):
    broken = Break(day, Words({"en": "Counted anew."}))
    found = trend(a_series(STEEP), polarity=Polarity.HIGH_IS_WORSE, breaks=(broken,))
    assert (found.direction is Direction.CANNOT_SAY) == crossed
    assert found.crossed == (broken if crossed else None)
    assert found.why == (trends.BROKEN if crossed else "")


def slow_line(values, errors):
    """Fit one line in plain Python; leave out each point in turn."""

    def slope(points):
        weights = [errors[at] ** -2 for at in points]
        total = sum(weights)
        middle = sum(w * at for w, at in zip(weights, points, strict=True)) / total
        height = sum(w * values[at] for w, at in zip(weights, points, strict=True)) / total
        spread = sum(w * (at - middle) ** 2 for w, at in zip(weights, points, strict=True))
        product = sum(w * (at - middle) * (values[at] - height) for w, at in zip(weights, points, strict=True))
        return product / spread, spread

    everyone = range(len(values))
    found, spread = slope(everyone)
    left_out = [slope([at for at in everyone if at != gone])[0] for gone in everyone]
    return found, found**2 * spread, left_out


POINTS = st.lists(
    st.tuples(st.integers(0, 1000), st.integers(1, 50)).map(lambda pair: (pair[0] / 10, pair[1] / 10)),
    min_size=5,
    max_size=5,
)


@given(POINTS)
def test_lines_equal_their_slow_twin(points):
    values, errors = zip(*points, strict=True)
    fit, (slope, chi_square, left_out) = lines([values], [errors]), slow_line(values, errors)
    assert fit.slope[0] == pytest.approx(slope, rel=1e-6, abs=1e-9)
    assert fit.chi_square[0] == pytest.approx(chi_square, rel=1e-6, abs=1e-9)
    if min(map(abs, left_out)) > 1e-9 < abs(slope):  # else rounding decides the sign
        assert fit.steady[0] == all(each * slope > 0 for each in left_out)


@given(POINTS, st.integers(-100, 100))
def test_a_line_moved_up_or_turned_over_has_the_same_slope_or_its_opposite(points, shift):
    values, errors = np.array(points).T
    fit, moved, turned = (lines([each], [errors]) for each in (values, values + shift, -values))
    np.testing.assert_allclose(moved.slope, fit.slope, atol=1e-8)
    np.testing.assert_allclose(turned.slope, -fit.slope, atol=1e-8)


def test_many_series_are_fitted_at_once():
    fit = lines([STEEP, STEEP[::-1]], np.ones((2, 5)))
    assert fit.slope.tolist() == [2.0, -2.0]
    assert fit.steady.tolist() == [True, True]
