"""Each way in which a file can have the wrong shape, and the sentence it gets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from heartwood.check.schemas import schema_problems

ABSENCE = "indicators/persistent-absence.yaml"
POVERTY = "life-course/poverty.yaml"
PAGE = "https://explore-education-statistics.service.gov.uk/find-statistics/pupil-absence-in-schools-in-england"
DWP = "facts/dwp-children-in-low-income-families.csv"


def sentences(folder: Path) -> list[str]:
    return [str(problem) for problem in schema_problems(folder)]


def test_schemas_are_json_schema(root):
    paths = sorted((root / "heartwood" / "schemas").glob("*.json"))
    assert len(paths) == 27
    for path in paths:
        Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))


def test_the_real_pack_has_the_right_shape(pack_folder):
    assert sentences(pack_folder) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (ABSENCE, "decimals: 1\n", "", 'line 1: "decimals" is missing; a line "decimals: …" would do.'),
        (ABSENCE, "role: risk", "role: danger", '"danger"; one of "risk", "protective", "outcome" would do.'),
        (ABSENCE, "decimals: 1", "decimals: 1.5", '"1.5"; 0 to 4 would do.'),
        (ABSENCE, "released: 2026-03-26", "released: soon", '"soon"; a day, such as 2026-03-26, or null would do.'),
        (ABSENCE, "released: 2026-03-26", "released: 2026-03-26 09:30:00",
         '"2026-03-26T09:30:00"; a day, such as 2026-03-26, or null would do.'),
        (ABSENCE, "  from: 5\n  to: 15\n", "  from: five\n  to: 15\n", '"five"; an age in whole years, or null would do.'),
        (ABSENCE, f"page: {PAGE}", "page: example.org", '"example.org"; an address that begins with https:// would do.'),
        (ABSENCE, "- source: ons_els", "- source: ons", '"ons"; one of "facts", "ons_els", "fingertips", "dfe_ees", '
         '"dfe_lait", "iod" would do.'),
        ("places.yaml", "code: E08000035", "code: E0800035", '"E0800035"; a code of nine characters, such as E08000035 would do.'),
        ("places.yaml", "    kind: nation\n", "    kind: nation\n    flag: red\n",
         '"flag" is not known here; one of code, slug, name, kind, parent, nhs_name, note would do.'),
        ("vocabulary.yaml", "    name: {en: Poverty}", "    name: Poverty",
         '"Poverty"; a text for each language, such as {en: Leeds} would do.'),
        ("vocabulary.yaml", "    name: {en: Poverty}", "    name: {pl: Bieda}", '"en" is missing; a line "en: …" would do.'),
        ("helplines/shout.yaml", "checked: 2026-11-22", "checked: lately", '"lately"; a day, such as 2026-03-26 would do.'),
    ],
)  # fmt: skip
def test_content_file_of_the_wrong_shape_names_line_found_and_accepted(slim, file, old, new, said):
    line = slim.put(file, old, new)
    (found,) = sentences(slim.folder)
    assert found.startswith(f"{file}, line ")
    assert found.endswith(said if said.startswith("line") else f": {said}")
    # A whole thing that lacks a key, or has one too many, is named by the line on which it begins.
    if "is missing" not in said and "is not known" not in said:
        assert f"line {line}:" in found or f"line {line + 1}:" in found


def test_a_cell_with_a_lead_and_a_silence_is_refused(slim):
    line = slim.put(
        POVERTY, "    lead: children_in_relative_poverty\n  5-10:", "    lead: a\n    who: {en: me}\n  5-10:"
    )
    assert sentences(slim.folder) == [f'{POVERTY}, line {line - 1}: "who"; one of "lead" would do.']


def test_a_cell_with_neither_lead_nor_silence_is_refused(slim):
    slim.put(POVERTY, "    lead: children_in_relative_poverty\n  5-10:", "    {}\n  5-10:")
    found = [one.partition(": ")[2] for one in sentences(slim.folder)]
    assert found[:3] == [f'"{key}" is missing; a line "{key}: …" would do.' for key in ("silence", "why", "who")]


def test_nobody_measures_without_the_day_it_was_looked_for_is_refused(slim):
    slim.put("life-course/good-housing.yaml", "    looked: 2026-11-22\n", "")
    (found,) = sentences(slim.folder)
    assert found.endswith('"looked" is missing; a line "looked: …" would do.')


def test_a_key_that_stands_twice_is_refused(slim):
    line = slim.put(ABSENCE, "decimals: 1\n", "decimals: 1\ndecimals: 2\n")
    assert sentences(slim.folder) == [
        f'{ABSENCE}, line {line + 1}: "decimals" stands here a second time; each key once would do.'
    ]


def test_a_file_that_is_missing_is_named(slim):
    (slim.folder / "settings.yaml").unlink()
    (slim.folder / "facts" / "doubts.csv").unlink()
    assert sentences(slim.folder) == [
        "settings.yaml, line 1: there is no such file; a file settings.yaml in the pack would do.",
        "facts/doubts.csv, line 1: there is no such file; a file facts/doubts.csv in the pack would do.",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"key: [1\n", "line 2: this is not YAML (did not find expected ',' or ']'); "
         "YAML, indented with spaces would do."),
        (b"key: tea\nname: caf\xe9\n", "line 2: this is not UTF-8 text; a file saved as UTF-8 would do."),
        (b"- a list\n", 'line 1: a list where a mapping stands; lines such as "key: value" would do.'),
        (b"", 'line 1: a NoneType where a mapping stands; lines such as "key: value" would do.'),
    ],
)  # fmt: skip
def test_a_content_file_that_is_not_one_is_refused(slim, content, said):
    (slim.folder / "pack.yaml").write_bytes(content)
    assert sentences(slim.folder) == [f"pack.yaml, {said}"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("E08000033,2021-04-01/P1Y,2021-04-01/P1Y,25.7744112", "E08000033,2021,2021-04-01/P1Y,25.7744112",
         'column "period": "2021"; a period in ISO 8601, such as 2013-04-01/P1Y or 2013-03-31 would do.'),
        ("25.7744112", '"25,7744112"', 'column "value": "25,7744112"; a number with a point and no commas, or nothing would do.'),
        ("25.7744112,,,,,,shown", "25.7744112,,,,,,hidden", 'column "status": "hidden"; one of "shown", "too_few", '
         '"not_published", "not_collected", "doubted" would do.'),
        ("25.7744112,,,,,,shown", "25.7744112,,,,,,,shown", "there are more cells than headings; "
         "as many cells as headings would do."),
    ],
)  # fmt: skip
def test_a_row_of_facts_of_the_wrong_shape_names_line_found_and_accepted(slim, old, new, said):
    line = slim.put(DWP, old, new)
    assert sentences(slim.folder) == [f"{DWP}, line {line}: {said}"]


def test_facts_cut_mid_row_are_refused(slim):
    path = slim.folder / DWP
    text = path.read_text("utf-8")
    path.write_text(text[: text.rindex(",not_published")], "utf-8")
    line = text.count("\n")
    found = [one.partition(": ")[2].partition(":")[0] for one in sentences(slim.folder)]
    assert found == ['column "status"', 'column "origin"', 'column "source"']
    assert all(one.startswith(f"{DWP}, line {line}: ") for one in sentences(slim.folder))


def test_facts_under_another_heading_are_refused(slim):
    slim.put(DWP, "indicator,area,period", "indicator,place,period")
    (found,) = sentences(slim.folder)
    assert found.startswith(f'{DWP}, line 1: the heading is "indicator,place,period,label,')
    assert found.endswith('; "indicator,area,period,label,value,low,high,count,denominator,denominator_kind,status,why,'
                          'origin,source" would do.')  # fmt: skip


def test_facts_that_are_not_utf_8_are_refused(slim):
    path = slim.folder / DWP
    path.write_bytes(path.read_bytes().replace(b"Department", b"D\xe9partement"))
    (found,) = sentences(slim.folder)
    assert found.startswith(f"{DWP}, line 1: this cannot be read as a table ('utf-8' codec can't decode byte 0xe9")
    assert found.endswith("; CSV in UTF-8 would do.")
