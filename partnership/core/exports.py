"""Tables as files: CSV and JSON that say what they are, and that a spreadsheet cannot be tricked by."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpResponse, JsonResponse
from django.utils.text import slugify

Cell = str | int | float | bool | None
MUST_SAY = ("definition", "source", "period")
_FORMULA = re.compile(r"[=+\-@\t\r]")
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
        return "_".join(["heartwood", *filter(None, map(slugify, self.name))])


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
