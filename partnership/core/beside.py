"""What one part adds to a page of another that it never meets. Whoever stands above both says so when the site starts.

A page that can be added to names a place on itself, and hands over what it is about. Where nobody adds anything the page
stands as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from partnership.core.kept import Version


@dataclass(frozen=True, slots=True)
class Addition:
    """What is added: drawn by a template, from what is shown of the page's thing."""

    template: str
    show: Callable[[str], object | None]  # given to the template as `shown`; nothing: nothing is added
    made_from: Callable[[str], str]  # names what is shown: a page that is kept is kept under this name


_ADDED: dict[str, Addition] = {}


def add(place: str, addition: Addition) -> None:
    """Say what is added at a place. One part adds to it, or two would have to know of each other."""
    _ADDED[place] = addition


def added_at(place: str) -> Addition | None:
    """Give what is added at a place; nothing where nobody adds anything."""
    return _ADDED.get(place)


def made_with(version: Version, place: str, thing: str) -> Version:
    """Name what a page is made from together with what is added to it."""
    addition = added_at(place)
    name = addition.made_from(thing) if addition else ""
    # What is added comes and goes by itself, so the page has no one day on which it was made.
    return replace(version, name=f"{version.name} {name}", dated=False) if name else version
