"""The builds there are, and how to read one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from heartwood.evidence.store.asking import number
from heartwood.evidence.store.folders import builds_folder

_NAME = re.compile(r"(\d{4,})_([0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class BuildInfo:
    """One immutable build.

    Attributes
    ----------
    figures
        Rows of its `observations`.
    """

    name: str
    path: Path
    made_at: datetime
    editions: int
    figures: int


def paths(folder: Path | None = None) -> list[Path]:
    """Give the paths of all builds, oldest first, without opening one."""
    found = [path for path in builds_folder(folder).glob("*.duckdb") if _NAME.fullmatch(path.stem)]
    return sorted(found, key=lambda path: int(path.stem.partition("_")[0]))


def newest(folder: Path | None = None) -> Path | None:
    """Give the path of the newest build of the data folder (or of its folder of builds), or None."""
    found = paths(folder)
    return found[-1] if found else None


def info(path: Path) -> BuildInfo:
    """Say what a build holds."""
    connection = connect(path)
    try:
        editions = number(connection.execute("SELECT count(*) FROM editions"))
        figures = number(connection.execute("SELECT count(*) FROM observations"))
    finally:
        connection.close()
    made_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return BuildInfo(path.stem, path, made_at, editions, figures)


def builds(folder: Path | None = None) -> list[BuildInfo]:
    """Give all builds, oldest first."""
    return [info(path) for path in paths(folder)]


def literal(path: Path) -> str:
    """Quote a path for ATTACH and COPY, which take no parameters."""
    return "'" + str(path).replace("'", "''") + "'"


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a build to read; its tables answer to their names and to ``build.<name>``.

    In memory with the file attached: ``duckdb.connect(path)`` can give the data of an older file of that name.
    """
    connection = duckdb.connect()
    connection.execute(f"ATTACH {literal(path)} AS build (READ_ONLY)")
    connection.execute("USE build")
    connection.execute("SET enable_external_access = false")
    return connection
