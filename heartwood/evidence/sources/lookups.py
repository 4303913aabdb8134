"""Lookups between areas: small areas of 2011 and 2021, wards, districts, care boards, postcodes; and neighbours."""

from __future__ import annotations

from duckdb import DuckDBPyRelation

from heartwood.evidence.sources.fetching import fetch as fetch
from heartwood.evidence.sources.la_numbers import make_table
from heartwood.evidence.sources.quoting import name
from heartwood.evidence.sources.reading import link
from heartwood.evidence.sources.shapes import Text, Tidied

# An area that was split goes to each of its parts with an equal weight.
_SHARED = "1.0 / count(*) OVER (PARTITION BY source_code)"
_POSTCODE = "upper(replace(clean({}), ' ', ''))"

_NEIGHBOURS = """
WITH named AS (SELECT line, clean(old_la_code) AS la_number, {ranks} FROM text),
one AS (UNPIVOT named ON COLUMNS('^rank_') INTO NAME rank VALUE neighbour_number)
SELECT line, area.code AS area, neighbour.code AS neighbour, replace(rank, 'rank_', '')::INTEGER AS rank,
    CASE WHEN area.code IS NULL THEN problem('old_la_code', one.la_number, 'a number such as 383')
        WHEN neighbour.code IS NULL THEN problem('SN_' || replace(rank, 'rank_', ''), neighbour_number,
            'a number such as 383') END AS problem
FROM one LEFT JOIN la_numbers area USING (la_number)
    LEFT JOIN la_numbers neighbour ON neighbour.la_number = neighbour_number
"""


def tidy(text: Text) -> Tidied:
    """Read one lookup, or the table of statistical neighbours."""
    about = text.kind.about
    dataset = f"lookups_{text.stem}"
    if "neighbours" in about:
        return Tidied(dataset, text.kind.title, neighbours=_neighbours(text, about["neighbours"]))
    links = [_link(text, *columns) for columns in about.get("links", ())]
    return Tidied(dataset, text.kind.title, areas=_names(text), lookups=_together(links))


def _link(text: Text, kind: str, source: str, target: str) -> DuckDBPyRelation:
    given = (_POSTCODE if kind == "postcode_district" else "clean({})").format(name(source))
    found = link(text, kind, given, f"clean({name(target)})", _SHARED if kind == "lsoa11_lsoa21" else "1.0")
    # A small area comes once for each area of 2011 that it was made of: its district is one link all the same.
    return found if kind == "lsoa11_lsoa21" else found.aggregate("min(line) AS line, * EXCLUDE (line)")


def _together(links: list[DuckDBPyRelation]) -> DuckDBPyRelation | None:
    if not links:
        return None
    together = links[0]
    for one in links[1:]:
        together = together.union(one)
    return together


def _names(text: Text) -> DuckDBPyRelation | None:
    given = text.kind.about.get("names", ())
    if not given:
        return None
    queries = [
        f"SELECT clean({name(code)}) AS code, clean({name(called)}) AS name, kind_of(code) AS kind FROM text"
        for code, called in given
    ]
    return text.connection.sql(" UNION ".join(queries))


def _neighbours(text: Text, number: int) -> DuckDBPyRelation:
    make_table(text.connection)
    ranks = ", ".join(f"clean({name(f'SN_{rank}')}) AS rank_{rank}" for rank in range(1, number + 1))
    return text.connection.sql(_NEIGHBOURS.format(ranks=ranks))
