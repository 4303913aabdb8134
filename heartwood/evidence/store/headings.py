"""Find the headings of a table, below whatever banners stand above them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from heartwood.evidence.sources.shapes import Description, FileKind, SourceError

LINES_ABOVE = 30  # banners and notes may stand above the headings
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Headings:
    """Which layout it is, a name of its own for each column, and the line on which the headings end."""

    kind: FileKind
    columns: tuple[str, ...]
    end: int


def find_headings(name: str, records: Iterable[tuple[int, list[str]]], description: Description) -> Headings:
    """Find the first row that has all headings of one of the source's layouts.

    Raises
    ------
    SourceError
        If no row has, naming what is missing from the nearest.
    """
    first: tuple[int, list[str]] = (1, [])
    for line, record in records:
        headings = set(map(on_one_line, record))
        fitting = [kind for kind in description.kinds if headings.issuperset(kind.headings)]
        if fitting:
            return Headings(max(fitting, key=lambda kind: len(kind.headings)), _named(record), line)
        if len(headings) > len(set(first[1])):
            first = line, record
    raise SourceError(_no_headings(name, first, description))


def on_one_line(heading: str) -> str:
    """Write a heading on one line, without spaces at its ends."""
    return " ".join(heading.split())


def _named(record: Sequence[str]) -> tuple[str, ...]:
    """Give each column a name of its own: the second `notes` becomes `notes (2)`."""
    names: list[str] = []
    for place, heading in enumerate(map(on_one_line, record), start=1):
        name = heading or f"(column {place})"
        seen = sum(other == name or other.startswith(f"{name} (") for other in names)
        names.append(f"{name} ({seen + 1})" if seen else name)
    return tuple(names)


def _no_headings(name: str, first: tuple[int, list[str]], description: Description) -> str:
    line, record = first
    found = [on_one_line(heading) for heading in record if heading.strip()]
    nearest = max(description.kinds, key=lambda kind: len(set(kind.headings) & set(found)) / len(kind.headings))
    missing = ", ".join(f"“{heading}”" for heading in nearest.headings if heading not in found)
    shown = ", ".join(f"“{heading}”" for heading in found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
    return (
        f"{name}: line {line} does not have the headings of any {description.source} file. The nearest is "
        f"“{nearest.name}”, and it lacks {missing}. Found: {shown}."
    )
