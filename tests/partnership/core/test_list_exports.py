"""Lists to take away: as filtered, saying what they are, and harmless in a spreadsheet."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory
from django.utils.translation import gettext_lazy
from python_calamine import CalamineWorkbook

from partnership.core.exports import ListExport, answer, list_csv_text, workbook

WHEN = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FORMULAS = ["=1+1", "+SUM(A1)", "-2+3", "@cmd", "\tx", "\rx", "\n=x", '=HYPERLINK("http://x")', "＝1+1"]  # noqa: RUF001


def a_list(*rows, filters=None, who_may_see=""):
    return ListExport(
        name=("Partners", ""),
        about="One row is one partner.",
        columns=("name", "people"),
        rows=rows,
        filters=filters or {},
        as_of=WHEN,
        who_may_see=who_may_see,
    )


def csv_rows(export):
    return list(csv.reader(io.StringIO(list_csv_text(export))))


def sheets(export):
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(export)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_csv_says_in_every_row_what_it_is():
    heading, row = csv_rows(a_list(("A trust", 3), filters={"Sector": "Housing", "Place": ""}))

    assert heading == ["name", "people", "What this is", "Filter", "As of", "Who may see it"]
    assert row == [
        "A trust",
        "3",
        "One row is one partner.",
        "Sector: Housing",
        "22 November 2026, 09:30",
        "Only people who may see this list on the site. Others may see more of it, or less.",
    ]


def test_csv_without_a_filter_says_that():
    _heading, row = csv_rows(a_list(("A trust", 3), who_may_see="Anybody"))

    assert row[3:] == [
        "No filter: everything that the person who took it may see",
        "22 November 2026, 09:30",
        "Anybody",
    ]


@pytest.mark.parametrize("cell", FORMULAS)
def test_csv_runs_nothing(cell):
    _heading, row = csv_rows(a_list((cell, cell), filters={"Words": cell}))

    assert row[0] == row[1] == f"'{cell}"


@pytest.mark.parametrize("cell", FORMULAS)
def test_workbook_holds_text_as_text(cell):
    made = workbook(a_list((cell, "https://example.org"), filters={cell: cell}))

    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        written = "".join(parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/"))
    assert "<f>" not in written
    assert "<hyperlink" not in written
    if cell.isprintable():
        assert sheets(a_list((cell, "x")))["List"][1][0] == cell


def test_workbook_has_the_list_and_what_it_is():
    made = sheets(a_list(("A trust", 3), ("Another", None), filters={"Sector": "Housing"}))

    assert made["List"] == [["name", "people"], ["A trust", 3.0], ["Another", ""]]
    assert made["About"] == [
        ["What this is", "One row is one partner."],
        ["Filter", "Sector: Housing"],
        ["As of", "22 November 2026, 09:30"],
        ["Who may see it", "Only people who may see this list on the site. Others may see more of it, or less."],
    ]


def test_days_times_and_translated_words_are_written_for_people():
    row = (date(2026, 1, 2), datetime(2026, 7, 1, 12, tzinfo=UTC), gettext_lazy("Joined"), datetime(2026, 7, 1, 12))  # noqa: DTZ001
    export = ListExport(("x",), "x", ("day", "time", "state", "naive"), [row], as_of=WHEN)

    assert csv_rows(export)[1][:4] == ["2026-01-02", "2026-07-01 13:00", "Joined", "2026-07-01 12:00:00"]
    (_heading, written) = sheets(export)["List"]
    assert written == [date(2026, 1, 2), "2026-07-01 13:00", "Joined", datetime(2026, 7, 1, 12)]  # noqa: DTZ001


def test_text_too_long_for_a_cell_is_cut_rather_than_lost():
    assert len(sheets(a_list(("x" * 40_000, 1)))["List"][1][0]) == 32_767


def test_long_list_is_written_from_a_generator():
    export = ListExport(("x",), "x", ("n", "name"), ((n, f"Person {n}") for n in range(10_000)), as_of=WHEN)

    assert len(sheets(export)["List"]) == 10_001


@pytest.mark.parametrize(
    ("ending", "kind", "begins"),
    [
        ("csv", "text/csv; charset=utf-8", b"\xef\xbb\xbfname,"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
    ],
)
def test_answer_is_a_file_named_for_what_and_when(ending, kind, begins):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    response = answer(request, a_list(("A trust", 3)), ending)

    assert response["Content-Type"] == kind
    assert response["Content-Disposition"] == f'attachment; filename="heartwood_partners_2026-11-22.{ending}"'
    assert response.content.startswith(begins)
    assert response["Cache-Control"] == "no-cache"


def test_answer_to_another_ending_is_not_there():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    with pytest.raises(Http404):
        answer(request, a_list(), "exe")
