"""A file as text, and the rows of it that could not be read."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from heartwood.evidence.sources.shapes import FileKind
from heartwood.evidence.store import opening


@dataclass(frozen=True, slots=True)
class Refused:
    """One row (or one cell of it) that could not be read, and what would have been."""

    line: int
    column: str
    found: str
    accepted: str

    def __str__(self) -> str:
        where = f"line {self.line}, {self.column}" if self.column else f"line {self.line}"
        return f"{where}: found “{self.found}”; {self.accepted} would do"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as text Parquet.

    Attributes
    ----------
    headings_end
        The line of the file on which its headings end.
    table, skip
        The CSV file that was read, and how many lines of it are headings; None for Parquet.
    broken
        Rows that had not as many cells as there are headings; they are not in the text.
    """

    path: Path
    kind: FileKind
    columns: tuple[str, ...]
    headings_end: int
    table: Path | None
    skip: int
    broken: tuple[Refused, ...]

    def lines(self, rows: Sequence[int]) -> list[int]:
        """Say on which line of the file each row of the text (from 0) begins; cells may hold line ends."""
        if self.table is None or not rows:
            return [row + 1 for row in rows]
        reader = csv.reader(io.StringIO(opening.text_of(self.table), newline=""))
        starts, line = [], 1
        for record in reader:
            if len(record) == len(self.columns):
                starts.append(line)
            line = reader.line_num + 1
        above = self.headings_end - self.skip
        return [starts[row + self.skip] + above for row in rows]
