"""What the front page shows: the vision, and the ways in."""

from __future__ import annotations

from dataclasses import dataclass

from partnership.core import pack
from partnership.core.kept import Version
from partnership.core.pack import in_language
from partnership.places import queries as places


@dataclass(frozen=True, slots=True)
class Way:
    """A place to begin."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The first page of the site."""

    name: str
    places: tuple[Way, ...]
    transitions: tuple[Way, ...]
    settings: tuple[Way, ...]
    risks: tuple[str, ...]
    protections: tuple[str, ...]
    measures: int


def made_from() -> Version:
    """Name what the page is made from."""
    return places.made_from()


def front_page() -> FrontPage:
    """Gather the ways in."""
    content = pack.current()
    return FrontPage(
        name=in_language(content.name),
        places=tuple(Way(place.slug, place.name) for place in places.places()),
        transitions=tuple(Way(one.slug, one.name) for one in places.crossings("transition")),
        settings=tuple(Way(one.slug, one.name) for one in places.crossings("setting")),
        risks=tuple(in_language(one.name) for one in content.factors.values() if one.role == "risk"),
        protections=tuple(in_language(one.name) for one in content.factors.values() if one.role == "protective"),
        measures=len(content.indicators),
    )
