import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from partnership.academy.forms.register_sheets import UploadRegisterForm
from partnership.academy.rules.sheets import Reading, part_headings
from tests.people import a_person
from tests.teaching import a_booking, a_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return a_session(days=-3, parts=2)


@pytest.fixture
def headings(session):
    return ["Number", "Name", "E-mail", *part_headings(list(session.parts.all()))]


@pytest.fixture
def booking(session):
    return a_booking(session)


def read(session, headings, rows):
    numbers = frozenset(session.bookings.values_list("pk", flat=True))
    reading = Reading(list(session.parts.all()), numbers, {"walker@example.org": a_person()})
    reading.read(headings, rows)
    return reading


def uploaded(session, content, name="register.csv"):
    return UploadRegisterForm(session, {}, {"file": SimpleUploadedFile(name, content)})


def a_workbook(rows, *, merged=""):
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if merged:
            sheet.merge_range(merged, "here")
    return sink.getvalue()


def test_a_row_says_whose_it_is_and_how_they_stand(session, headings, booking):
    first, second = session.parts.all()
    reading = read(
        session,
        headings,
        [(2, [str(booking.pk), "", "", "Here", "partly"]), (3, ["", "", "Walker@Example.org", "x", ""])],
    )
    assert reading.problems == []
    assert reading.rows[0].marks == ((first.pk, "here"), (second.pk, "partly"))
    assert (reading.rows[1].booking, len(reading.rows[1].marks)) == (0, 1)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["999", "", "", "here", ""], "Row 2, column “Number”: “999” is nobody in this register."),
        (
            ["", "Sam", "", "here", ""],
            "Row 2, column “Number”: Nobody is named. Give the number, or an e-mail address.",
        ),
        (
            ["", "", "nobody@example.org", "here", ""],
            "Row 2, column “E-mail”: Nobody with the address “nobody@example.org” has an account.",
        ),
    ],
)
def test_unknown_people_are_told_with_row_and_column(session, headings, booking, row, said):
    assert read(session, headings, [(2, row)]).problems == [said]


def test_an_unknown_mark_is_told_with_its_column(session, headings, booking):
    reading = read(session, headings, [(7, [str(booking.pk), "", "", "here", "perhaps"])])
    assert reading.problems == [f"Row 7, column “{headings[4]}”: “perhaps” is not known. Write here, partly or not."]
    assert reading.rows == []


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        (["Name", "Part 1"], "There is no column “Number”. The file that you can take from here has it."),
        (["Number", "Part 7"], "Column “Part 7”: this session has 2 parts. “Part 1” is the first."),
    ],
)
def test_wrong_columns_are_told(session, headings, said):
    assert read(session, headings, []).problems == [said]


def test_a_sheet_without_any_part_says_what_a_part_is_called(session):
    (said,) = read(session, ["Number", "Name"], []).problems
    assert said.startswith("There is no column of a part, such as “Part 1 (")


def test_csv_and_workbook_say_the_same(session, headings, booking):
    row = [str(booking.pk), "Somebody", "", "here", "not"]
    text = "\n".join(",".join(cells) for cells in (headings, row))
    forms = [uploaded(session, text.encode()), uploaded(session, a_workbook([headings, row]), "register.xlsx")]
    assert [form.is_valid() for form in forms] == [True, True]
    assert forms[0].rows == forms[1].rows
    assert forms[0].rows[0].booking == booking.pk


def test_merged_cells_are_named(session, headings, booking):
    content = a_workbook([headings, [str(booking.pk)], [str(booking.pk)]], merged="D2:D3")
    form = uploaded(session, content, "register.xlsx")
    assert form.errors["file"] == ["Cells D2 to D3 are one merged cell. Give each person a cell of their own."]


def test_very_many_problems_are_told_as_many_as_somebody_reads(session, headings, booking):
    lines = [",".join(headings), *(f"{number},,,here,here" for number in range(900, 950))]
    form = uploaded(session, "\n".join(lines).encode())
    assert len(form.errors["file"]) == 31
    assert form.errors["file"][-1] == "And 20 more of the kind."


def test_what_is_no_sheet_is_told(session):
    assert "nothing in this" in uploaded(session, a_workbook([]), "register.xlsx").errors["file"][0]
    assert uploaded(session, b"").errors["file"][0].startswith("This file is empty.")
