"""The tables of a build."""

from __future__ import annotations

# Raised whenever the tables below change: a build of another schema is not built upon.
SCHEMA = 1

OBSERVATIONS = {
    "source": "TEXT", "series": "TEXT", "area": "TEXT", "sex": "TEXT", "age": "TEXT", "category": "TEXT",
    "period_start": "DATE", "period_end": "DATE", "period": "TEXT", "label": "TEXT",
    "value": "DOUBLE", "low": "DOUBLE", "high": "DOUBLE", "low_998": "DOUBLE", "high_998": "DOUBLE",
    "count": "DOUBLE", "denominator": "DOUBLE", "status": "TEXT", "note": "TEXT", "origin": "TEXT",
    "published_comparison": "TEXT", "published_trend": "TEXT", "edition": "TEXT",
}  # fmt: skip

EDITIONS = {
    "edition": "TEXT", "source": "TEXT", "dataset": "TEXT", "title": "TEXT", "publisher": "TEXT", "page": "TEXT",
    "licence": "TEXT", "released": "DATE", "sha256": "TEXT", "file": "TEXT", "fetched_at": "TIMESTAMP",
    "rows_read": "BIGINT", "rows_kept": "BIGINT", "rows_refused": "BIGINT", "rows_repeated": "BIGINT",
    "figures": "BIGINT", "tidy": "TEXT", "precedence": "INTEGER",
}  # fmt: skip

REFUSED = {"edition": "TEXT", "line": "BIGINT", "column_name": "TEXT", "found": "TEXT", "accepted": "TEXT"}
AREAS = {"code": "TEXT", "name": "TEXT", "kind": "TEXT", "edition": "TEXT"}
LOOKUPS = {"kind": "TEXT", "source_code": "TEXT", "target_code": "TEXT", "weight": "DOUBLE", "edition": "TEXT"}
NEIGHBOURS = {"area": "TEXT", "neighbour": "TEXT", "rank": "INTEGER", "edition": "TEXT"}

# Which series an edition gives, whether or not another edition's rows stand in the place of its own.
SERIES = {"source": "TEXT", "series": "TEXT", "edition": "TEXT"}

TABLES = {
    "observations": OBSERVATIONS, "editions": EDITIONS, "refused": REFUSED, "areas": AREAS, "lookups": LOOKUPS,
    "neighbours": NEIGHBOURS, "series": SERIES,
}  # fmt: skip

# What makes a row one row: within an edition it is refused to come twice; between editions one of them gives it.
KEYS = {
    "observations": ("source", "series", "area", "sex", "age", "category", "period"),
    "lookups": ("kind", "source_code", "target_code"),
    "neighbours": ("area", "neighbour"),
}

# Between editions a lookup places each code once, but for the areas that were split.
ONE_PLACE = {"lookups": "kind, source_code, CASE WHEN kind = 'lsoa11_lsoa21' THEN target_code END"}


def create_tables(name: str) -> list[str]:
    """Give the statements that make a build's empty tables in the attached database of this name."""
    return [
        f"CREATE TABLE {name}.{table} ({', '.join(f'{column} {kind}' for column, kind in columns.items())})"
        for table, columns in TABLES.items()
    ] + [f"CREATE TABLE {name}.about AS SELECT {SCHEMA} AS schema"]
