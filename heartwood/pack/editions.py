"""What a framework holds, as frozen shapes: editions, their standards, and what became of them in the next edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from heartwood.pack.shapes import Words

PULSE = "pulse"  # a kind of edition; every other is a framework


@dataclass(frozen=True, slots=True)
class Seat:
    """From where somebody looks at an organisation. Seats are never added up into one number."""

    key: str
    name: Words
    about: Words
    anonymous: bool  # answers without a name: its words are held to a reading age of 11


@dataclass(frozen=True, slots=True)
class Domain:
    """A part of an organisation's life, in which some standards stand."""

    key: str
    name: Words
    about: Words


@dataclass(frozen=True, slots=True)
class Outside:
    """A framework of somebody else, and what its parts are called: standards say which of them they serve."""

    key: str
    name: Words
    publisher: str
    page: str
    licence: Words
    about: Words
    parts: Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class SeatWording:
    """What one seat is asked, and the five levels in its words; a draft may have none yet."""

    asks: Words
    levels: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Guidance:
    """What helps, for some sectors."""

    sectors: tuple[str, ...]
    text: Words


@dataclass(frozen=True, slots=True)
class Standard:
    """One thing that is true of a trauma-informed organisation. Its key and urn outlive its words."""

    key: str
    urn: str
    domain: str
    title: Words
    statement: Words
    why: Words
    principles: tuple[str, ...]  # keys of the vocabulary
    levels: tuple[Words, ...]  # five, the first: nobody has looked; each anchored in what could be shown
    seats: Mapping[str, SeatWording]
    guidance: tuple[Guidance, ...]
    evidence: tuple[Words, ...]  # what could be shown
    clauses: tuple[str, ...]  # of the charter, that it serves
    serves: Mapping[str, tuple[str, ...]]  # frameworks of others -> their parts
    topics: tuple[Words, ...]  # what to look for on the site

    def guidance_for(self, sector: str) -> Words | None:
        """Give what helps in this sector."""
        return next((one.text for one in self.guidance if sector in one.sectors), None)


@dataclass(frozen=True, slots=True)
class FrameworkEdition:
    """One edition of the framework: offered for looking at oneself, or a draft. Offered words are never changed."""

    key: str
    urn: str
    title: Words
    status: str  # offered draft
    published: date
    licence: str
    provenance: Words
    reviewed_by: Words | None  # people with lived experience; None: not yet
    about: Words
    known: tuple[Words, ...]  # what research says of it, and does not
    levels: tuple[Words, ...]  # their names
    seats: Mapping[str, Seat]
    sectors: tuple[str, ...]  # that its guidance speaks to
    domains: Mapping[str, Domain]
    outside: Mapping[str, Outside]
    standards: tuple[Standard, ...]  # in the order of the domains
    frozen: Mapping[str, str]  # language -> SHA-256 that was written down when it was offered
    sha256: Mapping[str, str]  # language -> SHA-256 of what its words are now
    kind: str  # framework pulse
    scoring: Mapping[str, Any] | None  # how levels become a domain's, for heartwood.framework.scoring; None: no rule

    @property
    def is_pulse(self) -> bool:
        """Whether it is a few questions to seats without names, asked again and again; else standards to talk about."""
        return self.kind == PULSE

    @property
    def offered(self) -> bool:
        """Whether organisations may look at themselves with it."""
        return self.status == "offered"

    def standard(self, key: str) -> Standard | None:
        """Give the standard of this key."""
        return next((one for one in self.standards if one.key == key), None)


ASKS_THE_SAME = ("same", "reworded")  # what was said then and what is said now are about the same thing


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of some standards of one edition in another: same reworded split merged new gone."""

    became: str
    before: tuple[str, ...]  # keys in the older edition
    after: tuple[str, ...]  # keys in the newer one
    why: Words | None


@dataclass(frozen=True, slots=True)
class EditionMapping:
    """How answers to one edition are carried to another."""

    old: str
    new: str
    about: Words
    carried: tuple[Carried, ...]

    @property
    def asks_the_same(self) -> dict[str, str]:
        """Give, for each standard of the older edition that the newer one still asks, its key there."""
        return {one.before[0]: one.after[0] for one in self.carried if one.became in ASKS_THE_SAME}

    def comes_from(self, key: str) -> Carried | None:
        """Say where a standard of the newer edition comes from."""
        return next((one for one in self.carried if key in one.after), None)

    def goes_to(self, key: str) -> Carried | None:
        """Say what became of a standard of the older edition."""
        return next((one for one in self.carried if key in one.before), None)
