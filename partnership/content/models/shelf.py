"""Where editions lie on disk: whole beside their place first, then renamed into it, and every text kept for ever."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from partnership.core import pack

KEPT = ".editions"  # inside the overlay: every text that ever counted, under the name of its hash
PART = ".part"


@dataclass(frozen=True, slots=True)
class Ready:
    """An edition that is written whole. Only renames are left, so no process ever reads half of it."""

    moves: tuple[tuple[Path, Path], ...]
    away: Path

    def put_in_place(self) -> None:
        """Let it count, in every process, from the next request on."""
        for part, place in self.moves[:-1]:
            part.replace(place)
        self.away.unlink(missing_ok=True)
        part, marker = self.moves[-1]  # the marker comes last: who reads it finds the rest
        part.replace(marker)


def digest_of(text: str) -> str:
    """Give the SHA-256 of a text as its file has it."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def prepare(name: str, text: str, *, removal: bool = False) -> Ready:
    """Write an edition beside its place; for a removal, `text` says why.

    Raises
    ------
    OSError
        If the disk is full or may not be written to. Nothing has changed then.
    """
    place = pack.overlay() / name
    mark = place.with_name(place.name + pack.REMOVED)
    target, away = (mark, place) if removal else (place, mark)
    marker = pack.overlay() / pack.EDITION
    if not removal:
        _keep(text)
    parts = ((_part(target, text), target), (_part(marker, f"{name} {digest_of(text)}\n"), marker))
    return Ready(parts, away)


def _part(place: Path, text: str) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{place.name}.{os.getpid()}-{digest_of(text)[:12]}{PART}")
    with part.open("w", encoding="utf-8") as lines:
        lines.write(text)
        lines.flush()
        os.fsync(lines.fileno())
    return part


def _kept(sha256: str) -> Path:
    return pack.overlay() / KEPT / f"{sha256}.yaml"


def _keep(text: str) -> None:
    place = _kept(digest_of(text))
    if not place.is_file():
        _part(place, text).replace(place)


def keep_what_counts(name: str) -> None:
    """Keep the text of a file as it counts now, before another takes its place."""
    if name and pack.file(name) is not None:
        _keep(pack.text(name))


def kept_text(sha256: str) -> str | None:
    """Give the text that once counted, by its hash; None where it was never kept."""
    place = _kept(sha256)
    return place.read_text(encoding="utf-8") if place.is_file() else None
