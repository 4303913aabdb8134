"""Carry what was said of a standard from one edition of the framework to another, as far as that can honestly go.

A mapping says what became of each standard. What stayed the same, or was only said in other words, may be compared. What
was split or merged stands beside it: nobody said of the parts what was said of the whole. Between editions with others
in between, mappings are followed one after the other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from heartwood.pack.editions import ASKS_THE_SAME, Carried, EditionMapping

Mappings: TypeAlias = Mapping[tuple[str, str], EditionMapping]  # by the older and the newer edition
Way: TypeAlias = tuple[EditionMapping, ...]

NO_WAY = "no_way"  # nothing says how the two editions hang together
_FROM_BEST = ("same", "reworded", "split", "merged")  # a way is as good as its worst step


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a standard comes from in an older edition.

    Attributes
    ----------
    became
        same, reworded, split, merged, new, or no_way where no mapping leads from the one edition to the other.
    before
        The keys of what it comes from, in the older edition.
    """

    became: str
    before: tuple[str, ...]

    @property
    def compared(self) -> bool:
        """Whether a level of then and a level of now are about the same thing."""
        return self.became in ASKS_THE_SAME


def way(mappings: Mappings, old: str, new: str) -> Way | None:
    """Find the shortest way of mappings from an older edition to a newer one; None where there is none.

    >>> way({}, "a", "a"), way({}, "a", "b")
    ((), None)
    """
    ways: dict[str, Way] = {old: ()}
    waiting = deque([old])
    while waiting and new not in ways:
        here = waiting.popleft()
        for mapping in mappings.values():
            if mapping.old == here and mapping.new not in ways:
                ways[mapping.new] = (*ways[here], mapping)
                waiting.append(mapping.new)
    return ways.get(new)


def came_from(key: str, steps: Way | None) -> Origin:
    """Say where a standard of the newest edition of a way comes from in its oldest.

    >>> from heartwood.pack.shapes import Words
    >>> carried = (Carried("reworded", ("calm",), ("calm",), None), Carried("split", ("doors",), ("in", "out"), None))
    >>> steps = (EditionMapping("a", "b", Words({"en": "So."}), carried),)
    >>> came_from("calm", steps), came_from("out", steps).before
    (Origin(became='reworded', before=('calm',)), ('doors',))
    """
    if steps is None:
        return Origin(NO_WAY, ())
    became, keys = "same", _once([key])
    for mapping in reversed(steps):
        lines = _lines(mapping, keys)
        keys = _once(one for line in lines for one in line.before)
        became = max([became, *(line.became for line in lines if line.before)], key=_FROM_BEST.index)
        if not keys:
            return Origin("new", ())
    return Origin(became, keys)


def _lines(mapping: EditionMapping, keys: Iterable[str]) -> list[Carried]:
    return [line for key in keys if (line := mapping.comes_from(key))]


def _once(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def went_nowhere(keys: Sequence[str], steps: Way | None) -> tuple[str, ...]:
    """Give those standards of the oldest edition of a way of which nothing is left in its newest.

    Where there is no way, that is all of them: they are kept with the edition in which they were asked.
    """
    return tuple(key for key in keys if steps is None or not _goes_to(key, steps))


def _goes_to(key: str, steps: Way) -> tuple[str, ...]:
    keys: tuple[str, ...] = (key,)
    for mapping in steps:
        keys = _once(after for one in keys if (line := mapping.goes_to(one)) for after in line.after)
    return keys
