"""Every way in which somebody can tell us something, on one page."""

from __future__ import annotations

from dataclasses import dataclass

from partnership.core import pack
from partnership.listening.queries.paper import goes_to
from partnership.listening.queries.ready import Standing, standing


@dataclass(frozen=True, slots=True)
class InLanguage:
    """A language in which somebody can tell us something today, by its own name."""

    key: str
    name: str
    direction: str


@dataclass(frozen=True, slots=True)
class WaysPage:
    """Whether it is open, in which languages, and where paper goes."""

    standing: Standing
    languages: tuple[InLanguage, ...]
    paper_goes_to: str  # nothing: nobody opens letters here
    prepared: tuple[str, ...]  # languages whose words wait to be checked, or for a reader


def ways_page() -> WaysPage:
    """Show every way."""
    now, said = standing(), pack.current().telling
    return WaysPage(
        standing=now,
        languages=tuple(InLanguage(key, said[key].name, said[key].direction) for key in now.languages),
        paper_goes_to=goes_to(),
        prepared=tuple(one.name for key, one in said.items() if key not in now.languages),
    )
