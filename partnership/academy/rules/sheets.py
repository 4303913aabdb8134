"""A register that was filled in elsewhere: what each row says, or a sentence for each cell that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.academy.models import Came, SessionPart
from partnership.academy.rules.register import SheetRow

if TYPE_CHECKING:
    from partnership.accounts.models import Person

# The headings are the same in every language: a file goes from one person to another.
NUMBER, NAME, EMAIL = "Number", "Name", "E-mail"
MOST_PROBLEMS = 30
_PART = re.compile(r"part (\d+)\b", re.IGNORECASE)
_SAID = {"here": Came.HERE, "yes": Came.HERE, "x": Came.HERE, "partly": Came.PARTLY, "not": Came.NOT, "no": Came.NOT}


def part_headings(parts: Sequence[SessionPart]) -> list[str]:
    """Name the column of each part: by its number, and the day for who reads it."""
    return [
        f"Part {number} ({timezone.localtime(part.starts_at):%Y-%m-%d %H:%M})"
        for number, part in enumerate(parts, start=1)
    ]


@dataclass
class Reading:
    """Reads rows of text; keeps what it understood, and a sentence with row and column for what it did not."""

    parts: Sequence[SessionPart]
    numbers: frozenset[int]  # of bookings in the register
    people: Mapping[str, Person]  # by e-mail address in small letters, of those that the file names
    rows: list[SheetRow] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    key_column = NUMBER

    def read(self, headings: Sequence[str], table: Sequence[tuple[int, Sequence[str]]]) -> None:
        """Read a whole table."""
        columns = self._columns(headings)
        if not self.problems:
            for number, cells in table:
                self._row(number, dict(zip(headings, cells, strict=False)), columns)

    def _columns(self, headings: Sequence[str]) -> dict[str, SessionPart]:
        """Give the part of each column of marks; say which column is missing or is of no part."""
        found: dict[str, SessionPart] = {}
        for heading in headings:
            if said := _PART.match(heading):
                at = int(said.group(1)) - 1
                if 0 <= at < len(self.parts):
                    found[heading] = self.parts[at]
                else:
                    self.problems.append(
                        _("Column “%(column)s”: this session has %(parts)s parts. “Part 1” is the first.")
                        % {"column": heading, "parts": len(self.parts)}
                    )
        if self.key_column not in headings:
            lacks = _("There is no column “%s”. The file that you can take from here has it.")
            self.problems.append(lacks % self.key_column)
        if not found and not self.problems:
            self.problems.append(_("There is no column of a part, such as “%s”.") % part_headings(self.parts)[0])
        return found

    def _row(self, number: int, cells: Mapping[str, str], columns: Mapping[str, SessionPart]) -> None:
        marks = [
            (part.pk, self._mark(number, heading, cells[heading]))
            for heading, part in columns.items()
            if cells[heading].strip()
        ]
        booking, person = self._whose(number, cells)
        if (booking or person) and all(came for _part, came in marks):
            self.rows.append(SheetRow(booking, person, tuple(marks)))

    def _mark(self, number: int, heading: str, said: str) -> str:
        came = _SAID.get(said.strip().lower(), "")
        if not came:
            self._problem(number, heading, _("“%s” is not known. Write here, partly or not.") % said)
        return came

    def _whose(self, number: int, cells: Mapping[str, str]) -> tuple[int, Person | None]:
        said, email = cells.get(NUMBER, "").strip(), cells.get(EMAIL, "").strip().lower()
        if said:
            if said.isdecimal() and int(said) in self.numbers:
                return int(said), None
            self._problem(number, NUMBER, _("“%s” is nobody in this register.") % said)
        elif not email:
            self._problem(number, NUMBER, _("Nobody is named. Give the number, or an e-mail address."))
        elif email not in self.people:
            self._problem(number, EMAIL, _("Nobody with the address “%s” has an account.") % email)
        return 0, self.people.get(email) if not said else None

    def _problem(self, number: int, column: str, sentence: str) -> None:
        said = {"row": number, "column": column, "sentence": sentence}
        self.problems.append(_("Row %(row)s, column “%(column)s”: %(sentence)s") % said)
