"""Reading a workbook that comes back: by its headings wherever they stand, and with a sentence for each cell that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override
from python_calamine import CalamineWorkbook
from xlsxwriter.utility import xl_rowcol_to_cell

from partnership.framework.models import LETTERS, LEVELS, AgreedLevel, Assessment, ShownEvidence
from partnership.framework.rules import workbooks as rules
from partnership.framework.rules.arranging import asked_edition
from partnership.framework.rules.workbooks import (
    CODE_OF_A_COLUMN,
    KEY,
    LEAD,
    OF_AGREED,
    OF_EVIDENCE,
    WORDS_AGREED,
    AgreedRow,
    CellProblem,
    Column,
    EvidenceRow,
    Workbook,
)
from partnership.partners.forms.seen import DAYS
from partnership.partners.forms.spreadsheets import cells_of, clean, open_workbook

MOST_ROWS, MOST_WIDE, HEADINGS_WITHIN = 1000, 300, 15
_MARK = re.compile(r"heartwood-workbook assessment=(\d+) edition=([\w-]+) kind=(\w+)")
_PERSON = re.compile(rf"R\s*\d+\s+([{LETTERS}]{{{CODE_OF_A_COLUMN}}})\b", re.IGNORECASE)
_PERHAPS_A_PERSON = re.compile(r"R\s*\d+\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet as text, with the row of its headings."""

    name: str
    rows: list[list[str]]
    at: int

    def text(self, row: int, column: int | None) -> str:
        """Give what stands in a cell; nothing beyond the last one."""
        cells = self.rows[row]
        return clean(cells[column]) if column is not None and column < len(cells) else ""

    def words(self, row: int, column: int) -> str:
        """Give what somebody wrote in a cell, with its lines."""
        cells = self.rows[row]
        return "\n".join(map(clean, cells[column].splitlines())).strip() if column < len(cells) else ""

    def find(self, heading: str | Promise) -> int | None:
        """Give the column under this heading, in whatever language the workbook was made."""
        known = spellings(heading)
        headings = (self.text(self.at, column).casefold() for column in range(len(self.rows[self.at])))
        return next((column for column, text in enumerate(headings) if text in known), None)

    def body(self) -> Iterator[int]:
        """Give the rows under the headings in which anything stands."""
        return (row for row in range(self.at + 1, len(self.rows)) if any(map(clean, self.rows[row])))

    def problem(self, row: int, column: int, sentence: str) -> CellProblem:
        """Say what is wrong with a cell."""
        return CellProblem(self.name, xl_rowcol_to_cell(row, column), self.text(row, column)[:80], sentence)


