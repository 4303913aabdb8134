"""Papers: accessible PDF made by Typst from one layout and words.

The same words and the same moment give the same bytes, so that a paper can be known again by its hash. Words go in as data
and never into the layout's source.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typst

if TYPE_CHECKING:
    from typst import PDFStandard

LAYOUT = Path(__file__).parent / "paper.typ"
ON_A_WALL = Path(__file__).parent / "poster.typ"
STANDARD: PDFStandard = "ua-1"  # PDF/UA-1: title, language, headings and reading order that a screen reader can follow


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the paper says of itself, under its label."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """A text under a small heading."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs, then parts, then lines to be copied exactly."""

    heading: str
    paragraphs: Sequence[str] = ()
    parts: Sequence[Part] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything a paper says. `warning` stands in a frame above the title; `square` is an address to scan, as SVG."""

    title: str
    lede: str
    author: str
    footer: str
    language: str
    facts: Sequence[Fact] = ()
    sections: Sequence[Section] = field(default_factory=tuple)
    warning: str = ""
    square: str = ""
    square_words: str = ""


@dataclass(frozen=True, slots=True)
class Poster:
    """One sheet to hang up, in large letters. `square` is an address to scan, as SVG; `square_words` say so."""

    title: str
    lede: str
    author: str
    language: str
    facts: Sequence[Fact]
    address: str
    square: str
    square_words: str
    foot: str
    warning: str = ""


def poster_pdf(poster: Poster, *, at: datetime) -> bytes:
    """Set a poster as PDF/UA-1; see `pdf`."""
    return _pdf(ON_A_WALL, "poster", json.dumps(asdict(poster), ensure_ascii=False), at)


def pdf(paper: Paper, *, at: datetime) -> bytes:
    """Set the paper as PDF/UA-1, dated `at` (which stands in the file and makes it the same every time).

    The standard refuses a letter that the fonts inside Typst cannot draw. A name in such letters is set with those of this
    machine; where it has none either, the paper is still tagged, and shows an empty box for the letter.
    """
    return _pdf(LAYOUT, "paper", json.dumps(asdict(paper), ensure_ascii=False), at)


def _pdf(layout: Path, name: str, words: str, at: datetime) -> bytes:
    given = {name: words}
    for only_inside, standards in ((True, [STANDARD]), (False, [STANDARD])):
        try:
            return _set(layout, given, at, only_inside, standards)
        except typst.TypstError as problem:
            if "could not be displayed" not in problem.message:
                raise
    return _set(layout, given, at, False, [])


def _set(layout: Path, given: dict[str, str], at: datetime, only_inside: bool, standards: list[PDFStandard]) -> bytes:
    made = typst.compile(
        layout,
        format="pdf",
        ignore_system_fonts=only_inside,
        sys_inputs=given,
        pdf_standards=standards,
        timestamp=int(at.timestamp()),
    )
    return cast(bytes, made)
