"""What is public and stands in no table, ready to be found: a question looks only at what holds one of its words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from partnership.core.search.wording import weighed

LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    title: str
    about: str
    href: str


@dataclass(frozen=True, slots=True)
class Known:
    """Something public that stands in no table, such as a measure of the pack, ready to be found."""

    kind: str
    hit: Hit
    words: Mapping[str, int]


def known(*, kind: str, title: str, href: str, about: str = "", words: str = "") -> Known:
    """Make something public ready to be found."""
    return Known(kind, Hit(title, about, href), weighed(title, words, about))


class Catalogue:
    """Everything that is known to everybody, by the words that it holds; made once and asked often."""

    def __init__(self, things: Iterable[Known] = ()) -> None:
        self.things = tuple(things)
        self._holding: dict[str, list[int]] = {}
        for place, one in enumerate(self.things):
            for text in one.words:
                self._holding.setdefault(text, []).append(place)
        self.texts = tuple(sorted(self._holding))

    def __iter__(self) -> Iterator[Known]:
        return iter(self.things)

    def beginning(self, word: str) -> tuple[str, ...]:
        """Give the words that begin with this one."""
        return self.texts[bisect_left(self.texts, word) : bisect_left(self.texts, word + LAST)]

    def holding(self, texts: Iterable[str]) -> tuple[Known, ...]:
        """Give what holds any of these words, in the order in which it came."""
        places = {place for text in texts for place in self._holding.get(text, ())}
        return tuple(self.things[place] for place in sorted(places))
