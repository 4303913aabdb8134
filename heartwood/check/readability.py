"""How old somebody has to be to read a text easily, near enough to catch what was written for colleagues."""

from __future__ import annotations

import re

OLDEST = 11.0  # years: what somebody answers without a name is written for a reading age of 9 to 11
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")  # noqa: RUF001 (a typographic apostrophe stands in words)
_SENTENCE = re.compile(r"[.!?:;]+(?:\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")


def reading_age(text: str) -> float:
    """Give the Flesch-Kincaid grade of an English text, as an age in years (grade + 5); nought for no words.

    Kincaid, Fishburne, Rogers and Chissom (1975), Research Branch Report 8-75. It counts words in a sentence and
    syllables in a word, and knows nothing of meaning: it finds what is surely too hard, and no more than that.

    >>> reading_age("We feel safe here. They ask us what would help.") < 9
    True
    >>> reading_age("Organisational governance necessitates multidisciplinary accountability.") > 16
    True
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(_SENTENCE.findall(text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59 + 5


def _syllables(word: str) -> int:
    lower = word.lower()
    silent = lower.endswith("e") and not lower.endswith(("le", "ee"))
    return max(1, len(_VOWELS.findall(lower)) - silent)
