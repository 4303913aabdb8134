"""Every address of the site, from the URL resolver, with samples from the pack. A pattern without a sample is an error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from heartwood.pack import Pack

ENDINGS = ("csv", "json")
LIST_ENDINGS = ("csv", "xlsx")
WHOLE_EDITIONS = ("framework-edition", "framework-file", "framework-json")  # the rest is sampled from the one on offer
ASKED = {  # what the query string of a page has to hold for the page to have something on it
    "compare-places": "?a={0}&b={1}",
    "compare-places-file": "?a={0}&b={1}",
    "report-page": "?page=/places/",
}
ALSO_ASKED = {"find-place": ("", "?postcode=NOWHERE"), "compare-places": ("",), "report-page": ("",)}


@dataclass(frozen=True)
class Pattern:
    """One line of a urls.py: its name and what its address takes."""

    name: str
    takes: tuple[str, ...]


def patterns(resolver: URLResolver | None = None, above: tuple[str, ...] = (), space: str = "") -> Iterator[Pattern]:
    """Give every pattern of the site, namespaces written as `space:name`."""
    for one in (resolver or get_resolver()).url_patterns:
        takes = (*above, *one.pattern.converters)
        if isinstance(one, URLResolver):
            yield from patterns(one, takes, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern):
            yield Pattern(f"{space}{one.name}", takes)


def _kinds(name: str, pack: Pack) -> dict[str, tuple[str, ...]]:
    places = tuple(area.slug for area in pack.districts)
    indicators = tuple(indicator.slug for indicator in pack.indicators.values())
    slugs = {
        "place": places,
        "rings": places,
        "profile": places,
        "transition": tuple(pack.transitions),
        "setting": tuple(pack.settings),
    }
    offered = pack.framework
    start = name.split(":")[-1].replace("_", "-").split("-")[0]
    return {
        "slug": slugs.get(start, indicators),
        "place": places,
        "area": places,
        "indicator": indicators,
        "stage": tuple(pack.stages),
        "ending": LIST_ENDINGS if name == "framework-file" else ENDINGS,
        "edition": tuple(pack.frameworks) if name in WHOLE_EDITIONS or offered is None else (offered.key,),
        "standard": tuple(one.key for one in offered.standards) if offered else (),
        "seat": tuple(offered.seats) if offered else (),
    }


def _few(values: tuple[str, ...]) -> tuple[str, ...]:
    """Give the first, one from the middle and the last: enough to meet every kind of page."""
    return tuple(dict.fromkeys((values[0], values[len(values) // 2], values[-1])))


def samples(pattern: Pattern, pack: Pack, methods: tuple[str, ...], *, every: bool = False) -> list[str]:
    """Give addresses that this pattern answers: a few, or one for every value that any part of it can have.

    Raises
    ------
    KeyError
        If the pattern takes something of which nobody has told this module a sample.
    """
    known = {**_kinds(pattern.name, pack), "key": methods}
    choices = [known[name] if every else _few(known[name]) for name in pattern.takes]
    together = range(max(map(len, choices), default=1))
    chosen = [[values[number % len(values)] for values in choices] for number in together]
    addresses = [reverse(pattern.name, kwargs=dict(zip(pattern.takes, one, strict=True))) for one in chosen]
    slugs = [quote(area.slug) for area in pack.districts]
    plain = [address + ASKED.get(pattern.name, "").format(*slugs) for address in addresses]
    return plain + [address + more for address in addresses for more in ALSO_ASKED.get(pattern.name, ())]
