"""The pack as it is read: what must be there, and what is worked out on the way."""

from __future__ import annotations

import shutil
import time
from datetime import date
from pathlib import Path

import pytest

from heartwood.pack import Binding, Doubt, PackError, Polarity, Role, Words, read, stages_of
from heartwood.pack.facts import read_facts
from heartwood.pack.files import line_of
from heartwood.periods import Period


@pytest.fixture
def copy(pack_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pack_folder, tmp_path / "pack"))


def test_pack_holds_its_places_districts_first(pack):
    assert [(area.code, str(area.name), area.kind) for area in pack.areas.values()] == [
        ("E08000032", "Bradford", "district"),
        ("E08000033", "Calderdale", "district"),
        ("E08000034", "Kirklees", "district"),
        ("E08000035", "Leeds", "district"),
        ("E08000036", "Wakefield", "district"),
        ("E12000003", "Yorkshire and The Humber", "region"),
        ("E92000001", "England", "nation"),
    ]
    assert [str(area.nhs_name) for area in pack.districts if area.nhs_name] == [
        "Bradford District and Craven",
        "Wakefield District",
    ]


def test_pack_holds_its_stages_and_factors(pack):
    assert list(pack.stages) == ["before-birth", "0-4", "5-10", "11-17", "18-24", "25-64", "65-and-over"]
    assert [key for key, factor in pack.factors.items() if factor.role is Role.RISK] == [
        "poverty", "absence", "domestic_violence", "crime_and_serious_violence", "exploitation", "poor_mental_health",
        "isolation",
    ]  # fmt: skip
    assert [key for key, factor in pack.factors.items() if factor.role is Role.PROTECTIVE] == [
        "trusted_relationships", "safe_environments", "education", "good_housing", "stable_employment", "friendships",
        "networks", "support",
    ]  # fmt: skip


def test_every_factor_has_at_every_stage_a_lead_or_a_silence(pack):
    cells = {(factor, stage) for factor in pack.factors for stage in pack.stages}
    assert set(pack.leads) | set(pack.silences) == cells
    assert not set(pack.leads) & set(pack.silences)
    assert (len(pack.leads), len(pack.silences)) == (53, 52)


def test_silences_are_of_two_kinds_that_never_look_alike(pack):
    for silence in pack.silences.values():
        assert silence.who
        assert str(silence.why)
        assert (silence.kind == "nobody_measures") == (silence.looked is not None) == (silence.indicator == "")
    assert {silence.kind for silence in pack.silences.values()} == {"nobody_measures", "published_not_loaded"}


def test_no_two_silences_but_two_are_explained_by_the_same_sentence(pack):
    whys = [str(silence.why) for silence in pack.silences.values()]
    assert len(set(whys)) == len(whys)


def test_outcomes_stand_in_no_factor_and_everything_else_in_one_of_its_role(pack):
    for indicator in pack.indicators.values():
        role = pack.factors[indicator.factor].role if indicator.factor else Role.OUTCOME
        assert indicator.role is role, indicator.key


def test_what_services_did_or_wrote_down_has_no_good_direction(pack):
    recorded = {key for key, indicator in pack.indicators.items() if indicator.recorded_by_services}
    assert recorded == {key for key in pack.indicators if key.startswith("assessments_")} | {
        "children_in_need", "child_protection_plans", "children_looked_after", "mental_health_admissions_0_17",
        "suspensions", "permanent_exclusions",
    }  # fmt: skip
    assert {pack.indicators[key].polarity for key in recorded} == {Polarity.NEITHER}


def test_indicators_without_a_usable_figure_of_the_nation_compare_with_the_region(pack):
    assert {key for key, indicator in pack.indicators.items() if indicator.compare_with == "E12000003"} == {
        "children_in_relative_poverty",
        "youth_reoffending",
        "first_time_entrants_youth_justice",
    }


