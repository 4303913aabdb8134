"""Check: what a source made of a file is fit for a build, or the file is refused in a sentence."""

from __future__ import annotations

from pathlib import Path

import duckdb

from heartwood.evidence.sources.shapes import SourceError
from heartwood.evidence.store.asking import number
from heartwood.evidence.store.builds import literal
from heartwood.evidence.store.kept import Kept, Refused
from heartwood.evidence.store.schema import KEYS, TABLES

MOST_REFUSED = 0.01
FEWEST_KEPT = 0.9

# A repeat with a published comparison tells more than one without.
_BEST = {"observations": "published_comparison IN ('', 'Not compared'), line"}


def check(table: str, path: Path, connection: duckdb.DuckDBPyConnection) -> frozenset[int]:
    """Check that every key of a tidy table comes once; give the rows left out because they repeat another.

    Of rows with the same key and the same figures one is taken; with other figures, each is marked as a problem.
    """
    connection.read_parquet(str(path)).create_view("checked", replace=True)
    key = ", ".join(KEYS[table])
    # Hashes are counted, not keys: should two keys ever share one, the slow way below still tells them apart.
    many = f"SELECT count(*) > count(DISTINCT hash({key})) FROM checked WHERE problem IS NULL"
    if not number(connection.execute(many)):
        return frozenset()
    _find_doubled(table, connection)
    rest = path.with_suffix(".checked")
    connection.execute(f"""
        COPY (SELECT checked.* REPLACE (CASE WHEN clash THEN problem('', concat_ws(' ', {key}),
                  'one row with these, not several that differ,') ELSE problem END AS problem)
              FROM checked LEFT JOIN doubled USING (line, {key}) WHERE place IS NULL OR clash OR place = 1
              ORDER BY line)
        TO {literal(rest)} (FORMAT parquet, COMPRESSION snappy)
    """)
    rest.replace(path)
    repeats = connection.execute("SELECT line FROM doubled WHERE NOT clash AND place > 1").fetchall()
    return frozenset(row for (row,) in repeats)


def _find_doubled(table: str, connection: duckdb.DuckDBPyConnection) -> None:
    key = ", ".join(KEYS[table])
    said = ", ".join(name for name, kind in TABLES[table].items() if kind in ("DOUBLE", "INTEGER") or name == "status")
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE doubled AS
        WITH many AS (
            SELECT {key}, count(DISTINCT row({said})) > 1 AS clash
            FROM checked WHERE problem IS NULL GROUP BY ALL HAVING count(*) > 1
        )
        SELECT line, {key}, clash,
            row_number() OVER (PARTITION BY {key} ORDER BY {_BEST.get(table, "line")}) AS place
        FROM checked JOIN many USING ({key}) WHERE problem IS NULL
    """)


def read_refused(
    name: str, paths: list[Path], kept: Kept, rows: int, connection: duckdb.DuckDBPyConnection
) -> tuple[Refused, ...]:
    """Give every row that could not be read, with its line in the file.

    Raises
    ------
    SourceError
        If they are more than one in a hundred, naming the first.
    """
    if not paths:
        return kept.broken
    tables = connection.read_parquet([str(path) for path in paths], union_by_name=True)
    problems = tables.filter("problem IS NOT NULL").select("line, problem.heading, problem.found, problem.accepted")
    problems = problems.distinct().order("ALL")
    many = number(problems.aggregate("count(DISTINCT line)")) + len(kept.broken)
    too_many = many > MOST_REFUSED * rows
    found = problems.limit(1).fetchall() if too_many else problems.fetchall()
    lines = kept.lines([row[0] for row in found])
    called = kept.kind.about.get("called", {})
    read = (Refused(line, called.get(row[1], row[1]), *row[2:]) for line, row in zip(lines, found, strict=True))
    refused = [*kept.broken, *read]
    refused.sort(key=lambda row: (row.line, row.column))
    if too_many:
        raise SourceError(
            f"{name}: {many:,} of {rows:,} rows cannot be read, more than one in a hundred. The first: {refused[0]}."
        )
    return tuple(refused)


def check_fewer(name: str, kept: int, before: int) -> None:
    """Refuse a dataset that has lost more than a tenth of its rows.

    Raises
    ------
    SourceError
        Saying how many there were.
    """
    if kept < FEWEST_KEPT * before:
        raise SourceError(
            f"{name}: {kept:,} rows can be read, where the last build holds {before:,} of this dataset. "
            "If so few are right, load it again with --fewer."
        )
