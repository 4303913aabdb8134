"""What is wrong with a workbook that comes back: which cell, and what would do. Nothing is changed by a bad file."""

import pytest

from partnership.framework.forms.cells import read_workbook
from partnership.framework.models import Assessment, Response
from partnership.framework.queries import workbooks as queries
from partnership.framework.rules.workbooks import LEAD, SEALED
from tests import assessments, years
from tests.commitments import a_lead
from tests.workbooks import answer, brought_in, filled, put, sent, taken

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SEEN = "What this workbook would do"


def wrong(made, kind, change):
    """Give what is wrong with a workbook after somebody changed it."""
    workbook, problems = read_workbook(made, kind, filled(taken(made, kind), change))
    seen = queries.preview(made, workbook, problems)
    return [(one.sheet, one.cell, one.found, one.sentence) for one in seen.problems]


def move_columns(sheets):
    answer(sheets, "staff", [[3]])
    for rows in (sheets["staff"],):
        for number, row in enumerate(rows):
            rows[number] = [*row[8:], "mine", *row[:8]]


def test_columns_that_were_moved_are_found_by_their_headings(asked, outside):
    brought_in(asked, SEALED, filled(taken(asked, SEALED), move_columns), outside)
    assert list(Response.objects.get(seat__seat="staff").answers.values_list("level", flat=True)) == [3] * 12


def without_key(sheets):
    answer(sheets, "staff", [[3]])
    sheets["staff"][1][0] = "Schlüssel"


def unknown_standard(sheets):
    answer(sheets, "staff", [[3]])
    sheets["staff"][4][0] = "moon"


def standard_twice(sheets):
    answer(sheets, "staff", [[3]])
    sheets["staff"][3][0] = "leaders-own-it"


def row_deleted(sheets):
    answer(sheets, "staff", [[3]])
    del sheets["staff"][4]


def out_of_range(sheets):
    answer(sheets, "staff", [[3]])
    sheets["staff"][2][8], sheets["staff"][3][8] = 6, "often"


def code_twice(sheets):
    answer(sheets, "staff", [[3], [4]])
    sheets["staff"][1][9] = sheets["staff"][1][8]


def code_lost(sheets):
    answer(sheets, "staff", [[3]])
    sheets["staff"][1][8] = "R1"


def sheet_missing(sheets):
    del sheets["people"]


@pytest.mark.parametrize(
    ("change", "cell", "sentence"),
    [
        (without_key, "A2", "The column “Key” is missing."),
        (unknown_standard, "A5", "There is no standard of this key."),
        (standard_twice, "A4", "This key stands twice."),
        (row_deleted, "", "The row of this key is missing."),
        (out_of_range, "I3", "This is no level. Write a number from 1 to 5, or leave the cell empty."),
        (out_of_range, "I4", "This is no level."),
        (code_twice, "J2", "This code stands twice; first in “staff”, I2."),
        (code_lost, "I2", "This heading has lost its code."),
        (sheet_missing, "", "This sheet is missing."),
    ],
)
def test_each_wrong_cell_has_its_sentence_and_nothing_is_changed(asked, outside, client, change, cell, sentence):
    found = wrong(asked, SEALED, change)
    assert [one for one in found if one[1] == cell and one[3].startswith(sentence)]
    shown = sent(client, outside, asked, filled(taken(asked, SEALED), change), "import-sealed-workbook")
    assert sentence in shown
    assert "Bring it in" not in shown.split(SEEN)[1].split("Choose another file")[0]
    assert not Response.objects.filter(seat__anonymous=True).exists()


def both_said(sheets):
    put(sheets, "Agreed", "feels-safe", "Level", 3)
    put(sheets, "Agreed", "feels-safe", "Why it does not apply", "No rooms")


def too_long(sheets):
    put(sheets, "Agreed", "feels-safe", "What convinced you", "x" * 1001)


def no_such_day(sheets):
    put(sheets, "Evidence", "feels-safe", "What you can show", "A walk")
    put(sheets, "Evidence", "feels-safe", "From when it is", "last spring")


def nothing_shown(sheets):
    put(sheets, "Evidence", "feels-safe", "Where it is kept", "The office")


def level_missing(sheets):
    put(sheets, "Agreed", "feels-safe", "Level", 3)
    sheets["Agreed"][1][2] = "Rating"


def evidence_of_nothing(sheets):
    put(sheets, "Evidence", "feels-safe", "What you can show", "A walk")
    sheets["Evidence"][4][0] = "moon"


@pytest.mark.parametrize(
    ("change", "sheet", "sentence"),
    [
        (both_said, "Agreed", "Either a level, or why it does not apply; not both."),
        (too_long, "Agreed", "This is longer than 1000 letters."),
        (level_missing, "Agreed", "The column “Level” is missing."),
        (no_such_day, "Evidence", "That is not a day we know. 31/12/2026 would do."),
        (nothing_shown, "Evidence", "Say what you can show, or empty the row."),
        (evidence_of_nothing, "Evidence", "There is no standard of this key."),
    ],
)
def test_each_wrong_cell_of_a_meeting_has_its_sentence(change, sheet, sentence):
    made = years.looked(*a_lead(), answers={})
    (found,) = wrong(made, LEAD, change)
    assert (found[0], found[3].startswith(sentence)) == (sheet, True)


def test_workbook_of_another_assessment_edition_or_kind_is_refused(asked, client):
    lead = asked.started_by
    other = assessments.begun()[0]
    assert "belongs to another assessment" in sent(client, lead, asked, taken(other, LEAD))
    assert "the other kind of workbook" in sent(client, lead, asked, taken(asked, SEALED))
    content = taken(asked, LEAD)
    Assessment.objects.filter(pk=asked.pk).update(edition="long-2026")
    assert "belongs to another assessment" in sent(client, lead, asked, content)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty."),
        (b"PK\x03\x04 and no more", "We could not open this workbook."),
        (b"a,b\n1,2\n", "We could not open this workbook."),
        (b"PK" + b"x" * (10 * 1024 * 1024), "This file is larger than 10 MB."),
    ],
    ids=["empty", "broken", "csv", "large"],
)
def test_what_is_no_workbook_is_refused_with_what_would_do(asked, client, content, sentence):
    assert sentence in sent(client, asked.started_by, asked, content)


def test_sheet_that_is_too_large_is_refused(asked, client):
    content = filled(taken(asked, LEAD), lambda sheets: sheets["Agreed"].extend([["x"]] * 1000))
    assert "larger than 1000 rows and 300 columns" in sent(client, asked.started_by, asked, content)


def test_workbook_that_is_not_ours_is_refused(asked, client):
    content = filled(taken(asked, LEAD), lambda sheets: sheets.pop("Read me"))
    assert "no workbook that was taken from here" in sent(client, asked.started_by, asked, content)
