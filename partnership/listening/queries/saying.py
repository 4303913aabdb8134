"""Keys of the pack in the reader's words: what got in the way, the kind of service, the place, about when."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership.core import pack, sealing
from partnership.core.models import sealed
from partnership.core.pack import in_language

SEASONS: dict[str, str | Promise] = {
    "winter": gettext_lazy("winter"),
    "spring": gettext_lazy("spring"),
    "summer": gettext_lazy("summer"),
    "autumn": gettext_lazy("autumn"),
}
PARTS: dict[str, str | Promise] = {
    "own-words": gettext_lazy("What got in the way"),
    "would-help": gettext_lazy("What would have helped"),
    "helped": gettext_lazy("What helped"),
    "where": gettext_lazy("Where it was"),
    "added": gettext_lazy("Added later"),
}


def barrier_names(keys: Iterable[str]) -> tuple[str, ...]:
    """Give what got in the way, in the order of the pack; what the pack no longer knows is left out."""
    listening, asked = pack.current().listening, set(keys)
    known = listening.barriers.values() if listening else ()
    return tuple(in_language(one.name) for one in known if one.key in asked)


def barrier_choices() -> tuple[tuple[str, str], ...]:
    """Give everything that can get in the way, as key and words."""
    listening = pack.current().listening
    return tuple((key, in_language(one.name)) for key, one in listening.barriers.items()) if listening else ()


def service_choices() -> tuple[tuple[str, str], ...]:
    """Give every kind of service, as key and words."""
    listening = pack.current().listening
    return tuple((key, in_language(one.name)) for key, one in listening.services.items()) if listening else ()


def place_choices() -> tuple[tuple[str, str], ...]:
    """Give every place, as code and name."""
    return tuple((area.code, in_language(area.name)) for area in pack.current().districts)


def service_name(key: str) -> str:
    """Give the name of a kind of service."""
    return dict(service_choices()).get(key, "")


def place_name(code: str) -> str:
    """Give the name of a place."""
    return dict(place_choices()).get(code, "")


def season_words(season: str) -> str:
    """Say about when it was: a season, a year, or before; never a date."""
    year, _dash, part = season.partition("-")
    if part in SEASONS:
        return f"{SEASONS[part]} {year}"
    return year if year.isdecimal() else _("earlier") if season else ""


def opened(row: object, field: str = "sealed") -> str:
    """Open words that are locked in a row; where their key is lost, say so."""
    try:
        return str(sealed.read(row, field))
    except sealing.KeyLost:
        return _("These words cannot be opened any more.")
