"""Every finder of doubts: what it finds, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from heartwood.check import check
from heartwood.check.doubts import (
    find_doubts,
    nation_outside,
    share_of_few,
    simple_shares,
    title_against_ages,
    zero_among_others,
)
from heartwood.pack.facts import Fact, read_facts

DISTRICTS = ("E08000032", "E08000033", "E08000034", "E08000035")
PERIOD = "2024-04-01/P1Y"


def fact(area: str, published: str, indicator: str = "persistent_absence", **others) -> Fact:
    value = float(published) if published else None
    blank = Fact(indicator, area, PERIOD, "2024/25", published, value, *[None] * 4, "", "shown", "", "", "", "f.csv", 2)
    return replace(blank, **others)


def whys(found) -> list[tuple[str, str, str]]:
    return [(one.area, one.published, one.why) for one in found]


def test_the_real_pack_s_doubts_are_found_again_by_the_checks(pack, pack_folder):
    found = {(one.found_by, *one.figure) for one in find_doubts(pack, read_facts(pack_folder))}
    written = {(doubt.found_by, doubt.indicator) for doubt in pack.doubts if doubt.found_by != "a person reading"}
    assert {(by, indicator) for by, indicator, _, _ in found} == written
    assert ("nation outside its regions", "first_time_entrants_youth_justice", "E92000001", "2024-01-01/P1Y") in found
    assert ("zero where others are far from it", "assessments_criminal_exploitation", "E08000036",
            "2024-04-01/P1Y") in found  # fmt: skip
    assert ("share of under 20 people", "youth_reoffending", "E08000036", "2023-04-01/P1Y") in found
    assert ("title and ages disagree", "youth_reoffending", "", "") in found
    assert len(found) == 9 + 4 + 1 + 1 + 11


def test_find_doubts_passes_over_what_the_pack_does_not_know_and_what_has_no_value(pack):
    unknown = fact("E92000001", "9999", indicator="nobody_knows_it")
    assert find_doubts(pack, [unknown, fact("E92000001", "")]) == ()


def test_nation_far_outside_the_only_region_and_its_districts_is_doubted(pack):
    group = [fact("E08000035", "10"), fact("E12000003", "12"), fact("E92000001", "30")]
    assert whys(nation_outside(pack, group)) == [
        ("E92000001", "30", "30 lies outside what its regions could average to (5 to 24).")
    ]


@pytest.mark.parametrize("published", ["5", "24"])
def test_nation_within_half_and_twice_of_the_only_region_is_left_alone(pack, published):
    group = [fact("E08000035", "10"), fact("E12000003", "12"), fact("E92000001", published)]
    assert whys(nation_outside(pack, group)) == []


def test_nation_outside_the_range_of_several_regions_is_doubted(pack):
    regions = [fact("E12000001", "10"), fact("E12000003", "12"), fact("E06000001", "40")]
    assert whys(nation_outside(pack, [*regions, fact("E92000001", "13")])) == [
        ("E92000001", "13", "13 lies outside what its regions could average to (10 to 12).")
    ]
    assert whys(nation_outside(pack, [*regions, fact("E92000001", "11")])) == []


def test_nation_without_a_region_is_left_alone(pack):
    assert whys(nation_outside(pack, [fact("E08000035", "1"), fact("E92000001", "100")])) == []


def test_regions_of_another_period_do_not_speak_against_a_nation(pack):
    region = fact("E12000003", "1", period="2023-04-01/P1Y")
    assert whys(nation_outside(pack, [region, fact("E92000001", "100")])) == []


def test_zero_where_ten_would_be_expected_is_doubted(pack):
    others = [fact(area, "5.0", "assessments_gangs", denominator=400.0) for area in DISTRICTS[1:]]
    zero = fact("E08000032", "0.0", "assessments_gangs", denominator=200.0)
    assert whys(zero_among_others(pack, [zero, *others])) == [
        ("E08000032", "0.0", "0 where the others have 5 to 5: perhaps not recorded, not absent.")
    ]


def test_zero_where_fewer_than_ten_would_be_expected_is_left_alone(pack):
    others = [fact(area, "5.0", "assessments_gangs", denominator=400.0) for area in DISTRICTS[1:]]
    zero = fact("E08000032", "0.0", "assessments_gangs", denominator=199.0)
    assert whys(zero_among_others(pack, [zero, *others])) == []


def test_zero_twenty_steps_below_all_others_is_doubted_where_no_denominator_is_given(pack):
    others = [fact(area, "2.0") for area in DISTRICTS[1:]]
    assert len(whys(zero_among_others(pack, [fact("E08000032", "0"), *others]))) == 1
    nearer = [fact("E08000033", "1.9"), *others[1:]]
    assert whys(zero_among_others(pack, [fact("E08000032", "0"), *nearer])) == []


def test_zero_beside_too_few_others_is_left_alone(pack):
    assert whys(zero_among_others(pack, [fact(DISTRICTS[0], "0"), fact(DISTRICTS[1], "50")])) == []


def test_title_of_other_ages_than_its_definition_is_doubted_once(pack):
    facts = [fact("E08000032", "48.18", "youth_reoffending", line=7), fact("E08000033", "1", "youth_reoffending")]
    (found,) = title_against_ages(pack, facts)
    assert str(found) == (
        'f.csv, line 7: youth_reoffending is doubted. The title says "10-14 year" and the definition is about 10 to 17.'
    )


@pytest.mark.parametrize("key", ["neet_or_not_known_16_17", "mental_health_admissions_0_17", "anxiety_mean"])
def test_title_that_agrees_with_its_ages_or_names_none_is_left_alone(pack, key):
    assert whys(title_against_ages(pack, [fact("E08000032", "1", key)])) == []


def test_share_with_a_denominator_of_few_people_is_doubted(pack):
    few = fact("E08000032", "25.0", denominator=16.0)
    assert whys(share_of_few(pack, [few, fact("E08000033", "25.0", denominator=20.0)])) == [
        ("E08000032", "25.0", "It rests on 16 people.")
    ]


def test_exact_shares_of_few_are_doubted_where_there_are_more_than_chance_makes(pack):
    facts = [fact("E08000032", "33.33"), fact("E08000033", "25"), fact("E08000034", "24.01")]
    assert whys(share_of_few(pack, facts)) == [
        ("E08000032", "33.33", "33.33 is exactly 1 of 3: it may rest on fewer than 20 people."),
        ("E08000033", "25", "25 is exactly 1 of 4: it may rest on fewer than 20 people."),
    ]


def test_exact_shares_as_often_as_chance_makes_them_are_left_alone(pack):
    ordinary = [fact("E08000034", f"24.{hundredth:02d}") for hundredth in range(1, 60)]
    assert whys(share_of_few(pack, [fact("E08000032", "33.33"), fact("E08000033", "25"), *ordinary])) == []


def test_shares_published_to_one_place_and_figures_that_are_no_shares_of_people_are_left_alone(pack):
    one_place = [fact("E08000032", "33.3"), fact("E08000033", "25.0")]
    rates = [fact(area, "33.33", "children_in_need") for area in DISTRICTS]
    areas = [fact(area, "33.33", "small_areas_in_most_deprived_tenth_imd") for area in DISTRICTS]
    assert whys(share_of_few(pack, [*one_place, *rates, *areas])) == []


def test_simple_shares_are_those_that_under_twenty_people_make():
    shares = simple_shares(2)
    assert shares["33.33"] == (1, 3)
    assert shares["42.11"] == (8, 19)
    assert "19.05" not in shares  # 4 of 21
    assert len(shares) == 119


def test_check_asks_for_a_row_for_each_new_doubt(copy):
    table = "facts/doubts.csv"
    rows = (copy.folder / table).read_text("utf-8").splitlines(keepends=True)
    (copy.folder / table).write_text("".join(row for row in rows if "nation outside" not in row), "utf-8")
    facts = copy.folder / "facts" / "dfe-local-authority-interactive-tool.csv"
    why = "The file holds the sum of the nine regions' rates here, not the rate of England."
    facts.write_text(facts.read_text("utf-8").replace(f"doubted,{why}", "shown,").replace(f'doubted,"{why}"', "shown,"))
    checked = check(copy.folder)
    assert checked.problems == ()
    assert {one.indicator for one in checked.new_doubts} == {"first_time_entrants_youth_justice"}
    assert len(checked.new_doubts) == 9
    assert not checked.sound


def test_a_doubt_about_a_whole_indicator_does_not_hide_one_found_about_a_figure_of_it(copy):
    table = copy.folder / "facts" / "doubts.csv"
    text = table.read_text("utf-8")
    row = next(line for line in text.splitlines(keepends=True) if line.startswith("youth_reoffending,E08000032,2018"))
    table.write_text(text.replace(row, row.replace("share of under 20 people", "a person reading")), "utf-8")
    (new,) = check(copy.folder).new_doubts
    assert new.figure == ("youth_reoffending", "E08000032", "2018-04-01/P1Y")
