"""DfE's numbers of local authorities, and the codes that ONS gives the same places."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from duckdb import DuckDBPyConnection

from heartwood.evidence.sources.reading import fill


@cache
def la_numbers() -> dict[str, tuple[str, str]]:
    """Give code and name by number."""
    text = (Path(__file__).parent / "dfe_la_numbers.yaml").read_bytes()
    return {number: (code, name) for number, (code, name) in yaml.load(text, yaml.CSafeLoader).items()}


def make_table(connection: DuckDBPyConnection) -> None:
    """Make the table ``la_numbers (la_number, code, name)``."""
    connection.execute("CREATE OR REPLACE TEMP TABLE la_numbers (la_number TEXT, code TEXT, name TEXT)")
    fill(connection, "la_numbers", [(number, *place) for number, place in la_numbers().items()])
