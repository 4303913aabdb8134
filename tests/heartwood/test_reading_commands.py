"""`heartwood evidence show` and `heartwood evidence profile`, as an analyst types them."""

import csv
import json
from io import StringIO

import pytest
from click.testing import CliRunner

from heartwood.cli import main


@pytest.fixture
def run(facts_build, pack_folder):
    """Give the function that runs a command of the group `evidence` on a real build of the pack's facts."""

    def type_in(*words):
        return CliRunner().invoke(main, ["evidence", *words, "--pack", str(pack_folder)])

    return type_in


def rows_of(text):
    return list(csv.DictReader(StringIO(text)))


def test_show_prints_a_table_with_interval_comparison_trend_and_source(run, pack):
    area = pack.districts[0]
    done = run("show", "anxiety-mean", "--area", area.slug)
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[1].split() == ["Place", "Period", "Value", "Interval", "Compared", "Trend"]
    assert lines[3].startswith(str(area.name))
    assert str(pack.indicators["anxiety_mean"].unit) in lines[3]
    assert lines[-1].startswith("Source: Office for National Statistics")


def test_show_takes_a_key_or_an_address_and_a_code_or_an_address(run, pack):
    area = pack.districts[0]
    by_key = run("show", "anxiety_mean", "--area", area.code)
    assert by_key.output == run("show", "anxiety-mean", "--area", area.slug).output


def test_show_without_an_area_gives_every_area_and_period(run, pack):
    rows = rows_of(run("show", "anxiety_mean", "--format", "csv").output)
    assert {row["area"] for row in rows} == set(pack.areas)
    assert len(rows) == 70


def test_csv_carries_definition_source_period_and_build_in_every_row(run, facts_build):
    rows = rows_of(run("show", "assessments_gangs", "--format", "csv").output)
    for row in rows:
        assert row["definition"]
        assert row["source"]
        assert row["licence"]
        assert row["period"]
        assert row["build"] == facts_build.stem
    assert {row["worked_out_by_us"] for row in rows if row["status"] == "shown"} == {"True"}


def test_csv_of_a_withheld_figure_holds_its_reason_and_no_number(run):
    rows = rows_of(run("show", "first_time_entrants_youth_justice", "--area", "england", "--format", "csv").output)
    assert {row["status"] for row in rows} == {"doubted"}
    assert {(row["value"], row["count"], row["compared"]) for row in rows} == {("", "", "")}
    assert all(row["why"] for row in rows)


def test_json_holds_the_definition_once_and_the_figures(run, facts_build):
    found = json.loads(run("show", "anxiety-mean", "--area", "england", "--format", "json").output)
    assert found["indicator"] == "anxiety_mean"
    assert found["build"] == facts_build.stem
    assert found["figures"][0]["period"] == "2013-04-01/P1Y"
    assert found["figures"][0]["compared"] == ""


def test_profile_prints_every_factor_of_a_stage(run, pack):
    done = run("profile", pack.districts[0].slug, "--stage", "11-17")
    assert done.exit_code == 0
    for factor in pack.factors.values():
        assert str(factor.name) in done.output
    assert "Nobody measures this" in done.output
    assert "Outcome" in done.output


def test_profile_as_csv_has_a_row_for_every_silence_with_its_reason(run, pack):
    rows = rows_of(run("profile", pack.districts[0].code, "--format", "csv").output)
    assert {row["stage"] for row in rows} == set(pack.stages)
    silent = [row for row in rows if row["silence"]]
    assert {row["silence"] for row in silent} == {"nobody_measures", "published_not_loaded"}
    assert all(row["silence_why"] and not row["value"] for row in silent)


def test_profile_as_json_names_the_place_and_the_build(run, pack, facts_build):
    area = pack.districts[-1]
    found = json.loads(run("profile", area.slug, "--stage", "0-4", "--format", "json").output)
    assert (found["area"], found["area_name"], found["build"]) == (area.code, str(area.name), facts_build.stem)
    assert {figure["stage"] for figure in found["figures"]} == {"0-4"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("show", "persistent_absense"),
            'There is no indicator called "persistent_absense". The closest are: persistent_absence, ',
        ),
        (("show", "anxiety_mean", "--area", "englend"), 'There is no area called "englend". The closest are: england'),
        (("profile", "qqqqq"), 'There is no area called "qqqqq".'),
        (("profile", "england", "--stage", "11-18"), 'no stage of life called "11-18". The closest are: 11-17'),
    ],
)
def test_an_unknown_name_gets_a_sentence_with_the_closest_and_exit_status_2(run, words, sentence):
    done = run(*words)
    assert done.exit_code == 2
    assert sentence in done.output


def test_without_a_build_there_is_a_sentence_that_says_how_to_make_one(pack_folder, tmp_path):
    words = ["evidence", "show", "anxiety_mean", "--data", str(tmp_path), "--pack", str(pack_folder)]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 2
    assert "heartwood evidence load facts" in done.output


def test_a_pack_that_cannot_be_read_gets_its_sentence(facts_build, tmp_path):
    done = CliRunner().invoke(main, ["evidence", "show", "anxiety_mean", "--pack", str(tmp_path)])
    assert done.exit_code == 2
    assert "pack.yaml" in done.output


def test_the_only_pack_is_found_and_several_must_be_told_apart(facts_build, root, tmp_path, monkeypatch):
    monkeypatch.chdir(root)
    assert CliRunner().invoke(main, ["evidence", "show", "anxiety_mean"]).exit_code == 0
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["evidence", "show", "anxiety_mean"])
    assert done.exit_code == 2
    assert "There are 0 packs" in done.output
