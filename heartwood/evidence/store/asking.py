"""Ask for one number: a result of which a row is left unread keeps its connection from doing anything else."""

from __future__ import annotations

from duckdb import DuckDBPyConnection, DuckDBPyRelation


def number(asked: DuckDBPyConnection | DuckDBPyRelation) -> int:
    """Give the one cell of a result, as a whole number."""
    ((found,),) = asked.fetchall()
    return int(found)
