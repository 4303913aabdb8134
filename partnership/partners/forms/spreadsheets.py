"""Reading the spreadsheets that people really have: CSV however it was saved, and workbooks."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from python_calamine import CalamineError, CalamineWorkbook

from partnership.partners.models.columns import MOST_BYTES, MOST_ROWS, looks_like_headings

MOST_UNPACKED = 150 * 1024 * 1024  # what a workbook may hold once unzipped
MOST_COLUMNS, MOST_LETTERS = 80, 2000
HEADINGS_WITHIN = 15  # titles, logos and thanks often stand above the headings
_NOT_OPENED = gettext_lazy("We could not open this workbook. Save it again as .xlsx without a password, or as CSV.")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
_ESCAPED = re.compile(r"^'(?=[=+\-@\t\r＝＋－＠])")  # noqa: RUF001 (the apostrophe that our own files put there)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A spreadsheet as text: its headings, and each row with the number that it has there."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]
    how_read: str


def read_spreadsheet(name: str, content: bytes) -> Sheet:
    """Read the file.

    Raises
    ------
    ValidationError
        If it is too large, is no spreadsheet, or has no rows; with what would do.
    """
    check_size(content)
    if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        table, how = _workbook(content)
    else:
        table, how = _text(content)
    return _sheet(table, how)


def open_workbook(content: bytes) -> CalamineWorkbook:
    """Open a workbook.

    Raises
    ------
    ValidationError
        If it is too large, holds too much, or cannot be opened; with what would do.
    """
    check_size(content)
    try:
        if content[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                    raise ValidationError(_("This workbook holds too much. Save only the sheet with the list."))
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except (CalamineError, zipfile.BadZipFile, OSError):
        raise ValidationError(_NOT_OPENED) from None


def cells_of(book: CalamineWorkbook, name: str, rows: int, columns: int) -> list[list[str]]:
    """Give the first cells of a sheet as text."""
    try:
        table = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=rows)
    except CalamineError:
        raise ValidationError(_NOT_OPENED) from None
    return [[as_text(cell) for cell in row[:columns]] for row in table]


def check_size(content: bytes) -> None:
    """Refuse a file that is larger than we read."""
    if len(content) > MOST_BYTES:
        raise ValidationError(
            _("This file is larger than %(most)s MB. Split it, or remove pictures and sheets that are not needed.")
            % {"most": MOST_BYTES // 1024 // 1024}
        )


def _workbook(content: bytes) -> tuple[list[list[str]], str]:
    """Read the first sheet that holds something."""
    book = open_workbook(content)
    for name in book.sheet_names:
        table = cells_of(book, name, MOST_ROWS + 2 * HEADINGS_WITHIN, MOST_COLUMNS + 1)
        if any(map(any, table)):
            return table, _("The sheet “%s”") % name
    raise ValidationError(_("There is nothing in this workbook. A row of headings with rows under it would do."))


def as_text(cell: object) -> str:
    """Give a cell as text: a day in ISO 8601, a whole number without its point."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _text(content: bytes) -> tuple[list[list[str]], str]:
    """Read CSV, whichever sign stands between the cells and however the letters were saved."""
    text, how = _decoded(content)
    if "\x00" in text:
        raise ValidationError(
            _("This is not a spreadsheet that we can read. A file that ends in .csv or .xlsx would do.")
        )
    try:
        sign = _sign(text)
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error:
        raise ValidationError(
            _("A cell in this file never ends: a quotation mark is missing. Save it again as CSV, or as .xlsx.")
        ) from None
    return table, how


def _sign(text: str) -> str:
    """Say what stands between the cells: with the right sign the first lines hold the most headings, then cells."""
    first = text[:MOST_LETTERS].splitlines(keepends=True)[:HEADINGS_WITHIN]

    def likely(sign: str) -> tuple[int, int]:
        table = list(csv.reader(first, delimiter=sign))
        return max(map(looks_like_headings, table), default=0), sum(map(len, table))

    return max(",;\t|", key=likely)


def _decoded(content: bytes) -> tuple[str, str]:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace"), "UTF-16"
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "Windows-1252"


def _sheet(table: list[list[str]], how: str) -> Sheet:
    """Find the headings, leave out columns and rows in which nothing stands, and keep the numbers of the rows."""
    tidied = [[clean(cell) for cell in row] for row in table]
    at = _headings_at(tidied)
    body = [(number, row) for number, row in enumerate(tidied[at + 1 :], start=at + 2) if any(row)]
    if not body:
        raise ValidationError(_("There is no row under the headings. A row of headings with rows under it would do."))
    if len(body) > MOST_ROWS:
        raise ValidationError(
            _("There are more than %(most)s rows. Split the file and upload one part after the other.")
            % {"most": MOST_ROWS}
        )
    width = max(len(row) for _number, row in [(0, tidied[at]), *body])
    used = [one for one in range(width) if _cell(tidied[at], one) or any(_cell(row, one) for _n, row in body)]
    if len(used) > MOST_COLUMNS:
        raise ValidationError(
            _("There are more than %(most)s columns. Remove those not needed.") % {"most": MOST_COLUMNS}
        )
    headings = _named([_cell(tidied[at], one) for one in used])
    rows = [(number, [_cell(row, one) for one in used]) for number, row in body]
    return Sheet(headings, rows, _("%(how)s, headings in row %(row)s") % {"how": how, "row": at + 1})


def clean(cell: str) -> str:
    """Take away spaces around and what nobody sees; and the apostrophe that keeps a cell from being run."""
    return _ESCAPED.sub("", " ".join(_INVISIBLE.sub("", cell).split()))[:MOST_LETTERS]


def _cell(row: list[str], at: int) -> str:
    return row[at] if at < len(row) else ""


def _headings_at(table: list[list[str]]) -> int:
    """Give the row that reads most like headings among the first; else the first that is at least half full."""
    first = table[:HEADINGS_WITHIN]
    best, at = max(((looks_like_headings(row), -number) for number, row in enumerate(first)), default=(0, 0))
    if best >= 2:
        return -at
    filled = [sum(map(bool, row)) for row in first]
    return next((number for number, cells in enumerate(filled) if cells and 2 * cells >= max(filled)), 0)


def _named(headings: Iterable[str]) -> list[str]:
    """Give every column a name of its own."""
    named: list[str] = []
    for number, heading in enumerate(headings, start=1):
        name = heading[:80] or _("Column %s") % number
        twice = sum(one == name or one.startswith(f"{name} (") for one in named)
        named.append(f"{name} ({twice + 1})" if twice else name)
    return named
