"""Every reference case for our measures, to its stated tolerance."""

import json
import math

import pytest

from heartwood.evidence import rates

pytestmark = pytest.mark.shared


def number(value):
    return math.nan if value is None else value


def limits(found):
    return {"lower": found.low, "upper": found.high}


def valued(found):
    return {"value": found.value, **limits(found)}


def byar(x, confidence):
    return limits(rates.byar(x, confidence))


def wilson(x, n, confidence):
    return limits(rates.wilson(x, n, confidence))


def proportion(x, n, multiplier, confidence):
    return valued(rates.proportion(number(x), number(n), per=multiplier, level=confidence))


def rate(x, n, multiplier, confidence):
    return valued(rates.crude_rate(number(x), number(n), per=multiplier, level=confidence))


def mean(values, confidence):
    found = rates.mean(values, confidence)
    return {"mean": found.value, "sd": found.deviation, **limits(found)}


def dsr(count, population, standard, multiplier, confidence, persons_by_event_frequency=None):
    variance = rates.repeated_events(persons_by_event_frequency) if persons_by_event_frequency else None
    return valued(
        rates.directly_standardised(
            count, population, standard, per=multiplier, level=confidence, event_variance=variance
        )
    )


def isr(observed, population, reference_count, reference_population, multiplier, output, confidence):
    expected = rates.expected_events(population, reference_count, reference_population)
    crude = sum(reference_count) / sum(reference_population) if output == "rate" else 1.0
    found = rates.indirectly_standardised(observed, expected, per=multiplier * crude, level=confidence)
    return {"expected": expected, **valued(found)}


@pytest.mark.parametrize("measure", [byar, wilson, proportion, rate, mean, dsr, isr])
def test_measure_equals_every_reference_case(shared, measure):
    vectors = json.loads(shared(f"vectors/{measure.__name__}.json").read_text(encoding="utf-8"))
    assert vectors["cases"]
    for case in vectors["cases"]:
        found = {name: float(value) for name, value in measure(**case["input"]).items()}
        wanted = {name: number(value) for name, value in case["expect"].items()}
        assert found == pytest.approx(wanted, rel=vectors["relative_tolerance"], abs=0, nan_ok=True), case["id"]


def test_quantiles_equal_every_reference_case(shared):
    cases = json.loads(shared("vectors/quantile.json").read_text(encoding="utf-8"))["cases"]
    assert cases
    for case in cases:
        asked = case["input"]
        found = rates.quantiles(
            [number(value) for value in asked["values"]],
            asked["quantiles"],
            highest_is_first=asked["highest_value_is_quantile_one"],
        )
        assert [None if math.isnan(group) else int(group) for group in found] == case["expect"]["quantile"], case["id"]
