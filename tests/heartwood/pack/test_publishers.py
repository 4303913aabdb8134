"""The pack beside the publishers' own files and metadata: the same figures, units, decimals and dates."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from heartwood.pack.facts import read_facts

pytestmark = pytest.mark.shared


def bound(pack, source):
    return [
        (indicator, indicator.bindings[0])
        for indicator in pack.indicators.values()
        if indicator.bindings[0].source == source
    ]


@pytest.fixture(scope="module")
def dictionary(shared):
    with shared("data/dfe/lait_data_dictionary.csv").open(encoding="utf-8-sig", newline="") as lines:
        return {row["Measure_short"]: row for row in csv.DictReader(lines)}


@pytest.fixture(scope="module")
def explore(shared):
    """Every indicator of Explore Local Statistics with its metadata, shared parts filled in."""
    found = {}
    for path in sorted(shared("data/ons_els").glob("*.json")):
        content = json.loads(path.read_text("utf-8-sig"))["ess-beta-metadata"]
        if "label" in content:
            with path.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as lines:
                found[next(csv.DictReader(lines))["indicator"]] = content
        else:
            found |= {name: content["shared"] | part for name, part in content.items() if name != "shared"}
    return found


def is_rounded_from(rounded, exact):
    """Whether the sheet's figure is the publisher's, cut to at most four decimals; the pack keeps all of them."""
    if not rounded or not exact:
        return rounded == exact
    decimals = len(rounded.partition(".")[2])
    return abs(Decimal(rounded) - Decimal(exact)) <= Decimal(6).scaleb(-max(decimals, 2) - 1)


def test_every_figure_is_the_one_that_was_handed_over(pack_folder, shared):
    facts = {fact.figure: fact for fact in read_facts(pack_folder)}
    with shared("facts/west-yorkshire.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            period = "2025-01-01/P1Y" if row["period"] == "2025" else row["period"]
            fact = facts.pop((row["indicator"], row["area"], period))
            assert (fact.label, fact.origin) == (row["label"], row["origin"])
            assert is_rounded_from(row["value"], fact.published), row
    assert {fact.status for fact in facts.values()} == {"not_published", "not_collected"}  # the holes we gave a row


def test_units_decimals_and_dates_are_those_of_explore_local_statistics(pack, explore):
    pairs = bound(pack, "ons_els")
    assert len(pairs) == 13
    for indicator, binding in pairs:
        metadata = explore[binding.series]
        assert indicator.decimals == metadata["decimalPlaces"], indicator.key
        assert indicator.suffix == (metadata["suffix"] or ""), indicator.key
        released = datetime.strptime(metadata["sourceDate"], "%d/%m/%Y").date()  # noqa: DTZ007
        assert indicator.source.released == released, indicator.key
        assert indicator.source.page == metadata["sourceURL"], indicator.key


def test_decimals_dates_and_polarity_are_those_of_the_education_department(pack, dictionary):
    pairs = bound(pack, "dfe_lait")
    assert len(pairs) == 14
    good = {"High": "high_is_better", "Low": "high_is_worse"}
    for indicator, binding in pairs:
        row = dictionary[binding.series]
        assert indicator.published_title == row["Chart_title"], indicator.key
        if row["dps"] != "NA":
            assert indicator.decimals == int(row["dps"]), indicator.key
        assert indicator.source.released == date(1899, 12, 30) + timedelta(days=int(row["Last Update"]))
        # What services did has no good direction, whatever its publisher says.
        said = "neither" if indicator.recorded_by_services else good[row["Polarity"]]
        assert indicator.polarity == said, indicator.key
        per = row["y_axis_name"].partition("per ")[2].partition(" of ")[0]
        assert per in str(indicator.unit), indicator.key


def test_where_the_dictionary_gives_no_decimals_the_figures_do(pack, pack_folder, dictionary):
    for indicator, binding in bound(pack, "dfe_lait"):
        if dictionary[binding.series]["dps"] == "NA":
            published = [fact.published for fact in read_facts(pack_folder) if fact.indicator == indicator.key]
            assert indicator.decimals == max(len(text.partition(".")[2]) for text in published), indicator.key


def test_columns_of_the_assessment_file_are_there(pack, shared):
    path = shared("data/dfe/c3_factors_identified_at_end_of_assessment_2018_to_2025.csv")
    columns = path.read_text("utf-8").partition("\n")[0].split(",")
    pairs = bound(pack, "dfe_ees")
    assert len(pairs) == 9
    assert all(binding.series.removeprefix("c3/") in columns for _, binding in pairs)


def test_fingertips_series_are_there_with_their_sex_and_age(pack, shared):
    with shared("data/fingertips/social-isolation-indicators-CountyUA.data.csv").open(encoding="utf-8-sig") as lines:
        held = {(row["Indicator ID"], row["Indicator Name"], row["Sex"], row["Age"]) for row in csv.DictReader(lines)}
    for indicator, one in bound(pack, "fingertips"):
        assert (one.series, indicator.published_title, one.sex, one.age) in held


def test_indicators_that_silences_name_are_in_the_publisher_s_list(pack, dictionary):
    named = [silence.indicator for silence in pack.silences.values() if silence.indicator]
    codes = [name.partition(":")[0] for name in named]
    # Seen in public code or in the publisher's own repository: 93758, 94103, 11202, 22401, 90245.
    fingertips = {"93758", "94103", "11202", "22401", "90245"}
    assert [code for code in codes if code not in dictionary and code not in fingertips] == []
