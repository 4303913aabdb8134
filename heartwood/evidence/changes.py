"""What changed between two builds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from heartwood.evidence.store.builds import literal
from heartwood.evidence.store.schema import KEYS


@dataclass(frozen=True, slots=True)
class SeriesChange:
    """How many figures of one series came, went, and say something else now."""

    source: str
    series: str
    added: int
    removed: int
    altered: int


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference of two builds: their editions by name, and each series that is not as it was."""

    old: str
    new: str
    editions_added: tuple[str, ...]
    editions_removed: tuple[str, ...]
    series: tuple[SeriesChange, ...]


_KEY = ", ".join(KEYS["observations"])
_SAID = "value, low, high, low_998, high_998, count, denominator, status, note, label, origin"

# Only editions that are not in both builds can have made a difference, but for rows that stood in another's place,
# so the series of those editions are compared whole.
_CHANGES = f"""
WITH changed AS (
    SELECT source, series FROM old.series ANTI JOIN new.editions USING (edition)
    UNION SELECT source, series FROM new.series ANTI JOIN old.editions USING (edition)
    UNION (SELECT DISTINCT source, series FROM old.observations WHERE origin = 'worked_out')
    UNION (SELECT DISTINCT source, series FROM new.observations WHERE origin = 'worked_out')
),
before AS (SELECT {_KEY}, hash({_SAID}) AS said FROM old.observations SEMI JOIN changed USING (source, series)),
after AS (SELECT {_KEY}, hash({_SAID}) AS said FROM new.observations SEMI JOIN changed USING (source, series))
SELECT source, series, count(*) FILTER (before.said IS NULL) AS added, count(*) FILTER (after.said IS NULL) AS removed,
    count(*) FILTER (before.said <> after.said) AS altered
FROM before FULL JOIN after USING ({_KEY})
GROUP BY source, series HAVING added + removed + altered > 0 ORDER BY source, series
"""


def changes(old: Path, new: Path) -> Changes:
    """Compare two builds, figure by figure."""
    connection = duckdb.connect()
    try:
        connection.execute(f"ATTACH {literal(old)} AS old (READ_ONLY)")
        connection.execute(f"ATTACH {literal(new)} AS new (READ_ONLY)")
        series = tuple(SeriesChange(*row) for row in connection.execute(_CHANGES).fetchall())
        added = _only_in("new", "old", connection)
        removed = _only_in("old", "new", connection)
    finally:
        connection.close()
    return Changes(old.stem, new.stem, added, removed, series)


def _only_in(one: str, other: str, connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    query = f"SELECT edition FROM {one}.editions ANTI JOIN {other}.editions USING (edition) ORDER BY edition"
    return tuple(edition for (edition,) in connection.execute(query).fetchall())
