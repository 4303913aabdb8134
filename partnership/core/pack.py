"""The partnership's content, read once for each edition of it. The only door from the site to `heartwood.pack`.

Over the pack's own files lie those that were published on the site (`<data>/content/<pack key>/`, see app `content`). One
file there, EDITION, is replaced with every edition: each request asks the disk about that one file and nothing else.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core import checks
from django.utils import formats, timezone
from django.utils.translation import get_language

import heartwood.pack
from heartwood.pack import (
    ANY,
    Academy,
    AskedItem,
    Bank,
    Charter,
    Checklist,
    Clause,
    ClauseChange,
    ConsentPurpose,
    Course,
    DatedNotice,
    Doubt,
    Elsewhere,
    Evidence,
    FrameworkEdition,
    Helpline,
    Instrument,
    Layout,
    Listening,
    MustBeReady,
    Pack,
    PackError,
    Part,
    Problem,
    Range,
    Readiness,
    ReadinessQuestion,
    Safeguarding,
    Standard,
    Supposed,
    Teaching,
    TellingWords,
    TrainedMeans,
    Wave,
    Way,
    Words,
    Workforce,
    changes,
    fold,
    lacking,
    make_workforce,
    newest_for,
)
from heartwood.pack.files import LOADER, REMOVED, Layers, load
from heartwood.periods import Period

__all__ = [
    "ANY",
    "EDITION",
    "REMOVED",
    "Academy",
    "AskedItem",
    "Bank",
    "Charter",
    "Checklist",
    "Clause",
    "ClauseChange",
    "ConsentPurpose",
    "Course",
    "DatedNotice",
    "Doubt",
    "Elsewhere",
    "Evidence",
    "File",
    "FrameworkEdition",
    "Helpline",
    "Instrument",
    "Layout",
    "Listening",
    "MustBeReady",
    "Pack",
    "PackError",
    "Part",
    "Problem",
    "Range",
    "Readiness",
    "ReadinessQuestion",
    "Safeguarding",
    "Standard",
    "Supposed",
    "Teaching",
    "TellingWords",
    "TrainedMeans",
    "Wave",
    "Way",
    "Words",
    "Workforce",
    "broken",
    "changes",
    "current",
    "demonstration",
    "edition",
    "edition_at",
    "file",
    "files",
    "fold",
    "in_language",
    "lacking",
    "make_workforce",
    "newest_for",
    "overlay",
    "period_words",
    "problems",
    "schema",
    "text",
    "with_file",
    "wording",
    "written",
]


EDITION = "EDITION"  # its replacement tells every process that something was published

Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class _Held:
    """The content as this process last read it, and what of the overlay could not be read."""

    stamp: Stamp
    pack: Pack
    broken: tuple[Problem, ...]


_HELD: dict[tuple[Path, Path], _Held] = {}  # by folder and overlay: one, outside tests


@lru_cache(maxsize=64)
def _places(folder: Path | str, data: Path | str) -> tuple[Path, Path, Path]:
    # The pack's folder, what was published over it, and the file that tells of another edition.
    over = Path(data) / "content" / _key(Path(folder) / "pack.yaml")
    return Path(folder), over, over / EDITION


def _key(path: Path) -> str:
    try:
        return str(yaml.safe_load(path.read_text(encoding="utf-8"))["key"])
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError):
        return ".none"  # reading the pack itself says what is wrong with it


def overlay() -> Path:
    """Give the folder of what was published on the site; it need not be there."""
    return _places(settings.PACK, settings.DATA)[1]


def _stamp(marker: Path) -> Stamp:
    try:
        found = marker.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def _now() -> _Held:
    folder, over, marker = _places(settings.PACK, settings.DATA)
    stamp, held = _stamp(marker), _HELD.get((folder, over))
    if held is None or held.stamp != stamp:
        held = _HELD[folder, over] = _read(folder, over, stamp, held)
    return held


def _read(folder: Path, over: Path, stamp: Stamp, held: _Held | None) -> _Held:
    # What is broken in the overlay never takes the site down: the edition before stays, or else the pack's own files.
    try:
        return _Held(stamp, heartwood.pack.read(folder, over), ())
    except PackError as problem:
        if not any((over / one.file).is_file() for one in problem.problems):
            raise
        pack = held.pack if held else _without(folder, over, problem)
        return _Held(stamp, pack, problem.problems)


def _without(folder: Path, over: Path, problem: PackError) -> Pack:
    try:
        return heartwood.pack.read(folder, over, without=frozenset(one.file for one in problem.problems))
    except PackError:
        return heartwood.pack.read(folder)


def current() -> Pack:
    """Give the pack that this site shows (the setting HEARTWOOD_PACK, and what was published over it)."""
    return _now().pack


def broken() -> tuple[Problem, ...]:
    """Say what was published and cannot be read; the site shows what it showed before."""
    return _now().broken


def edition() -> str:
    """Name what pages show of the content: another edition, or another day for what is dated, is another name."""
    stamp = _now().stamp
    return f"{timezone.localdate():%Y-%m-%d}" + ("-{}-{}-{}".format(*stamp) if stamp else "")


def edition_at() -> datetime | None:
    """Give when the newest edition came out; None where nothing was published on the site."""
    stamp = _now().stamp
    return datetime.fromtimestamp(stamp[0] / 1e9, UTC) if stamp else None


@dataclass(frozen=True, slots=True)
class File:
    """One content file as it counts now: what is in it, and which bytes."""

    name: str  # from the pack's folder on
    content: Mapping[str, Any]  # days as they are written
    sha256: str
    published_here: bool  # it lies over the pack's own, or where the pack has none


def _layers() -> Layers:
    return Layers(Path(settings.PACK), overlay(), frozenset(one.file for one in broken()))


def file(name: str) -> File | None:
    """Give the content file of this name; None where there is none, or it was removed."""
    layers = _layers()
    path = layers.find(name)
    if not path.is_file() or ("/" in name and name not in layers.several(name.partition("/")[0])):
        return None
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return File(name, _plain(load(path, name)), digest, path.is_relative_to(overlay()))


def text(name: str) -> str:
    """Give the bytes of the content file that counts, as text."""
    return _layers().find(name).read_text(encoding="utf-8")


def files(folder: str) -> tuple[str, ...]:
    """Give the names of the content files in one folder of the pack."""
    return tuple(_layers().several(folder))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def written(content: Mapping[str, Any]) -> str:
    """Write content as a file has it."""
    return yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False, width=118)


def schema(kind: str) -> Mapping[str, Any]:
    """Give the JSON Schema that files of this kind are checked against."""
    from heartwood.check.schemas import validator  # noqa: PLC0415 (slow to load, and only editing needs it)

    found: Any = validator(kind).schema
    return dict(found)


@contextmanager
def _draft_over(name: str, text: str | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "content"
        if overlay().is_dir():
            shutil.copytree(overlay(), folder, ignore=shutil.ignore_patterns(".*"))
        upper, mark = folder / name, folder / (name + REMOVED)
        upper.parent.mkdir(parents=True, exist_ok=True)
        upper.unlink(missing_ok=True)
        mark.unlink(missing_ok=True)
        (mark if text is None else upper).write_text(text or "", encoding="utf-8")
        yield folder


def problems(name: str, text: str | None) -> tuple[Problem, ...]:
    """Check the whole pack as if this file held this text (None: as if it were removed).

    What is wrong elsewhere, and was wrong before, is not this draft's to put right.
    """
    from heartwood.check import check  # noqa: PLC0415 (slow to load, and only editing needs it)

    with _draft_over(name, text) as folder:
        found = check(Path(settings.PACK), folder).problems
    if all(one.file == name for one in found):
        return found
    before = set(check(Path(settings.PACK), overlay()).problems)
    return tuple(one for one in found if one.file == name or one not in before)


def with_file(name: str, text: str) -> Pack:
    """Read the pack as it would be with this file.

    Raises
    ------
    PackError
        If it could not be read.
    """
    with _draft_over(name, text) as folder:
        return heartwood.pack.read(Path(settings.PACK), folder)


def demonstration(name: str) -> Any:
    """Give one file of the pack's invented organisations and people, as it stands; nothing where there is none."""
    path = current().folder / "demonstration" / f"{name}.yaml"
    return yaml.load(path.read_bytes(), Loader=LOADER) if path.is_file() else {}


