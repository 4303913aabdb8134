"""From a postcode to its place, where a list of postcodes is loaded. What was typed is used once and kept nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

from heartwood.evidence import areas, store
from partnership.core import pack
from partnership.places.queries.lifecourse import PlaceNamed, place_named
from partnership.places.queries.opened import newest_build

_WHOLE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}")
_HALF = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")


@dataclass(frozen=True, slots=True)
class Found:
    """What a postcode led to: a place, or the sentence that says why not."""

    asked: str
    place: PlaceNamed | None
    sentence: str
    can_look: bool  # whether any list of postcodes is loaded


def find_place(asked: str) -> Found:
    """Look a postcode up."""
    asked = asked.strip()[:20]
    can_look = postcodes_are_loaded()
    place, sentence = _look_up(asked) if asked and can_look else (None, "")
    if not can_look:
        sentence = _("This site has no list of postcodes yet. You can choose your place below.")
    return Found(asked, place, sentence, can_look)


def _look_up(asked: str) -> tuple[PlaceNamed | None, str]:
    tight = re.sub(r"[^A-Z0-9]", "", asked.upper())
    if not _WHOLE.fullmatch(tight):
        return None, say_what_would_do(asked, tight)
    area = pack.current().areas.get(district_of(newest_build(), tight))
    if area and area.kind == "district":
        return place_named(area), ""
    said = _("We do not know the postcode “%(postcode)s”. It may be new, or outside these places.")
    return None, said % {"postcode": asked}


def say_what_would_do(asked: str, tight: str) -> str:
    """Say what is wrong with something that is not a whole postcode, and what would do."""
    if _HALF.fullmatch(tight):
        said = _("“%(asked)s” is only half of a postcode. We need all of it, such as “%(example)s”.")
        return said % {"asked": asked, "example": f"{tight} 3AB"}
    said = _("“%(asked)s” does not look like a postcode. A postcode looks like “AB1 2CD”.")
    return said % {"asked": asked}


def postcodes_are_loaded() -> bool:
    """Whether the newest build has any postcode."""
    build = newest_build()
    return build is not None and _holds_postcodes(build)


@lru_cache(maxsize=2)
def _holds_postcodes(build: Path) -> bool:
    with store.connect(build) as connection:
        return areas.has_postcodes(connection)


def district_of(build: Path | None, postcode: str) -> str:
    """Give the code of a whole postcode's district; empty where it is unknown."""
    if build is None:
        return ""
    with store.connect(build) as connection:
        return areas.district_of_postcode(connection, postcode) or ""
