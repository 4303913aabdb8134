"""What is said to whoever comes back, in the language of their story; where a language lacks a sentence, in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from partnership.core import pack

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Said:
    """Sentences in one language, by key: `say("title")`, `say("read-by", day="3 May 2026")`."""

    language: str
    direction: str
    words: Mapping[str, str]
    otherwise: Mapping[str, str]

    def __call__(self, key: str, /, **given: object) -> str:
        """Give a sentence."""
        name = f"back.{key}"
        return (self.words.get(name) or self.otherwise[name]).format(**given)


def said_in(language: str) -> Said:
    """Give what is said in a language that we speak; else in English."""
    telling = pack.current().telling
    spoken = telling.get(language) or telling[ENGLISH]
    return Said(spoken.language, spoken.direction, spoken.said, telling[ENGLISH].said)
