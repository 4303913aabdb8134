"""Tables as files: CSV, JSON and workbooks that say what they are, and that a spreadsheet cannot be tricked by.

Figures leave as an `Export`, lists of people and things as a `ListExport`, whose rows come from the same `visible_to` as
the page's. In a CSV file what must be said stands in the last columns of every row, because a line above the headings
would break every program that reads CSV and would be lost with the first row that somebody copies; in a workbook it
stands on a second sheet, About.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _

Cell = str | int | float | bool | None
ListCell = Cell | date | Promise
MUST_SAY = ("definition", "source", "period")
MOST_LETTERS = 32_767  # in a cell of a workbook
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")  # noqa: RUF001 (the wide ones are run as formulas too)
_NUMBER = re.compile(r"-?\d[\d.,]*%?")


@dataclass(frozen=True, slots=True)
class Export:
    """A table to take away. Every row carries its own definition, source and period, so that a copied row still does.

    `name` becomes the file's name: say what and where, such as `(place.slug, "life-course-profile", build)`.
    `about` stands at the head of the JSON: title, licence, build, the page's address.
    """

    name: Sequence[str]
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    about: Mapping[str, Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        missing = [column for column in MUST_SAY if column not in self.columns]
        if missing:
            raise ValueError(f"A table to take away needs the columns {', '.join(missing)}.")

    @property
    def file_name(self) -> str:
        """Name the file, without its ending: heartwood_place_life-course-profile_2026-11-22."""
        return _file_name(self.name)


@dataclass(frozen=True, slots=True)
class ListExport:
    """A list to take away, as it was filtered.

    `about` says in one or two sentences what one row is and what is counted. `filters` are in words, as the page shows
    them ("Sector": "Housing"); those that were left empty are left out. `rows` are read once.
    """

    name: Sequence[str]
    about: str
    columns: Sequence[str]
    rows: Iterable[Sequence[ListCell]]
    filters: Mapping[str, str] = field(default_factory=dict)
    as_of: datetime = field(default_factory=timezone.now)
    who_may_see: str = ""

    @property
    def file_name(self) -> str:
        """Name the file, without its ending: heartwood_partners_2026-11-22."""
        return _file_name((*self.name, timezone.localdate(self.as_of).isoformat()))

    @property
    def note(self) -> dict[str, str]:
        """Say what the file is, under the headings that this stands under."""
        chosen = "; ".join(f"{name}: {value}" for name, value in self.filters.items() if value)
        return {
            _("What this is"): self.about,
            _("Filter"): chosen or _("No filter: everything that the person who took it may see"),
            _("As of"): formats.date_format(timezone.localtime(self.as_of), "j F Y, H:i"),
            _("Who may see it"): self.who_may_see
            or _("Only people who may see this list on the site. Others may see more of it, or less."),
        }


def _file_name(parts: Iterable[str]) -> str:
    return "_".join(["heartwood", *filter(None, map(slugify, parts))])


def harmless(cell: Cell) -> Cell:
    """Put an apostrophe before text that a spreadsheet would run as a formula. Numbers stay numbers."""
    if isinstance(cell, str) and _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def csv_text(export: Export) -> str:
    """Write the table as CSV: one heading row, then the rows; an empty cell where there is nothing."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(export.columns)
    writer.writerows([harmless(cell) for cell in row] for row in export.rows)
    return out.getvalue()


def list_csv_text(export: ListExport) -> str:
    """Write the list as CSV: the columns of the list, then those that say what it is."""
    out = io.StringIO()
    writer = csv.writer(out)
    note = [harmless(value) for value in export.note.values()]
    writer.writerow([*map(harmless, export.columns), *export.note])
    writer.writerows([*map(_plain, row), *note] for row in export.rows)
    return out.getvalue()


def _plain(cell: ListCell) -> Cell:
    if isinstance(cell, datetime):
        return timezone.localtime(cell).strftime("%Y-%m-%d %H:%M") if timezone.is_aware(cell) else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return harmless(str(cell) if isinstance(cell, Promise) else cell)


