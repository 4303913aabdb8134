"""How hard a text is to read, by a published formula, so that "plain words" is more than a wish.

Flesch-Kincaid grade level: Kincaid, Fishburne, Rogers and Chissom (1975), Derivation of New Readability Formulas for Navy
Enlisted Personnel, Research Branch Report 8-75. Grade 6 is the sixth year of an American school, at the age of 11.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

GRADE_ZERO_AGE = 5
BLOCKS = {"p", "li", "dt", "dd", "th", "td", "h1", "h2", "h3", "label", "legend", "summary", "br"}
SILENT = {"script", "style", "code", "pre", "svg"}
VOWELS = re.compile(r"[aeiouy]+")
WORD = re.compile(r"[A-Za-z]+(?:['\u2019][A-Za-z]+)*")
SENTENCE = re.compile(r"(?<=[.!?])[”\"')]*\s+")


def syllables(word: str) -> int:
    """Count the groups of vowels; an e at the end is silent, unless a consonant and an l stand before it.

    >>> [syllables(word) for word in ("place", "table", "people", "organisation", "asked", "wanted", "the")]
    [1, 2, 2, 5, 1, 2, 1]
    """
    small = re.sub(r"[^a-z]", "", word.lower())
    found = len(VOWELS.findall(small))
    if re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouyscxz]es$|[aeiouy]le$", small):
        found -= 1
    return max(found, 1)


def sentences(text: str) -> list[str]:
    """Give the sentences of a text; a line that ends without a full stop is not one, and is left out."""
    return [one for one in SENTENCE.split(" ".join(text.split())) if one.rstrip("”\"')").endswith((".", "!", "?"))]


def reading_age(said: list[str]) -> float:
    """Give the age at which somebody can be expected to read these sentences."""
    words = [word for one in said for word in WORD.findall(one)]
    grade = 0.39 * len(words) / len(said) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return grade + GRADE_ZERO_AGE


class Main(HTMLParser):
    """Collects the running text of a page's main part, block by block."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.silent = 0, 0
        self.blocks = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside += tag == "main"
        self.silent += tag in SILENT
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag == "main"
        self.silent -= tag in SILENT
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if self.inside and not self.silent:
            self.blocks[-1] += data


def said_on(html: str) -> list[str]:
    """Give the sentences of a page."""
    main = Main()
    main.feed(html)
    return [one for block in main.blocks for one in sentences(block)]


def refusals(folder: Path) -> Iterator[str]:
    """Give every sentence that a rule of the site refuses with, as it is written there."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal":
                told = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant)]
                yield from (one for text in told if isinstance(text, str) for one in sentences(text))
