"""What the front page shows: the vision, and the ways in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Count, Exists, OuterRef, Q

from partnership.core import pack
from partnership.core.kept import Version
from partnership.core.pack import in_language
from partnership.partners.models import Commitment, Partner
from partnership.places import queries as places


@dataclass(frozen=True, slots=True)
class Way:
    """A place to begin."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Together:
    """Who is in it: organisations that have joined and are listed, and those of them whose signature stands."""

    listed: int
    signed: int
    invented: int  # made up for a demonstration, and never in the numbers before
    invented_signed: int


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
    together: Together


def made_from() -> Version:
    """Name what the page is made from: the figures, the words, and who is in it."""
    version = places.made_from()
    return replace(version, name=f"{version.name} {together()}")


def together() -> Together:
    """Count what anybody may know; one question."""
    signs = Q(Exists(Commitment.objects.filter(partner=OuterRef("pk"), state="signed")))
    counted = Partner.objects.visible_to(None).aggregate(
        listed=Count("pk", filter=Q(fictional=False)),
        signed=Count("pk", filter=Q(fictional=False) & signs),
        invented=Count("pk", filter=Q(fictional=True)),
        invented_signed=Count("pk", filter=Q(fictional=True) & signs),
    )
    return Together(**counted)


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
        together=together(),
    )
