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

_HELD = """
SELECT DISTINCT source, series FROM build.observations WHERE area IN (SELECT unnest(?))
"""
_ROWS = """
WITH wanted AS (SELECT unnest(?) AS indicator, unnest(?) AS source, unnest(?) AS series)
SELECT wanted.indicator, area, period, label, value, low, high, count, denominator, status, note, origin, edition
FROM build.observations AS o JOIN wanted ON o.source = wanted.source AND o.series = wanted.series
WHERE area IN (SELECT unnest(?)) AND category = '' AND sex IN ('', 'Persons')
ORDER BY wanted.indicator, area, period_start, period_end
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


def choose_bindings(
    connection: DuckDBPyConnection, indicators: Iterable[Indicator], areas: Collection[str]
) -> Mapping[str, Binding]:
    """Give, by indicator, the first binding that has rows in the build for any of the areas: it wins whole."""
    held = set(connection.execute(_HELD, [list(areas)]).fetchall())
    chosen = {}
    for indicator in indicators:
        found = [each for each in indicator.bindings if (each.source, each.series) in held]
        if found:
            chosen[indicator.key] = found[0]
    return chosen


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
    keys = list(bindings)
    sources, series = [bindings[key].source for key in keys], [bindings[key].series for key in keys]
    found: dict[tuple[str, str], list[Row]] = {}
    periods: dict[str, Period] = {}
    for key, area, iso, label, *rest in connection.execute(_ROWS, [keys, sources, series, list(areas)]).fetchall():
        period = periods.setdefault(iso, Period.parse(iso))
        found.setdefault((key, area), []).append(Row(period, label or iso, *rest))
    return found


def read_editions(connection: DuckDBPyConnection) -> tuple[Edition, ...]:
    """Give every file that the build was made from."""
    return tuple(Edition(*row) for row in connection.execute(_EDITIONS).fetchall())
