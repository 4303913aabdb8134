"""Files as people have them, and what a cell may say."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.partners.forms.spreadsheets import read_spreadsheet
from partnership.partners.models.columns import COLUMNS, fingerprint, fold, fold_body, guess
from partnership.partners.rules import cells
from partnership.partners.rules.likeness import drawer, nearest_body


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_however_it_was_saved(sign, letters):
    text = (
        sign.join(["Name", "E-mail", "Note"])
        + "\r\n"
        + sign.join(["Zoë Ørsted", "z@example.org", '"a, b; c"'])
        + "\r\n"
    )
    sheet = read_spreadsheet("list.csv", text.encode(letters))
    assert (sheet.headings, sheet.rows) == (
        ["Name", "E-mail", "Note"],
        [(2, ["Zoë Ørsted", "z@example.org", "a, b; c"])],
    )


def test_rows_keep_the_numbers_that_the_spreadsheet_shows():
    text = "Members of the club,,,\n,,,\nName,,Email,\nAda,,a@example.org,\n,,,\n\nBo,,b@example.org,\n"
    sheet = read_spreadsheet("list.csv", text.encode())
    assert sheet.headings == ["Name", "Email"]
    assert sheet.rows == [(4, ["Ada", "a@example.org"]), (7, ["Bo", "b@example.org"])]
    assert sheet.how_read == "UTF-8, headings in row 3"


def test_headings_that_nobody_knows_are_the_first_row_that_is_half_full():
    sheet = read_spreadsheet("list.csv", b"A title,,\nWho,Where,What\nx,y,z\n")
    assert (sheet.headings, sheet.rows) == (["Who", "Where", "What"], [(3, ["x", "y", "z"])])


def test_columns_get_a_name_of_their_own():
    sheet = read_spreadsheet("list.csv", b"Name,Name,\nx,y,z\n")
    assert sheet.headings == ["Name", "Name (2)", "Column 3"]


def test_spaces_that_nobody_sees_and_signs_against_formulas_go():
    sheet = read_spreadsheet("list.csv", "Name,Email\n\u200b Ada \u00a0 Byre ,'=1+1\n".encode())
    assert sheet.rows == [(2, ["Ada Byre", "=1+1"])]


def test_cells_of_a_workbook_become_text_as_a_person_would_type_it():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("List")
        sheet.write_row(0, 0, ["Name", "Email", "Since", "Staff", "Listed", "Share"])
        sheet.write_row(1, 0, ["Ada", "a@example.org"])
        sheet.write_datetime(1, 2, date(2024, 9, 30), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_row(1, 3, [45, True, 0.5])
    rows = read_spreadsheet("list.xlsx", out.getvalue()).rows
    assert rows == [(2, ["Ada", "a@example.org", "2024-09-30", "45", "yes", "0.5"])]


def test_workbook_without_anything_in_it_is_told_what_would_do():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet()
    with pytest.raises(ValidationError, match="nothing in this workbook"):
        read_spreadsheet("list.xlsx", out.getvalue())


def test_too_many_columns_are_told_what_would_do():
    wide = ",".join(f"c{n}" for n in range(81))
    with pytest.raises(ValidationError, match="more than 80 columns"):
        read_spreadsheet("list.csv", f"{wide}\n{wide}\n".encode())


def test_a_cell_that_never_ends_is_told_what_would_do():
    with pytest.raises(ValidationError, match="never ends"):
        read_spreadsheet("list.csv", b'Name,Email\n"' + b"a" * 140_000)


LETTERS = st.text(alphabet="abZé ;,|\"'\t-=1", max_size=8)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(LETTERS, min_size=2, max_size=4), min_size=1, max_size=6))
def test_no_row_with_anything_in_it_is_lost(rows):
    out = io.StringIO()
    csv.writer(out).writerows([["Name", "Email", "Organisation", "Job"], *rows])
    filled = [number for number, row in enumerate(rows, start=2) if any(map(str.strip, row))]
    if not filled:
        with pytest.raises(ValidationError, match="no row under the headings"):
            read_spreadsheet("list.csv", out.getvalue().encode())
        return
    assert [number for number, _cells in read_spreadsheet("list.csv", out.getvalue().encode()).rows] == filled


@pytest.mark.parametrize(
    ("read", "found", "value"),
    [
        (cells.an_email, "mailto:Sam@Example.ORG", "sam@example.org"),
        (cells.an_email, "<sam@example.org>;", "sam@example.org"),
        (cells.a_name, "Byre, Ada", "Ada Byre"),
        (cells.a_day, "", None),
        (cells.a_day, "1st September 2024", date(2024, 9, 1)),
        (cells.a_day, "30/9/24", date(2024, 9, 30)),
        (cells.a_day, "2024-09-30 00:00:00", date(2024, 9, 30)),
        (cells.a_day, "Sep 2024", date(2024, 9, 1)),
        (cells.yes_or_no, "Y", True),
        (cells.yes_or_no, "nil", False),
        (cells.works_as, "Volunteering", "volunteer"),
        (cells.works_as, "Full-time", "employee"),
        (cells.a_role, "", None),
        (cells.a_role, "partner lead", "partner-lead"),
        (cells.a_sector, "HOUSING", "housing"),
        (cells.a_band, "", ""),
        (cells.a_band, "none", "0"),
        (cells.a_band, "1,200", "1000+"),
        (cells.a_band, "10 to 49", "10-49"),
        (cells.an_identifier("companies-house"), "123 4567", "01234567"),
        (cells.an_identifier("nhs-ods"), "rx1", "RX1"),
        (cells.an_identifier("charity"), "", ""),
        (cells.a_website, "example.org", "https://example.org"),
        (cells.a_website, "", ""),
        (cells.a_domain, "@Example.org", "example.org"),
        (cells.a_state, "", "joined"),
        (cells.a_state, "Member", "joined"),
        (cells.a_state, "Quiet for now", "dormant"),
    ],
)
def test_cell_is_read_as_people_write_it(read, found, value):
    assert read(found) == value


@pytest.mark.parametrize(
    ("read", "found", "said"),
    [
        (cells.an_email, "sam@", "“sam@” is not an e-mail address. “sam@example.org” would do."),
        (cells.an_email, "", "Nothing stands here."),
        (cells.a_name, "12", "Nothing that reads like a name"),
        (cells.a_name, "x" * 101, "longer than 100 letters"),
        (cells.a_day, "31/09/2024", "is not a date that we can read"),
        (cells.a_day, "2199-01-01", "lies in the future"),
        (cells.yes_or_no, "perhaps", "neither yes nor no"),
        (cells.works_as, "perhaps", "neither employed nor volunteer"),
        (cells.a_role, "king", "is not a role for an organisation"),
        (cells.a_role, "Lived experience adviser", "never taken from a spreadsheet"),
        (cells.a_sector, "Helth and care", "“Health and care” would do."),
        (cells.a_sector, "", "is not one of the sectors here"),
        (cells.a_band, "lots", "is not a number of people"),
        (cells.some_places, "Nowhere", "is not one of the places here"),
        (cells.an_identifier("charity"), "abc", "“1234567” would do."),
        (cells.a_website, "ftp://x", "is not the address of a website"),
        (cells.a_domain, "nonsense", "is not what stands behind the @"),
        (cells.a_state, "left", "does not say how it stands"),
        (cells.some_text(3), "abcd", "longer than 3 letters"),
    ],
)
def test_cell_that_cannot_be_read_says_what_would_do(read, found, said):
    with pytest.raises(cells.Unread) as problem:
        read(found)
    assert said in str(problem.value)


def test_places_are_read_by_name_slug_and_code(pack):
    first, second = pack.districts[:2]
    found = f"{first.name}; {second.slug.upper()} / {first.code}"
    assert cells.some_places(found) == (first.code, second.code)
    assert cells.some_places("all") == tuple(one.code for one in pack.districts)
    assert cells.some_places("") == ()


def test_columns_are_guessed_by_what_people_call_them():
    assert guess("people", ["Suname", "First name", "E-Mail Adress", "Agency", "Colour"]) == {
        "last_name": 0,
        "first_name": 1,
        "email": 2,
        "partner": 3,
    }
    assert guess("partners", ["ORGANISATION", "Type", "", "Charity No."]) == {"name": 0, "sector": 1, "charity": 3}


def test_every_heading_belongs_to_one_column():
    for columns in COLUMNS.values():
        names = [name for column in columns for name in column.names]
        assert sorted(names) == sorted({fold(name) for name in names})


def test_fingerprint_is_of_headings_however_they_are_written():
    assert fingerprint(["Name ", "E-MAIL"]) == fingerprint(["name", "e mail"]) != fingerprint(["e mail", "name"])


def test_names_are_folded():
    assert (fold("Café & Co.  (Room_2) O'Neil"), fold_body("The Beck House Ltd"), fold_body("The Ltd")) == (
        "cafe and co room 2 oneil",
        "beck house",
        "the ltd",
    )
    assert (drawer(fold("Ada Byre 3")), drawer(fold("Byre, Ada 3"))) == ("ab3", "ab3")
    assert nearest_body("ward 3", ["ward 4", "wards 3"]) == "wards 3"
