"""What is wrong with a pack, before the line is looked up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

Steps = tuple[str | int, ...]


class Fault(NamedTuple):
    """What is wrong, and the way to it from the top of its file; the line is looked up once it is needed."""

    file: str
    steps: Steps
    found: str
    accepted: str


def any_of(names: Iterable[str]) -> str:
    """Say which names would do."""
    known = sorted(names)
    return "one of " + ", ".join(known) if known else "none at all"


def unknown(file: str, steps: Steps, kind: str, names: Collection[str], known: Mapping[str, Any]) -> Iterator[Fault]:
    """Say which of the names stand nowhere in the pack."""
    for place, name in enumerate(names):
        if name not in known:
            yield Fault(file, (*steps, place), f'"{name}" is not {kind} of this pack', any_of(known))


def repeated(file: str, where: str, keys: Sequence[str]) -> Iterator[Fault]:
    """Say which keys of a list stand there a second time."""
    times = Counter(keys)
    for place, key in enumerate(keys):
        if times[key] > 1 and place != keys.index(key):
            yield Fault(file, (where, place, "key"), f'"{key}" stands here a second time', "a key of its own")
