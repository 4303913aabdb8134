"""One module for each publisher's format, with `fetch` and `tidy`; one YAML file beside it says what it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from duckdb import DuckDBPyConnection

from heartwood.evidence.sources import dfe_ees, dfe_lait, facts, fingertips, iod, lookups, ons_els
from heartwood.evidence.sources.shapes import Fetched, SourceError, Text, Tidied


class Source(Protocol):
    """What a source's module offers."""

    def fetch(self, where: str, into: Path) -> Fetched:
        """Bring a file here."""

    def tidy(self, text: Text) -> Tidied:
        """Make its tables."""


# A dataset is added with one module, one YAML file and one word here.
SOURCES: Mapping[str, Source] = {
    module.__name__.rpartition(".")[2]: module
    for module in (facts, ons_els, fingertips, dfe_ees, dfe_lait, iod, lookups)
}  # fmt: skip


# What can be worked out only in a build, from several sources together; done anew when one of them changes.
DERIVED: Mapping[Callable[[DuckDBPyConnection], None], frozenset[str]] = {iod.derive: frozenset({"iod", "lookups"})}


def source_named(name: str) -> Source:
    """Give the source of this name.

    Raises
    ------
    SourceError
        If there is none, naming those there are.
    """
    if name not in SOURCES:
        raise SourceError(f'There is no source "{name}". There are: {", ".join(SOURCES)}.')
    return SOURCES[name]
