"""The ledger of erasures and withdrawals: a file beside the database and outside its backups.

Somebody who was erased after a backup was made must stay erased after it is restored. So each erasure and each consent
taken back is written here before it is committed, and replayed after a restore. A line holds the number of a row, a
date and two fingerprints; no name and no address.

An intention (`erase`, `withdraw`) is followed by `done` after the commit, or by `undone` where it failed. One that is
followed by neither counts: whoever asked has asked. A yes that is given again makes the intention before it `undone`.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from partnership.core.events import urn

INTENTIONS = ("erase", "withdraw")


class LedgerDamaged(Exception):
    """A line of the ledger is not as it was written, in a sentence that names it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `row_sha256` tells a row from another that later got its number; `sha256` covers the line before too."""

    what: str
    at: str
    row: str = ""
    row_sha256: str = ""
    of: str = ""  # for done and undone: the sha256 of the intention
    sha256: str = ""


def path() -> Path:
    """Give the file."""
    return Path(settings.DATA) / "ledger" / "erasures.jsonl"


def fingerprint(row: Model | str, made_at: datetime) -> str:
    """Tell this row from any other that ever has its number, by the moment when it was made."""
    return hashlib.sha256(f"{urn(row)} {made_at.astimezone(UTC).isoformat()}".encode()).hexdigest()


def is_of(entry: Entry, row: Model | str, made_at: datetime) -> bool:
    """Whether an entry speaks of this row, and not of an earlier one that had its number."""
    return entry.row == urn(row) and entry.row_sha256 == fingerprint(row, made_at)


@contextmanager
def written_down(what: str, row: Model | str, made_at: datetime, *, only_the_day: bool = False) -> Iterator[None]:
    """Write the intention, do what is inside, and write `done` after the commit, or `undone` if it fails.

    `row` is a row, or the urn of a part of one. `only_the_day` is for people without a name, as in the log: the hour
    stands nowhere.
    """
    at = _today() if only_the_day else _now()
    intention = _append(Entry(what, at, urn(row), fingerprint(row, made_at)))
    try:
        yield
    except BaseException:
        _append(Entry("undone", at, of=intention.sha256))
        raise
    transaction.on_commit(partial(_append, Entry("done", at, of=intention.sha256)))


def entries(ledger: Path | None = None) -> list[Entry]:
    """Read every line; one that broke off while it was written was promised to nobody and is left out.

    Raises
    ------
    LedgerDamaged
        If a line is not as it was written, or one is missing.
    """
    file = ledger or path()
    if not file.is_file():
        return []
    lines = file.read_bytes().split(b"\n")[:-1]
    found: list[Entry] = []
    for number, line in enumerate(lines, start=1):
        before = found[-1].sha256 if found else ""
        found.append(_read(line, before, f"{file.name}, line {number}"))
    return found


def standing(ledger: Path | None = None) -> list[Entry]:
    """Give what is to be done again after a restore, in the order in which it was asked."""
    known = entries(ledger)
    undone = {entry.of for entry in known if entry.what == "undone"}
    return [entry for entry in known if entry.what in INTENTIONS and entry.sha256 not in undone]


def unsettled(ledger: Path | None = None) -> list[Entry]:
    """Give the intentions of which nobody wrote down what became of them: the machine stopped in between."""
    known = entries(ledger)
    settled = {entry.of for entry in known if entry.what not in INTENTIONS}
    return [entry for entry in known if entry.what in INTENTIONS and entry.sha256 not in settled]


def settle(intentions: Iterable[Entry], *, done: bool) -> None:
    """Write down what became of them."""
    for intention in intentions:
        _append(Entry("done" if done else "undone", _now(), of=intention.sha256))


def allowed_again(row: Model | str, made_at: datetime) -> None:
    """Write down after the commit that what was taken back of this row was given again; only the day of it."""
    for entry in standing():
        if is_of(entry, row, made_at):
            transaction.on_commit(partial(_append, Entry("undone", _today(), of=entry.sha256)))


def _now() -> str:
    return timezone.now().isoformat()


def _today() -> str:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0).isoformat()


def _hash(entry: Entry, before: str) -> str:
    content = asdict(replace(entry, sha256=before))  # the line before stands where its own hash will
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _read(line: bytes, before: str, where: str) -> Entry:
    try:
        entry = Entry(**json.loads(line))
    except (ValueError, TypeError):
        raise LedgerDamaged(f"{where} cannot be read. Take the copy that is kept elsewhere.") from None
    if entry.sha256 != _hash(entry, before):
        raise LedgerDamaged(f"{where} is not as it was written, or a line before it is missing.")
    return entry


def _append(entry: Entry) -> Entry:
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+b") as ledger:
        fcntl.flock(ledger, fcntl.LOCK_EX)
        _cut_what_broke_off(ledger)
        known = entries(file)
        written = replace(entry, sha256=_hash(entry, known[-1].sha256 if known else ""))
        ledger.write(json.dumps(asdict(written), sort_keys=True).encode() + b"\n")
        ledger.flush()
        os.fsync(ledger.fileno())
    _keep_the_name(file.parent)
    return written


def _cut_what_broke_off(ledger: IO[bytes]) -> None:
    ledger.seek(0)
    whole = ledger.read().rfind(b"\n") + 1
    ledger.seek(0, os.SEEK_END)
    if ledger.tell() > whole:
        ledger.truncate(whole)


def _keep_the_name(folder: Path) -> None:
    # A new file survives a power cut only once its folder is on the disk as well.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
