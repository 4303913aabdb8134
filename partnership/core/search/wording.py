"""From what people type to what is looked for: folded words, and what means the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from partnership.core import pack

MOST_LETTERS, MOST_WORDS = 40, 8  # of a word; of a question
TITLE, WORDS, ABOUT = 3, 2, 1  # how much a word says, by where it stands
_WORD = re.compile(r"\w+")

Phrase = tuple[str, ...]


def fold(text: str) -> Phrase:
    """Give the words of a text, without capitals, accents and apostrophes.

    >>> fold("Women's Café, Łódź")
    ('womens', 'cafe', 'lodz')
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAINER)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(word[:MOST_LETTERS] for word in _WORD.findall(plain))


_PLAINER = str.maketrans({"'": "", "’": "", "ʼ": "", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "_": " "})  # noqa: RUF001


def weighed(title: str, words: str = "", about: str = "") -> dict[str, int]:
    """Give each word with how much it says."""
    found: dict[str, int] = {}
    for text, weight in ((about, ABOUT), (words, WORDS), (title, TITLE)):
        found |= dict.fromkeys(fold(text), weight)
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: every one of `slots` must be met, each by any of its phrases, a phrase by all its words.

    `typed` are the words that the person typed themselves: those also find longer words that begin with them.
    """

    slots: tuple[tuple[Phrase, ...], ...]
    typed: frozenset[str]

    @property
    def words(self) -> tuple[str, ...]:
        """Every word once, in order."""
        return tuple(dict.fromkeys(word for slot in self.slots for phrase in slot for word in phrase))


def asked(text: str) -> Asked:
    """Read a question; words that nobody searches for do not count, unless there are no others."""
    words = fold(text)[:MOST_WORDS]
    slots: list[tuple[Phrase, ...]] = []
    while words:
        phrase, alike = _alike(words)
        slots.append(alike)
        words = words[len(phrase) :]
    small = _small_words(pack.current().small_words)
    telling = [slot for slot in slots if len(slot) > 1 or slot[0][0] not in small]
    return Asked(tuple(telling or slots), frozenset(fold(text)))


def _alike(words: Phrase) -> tuple[Phrase, tuple[Phrase, ...]]:
    """Give the longest phrase that the words begin with and that has synonyms, with those; else the first word."""
    known = _synonyms(pack.current().synonyms)
    for length in range(len(words), 0, -1):
        if words[:length] in known:
            return words[:length], known[words[:length]]
    return words[:1], (words[:1],)


@lru_cache(maxsize=4)
def _synonyms(groups: tuple[tuple[str, ...], ...]) -> Mapping[Phrase, tuple[Phrase, ...]]:
    known: dict[Phrase, tuple[Phrase, ...]] = {}
    for group in groups:
        phrases = tuple(map(fold, group))
        for phrase in phrases:
            known[phrase] = tuple(dict.fromkeys((phrase, *known.get(phrase, ()), *phrases)))
    return known


@lru_cache(maxsize=4)
def _small_words(words: frozenset[str]) -> frozenset[str]:
    return frozenset(folded for word in words for folded in fold(word))
