"""How many people work here, and what is supposed about the time to come: content, with who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from heartwood.pack.making import Content, words
from heartwood.pack.shapes import Words


@dataclass(frozen=True, slots=True)
class WorkforceFigure:
    """How many people work somewhere. What is empty is not told apart: the figure is about all of it."""

    family: str
    sector: str
    place: str
    works_as: str
    low: float
    people: float
    high: float
    year: int
    source: str  # a key of the sources


@dataclass(frozen=True, slots=True)
class WorkforceSource:
    """Who published figures, and where; or that they are invented."""

    name: Words
    link: str
    licence: str


@dataclass(frozen=True, slots=True)
class Workforce:
    """Figures of the workforce with their sources. No two figures share anybody: what counts them refuses it."""

    sources: Mapping[str, WorkforceSource]
    figures: tuple[WorkforceFigure, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """A value with a lowest and a highest, and who says so."""

    low: float
    value: float
    high: float
    source: Words


@dataclass(frozen=True, slots=True)
class Supposed:
    """What is supposed about the years to come. `need` says where the needs of the role families are from."""

    years: int
    completing: Range  # of each planned place: somebody completes who did not have that level
    leaving: Range  # of those who work here, in a year
    growing: Range  # of the workforce, in a year
    need: Words


def make_workforce(content: Content) -> Workforce:
    """Make figures of the workforce. A figure without ends is exact, or nobody can say how far off it is."""
    sources = {one["key"]: _source(one) for one in content["sources"]}
    return Workforce(sources, tuple(_figure(one) for one in content["figures"]))


def _source(content: Content) -> WorkforceSource:
    return WorkforceSource(words(content["name"]), content.get("link", ""), content.get("licence", ""))


def _figure(content: Content) -> WorkforceFigure:
    people = float(content["people"])
    low, high = (float(content.get(end, people)) for end in ("low", "high"))
    told: dict[str, Any] = {name: content.get(name, "") for name in ("family", "sector", "place", "works_as")}
    return WorkforceFigure(
        **told, low=low, people=people, high=high, year=int(content["year"]), source=content["source"]
    )


def make_supposed(content: Content | None) -> Supposed | None:
    """Make what is supposed; nothing where nobody has said it."""
    if not content:
        return None
    ranges = {name: _range(content[name]) for name in ("completing", "leaving", "growing")}
    return Supposed(content["years"], **ranges, need=words(content["need"]))


def _range(content: Content) -> Range:
    low, value, high = (float(content[end]) for end in ("low", "value", "high"))
    return Range(low, value, high, words(content["source"]))