def test_proxies_say_what_they_stand_in_for(pack):
    for key in ("housing_affordability_ratio", "visited_library", "engaged_with_arts"):
        assert "stands in for" in str(pack.indicators[key].stands_in_for) or "stand in for" in str(
            pack.indicators[key].stands_in_for
        )
    # A protective factor measured by what is missing, or by what services did, is a stand-in too.
    for indicator in pack.indicators.values():
        deficit = indicator.role is Role.PROTECTIVE and indicator.polarity is not Polarity.HIGH_IS_BETTER
        assert indicator.stands_in_for or not deficit, indicator.key


def test_indicator_is_read_whole(pack):
    absence = pack.indicators["persistent_absence"]
    assert absence.slug == "persistent-absence"
    assert absence.bindings == (
        Binding("ons_els", "Persistent absences for all pupils"),
        Binding("facts", "persistent_absence"),
    )
    assert absence.source.released == date(2026, 3, 26)
    assert absence.stages == ("5-10", "11-17")
    assert [one.at for one in absence.breaks] == [date(2020, 8, 1), date(2022, 8, 1)]
    assert (absence.compare_with, absence.suffix, absence.decimals, absence.interval) == ("E92000001", "%", 1, "none")
    assert absence.stands_in_for is None
    assert pack.indicators["social_contact_carers"].bindings[0] == Binding("fingertips", "90638", "Persons", "18+ yrs")
    assert pack.indicators["social_contact_carers"].source.released is None


@pytest.mark.parametrize(
    ("ages", "stages"),
    [
        ((0, 17), ("0-4", "5-10", "11-17")),
        ((16, None), ("18-24", "25-64", "65-and-over")),
        ((10, 17), ("11-17",)),
        ((0, 15), ("0-4", "5-10", "11-17")),
        ((16, 17), ("11-17",)),  # narrower than its stage, and wholly in it
        ((19, 21), ("18-24",)),
        ((7, 11), ("5-10",)),
        ((0, None), ("0-4", "5-10", "11-17", "18-24", "25-64", "65-and-over")),
        ((8, 13), ("5-10", "11-17")),  # half of it in each
        ((None, None), ("before-birth",)),
        ((15, 5), ()),
    ],
)
def test_an_indicator_stands_in_every_stage_that_its_ages_cover_by_half(pack, ages, stages):
    assert stages_of(*ages, pack.stages) == stages


def test_helplines_are_dated_and_owned_and_hold_only_checked_numbers(pack):
    assert {line.contact for line in pack.helplines.values()} == {
        "999", "111, then option 2", "116 123", "text 85258", "0800 068 4141", "0800 1111",
    }  # fmt: skip
    assert {line.owner for line in pack.helplines.values()} == {"programme team"}
    assert all(isinstance(line.checked, date) for line in pack.helplines.values())


def test_groups_say_whether_they_are_measured_proxied_or_silent(pack):
    assert {key: group.state for key, group in pack.groups.items()} == {
        "community_resilience": "proxied",
        "care_leavers": "measured",
        "homelessness": "silent",
        "prison": "silent",
        "asylum": "silent",
        "gypsy_and_traveller": "silent",
        "multiple_disadvantage": "silent",
    }


def test_transitions_and_settings_have_figures_or_say_that_they_have_none(pack):
    assert list(pack.transitions) == [
        "starting-school", "moving-school", "leaving-care", "becoming-a-parent", "prison-to-home", "losing-someone",
        "retiring",
    ]  # fmt: skip
    assert list(pack.settings) == [
        "home", "early-years", "school", "health", "police-and-justice", "housing", "work", "community",
    ]  # fmt: skip
    for crossing in (*pack.transitions.values(), *pack.settings.values()):
        assert crossing.indicators or crossing.silence


def test_doubts_cover_the_figures_they_name():
    doubt = Doubt("a", "", "2024-01-01/P1Y", "9", "Odd.", "Nothing.", "a person reading")
    assert doubt.withheld
    assert doubt.covers("a", "anywhere", "2024-01-01/P1Y")
    assert not doubt.covers("a", "anywhere", "2023-01-01/P1Y")
    assert not doubt.covers("b", "anywhere", "2024-01-01/P1Y")