def in_language(words: Words | str | None) -> str:
    """Give a content text in the reader's language, else in English. Nothing for nothing."""
    if isinstance(words, Words):
        return words.in_language(get_language() or "en")
    return words or ""


def wording(key: str, otherwise: str = "") -> str:
    """Give one of the partnership's own sentences, or the one that every partnership can say."""
    words = current().wording.get(key)
    return in_language(words) if words else otherwise


def period_words(iso: str) -> str:
    """Say a period as people do: 2018, 2018/19, 2018 to 2020, or a day. Nothing for nothing."""
    if not iso:
        return ""
    period = Period.parse(iso)
    first, after = period.start, period.end + timedelta(days=1)
    if period.start == period.end:
        return formats.date_format(first, "j F Y")
    if (first.month, first.day) == (1, 1) or (first.month, first.day) != (after.month, after.day):
        return str(first.year) if first.year == period.end.year else f"{first.year}-{period.end.year}"
    if after.year == first.year + 1:
        return f"{first.year}/{after.year % 100:02}"
    return f"{first.year}/{(first.year + 1) % 100:02}-{after.year - 1}/{after.year % 100:02}"


@checks.register
def the_pack_can_be_read(app_configs: object, **kwargs: object) -> list[checks.CheckMessage]:
    """Refuse to start on content that cannot be read; warn where only what was published on the site cannot."""
    try:
        unread = broken()
    except PackError as problem:
        return [checks.Error(str(problem), obj=str(settings.PACK), id="core.E002")]
    hint = "The site shows what it showed before, or the pack's own file."
    return [checks.Warning(str(one), hint=hint, obj=str(overlay()), id="core.W002") for one in unread]
