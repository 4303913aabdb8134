"""What each row of a spreadsheet is: new, here already, perhaps here already, or something to mend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.translation import gettext as _

from partnership.partners.models import Verdict
from partnership.partners.rules.cells import Unread, is_confided


@dataclass(slots=True)
class Found:
    """One row and what was found in it. `values` are what would be made of it; `problems` say what has to be mended."""

    number: int
    cells: list[str]
    verdict: str = Verdict.NEW
    problems: list[list[str]] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def say(self, heading: str, found: str, sentence: str, verdict: str = Verdict.BAD) -> None:
        """Note what stands in the way. Nothing makes a row better that was bad."""
        self.problems.append([heading, found, sentence])
        self.verdict = verdict if self.verdict != Verdict.BAD else Verdict.BAD


class Ground(Protocol):
    """What is known before a row is read, and grows with every row: two rows can be the same too."""

    columns: Mapping[str, int]
    headings: Sequence[str]

    def read(self, row: Found, take: Callable[..., Any]) -> None:
        """Take the cells of the row and say what it is."""


def look_at(rows: Iterable[tuple[int, list[str]]], ground: Ground) -> Iterator[Found]:
    """Read every row on this ground, in the order of the spreadsheet."""
    for number, cells in rows:
        row = Found(number, list(cells))

        def take(key: str, read: Callable[[str], Any], row: Found = row) -> Any:
            """Read the cell of this column; None where it cannot be read or there is no such column."""
            at = ground.columns.get(key)
            found = row.cells[at] if at is not None and at < len(row.cells) else ""
            try:
                return read(found)
            except Unread as problem:
                _note(row, at, "" if at is None else ground.headings[at], found, str(problem))
            return None

        ground.read(row, take)
        yield row


def _note(row: Found, at: int | None, heading: str, found: str, sentence: str) -> None:
    """Note the problem; what is confided to one person alone is not kept in a list that several read."""
    if at is not None and is_confided(found):
        row.cells[at] = found = ""
    row.say(heading, found, sentence)


def the_same_as(number: int) -> str:
    """Say that another row of the file is the same."""
    return _("The same as row %s of this file. One of the two would do.") % number
