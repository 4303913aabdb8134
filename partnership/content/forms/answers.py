"""From what was typed back to the content of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from partnership.content.forms.questions import path_of
from partnership.content.forms.reading_schemas import Schema, Sort, may_grow, sort_of, without_null
from partnership.content.models import KINDS, Kind
from partnership.core import pack

Steps = tuple[str | int, ...]
MOST = 200  # parts of one list: nobody types more, and a made-up number must not keep the server busy


class _Nothing:
    """Not answered, and nothing has to be there."""


NOTHING = _Nothing()


def answered(
    kind: Kind, before: Mapping[str, Any], typed: QueryDict, languages: Sequence[str], leave_out: Sequence[str] = ()
) -> dict[str, Any]:
    """Give the content as typed; what the form does not ask for stays as it was before."""
    schema = pack.schema(KINDS[kind].schema)
    found = _Reading(typed, tuple(languages), frozenset(leave_out)).properties(schema, before, ())
    return _done(found, deed_of(typed))


def deed_of(typed: QueryDict) -> tuple[str, tuple[str | int, ...], int]:
    """Give what the pressed button asks for: add, remove, up or down, in which list, and which of it."""
    what, _colon, rest = typed.get("do", "").partition(":")
    where, _colon, place = rest.partition(":")
    steps = tuple(int(one) if one.isdecimal() else one for one in where.split(".")[1:])
    return what, steps, int(place) if place.isdecimal() else -1


class _Reading:
    def __init__(self, typed: QueryDict, languages: Sequence[str], leave_out: frozenset[str]) -> None:
        self.typed, self.languages, self.leave_out = typed, languages, leave_out

    def properties(self, schema: Schema, before: Mapping[str, Any], steps: Steps) -> dict[str, Any]:
        found = {}
        for name, part in schema["properties"].items():
            old = before.get(name, NOTHING)
            kept = sort_of(part) is Sort.KEPT or (not steps and name in self.leave_out)
            value = old if kept else self.part(part, old, (*steps, name), needed=name in schema["required"])
            if value is not NOTHING:
                found[name] = value
        return found

    def part(self, schema: Schema, before: Any, steps: Steps, *, needed: bool) -> Any:
        sort, schema, path = sort_of(schema), without_null(schema), path_of(steps)
        before = None if before is NOTHING else before
        if sort is Sort.WORDS:
            return self.words(steps) or ({} if needed else NOTHING)
        if sort is Sort.WORDS_BY_KEY:
            return self.words_by_key(schema, before or {}, steps)
        if sort is Sort.OBJECT:
            return self.properties(schema, before or {}, steps)
        if sort is Sort.LIST:
            return self.several(schema, before or [], steps)
        if sort is Sort.CHOICES:
            return self.typed.getlist(path)
        if sort is Sort.TICK:
            return self.typed.get(path) == "on"
        return self.typed.get(path, "").strip() or ("" if needed else NOTHING)

    def words(self, steps: Steps) -> dict[str, str]:
        typed = {one: self.typed.get(path_of((*steps, one)), "") for one in self.languages}
        return {one: text.replace("\r\n", "\n").strip() for one, text in typed.items() if text.strip()}

    def words_by_key(self, schema: Schema, before: Mapping[str, Any], steps: Steps) -> dict[str, Any]:
        found = {key: self.words((*steps, key)) for key in before}
        more = self.words((*steps, "+"))
        return {**found, "+": more} if more and may_grow(schema) else found

    def several(self, schema: Schema, before: Sequence[Any], steps: Steps) -> list[Any]:
        # Each part says which one it was, so that nobody's words land under another's key when an order has changed.
        count, known = len(before), {one.get("key"): one for one in before}
        if may_grow(schema):
            said = self.typed.get(f"{path_of(steps)}.count", "")
            count = min(int(said), MOST) if said.isdecimal() else count
        keys = [self.typed.get(f"{path_of((*steps, place))}.key") for place in range(count)]
        return [
            self.properties(schema["items"], known.get(key or None, {}), (*steps, place))
            for place, key in enumerate(keys)
        ]


def _done(content: dict[str, Any], deed: tuple[str, Steps, int]) -> dict[str, Any]:
    what, steps, place = deed
    found: Any = content
    for step in steps:
        found = found.get(step) if isinstance(found, dict) else None
    if not steps or not isinstance(found, list):
        return content
    if what == "add" and len(found) < MOST:
        found.append({})
    elif what == "remove" and 0 <= place < len(found):
        del found[place]
    elif what in ("up", "down"):
        _move(found, place, -1 if what == "up" else 1)
    return content


def _move(items: list[Any], place: int, by: int) -> None:
    if 0 <= place < len(items) and 0 <= place + by < len(items):
        items[place], items[place + by] = items[place + by], items[place]
