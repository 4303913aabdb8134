"""Build: all tidy tables into one new DuckDB file, renamed into place; a bad build never replaces a good one.

A build starts from a copy of the build before it: only the editions that changed are taken out and put in. Where
several editions give the same figure, the series they share are laid anew from all of them, so that the tables are the
same whatever was loaded first.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from heartwood.evidence.store.builds import BuildInfo, info, literal, newest
from heartwood.evidence.store.editions import Edition, editions_of
from heartwood.evidence.store.folders import builds_folder
from heartwood.evidence.store.laying import Change, lay
from heartwood.evidence.store.schema import create_tables

Say = Callable[[str], None]


def build(editions: Sequence[Edition], folder: Path, say: Say = lambda _: None) -> BuildInfo:
    """Make the build of these editions, or give the newest one if it is that build already."""
    before = newest(folder)
    name = hash_of_editions(editions)
    if before is not None and before.stem.endswith(f"_{name}"):
        return info(before)
    number = int(before.stem.partition("_")[0]) + 1 if before else 1
    making = builds_folder(folder) / f".making_{os.getpid()}.duckdb"
    making.parent.mkdir(parents=True, exist_ok=True)
    try:
        change = _start(making, before, editions, folder)
        say(f"Building from {len(editions)} editions, {len(change.put)} of them new …")
        _make(making, change)
        made = making.with_name(f"{number:04d}_{name}.duckdb")
        making.replace(made)
    finally:
        making.unlink(missing_ok=True)
        making.with_name(f"{making.name}.wal").unlink(missing_ok=True)
    return info(made)


def hash_of_editions(editions: Sequence[Edition]) -> str:
    """Give the eight figures that name what a build is made of."""
    made_of = "\n".join(sorted(f"{edition.edition} {edition.tidy}" for edition in editions))
    return hashlib.sha256(made_of.encode()).hexdigest()[:8]


def _start(making: Path, before: Path | None, editions: Sequence[Edition], folder: Path) -> Change:
    """Copy the build before, if any of it stays, and say what changes."""
    there = editions_of(before)
    wanted = {(edition.edition, edition.tidy) for edition in editions}
    held = {(edition.edition, edition.tidy) for edition in there}
    making.unlink(missing_ok=True)
    if before is not None and held & wanted:
        shutil.copyfile(before, making)
    else:
        there, held = [], set()
    return Change(
        out=tuple(edition for edition in there if (edition.edition, edition.tidy) not in wanted),
        put=tuple(edition for edition in editions if (edition.edition, edition.tidy) not in held),
        all=tuple(sorted(editions, key=_order)),
        folder=folder,
    )


def _order(edition: Edition) -> tuple[int, int, str]:
    return edition.precedence, -(edition.released.toordinal() if edition.released else 0), edition.edition


def _make(making: Path, change: Change) -> None:
    fresh = not making.exists()
    connection = duckdb.connect()
    try:
        connection.execute("SET memory_limit = '700MB'")
        connection.execute(f"ATTACH {literal(making)} AS build")
        for statement in create_tables("build") if fresh else ():
            connection.execute(statement)
        connection.execute("USE build")
        lay(change, connection)
        connection.execute("CHECKPOINT build")
    finally:
        connection.close()
