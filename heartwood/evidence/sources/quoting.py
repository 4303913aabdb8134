"""Names of columns and words in SQL that is put together from a publisher's headings or our own YAML."""

from __future__ import annotations


def name(column: str) -> str:
    """Quote the name of a column."""
    return '"' + column.replace('"', '""') + '"'


def word(text: str) -> str:
    """Quote a word."""
    return "'" + text.replace("'", "''") + "'"
