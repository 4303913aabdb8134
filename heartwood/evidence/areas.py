"""Areas and how they lie in each other: a postcode's district, a small area's best fit, an area's neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

_POSTCODE_LENGTH = (5, 7)


@dataclass(frozen=True, slots=True)
class Place:
    """An area's code, its name as a publisher writes it, and its kind."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Part:
    """An area that another one became or lies in, with the share of it that does."""

    code: str
    weight: float


def as_postcode(text: str) -> str | None:
    """Write a postcode as the lookup has it, or give None for what cannot be one.

    >>> as_postcode(" ls1 1ur ")
    'LS11UR'
    >>> as_postcode("a town") is None
    True
    """
    code = "".join(text.split()).upper()
    shortest, longest = _POSTCODE_LENGTH
    looks_right = code.isalnum() and code.isascii() and code[:1].isalpha() and code[-3:-2].isdigit()
    return code if looks_right and shortest <= len(code) <= longest else None


def district_of_postcode(build: DuckDBPyConnection, postcode: str) -> str | None:
    """Give the code of the district that a postcode lies in; None if it is in no lookup of this build."""
    code = as_postcode(postcode)
    found = _targets(build, "postcode_district", code) if code else []
    return found[0].code if found else None


def has_postcodes(build: DuckDBPyConnection) -> bool:
    """Whether this build holds a lookup from postcodes."""
    return bool(build.execute("SELECT 1 FROM lookups WHERE kind = 'postcode_district' LIMIT 1").fetchall())


def district_of_small_area(build: DuckDBPyConnection, lsoa: str) -> str | None:
    """Give the code of the district that a small area lies in, by best fit."""
    found = _targets(build, "lsoa_district", lsoa)
    return found[0].code if found else None


def small_area_in_2021(build: DuckDBPyConnection, lsoa11: str) -> tuple[Part, ...]:
    """Give the small areas of 2021 that one of 2011 became: itself, its parts, or what it was merged into."""
    return tuple(_targets(build, "lsoa11_lsoa21", lsoa11))


def places_of_small_area(build: DuckDBPyConnection, lsoa: str) -> dict[str, str]:
    """Give the codes of the areas that a small area lies in, by kind of lookup."""
    rows = build.execute("SELECT kind, target_code FROM lookups WHERE source_code = ? ORDER BY ALL", [lsoa]).fetchall()
    return {kind: code for kind, code in rows if kind != "lsoa11_lsoa21"}


def statistical_neighbours(build: DuckDBPyConnection, area: str) -> tuple[str, ...]:
    """Give the codes of an authority's statistical neighbours, the nearest first."""
    rows = build.execute("SELECT neighbour FROM neighbours WHERE area = ? ORDER BY rank", [area]).fetchall()
    return tuple(code for (code,) in rows)


def place(build: DuckDBPyConnection, code: str) -> Place | None:
    """Give an area's name, of several the one of the newest edition."""
    rows = build.execute(
        """SELECT code, name, areas.kind FROM areas JOIN editions USING (edition)
        WHERE code = ? AND name IS NOT NULL ORDER BY released DESC NULLS LAST, name LIMIT 1""",
        [code],
    ).fetchall()
    return Place(*rows[0]) if rows else None


def _targets(build: DuckDBPyConnection, kind: str, code: str) -> list[Part]:
    rows = build.execute(
        "SELECT target_code, weight FROM lookups WHERE kind = ? AND source_code = ? ORDER BY target_code", [kind, code]
    ).fetchall()
    return [Part(*row) for row in rows]
