"""An Excel workbook's sheet with the wanted headings, written as CSV."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import python_calamine

from heartwood.evidence.sources.shapes import Description, SourceError
from heartwood.evidence.store.headings import LINES_ABOVE, Headings, find_headings


def table_of(path: Path, description: Description, into: Path) -> tuple[Headings, Path]:
    """Write the rows below the headings as CSV into the folder.

    Raises
    ------
    SourceError
        If the workbook cannot be read, or no sheet of it has the headings.
    """
    headings, rows = _find_sheet(path, description)
    width = len(headings.columns)
    table = into / "sheet.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [as_text(cell) for cell in row[:width]] for row in rows[headings.end :]
        )
    return headings, table


def _find_sheet(path: Path, description: Description) -> tuple[Headings, list[list[Any]]]:
    lacking: SourceError | None = None
    for rows in sorted(_sheets(path), key=len, reverse=True):
        top = [(line, [as_text(cell) for cell in row]) for line, row in enumerate(rows[:LINES_ABOVE], start=1)]
        try:
            return find_headings(path.name, top, description), rows
        except SourceError as problem:
            lacking = lacking or problem
    raise lacking or SourceError(f"{path.name}: the workbook has no sheets.")


def _sheets(path: Path) -> list[list[list[Any]]]:
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    except (python_calamine.CalamineError, OSError) as problem:
        raise SourceError(f"{path.name}: the workbook is cut or damaged ({problem}).") from problem


def as_text(cell: Any) -> str:
    """Write a cell as its text: whole numbers without a decimal point, dates in ISO 8601."""
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return cell.isoformat() if isinstance(cell, (date, datetime, time)) else str(cell)
