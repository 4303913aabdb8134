"""Each way in which rows of facts and of doubts cannot stand, and the sentence it gets."""

from __future__ import annotations

import pytest

from heartwood.check.facts import doubt_problems, fact_problems
from heartwood.pack import read
from heartwood.pack.facts import read_facts

DWP = "facts/dwp-children-in-low-income-families.csv"
ROW = "children_in_relative_poverty,E08000033,2021-04-01/P1Y,2021-04-01/P1Y,25.7744112,,,,,,shown,,published"
HOLE = "children_in_relative_poverty,E92000001,2021-04-01/P1Y,2021-04-01/P1Y,,,,,,,not_published,"
ARTS = "engaged_with_arts,E08000035,2023-04-01/P1Y,2023-04-01/P1Y,89,87,91,"
SMALL = "33.653846,,,105,312,areas,shown"
AREAS = "E08000032, E08000033, E08000034, E08000035, E08000036, E12000003, E92000001"


def sentences(folder) -> list[str]:
    pack, facts = read(folder), read_facts(folder)
    return [str(problem) for problem in (*fact_problems(pack, facts), *doubt_problems(pack, facts))]


def test_the_real_facts_can_stand(pack_folder):
    assert sentences(pack_folder) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (DWP, ROW, ROW.replace("25.7744112", ""), "a figure that is shown has no value; "
         "a value, or another status with its why would do."),
        (DWP, ROW, ROW.replace("shown,,", "shown,perhaps,"), 'a figure that is shown has the why "perhaps"; '
         "one sentence wherever it is not shown would do."),
        (DWP, HOLE, HOLE.replace(",,,,,,,", ",27.1,,,,,,"), "a figure that is not_published has the value 27.1; "
         "no value would do."),
        (DWP, ROW, ROW.replace("25.7744112", "125.7744112"), '125.7744112 is not in the unit "% of children under 16"; '
         "a share from 0 to 100 would do."),
        ("facts/dcms-participation-survey.csv", ARTS, ARTS.replace("87,91", "91,87"),
         "the interval 91 to 87 is the wrong way round; the low end first would do."),
        ("facts/dcms-participation-survey.csv", ARTS, ARTS.replace(",89,", ",92,"),
         "the value 92 lies outside its interval; a value between low and high would do."),
        ("facts/dcms-participation-survey.csv", ARTS, ARTS.replace(",89,87", ",86,87"),
         "the value 86 lies outside its interval; a value between low and high would do."),
        ("facts/mhclg-indices-of-deprivation-2025.csv", SMALL, SMALL.replace("areas", "people"),
         'the denominator is "people"; "areas", as its indicator says would do.'),
    ],
)  # fmt: skip
def test_row_that_cannot_stand_names_line_found_and_accepted(copy, file, old, new, said):
    line = copy.put(file, old, new)
    assert sentences(copy.folder) == [f"{file}, line {line}: {said}"]


def test_a_day_that_no_calendar_has_is_refused(copy):
    line = copy.put(DWP, ROW, ROW.replace("E08000033,2021-04-01/P1Y", "E08000033,2021-02-30/P1Y"))
    assert sentences(copy.folder)[0] == (
        f'{DWP}, line {line}: column "period": "2021-02-30/P1Y" is no day of any calendar; '
        "2013-04-01/P1Y or 2013-03-31 would do."
    )


def test_an_unknown_indicator_and_an_unknown_area_are_refused(copy):
    line = copy.put(DWP, ROW, ROW.replace("children_in_relative_poverty,E08000033", "childrens_poverty,E08000039"))
    assert sentences(copy.folder)[:2] == [
        f'{DWP}, line {line}: "childrens_poverty" is not an indicator of this pack; '
        "a key that has a file in indicators/ would do.",
        f'{DWP}, line {line}: "E08000039" is not an area of this pack; one of {AREAS} would do.',
    ]


def test_a_figure_that_stands_twice_is_refused(copy):
    lines = (copy.folder / DWP).read_text("utf-8").splitlines()
    first = 1 + next(place for place, text in enumerate(lines) if text.startswith(ROW))
    line = copy.add(DWP, f"{ROW},again")
    assert sentences(copy.folder) == [
        f"{DWP}, line {line}: this figure stands in {DWP}, line {first}, already; each figure once would do."
    ]


def test_a_hole_without_a_row_is_refused(copy):
    path = copy.folder / DWP
    kept = [line for line in path.read_text("utf-8").splitlines(keepends=True) if not line.startswith(HOLE)]
    path.write_text("".join(kept), "utf-8")
    assert sentences(copy.folder) == [
        f"{DWP}, line {len(kept)}: children_in_relative_poverty has no row for E92000001 in 2021-04-01/P1Y; "
        "a row with its status and why would do."
    ]


def test_an_indicator_without_any_row_is_refused(copy):
    (copy.folder / DWP).unlink()
    assert sentences(copy.folder) == [
        "indicators/children-in-relative-poverty.yaml, line 1: no row of facts is about children_in_relative_poverty; "
        "some rows would do."
    ]


def test_a_doubt_about_nothing_is_refused(copy):
    line = copy.add("facts/doubts.csv", "unemployment,,1999-01-01/P1Y,,Odd.,Nothing.,a person reading,no")
    assert sentences(copy.folder) == [
        f"facts/doubts.csv, line {line}: no fact is unemployment of every area in 1999-01-01/P1Y; "
        "an indicator, area and period that have a row of facts would do."
    ]


def test_a_doubted_figure_without_its_doubt_is_refused(copy):
    line = copy.put(DWP, ROW, ROW.replace("shown,,", "doubted,Odd.,"))
    assert sentences(copy.folder) == [
        f"{DWP}, line {line}: a doubted figure has no row in facts/doubts.csv; "
        "a row there that says what is shown instead, withheld yes would do."
    ]


def test_a_figure_that_is_shown_and_withheld_is_refused(copy):
    copy.add(
        "facts/doubts.csv",
        "children_in_relative_poverty,E08000033,2021-04-01/P1Y,25.8,Odd.,Nothing.,a person reading,yes",
    )
    (found,) = sentences(copy.folder)
    assert found.endswith(
        ': a figure is shown that facts/doubts.csv withholds; the status "doubted" with its why would do.'
    )
