"""Load: fetch, keep, tidy and check every file, and only then build; one file that is refused changes nothing."""

from __future__ import annotations

import fcntl
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path

from heartwood.evidence.sources import source_named
from heartwood.evidence.sources.describing import describe
from heartwood.evidence.sources.shapes import SourceError
from heartwood.evidence.store.building import build
from heartwood.evidence.store.builds import BuildInfo, newest
from heartwood.evidence.store.checking import check_fewer
from heartwood.evidence.store.editions import Edition, editions_of
from heartwood.evidence.store.preparing import Prepared, bring, move_in, renew
from heartwood.evidence.store.tidying import workshop

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Load:
    """What a load did: the newest build now, whether it is a new one, and each file."""

    build: BuildInfo | None
    changed: bool
    files: tuple[Prepared, ...]


def load(
    source: str, files: Sequence[str], *, folder: Path, published: date | None = None, fewer: bool = False,
    say: Say = lambda _: None,
) -> Load:  # fmt: skip
    """Load a source's files and build, if anything in them is new.

    Parameters
    ----------
    files
        Paths or addresses.
    published
        The day of their release; else what the publisher's own note beside the file says; else unknown.
    fewer
        Take a dataset that has fewer than nine tenths of the rows that the last build holds of it.

    Raises
    ------
    SourceError
        If any of the files is refused; then nothing at all has changed.
    """
    return load_together({source: files}, folder=folder, published=published, fewer=fewer, say=say)


def load_together(
    files: Mapping[str, Sequence[str]], *, folder: Path, published: date | None = None, fewer: bool = False,
    say: Say = lambda _: None,
) -> Load:  # fmt: skip
    """Load files of several sources, by source, into one new build; as `load` otherwise."""
    for source in files:
        source_named(source)
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder), tempfile.TemporaryDirectory(prefix=".incoming_", dir=folder) as incoming:
        before = newest(folder)
        held, shop = editions_of(before), cache(workshop)
        bring_one = partial(bring, held=held, published=published, workshop=shop)
        prepared = _bring_all(files, Path(incoming), bring_one, say)
        wanted = held
        for source, brought in prepared.items():
            wanted = _wanted(source, brought, wanted, fewer)
        everything = [one for brought in prepared.values() for one in brought]
        move_in(everything, folder)
        renewed = renew(wanted, folder, Path(incoming) / "renewed", shop)
        move_in(renewed.values(), folder)
        current = [renewed[one.edition].edition or one if one.edition in renewed else one for one in wanted]
        made = build(current, folder, say) if current else None
    return Load(made, made is not None and made.path != before, tuple(everything))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one load at a time into a data folder."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _bring_all(
    files: Mapping[str, Sequence[str]], incoming: Path, bring_one: Callable[[str, str, Path], Prepared], say: Say
) -> dict[str, list[Prepared]]:
    prepared: dict[str, list[Prepared]] = {}
    problems: list[str] = []
    for source, several in files.items():
        prepared[source] = []
        for number, where in enumerate(several):
            say(f"Reading {Path(where).name} …")
            try:
                prepared[source].append(bring_one(source, where, incoming / source / str(number)))
            except SourceError as problem:
                problems.append(str(problem))
    if problems:
        raise SourceError("\n".join(problems))
    return prepared


def _wanted(source: str, prepared: Sequence[Prepared], held: Sequence[Edition], fewer: bool) -> list[Edition]:
    """Give the editions of the next build: what was brought, and of what is held all that it does not replace."""
    brought: dict[str, Edition] = {}
    for one in prepared:
        if one.edition is not None:
            other = brought.setdefault(one.edition.dataset, one.edition)
            if other.sha256 != one.edition.sha256:
                raise SourceError(f"{other.file} and {one.edition.file} are both {other.dataset}. Load one of them.")
    whole = describe(source).whole and bool(brought)
    replaced = [one for one in held if one.source == source and (whole or one.dataset in brought)]
    if not fewer:
        _check_all(source, brought, replaced, whole)
    return [one for one in held if one not in replaced] + list(brought.values())


def _check_all(source: str, brought: dict[str, Edition], replaced: Sequence[Edition], whole: bool) -> None:
    if whole:
        kept = sum(one.rows_kept for one in brought.values())
        check_fewer(f"these {source} files", kept, sum(one.rows_kept for one in replaced))
        return
    for one in replaced:
        check_fewer(brought[one.dataset].file, brought[one.dataset].rows_kept, one.rows_kept)
