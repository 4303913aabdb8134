"""Reading a pack's series from a build: few queries, every area at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from heartwood.evidence.profile.shapes import Edition
from heartwood.pack import Binding, Indicator
from heartwood.periods import Period

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# A binding names sex and age only where its series holds several; a category always, and '' is everyone.
_WANTED = """
WITH wanted AS (
    SELECT unnest(?) AS indicator, unnest(?) AS rank, unnest(?) AS source, unnest(?) AS series,
        unnest(?) AS sex, unnest(?) AS age, unnest(?) AS category
), held AS (
    SELECT wanted.indicator, wanted.rank, o.*
    FROM build.observations AS o JOIN wanted ON o.source = wanted.source AND o.series = wanted.series
        AND wanted.sex IN ('', o.sex) AND wanted.age IN ('', o.age) AND o.category = wanted.category
    WHERE area IN (SELECT unnest(?))
)
"""
# A file that holds the nation alone must not take the districts' figures away.
_HELD = f"""{_WANTED}
SELECT indicator, coalesce(min(rank) FILTER (area IN (SELECT unnest(?))), min(rank)) FROM held GROUP BY indicator
"""
_ROWS = f"""{_WANTED}
SELECT indicator, area, period, label,
    CASE WHEN isfinite(value) THEN value END, CASE WHEN isfinite(low) THEN low END,
    CASE WHEN isfinite(high) THEN high END, count, denominator, status, note, origin, edition
FROM held ORDER BY indicator, area, period_start, period_end
"""
_NEIGHBOURS = "SELECT area, neighbour FROM build.neighbours WHERE area IN (SELECT unnest(?)) ORDER BY area, rank"
_EDITIONS = "SELECT edition, source, title, publisher, page, licence, released FROM build.editions ORDER BY edition"


@dataclass(frozen=True, slots=True)
class Row:
    """One observation of a series in an area, as the build keeps it."""

    period: Period
    label: str
    value: float | None
    low: float | None
    high: float | None
    count: float | None
    denominator: float | None
    status: str
    note: str
    origin: str
    edition: str


def _columns(wanted: Sequence[tuple[str, int, Binding]]) -> list[list[str] | list[int]]:
    return [
        [key for key, _, _ in wanted],
        [rank for _, rank, _ in wanted],
        *([getattr(each, name) for _, _, each in wanted] for name in ("source", "series", "sex", "age", "category")),
    ]


def choose_bindings(
    connection: DuckDBPyConnection, indicators: Iterable[Indicator], areas: Collection[str], districts: Collection[str]
) -> Mapping[str, Binding]:
    """Give, by indicator, the first binding that has rows in the build for a district, else for any area: it wins whole."""
    by_key = {indicator.key: indicator.bindings for indicator in indicators}
    wanted = [(key, rank, each) for key, bindings in by_key.items() for rank, each in enumerate(bindings)]
    held = connection.execute(_HELD, [*_columns(wanted), list(areas), list(districts)]).fetchall()
    return {key: by_key[key][rank] for key, rank in held}


def read_neighbours(connection: DuckDBPyConnection, areas: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Give each area's statistical neighbours, nearest first."""
    found: dict[str, tuple[str, ...]] = {}
    for area, neighbour in connection.execute(_NEIGHBOURS, [list(areas)]).fetchall():
        found[area] = (*found.get(area, ()), neighbour)
    return found


def read_rows(
    connection: DuckDBPyConnection, bindings: Mapping[str, Binding], areas: Collection[str]
) -> Mapping[tuple[str, str], Sequence[Row]]:
    """Give the rows by (indicator, area), oldest first."""
    columns = _columns([(key, 0, each) for key, each in bindings.items()])
    found: dict[tuple[str, str], list[Row]] = {}
    periods: dict[str, Period] = {}
    for key, area, iso, label, *rest in connection.execute(_ROWS, [*columns, list(areas)]).fetchall():
        period = periods.setdefault(iso, Period.parse(iso))
        found.setdefault((key, area), []).append(Row(period, label or iso, *rest))
    return found


def read_editions(connection: DuckDBPyConnection) -> tuple[Edition, ...]:
    """Give every file that the build was made from."""
    return tuple(Edition(*row) for row in connection.execute(_EDITIONS).fetchall())