def test_words_fall_back_to_the_base_language_and_then_to_english():
    words = Words({"en": "home", "pl": "dom"})
    assert [words.in_language(language) for language in ("pl-PL", "pl", "ur")] == ["dom", "dom", "home"]


def test_facts_are_read_with_the_line_they_stand_on(pack_folder):
    facts = read_facts(pack_folder)
    assert len(facts) == 2331
    one = next(fact for fact in facts if fact.figure == ("persistent_absence", "E08000035", "2024-08-01/P1Y"))
    text = (pack_folder / one.file).read_text("utf-8").splitlines()[one.line - 1]
    assert text.startswith(f"persistent_absence,E08000035,2024-08-01/P1Y,2024-08-01/P1Y,{one.published},")
    assert (one.value, one.status) == (19.0076, "shown")


def test_reading_refuses_a_broken_file_with_its_line(copy):
    path = copy / "indicators" / "unemployment.yaml"
    path.write_text(path.read_text("utf-8").replace("role: protective", "role: lucky"), "utf-8")
    with pytest.raises(PackError) as refused:
        read(copy)
    assert str(refused.value) == (
        'indicators/unemployment.yaml, line 12: "lucky"; one of "risk", "protective", "outcome" would do.'
    )


def test_reading_refuses_a_file_that_is_not_there(copy):
    (copy / "places.yaml").unlink()
    with pytest.raises(PackError, match=r"^places\.yaml, line 1: there is no such file; "):
        read(copy)


def test_reading_refuses_a_pack_without_a_table_of_doubts(copy):
    (copy / "facts" / "doubts.csv").unlink()
    with pytest.raises(PackError, match=r"^facts/doubts\.csv, line 1: there is no such file; "):
        read(copy)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026-02-30", "2026-02-30 is no day of any calendar; a day, such as 2026-03-26 would do."),
        ("2026-02-03 25:61:00", "a value here is not what it looks like; "
         "quotes around what is neither number nor day would do."),
    ],
)  # fmt: skip
def test_reading_refuses_a_day_that_no_calendar_has(copy, written, said):
    path = copy / "helplines" / "shout.yaml"
    path.write_text(path.read_text("utf-8").replace("2026-11-22", written), "utf-8")
    with pytest.raises(PackError) as refused:
        read(copy)
    line = 7 if "calendar" in said else 1
    assert str(refused.value) == f"helplines/shout.yaml, line {line}: {said}"


def test_line_of_gives_the_nearest_line_where_the_way_ends(pack_folder):
    path = pack_folder / "places.yaml"
    assert line_of(path, ["areas", 1, "slug"]) == line_of(path, ["areas", 1, "slug", "deeper"])
    assert line_of(path, ["nothing"]) == line_of(path, [])


def test_reading_is_quick(pack_folder):
    begun = time.process_time()
    read(pack_folder)
    assert time.process_time() - begun < 1  # 0.07 s on a quiet machine


def test_a_series_across_the_pandemic_years_is_marked_with_a_break(pack, pack_folder):
    shown: dict[str, list[date]] = {}
    for fact in read_facts(pack_folder):
        if fact.status == "shown":
            shown.setdefault(fact.indicator, []).append(Period.parse(fact.period).end)
    for key, days in shown.items():
        across = min(days) < date(2020, 3, 1) and max(days) > date(2022, 4, 1)
        breaks = [one.at for one in pack.indicators[key].breaks if date(2018, 1, 1) <= one.at <= date(2022, 9, 1)]
        assert breaks or not across, key


def test_numbers_and_units_make_a_phrase(pack):
    assert {str(one.unit) for one in pack.indicators.values() if not one.suffix} == {
        "out of 10 on average",
        "out of 40 on average",
        "per 10,000 children",
        "per 100,000 children aged 0 to 17",
        "per 100,000 children aged 10 to 17",
        "years",
        "years of pay",
    }
