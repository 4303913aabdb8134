"""What every source speaks: a description, a fetched file, its text, its tidy tables, and a refusal in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation


class SourceError(Exception):
    """A file that cannot be taken: one sentence for the person who brought it."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """One layout that a publisher uses, known by its headings.

    Attributes
    ----------
    headings
        Headings that together are found in no other layout of this source.
    leave
        A sentence for a file that is known and not taken; empty where it is taken.
    unfinished_last_line
        The publisher's own file ends without a line end, so a missing one does not tell of a cut.
    about
        Everything else that the source's module wants to know of this layout.
    """

    name: str
    title: str
    headings: tuple[str, ...]
    leave: str = ""
    unfinished_last_line: bool = False
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Description:
    """A source's YAML file."""

    source: str
    title: str
    publisher: str
    page: str
    licence: str
    tidy: int  # raised whenever the tidy changes, so that kept tables are made again
    whole: bool  # the files of one load are all there is: what is not among them goes
    silences: Mapping[str, tuple[str, str]]  # the publisher's code -> our status, and the publisher's meaning of it
    kinds: tuple[FileKind, ...]
    about: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as it came: `path` is a copy of ours, its bytes unedited."""

    path: Path
    name: str
    came_from: str
    released: date | None


@dataclass(frozen=True, slots=True)
class Text:
    """A kept file: the view `text` of the connection holds every column as text, and `line`, the row's number."""

    connection: DuckDBPyConnection
    kind: FileKind
    columns: tuple[str, ...]
    stem: str
    description: Description


@dataclass(frozen=True, slots=True)
class Tidied:
    """The tables of one file. Relations are lazy; the store writes them.

    Attributes
    ----------
    dataset
        Which of the publisher's datasets this is: a newer edition replaces the older one of the same name.
    figures
        As `reading.figures` makes them, or None.
    areas, lookups, neighbours
        ``(code, name, kind)``, ``(line, kind, source_code, target_code, weight)`` and
        ``(line, area, neighbour, rank)``, or None.
    """

    dataset: str
    title: str
    figures: DuckDBPyRelation | None = None
    areas: DuckDBPyRelation | None = None
    lookups: DuckDBPyRelation | None = None
    neighbours: DuckDBPyRelation | None = None
