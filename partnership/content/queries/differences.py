"""What differs between two wordings of a file, text by text, in words that nobody has to be a programmer for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from partnership.content.models.parts import label
from partnership.partners.queries.charter import Piece, pieces


@dataclass(frozen=True, slots=True)
class Said:
    """One text of a file: where it stands, and what it says."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one text: added removed reworded; or moved, for the order of a list."""

    kind: str
    where: str
    pieces: tuple[Piece, ...]


def said(content: Mapping[str, Any]) -> tuple[Said, ...]:
    """Give every text of a file, in its order."""
    return tuple(Said(where, text) for _path, (where, text) in _texts(content, (), ()))


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """Compare two wordings. A part of a list is known by its key, wherever it stands."""
    old, new = dict(_texts(before, (), ())), dict(_texts(after, (), ()))
    changed = [_change(old.get(path), new[path]) for path in new if old.get(path, ("", ""))[1] != new[path][1]]
    gone = [
        Change("removed", where, (Piece("removed", text),)) for path, (where, text) in old.items() if path not in new
    ]
    moved = [Change("moved", where, ()) for where in _moved(before, after)]
    return (*changed, *gone, *moved)


def _change(before: tuple[str, str] | None, after: tuple[str, str]) -> Change:
    where, text = after
    if before is None:
        return Change("added", where, (Piece("added", text),))
    return Change("reworded", where, pieces(before[1], text))


_Path = tuple[str, ...]


def _texts(value: Any, path: _Path, where: tuple[str, ...]) -> Iterator[tuple[_Path, tuple[str, str]]]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key not in ("key", "published") and part is not None:
                yield from _texts(part, (*path, key), (*where, _called(key, value)))
    elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        for number, one in enumerate(value, start=1):
            here = f"{number}" if not one.get("key") else f"“{_title(one)}”"
            yield from _texts(one, (*path, one.get("key") or str(number)), (*where, here))
    else:
        yield path, (", ".join(one for one in where if one), _plain(value))


def _called(key: str, beside: Mapping[str, Any]) -> str:
    if "en" in beside and isinstance(beside["en"], str):
        return "" if key == "en" else key
    return label(key)


def _title(one: Mapping[str, Any]) -> str:
    for field in ("title", "name", "text"):
        words = one.get(field)
        if isinstance(words, Mapping) and words.get("en"):
            return str(words["en"])[:60]
    return str(one["key"])


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for name, new in after.items():
        old = before.get(name)
        if isinstance(new, list) and isinstance(old, list):
            keys = [one["key"] for one in new if isinstance(one, Mapping) and "key" in one]
            kept = [one["key"] for one in old if isinstance(one, Mapping) and one.get("key") in keys]
            if kept != [key for key in keys if key in kept]:
                yield label(name)