def spellings(heading: str | Promise) -> set[str]:
    """Give a heading in every language of the site."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.add(str(heading).casefold())
    return found


def read_workbook(assessment: Assessment, kind: str, content: bytes) -> tuple[Workbook, list[CellProblem]]:
    """Read a workbook, and everything that is wrong with it.

    Raises
    ------
    ValidationError
        If it is no workbook of this assessment and kind; with what would do.
    """
    book = open_workbook(content)
    _check_mark(book, assessment, kind)
    problems: list[CellProblem] = []
    standards = [one.key for one in asked_edition(assessment).standards]
    columns: list[Column] = []
    for seat in rules.sheets_of(assessment, kind):
        grid = _grid(book, seat.seat, problems)
        columns += SeatSheet(seat.seat, grid, standards, problems).columns() if grid else ()
    _check_twice(columns, problems)
    if kind != LEAD:
        return Workbook(kind, tuple(columns)), problems
    meeting = MeetingSheets(standards, problems)
    agreed, shown = (_grid(book, name, problems) for name in (rules.AGREED, rules.EVIDENCE))
    rows = tuple(meeting.agreed(agreed)) if agreed else ()
    return Workbook(kind, tuple(columns), rows, tuple(meeting.evidence(shown)) if shown else ()), problems


def _check_mark(book: CalamineWorkbook, assessment: Assessment, kind: str) -> None:
    cells = (cell for name in book.sheet_names for row in cells_of(book, name, 60, 3) for cell in row)
    found = next((match for cell in cells if (match := _MARK.search(cell))), None)
    if found is None:
        raise ValidationError(
            _("This is no workbook that was taken from here. Take one from this page, and fill it in.")
        )
    if (int(found[1]), found[2]) != (assessment.pk, assessment.edition):
        raise ValidationError(
            _(
                "This workbook belongs to another assessment. Nothing was brought in. Open that one, and bring it in there."
            )
        )
    if found[3] != kind:
        raise ValidationError(
            _(
                "This is the other kind of workbook. A lead brings in the lead's; the sealed one is for somebody outside."
            )
        )


def _grid(book: CalamineWorkbook, name: str | Promise, problems: list[CellProblem]) -> Grid | None:
    known = spellings(name)
    found = next((one for one in book.sheet_names if one.strip().casefold() in known), None)
    if found is None:
        sentence = _("This sheet is missing. Put it back under this name; it may stay empty.")
        problems.append(CellProblem(str(name), "", "", sentence))
        return None
    rows = cells_of(book, found, MOST_ROWS + 1, MOST_WIDE + 1)
    if len(rows) > MOST_ROWS or any(len(row) > MOST_WIDE for row in rows):
        said = {"sheet": found, "rows": MOST_ROWS, "columns": MOST_WIDE}
        raise ValidationError(
            _("The sheet “%(sheet)s” is larger than %(rows)s rows and %(columns)s columns. Delete what is empty.")
            % said
        )
    return _with_headings(found, rows, problems)


def _with_headings(name: str, rows: list[list[str]], problems: list[CellProblem]) -> Grid | None:
    for at in range(min(len(rows), HEADINGS_WITHIN)):
        grid = Grid(name, rows, at)
        if grid.find(KEY) is not None:
            return grid
    problems.append(CellProblem(name, "A2", "", _missing(KEY)))
    return None


def _missing(heading: str | Promise) -> str:
    return _("The column “%(heading)s” is missing. Put it back; it may stand anywhere.") % {"heading": heading}


def _check_twice(columns: Iterable[Column], problems: list[CellProblem]) -> None:
    first: dict[str, Column] = {}
    for column in columns:
        other = first.setdefault(column.code, column)
        if other is not column:
            said = {"sheet": other.sheet, "cell": other.cell}
            sentence = _("This code stands twice; first in “%(sheet)s”, %(cell)s. One column is one person.") % said
            problems.append(CellProblem(column.sheet, column.cell, column.code, sentence))


@dataclass(frozen=True, slots=True)
class SeatSheet:
    """The sheet of one seat: a column for each person."""

    seat: str
    grid: Grid
    standards: list[str]
    problems: list[CellProblem]

    def columns(self) -> Iterator[Column]:
        """Give what each person answered; a column in which nothing stands is nobody."""
        rows = self._rows()
        for place, code in self._people():
            if any(self.grid.text(row, place) for row in rows.values()):
                levels = {key: self._level(row, place) for key, row in rows.items()}
                self._say_missing(rows)
                cell = xl_rowcol_to_cell(self.grid.at, place)
                yield Column(self.seat, code, self.grid.name, cell, {key: levels.get(key) for key in self.standards})

    def _people(self) -> Iterator[tuple[int, str]]:
        for place in range(len(self.grid.rows[self.grid.at])):
            heading = self.grid.text(self.grid.at, place)
            if found := _PERSON.match(heading):
                yield place, found[1].upper()
            elif _PERHAPS_A_PERSON.match(heading) and any(self.grid.text(row, place) for row in self.grid.body()):
                said = _("This heading has lost its code. It has to be R, a number, and %(many)s letters and digits.")
                self.problems.append(self.grid.problem(self.grid.at, place, said % {"many": CODE_OF_A_COLUMN}))

    def _rows(self) -> dict[str, int]:
        return rows_by_key(self.grid, self.standards, self.problems)

    def _say_missing(self, rows: dict[str, int]) -> None:
        for key in self.standards:
            problem = CellProblem(self.grid.name, "", key, _("The row of this key is missing. Put it back."))
            if key not in rows and problem not in self.problems:
                self.problems.append(problem)

    def _level(self, row: int, place: int) -> int | None:
        text = self.grid.text(row, place)
        level, sentence = read_level(text)
        if sentence:
            self.problems.append(self.grid.problem(row, place, sentence))
        return level


def read_level(text: str) -> tuple[int | None, str]:
    """Give the level that stands in a cell, none for an empty one; or what is wrong with it."""
    if text in ("", "-"):
        return None, ""
    if text.isdecimal() and 1 <= int(text) <= LEVELS:
        return int(text), ""
    return None, _("This is no level. Write a number from 1 to %(most)s, or leave the cell empty.") % {"most": LEVELS}


def rows_by_key(grid: Grid, standards: list[str], problems: list[CellProblem]) -> dict[str, int]:
    """Find the row of each standard, and say which keys nobody knows or stand twice."""
    place, rows = grid.find(KEY) or 0, dict[str, int]()
    for row in grid.body():
        key = grid.text(row, place)
        if key not in standards:
            problems.append(
                grid.problem(row, place, _("There is no standard of this key. Leave the keys as they were."))
            )
        elif key in rows:
            problems.append(grid.problem(row, place, _("This key stands twice. One row is one standard.")))
        else:
            rows[key] = row
    return rows


@dataclass(frozen=True, slots=True)
class MeetingSheets:
    """What a meeting agreed, and evidence."""

    standards: list[str]
    problems: list[CellProblem]

    def _places(self, grid: Grid, headings: Mapping[str, str | Promise]) -> dict[str, int] | None:
        places = {name: grid.find(heading) for name, heading in headings.items()}
        for name, place in places.items():
            if place is None:
                cell = xl_rowcol_to_cell(grid.at, 0)
                self.problems.append(CellProblem(grid.name, cell, "", _missing(headings[name])))
        found = {name: place for name, place in places.items() if place is not None}
        return found if len(found) == len(places) else None

    def agreed(self, grid: Grid) -> Iterator[AgreedRow]:
        """Give what was agreed; a row in which nothing is said changes nothing."""
        places = self._places(grid, OF_AGREED)
        for key, row in rows_by_key(grid, self.standards, self.problems).items() if places else ():
            said = {name: grid.text(row, place) for name, place in (places or {}).items()}
            if any(said[name] for name in ("level", *WORDS_AGREED)):
                yield self._agreed(grid, row, key, said, places or {})

    def _agreed(self, grid: Grid, row: int, key: str, said: dict[str, str], places: dict[str, int]) -> AgreedRow:
        level, sentence = read_level(said["level"])
        if level is not None and said["why_not"]:
            sentence = _("Either a level, or why it does not apply; not both.")
        if sentence:
            self.problems.append(grid.problem(row, places["level"], sentence))
        for name in WORDS_AGREED:
            self._check_length(grid, row, places[name], _most(AgreedLevel, name))
        seen = int(said["seen"]) if said["seen"].isdecimal() else 0
        words = {name: grid.words(row, places[name]) for name in WORDS_AGREED}
        return AgreedRow(key, xl_rowcol_to_cell(row, places["level"]), level, seen=seen, **words)

    def _check_length(self, grid: Grid, row: int, place: int, most: int) -> None:
        if len(grid.text(row, place)) > most:
            sentence = _("This is longer than %(most)s letters. Shorten it.") % {"most": most}
            self.problems.append(grid.problem(row, place, sentence))

    def evidence(self, grid: Grid) -> Iterator[EvidenceRow]:
        """Give what can be shown; rows of which nothing but the key stands there are left."""
        places = self._places(grid, OF_EVIDENCE)
        for row in grid.body() if places else ():
            said = {name: grid.text(row, place) for name, place in (places or {}).items()}
            if any(said.values()):
                yield self._evidence(grid, row, said, places or {})

    def _evidence(self, grid: Grid, row: int, said: dict[str, str], places: dict[str, int]) -> EvidenceRow:
        key, at = grid.find(KEY) or 0, places["what"]
        standard = grid.text(row, key)
        if standard and standard not in self.standards:
            self.problems.append(
                grid.problem(row, key, _("There is no standard of this key. Leave the keys as they were."))
            )
        if not said["what"]:
            self.problems.append(grid.problem(row, at, _("Say what you can show, or empty the row.")))
        for name in ("what", "where"):
            self._check_length(grid, row, places[name], _most(ShownEvidence, name))
        day = read_day(said["dated_on"])
        if said["dated_on"] and day is None:
            sentence = _("That is not a day we know. 31/12/2026 would do.")
            self.problems.append(grid.problem(row, places["dated_on"], sentence))
        return EvidenceRow(standard, said["what"], said["where"], day)


def _most(model: type[Model], name: str) -> int:
    return getattr(model._meta.get_field(name), "max_length", None) or 0


def read_day(text: str) -> date | None:
    """Give the day that stands in a cell; nothing where it is none."""
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return None
