"""Workbooks as people send them back: taken from the site, changed cell by cell, and saved again."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from partnership.accounts.models import Person
from partnership.core.exports import XLSX
from partnership.framework.actions import workbooks as actions
from partnership.framework.forms.cells import read_workbook
from partnership.framework.models import Assessment
from partnership.framework.queries import workbooks as queries
from tests.people import sign_in

Cell = str | float | date | None
Sheets = dict[str, list[list[Cell]]]


def sheets_of(content: bytes) -> Sheets:
    """Read every sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def saved(sheets: Sheets) -> bytes:
    """Save sheets as a workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell not in ("", None):
                        sheet.write(number, column, cell)
    return out.getvalue()


def filled(content: bytes, change: Callable[[Sheets], None]) -> bytes:
    """Give the workbook as it is after somebody changed it."""
    sheets = sheets_of(content)
    change(sheets)
    return saved(sheets)


def answer(sheets: Sheets, seat: str, each: list[list[int | None]]) -> None:
    """Fill in one column for each list of levels."""
    rows = sheets[seat]
    for place, levels in enumerate(each):
        for number, row in enumerate(rows[2:]):
            row[8 + place] = levels[number % len(levels)]


def cell_of(sheets: Sheets, sheet: str, key: str, heading: str) -> tuple[int, int]:
    """Give where a cell stands."""
    rows = sheets[sheet]
    at = next(number for number, row in enumerate(rows) if "Key" in row)
    row = next(number for number in range(at + 1, len(rows)) if rows[number][rows[at].index("Key")] == key)
    return row, rows[at].index(heading)


def put(sheets: Sheets, sheet: str, key: str, heading: str, value: Cell) -> None:
    """Write into the cell of a standard under a heading."""
    row, column = cell_of(sheets, sheet, key, heading)
    sheets[sheet][row][column] = value


def taken(made: Assessment, kind: str) -> bytes:
    """Take a workbook from an assessment."""
    return queries.workbook(made, kind, made.started_by)


def brought_in(made: Assessment, kind: str, content: bytes, by: Person) -> Assessment:
    """Bring in a workbook in which nothing is wrong."""
    workbook, problems = read_workbook(made, kind, content)
    assert problems == []
    return actions.bring_in_workbook(made, workbook, by=by)


def sent(client: Client, person: Person, made: Assessment, content: bytes, name: str = "import-workbook") -> str:
    """Send a file as somebody; give the words of the page that answers."""
    partner = {"partner": made.partner.slug} if name == "import-workbook" else {}
    file = SimpleUploadedFile("workbook.xlsx", content, XLSX)
    return words(sign_in(client, person).post(reverse(name, kwargs={"pk": made.pk, **partner}), {"file": file}))


def words(reply: Any, status: int = 200) -> str:
    """Give the words of a page."""
    assert reply.status_code == status
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", reply.text).split()))
