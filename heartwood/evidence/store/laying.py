"""Lay tidy tables into a build."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import duckdb

from heartwood.evidence.sources import DERIVED
from heartwood.evidence.store.asking import number
from heartwood.evidence.store.editions import Edition, tidy_folder
from heartwood.evidence.store.schema import KEYS, ONE_PLACE, TABLES

_BY_EDITION = ("areas", "refused", "series")  # no row of these stands in another's place
_LAID_ANEW = ("lookups", "neighbours")  # small: where one edition of these changes, all are laid anew


@dataclass(frozen=True, slots=True)
class Change:
    """What to take out of a build, what to put in, and all that will stand there.

    Attributes
    ----------
    all
        In order: of two editions that give the same figure, the first one's is taken.
    """

    out: tuple[Edition, ...]
    put: tuple[Edition, ...]
    all: tuple[Edition, ...]
    folder: Path

    def files(self, table: str, editions: Iterable[Edition]) -> dict[str, Path]:
        """Give the tidy file of this table for each of the editions that has one, by edition."""
        found = {
            edition.edition: tidy_folder(self.folder, edition.edition, edition.tidy) / f"{table}.parquet"
            for edition in editions
        }
        return {edition: path for edition, path in found.items() if path.exists()}


def lay(change: Change, connection: duckdb.DuckDBPyConnection) -> None:
    """Bring an attached build, which is the database in use, from what it holds to what it shall hold."""
    connection.execute("CREATE TEMP TABLE going (edition TEXT)")
    connection.execute("CREATE TEMP TABLE shared (source TEXT, series TEXT)")
    connection.execute("BEGIN")
    if change.out:
        connection.executemany("INSERT INTO going VALUES (?)", [[edition.edition] for edition in change.out])
    _find_shared(change, connection)
    for table in ("observations", "editions", *_BY_EDITION):
        connection.execute(f"DELETE FROM {table} WHERE edition IN (FROM going)")
    _lay_editions(change, connection)
    for table in _BY_EDITION:
        _insert(table, change, change.put, "true", connection)
    for table in _LAID_ANEW:
        if change.out or change.files(table, change.put):
            connection.execute(f"DELETE FROM {table}")
            _insert(table, change, change.all, "true", connection, once=True)
    _lay_observations(change, connection)
    _derive(change, connection)
    connection.execute("COMMIT")


def _derive(change: Change, connection: duckdb.DuckDBPyConnection) -> None:
    changed = {edition.source for edition in (*change.out, *change.put)}
    for derive, sources in DERIVED.items():
        if changed & sources:
            derive(connection)


def _find_shared(change: Change, connection: duckdb.DuckDBPyConnection) -> None:
    """Find the series that change and that several editions give: one's rows may stand in another's place."""
    connection.execute("CREATE TEMP TABLE coming (source TEXT, series TEXT, edition TEXT)")
    _insert("series", change, change.put, "true", connection, into="coming")
    connection.execute("""
        INSERT INTO shared
        SELECT source, series FROM (
            SELECT *, CASE WHEN edition IN (FROM going) THEN 'goes' ELSE 'stays' END AS fate FROM series
            UNION ALL SELECT *, 'comes' FROM coming
        )
        GROUP BY ALL
        HAVING bool_or(fate <> 'stays')
            AND (count(*) FILTER (fate <> 'goes') > 1 OR bool_or(fate = 'goes') AND bool_or(fate = 'stays'))
    """)


def _lay_editions(change: Change, connection: duckdb.DuckDBPyConnection) -> None:
    marks = ", ".join("?" * len(TABLES["editions"]))
    rows = [astuple(replace(edition, fetched_at=edition.fetched_at.replace(tzinfo=None))) for edition in change.put]
    if rows:
        connection.executemany(f"INSERT INTO editions ({', '.join(TABLES['editions'])}) VALUES ({marks})", rows)


def _lay_observations(change: Change, connection: duckdb.DuckDBPyConnection) -> None:
    in_shared = "(source, series) IN (FROM shared)"
    if not number(connection.execute("SELECT count(*) FROM shared")):
        _insert("observations", change, change.put, "true", connection)
        return
    connection.execute(f"DELETE FROM observations WHERE {in_shared}")
    _insert("observations", change, change.put, f"NOT {in_shared}", connection)
    sharing = connection.execute("SELECT DISTINCT edition FROM series WHERE (source, series) IN (FROM shared)")
    names = {name for (name,) in sharing.fetchall()}
    among = [edition for edition in change.all if edition.edition in names]
    _insert("observations", change, among, in_shared, connection, once=True)


def _insert(
    table: str, change: Change, editions: Iterable[Edition], where: str, connection: duckdb.DuckDBPyConnection,
    *, once: bool = False, into: str = "",
) -> None:  # fmt: skip
    """Insert the rows of these editions, in their order; `once`: of rows with the same key only the first edition's."""
    files = change.files(table, editions)
    if not files:
        return
    connection.read_parquet([str(path) for path in files.values()]).create_view("tidy", replace=True)
    columns = ", ".join(TABLES[table])
    well = "problem IS NULL AND" if table in KEYS else ""
    alike = ONE_PLACE.get(table) or ", ".join(KEYS.get(table, ()))
    place = "list_position(getvariable('places'), edition)"
    first = f"QUALIFY row_number() OVER (PARTITION BY {alike} ORDER BY {place}) = 1" if once else ""
    connection.execute("SET VARIABLE places = ?", [list(files)])
    connection.execute(f"""
        INSERT INTO {into or table} ({columns}) SELECT {columns} FROM tidy WHERE {well} {where} {first}
    """)
    connection.execute("DROP VIEW tidy")
