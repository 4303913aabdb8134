"""Bring a file in as an edition, out of sight, and move it to its place once all is well."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from duckdb import DuckDBPyConnection

from heartwood.evidence.sources import source_named
from heartwood.evidence.sources.shapes import Fetched, SourceError
from heartwood.evidence.store.editions import (
    Edition,
    hash_of,
    snapshot_folder,
    tidy_folder,
    tidy_version,
    write_sidecar,
)
from heartwood.evidence.store.kept import Refused
from heartwood.evidence.store.tidying import tidy

Workshop = Callable[[], DuckDBPyConnection]  # opened when it is first needed


@dataclass(frozen=True, slots=True)
class Prepared:
    """One file of a load.

    Attributes
    ----------
    edition
        None where the file was left out; `left` says why.
    folder
        Where its parts wait to be moved in (`file`, `work`, `tidy`); None where nothing is new.
    """

    name: str
    edition: Edition | None
    fetched: Fetched
    folder: Path | None
    refused: tuple[Refused, ...] = ()
    left: str = ""

    @property
    def new(self) -> bool:
        """Whether the last build does not hold it yet."""
        return self.edition is not None and self.folder is not None


def bring(
    source: str, where: str, folder: Path, held: Sequence[Edition], published: date | None, workshop: Workshop
) -> Prepared:
    """Fetch a file and make its edition, unless the last build holds it.

    Raises
    ------
    SourceError
        If the file is refused.
    """
    (folder / "file").mkdir(parents=True)
    fetched = source_named(source).fetch(where, folder / "file")
    sha256, version = hash_of(fetched.path), tidy_version(source)
    same = [one for one in held if one.source == source and one.sha256 == sha256]
    released = published or fetched.released or next((one.released for one in same), None)
    for one in same:
        if one.released == released and one.tidy == version:
            return Prepared(fetched.name, one, fetched, None)
    return _prepare(source, replace(fetched, released=released), folder, workshop)


def _prepare(source: str, fetched: Fetched, folder: Path, workshop: Workshop) -> Prepared:
    for part in ("work", "tidy"):
        (folder / part).mkdir()
    made = tidy(source, fetched, folder, workshop())
    if isinstance(made, str):
        return Prepared(fetched.name, None, fetched, None, left=made)
    edition, refused = made
    return Prepared(fetched.name, edition, fetched, folder, refused)


def renew(editions: Sequence[Edition], folder: Path, into: Path, workshop: Workshop) -> dict[str, Prepared]:
    """Make the tables of editions anew where they were made by an older tidy, or are gone; by edition.

    Raises
    ------
    SourceError
        If the snapshot of one is gone too.
    """
    renewed = {}
    for number, edition in enumerate(editions):
        if tidy_folder(folder, edition.edition, tidy_version(edition.source)).is_dir():
            continue
        path = snapshot_folder(folder, edition.edition) / edition.file
        if not path.is_file():
            raise SourceError(f"{edition.file}: its snapshot is gone from the data folder. Load the file again.")
        (into / str(number)).mkdir(parents=True)
        fetched = Fetched(path, edition.file, str(path), edition.released)
        made = _prepare(edition.source, fetched, into / str(number), workshop)
        renewed[edition.edition] = replace(
            made, edition=replace(made.edition or edition, fetched_at=edition.fetched_at)
        )
    return renewed


def move_in(prepared: Iterable[Prepared], folder: Path) -> None:
    """Move what waits to its place: the file as it came with its sidecar and its text, and the tidy tables."""
    for one in prepared:
        if one.edition is None or one.folder is None:
            continue
        snapshot = snapshot_folder(folder, one.edition.edition)
        if not snapshot.exists():
            write_sidecar(one.edition, one.fetched, one.folder / "file")
            (one.folder / "work" / "text.parquet").rename(one.folder / "file" / "text.parquet")
            snapshot.parent.mkdir(parents=True, exist_ok=True)
            (one.folder / "file").rename(snapshot)
        tables = tidy_folder(folder, one.edition.edition, one.edition.tidy)
        shutil.rmtree(tables, ignore_errors=True)
        tables.parent.mkdir(parents=True, exist_ok=True)
        (one.folder / "tidy").rename(tables)
