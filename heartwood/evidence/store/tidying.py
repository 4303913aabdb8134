"""From a fetched file to an edition's tidy tables, in a folder from which nothing is served yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from heartwood.evidence.sources import source_named
from heartwood.evidence.sources.describing import describe
from heartwood.evidence.sources.reading import AREA_CODE, MACROS
from heartwood.evidence.sources.shapes import Description, Fetched, Text, Tidied
from heartwood.evidence.store.asking import number
from heartwood.evidence.store.builds import literal
from heartwood.evidence.store.checking import check, read_refused
from heartwood.evidence.store.editions import Edition, edition_name, hash_of, tidy_version
from heartwood.evidence.store.keeping import keep
from heartwood.evidence.store.kept import Kept, Refused


def workshop() -> duckdb.DuckDBPyConnection:
    """Open a database in memory to tidy one file after another in: opening it takes longer than a small file."""
    connection = duckdb.connect()
    connection.execute("SET memory_limit = '700MB'")
    connection.execute(MACROS)
    return connection


def tidy(
    source: str, fetched: Fetched, folder: Path, connection: duckdb.DuckDBPyConnection
) -> tuple[Edition, tuple[Refused, ...]] | str:
    """Keep the file as text in the folder's `work`, make its tables in its `tidy`, and check them.

    Returns
    -------
    The edition and the rows that could not be read; or why the source leaves a file of this kind out.

    Raises
    ------
    SourceError
        If the file is not what it says it is, or more than one row in a hundred cannot be read.
    """
    description = describe(source)
    kept = keep(fetched.path, description, folder / "work", connection)
    if kept.kind.leave:
        return kept.kind.leave
    rows = _make_view(kept, connection) + len(kept.broken)
    text = Text(connection, kept.kind, kept.columns, _stem(fetched.name), description)
    tidied = source_named(source).tidy(text)
    edition = edition_name(tidied.dataset, fetched.released, hash_of(fetched.path))
    connection.execute("SET VARIABLE edition = ?", [edition])
    paths, repeated = _write(tidied, folder / "tidy", connection)
    refused = read_refused(fetched.name, paths, kept, rows, connection)
    figures = _write_others(tidied, refused, folder / "tidy", connection)
    counts = _Counts(rows, len({row.line for row in refused}), repeated, figures)
    return _edition(tidied, kept, fetched, description, counts), refused


def _stem(name: str) -> str:
    """Give a file's name without its endings, in lower case."""
    return name.lower().partition(".")[0].replace(" ", "-")


def _make_view(kept: Kept, connection: duckdb.DuckDBPyConnection) -> int:
    """Make the view `text`, without the rows that are blank from end to end, and count its rows."""
    cells = ", ".join('"' + name.replace('"', '""') + '"' for name in kept.columns)
    connection.execute(f"""
        CREATE OR REPLACE TEMP VIEW text AS
        SELECT file_row_number AS line, {cells}
        FROM read_parquet({literal(kept.path)}, file_row_number = true)
        WHERE coalesce({cells}) IS NOT NULL
    """)
    return number(connection.execute("SELECT count(*) FROM text"))


def _write(tidied: Tidied, into: Path, connection: duckdb.DuckDBPyConnection) -> tuple[list[Path], int]:
    given = {"observations": tidied.figures, "lookups": tidied.lookups, "neighbours": tidied.neighbours}
    paths: list[Path] = []
    repeated: set[int] = set()
    for table, relation in given.items():
        if relation is not None:
            path = into / f"{table}.parquet"
            _put(relation, path)
            repeated |= check(table, path, connection)
            paths.append(path)
    return paths, len(repeated)


def _put(relation: duckdb.DuckDBPyRelation, path: Path) -> None:
    """Write a tidy table, each row with its edition."""
    relation.project("*, getvariable('edition') AS edition").write_parquet(str(path), compression="snappy")


def _write_others(
    tidied: Tidied, refused: tuple[Refused, ...], into: Path, connection: duckdb.DuckDBPyConnection
) -> int:
    """Write the areas, the series and the refused rows, and count the figures."""
    if tidied.areas is not None:
        areas = tidied.areas.distinct().filter(f"regexp_full_match(code, '{AREA_CODE}')")
        _put(areas, into / "areas.parquet")
    if refused:
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE refused (line BIGINT, column_name TEXT, found TEXT, accepted TEXT)"
        )
        rows = [[row.line, row.column, row.found, row.accepted] for row in refused]
        connection.executemany("INSERT INTO refused VALUES (?, ?, ?, ?)", rows)
        _put(connection.table("refused"), into / "refused.parquet")
    if tidied.figures is None:
        return 0
    figures = connection.read_parquet(str(into / "observations.parquet")).filter("problem IS NULL")
    series = figures.aggregate("source, series, count(*) AS figures")
    _put(series, into / "series.parquet")
    return number(connection.read_parquet(str(into / "series.parquet")).aggregate("coalesce(sum(figures), 0)"))


@dataclass(frozen=True, slots=True)
class _Counts:
    read: int
    refused: int
    repeated: int
    figures: int

    def as_edition(self) -> dict[str, int]:
        """Name the counts as an edition does."""
        kept = self.read - self.refused - self.repeated
        rows = {"rows_read": self.read, "rows_kept": kept, "rows_refused": self.refused, "rows_repeated": self.repeated}
        return {**rows, "figures": self.figures}


def _edition(tidied: Tidied, kept: Kept, fetched: Fetched, described: Description, counts: _Counts) -> Edition:
    sha256 = hash_of(fetched.path)
    return Edition(
        edition=edition_name(tidied.dataset, fetched.released, sha256),
        source=described.source,
        dataset=tidied.dataset,
        title=tidied.title,
        publisher=described.publisher,
        page=described.page,
        licence=described.licence,
        released=fetched.released,
        sha256=sha256,
        file=fetched.name,
        fetched_at=datetime.now(UTC).replace(microsecond=0),
        **counts.as_edition(),
        tidy=tidy_version(described.source),
        precedence=kept.kind.about.get("precedence", 0),
    )
