"""An edition: one release of one dataset, as a snapshot of its file and as tidy tables."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from heartwood.evidence.sources.describing import describe
from heartwood.evidence.sources.shapes import Fetched
from heartwood.evidence.store.builds import connect
from heartwood.evidence.store.schema import SCHEMA

# These tables of an edition are files of its tidy folder; the build adds the column `edition`.
TIDY_TABLES = ("observations", "areas", "lookups", "neighbours", "refused", "series")


@dataclass(frozen=True, slots=True)
class Edition:
    """One row of a build's `editions`; counts are of the file's rows, `figures` of observations.

    Attributes
    ----------
    tidy
        The version of the tidy that made its tables.
    precedence
        Of two editions that give the same figure, the lower one's is taken, then the later released.
    """

    edition: str
    source: str
    dataset: str
    title: str
    publisher: str
    page: str
    licence: str
    released: date | None
    sha256: str
    file: str
    fetched_at: datetime
    rows_read: int
    rows_kept: int
    rows_refused: int
    rows_repeated: int
    figures: int
    tidy: str
    precedence: int


def tidy_version(source: str) -> str:
    """Give the version of what the source's tidy makes, and of the tables it is made into."""
    return f"{SCHEMA}.{describe(source).tidy}"


def edition_name(dataset: str, released: date | None, sha256: str) -> str:
    """Name an edition: dataset, date published, first eight of its hash."""
    return f"{dataset}_{released.isoformat() if released else 'undated'}_{sha256[:8]}"


def hash_of(path: Path) -> str:
    """Give the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def snapshot_folder(folder: Path, edition: str) -> Path:
    """Where an edition's file is kept as it came."""
    return folder / "snapshots" / edition


def tidy_folder(folder: Path, edition: str, tidy: str) -> Path:
    """Where an edition's tidy tables are."""
    return folder / "tidy" / f"{edition}_v{tidy}"


def editions_of(build: Path | None) -> list[Edition]:
    """Give the editions that a build is made of."""
    if build is None:
        return []
    connection = connect(build)
    try:
        names = ", ".join(field.name for field in fields(Edition))
        rows = connection.execute(f"SELECT {names} FROM editions ORDER BY edition").fetchall()
    except duckdb.CatalogException:
        return []  # made by another version of this program: nothing of it can be built upon
    finally:
        connection.close()
    return [replace(Edition(*row), fetched_at=row[10].replace(tzinfo=UTC)) for row in rows]


def write_sidecar(edition: Edition, fetched: Fetched, folder: Path) -> None:
    """Write beside a snapshot what it is: hash, date, licence, where it came from."""
    told: dict[str, Any] = asdict(edition) | {"came_from": fetched.came_from}
    text = json.dumps(told, default=lambda value: value.isoformat(), indent=2, ensure_ascii=False)
    (folder / "snapshot.json").write_text(text + "\n", encoding="utf-8")
