"""Words nearly typed right. Each process holds the distinct words of the index and asks only for those that came since.

A word in here is shown to nobody. It only widens the question, and the answer is again what the asker may see: a word
that stands in nothing visible, or that has gone since, finds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from threading import Lock

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from partnership.core.models import SearchWord


def slips(word: str) -> int:
    """Give how many slips of the finger a word may hold: none in a short one, where a slip makes another word."""
    return 0 if len(word) < 4 or word.isdigit() else 1 if len(word) < 8 else 2


def near(word: str, words: Iterable[str]) -> frozenset[str]:
    """Give the words that this one may have been meant to be: a letter too many, too few, wrong, or two swapped."""
    allowed = slips(word)
    if not allowed:
        return frozenset()
    found = extract(word, words, scorer=OSA.distance, score_cutoff=allowed, limit=None)  # type: ignore[arg-type]
    return frozenset(text for text, distance, _where in found)


class Vocabulary:
    """The distinct words of everything that can be found, by how many letters they have."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._words: dict[int, dict[str, None]] = {}
        self._newest: tuple[int, str] = (0, "")

    def words(self) -> list[str]:
        """Give the words as they are now; one small query, and a large one where the newest known row has gone."""
        with self._lock:
            self._read()
            return [text for words in self._words.values() for text in words]

    def near(self, asked: Sequence[str]) -> dict[str, frozenset[str]]:
        """Give the words that each of these may have been meant to be: so many slips change the length by no more."""
        with self._lock:
            self._read()
            among = {word: self._about_as_long(word) for word in asked}
        return {word: near(word, words) for word, words in among.items()}

    def _about_as_long(self, word: str) -> list[str]:
        allowed = slips(word)
        lengths = range(len(word) - allowed, len(word) + allowed + 1) if allowed else ()
        return [text for length in lengths for text in self._words.get(length, ())]

    def _read(self) -> None:
        rows = self._since(self._newest[0])
        if rows[:1] != [self._newest]:
            self._words = {}
            rows = self._since(0)
        for _pk, text in rows:
            self._words.setdefault(len(text), {})[text] = None
        self._newest = rows[-1] if rows else (0, "")

    @staticmethod
    def _since(pk: int) -> list[tuple[int, str]]:
        return list(SearchWord.objects.filter(pk__gte=pk).order_by("pk").values_list("pk", "text"))


VOCABULARY = Vocabulary()