def workbook(export: ListExport) -> bytes:
    """Write the list as a workbook, row by row, so that a long one needs no more memory than a short one.

    Text is written as text: nothing in it is run, not as a formula and not as a link.
    """
    out = io.BytesIO()
    settings = {
        **{"constant_memory": True, "remove_timezone": True, "default_date_format": "yyyy-mm-dd"},
        **{"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    }
    with xlsxwriter.Workbook(out, settings) as book:
        bold = book.add_format({"bold": True})
        _write_list(book.add_worksheet(_("List")), export, bold)
        about = book.add_worksheet(_("About"))
        about.set_column(0, 0, 20)
        about.set_column(1, 1, 100)
        for number, (name, value) in enumerate(export.note.items()):
            about.write_string(number, 0, name, bold)
            about.write_string(number, 1, value)
    return out.getvalue()


def _write_list(sheet: xlsxwriter.worksheet.Worksheet, export: ListExport, bold: xlsxwriter.format.Format) -> None:
    sheet.set_column(0, len(export.columns) - 1, 24)
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(export.columns):
        sheet.write_string(0, column, str(heading), bold)
    for number, row in enumerate(export.rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(sheet, number, column, cell)


def _write_cell(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: ListCell) -> None:
    if isinstance(cell, str | Promise):
        sheet.write_string(row, column, str(cell)[:MOST_LETTERS])
    elif isinstance(cell, datetime) and timezone.is_aware(cell):
        sheet.write_string(row, column, str(_plain(cell)))
    elif cell is not None:
        sheet.write(row, column, cell)


def list_record(export: ListExport) -> dict[str, object]:
    """Give the list for a program: what it is, then a list of rows with named values."""
    names = [str(column) for column in export.columns]
    rows = [dict(zip(names, map(_said, row), strict=True)) for row in export.rows]
    return {"about": export.note, "rows": rows}


def _said(cell: ListCell) -> Cell:
    return _plain(cell) if isinstance(cell, date) else str(cell) if isinstance(cell, Promise) else cell


@dataclass(frozen=True, slots=True)
class SheetToFill:
    """A sheet of a workbook that people fill in and send back.

    `headings` is the row (from 0) that stays in view; `choices` the values that the cells from its first column on, below
    the headings, may have.
    """

    name: str
    rows: Sequence[Sequence[ListCell]]
    widths: Sequence[int]
    headings: int | None = None
    choices: tuple[int, Sequence[str]] | None = None


def workbook_to_fill(sheets: Iterable[SheetToFill]) -> bytes:
    """Write sheets to be filled in. Text is written as text, as in `workbook`."""
    out = io.BytesIO()
    settings = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, {**settings, "default_date_format": "yyyy-mm-dd"}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped, title = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
        for one in sheets:
            _write_to_fill(book.add_worksheet(one.name), one, (title, bold, wrapped))
    return out.getvalue()


def _write_to_fill(sheet: xlsxwriter.worksheet.Worksheet, one: SheetToFill, looks: tuple[Any, Any, Any]) -> None:
    title, bold, wrapped = looks
    for column, width in enumerate(one.widths):
        sheet.set_column(column, column, width, wrapped)
    for number, row in enumerate(one.rows):
        if one.headings is not None and number <= one.headings:
            sheet.set_row(number, None, bold if number == one.headings else title)
        for column, cell in enumerate(row):
            _write_cell(sheet, number, column, cell)
    if one.headings is not None:
        sheet.freeze_panes(one.headings + 1, 2)
    if one.choices and one.headings is not None:
        first, values = one.choices
        where = (one.headings + 1, first, max(len(one.rows), one.headings + 2) - 1, len(one.widths) - 1)
        sheet.data_validation(*where, {"validate": "list", "source": list(values), "error_type": "warning"})


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answer(request: HttpRequest, export: ListExport, ending: str) -> HttpResponse:
    """Answer with the list as a file with this ending, csv, xlsx or json. Nobody else's browser or proxy may keep it."""
    if ending == "csv":
        response = HttpResponse("\ufeff" + list_csv_text(export), content_type="text/csv; charset=utf-8")
    elif ending == "xlsx":
        response = HttpResponse(workbook(export), content_type=XLSX)
    elif ending == "json":
        response = JsonResponse(list_record(export), json_dumps_params={"ensure_ascii": False})
    else:
        raise Http404(_("Lists can be taken away as CSV, XLSX or JSON."))
    response["Content-Disposition"] = f'attachment; filename="{export.file_name}.{ending}"'
    response["Cache-Control"] = "private, no-store" if request.user.is_authenticated else "no-cache"
    return response


def answer_workbook(content: bytes, name: Sequence[str]) -> HttpResponse:
    """Answer with a workbook that is to be filled in. Nobody else's browser or proxy may keep it."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{_file_name(name)}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


def as_csv(export: Export) -> HttpResponse:
    """Answer with the table as a CSV file. It begins with a byte-order mark, without which Excel misreads names."""
    response = HttpResponse("\ufeff" + csv_text(export), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{export.file_name}.csv"'
    return response


def as_json(export: Export) -> JsonResponse:
    """Answer with the table as JSON: what it is about, then a list of rows with named values."""
    rows = [dict(zip(export.columns, row, strict=True)) for row in export.rows]
    response = JsonResponse({"about": dict(export.about), "rows": rows}, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'inline; filename="{export.file_name}.json"'
    return response
