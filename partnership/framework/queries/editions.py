"""What the framework is, and one edition of it whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from partnership.core import pack
from partnership.core.kept import STARTED, Version
from partnership.core.pack import FrameworkEdition, Standard, in_language


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One edition, in a list of all."""

    key: str
    title: str
    offered: bool
    published: date
    standards: int
    reviewed_by: str
    is_pulse: bool


@dataclass(frozen=True, slots=True)
class SeatShown:
    """One seat: who sits there, and whether they answer without a name."""

    key: str
    name: str
    about: str
    anonymous: bool


@dataclass(frozen=True, slots=True)
class OutsideShown:
    """A framework of others: whose it is, and which standards serve each of its parts."""

    key: str
    name: str
    publisher: str
    page: str
    licence: str
    about: str
    parts: Mapping[str, tuple[StandardLine, ...]]


@dataclass(frozen=True, slots=True)
class StandardLine:
    """One standard, by its title."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class AskedOf:
    """What one seat is asked."""

    seat: str
    name: str
    asks: str


@dataclass(frozen=True, slots=True)
class StandardShown:
    """One standard in the whole of an edition."""

    key: str
    title: str
    statement: str
    levels: tuple[str, ...]
    asked: tuple[AskedOf, ...]


@dataclass(frozen=True, slots=True)
class DomainShown:
    """One domain with its standards."""

    key: str
    name: str
    about: str
    standards: tuple[StandardShown, ...]


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """What became of some standards: same reworded split merged new gone."""

    became: str
    before: tuple[str, ...]  # titles
    after: tuple[StandardLine, ...]
    why: str


@dataclass(frozen=True, slots=True)
class CarriedFrom:
    """How answers to an older edition are carried to this one."""

    edition: str
    title: str
    about: str
    lines: tuple[CarriedLine, ...]


@dataclass(frozen=True, slots=True)
class EditionPage:
    """One edition, whole."""

    line: EditionLine
    about: str
    provenance: str
    licence: str
    sha256: str
    known: tuple[str, ...]
    levels: tuple[str, ...]
    seats: tuple[SeatShown, ...]
    domains: tuple[DomainShown, ...]
    outside: tuple[OutsideShown, ...]
    carried: tuple[CarriedFrom, ...]


@dataclass(frozen=True, slots=True)
class FrameworkPage:
    """What the framework is: the edition that is offered, and all there are, the newest first."""

    offered: EditionPage | None
    editions: tuple[EditionLine, ...]


def made_from() -> Version:
    """Name what every page of the framework is made from: the words alone."""
    return Version("framework", STARTED, dated=False, words=f"{pack.current().folder} {pack.edition()}")


def framework_page() -> FrameworkPage:
    """Say what the framework is."""
    content = pack.current()
    offered = content.framework
    lines = tuple(edition_line(one) for one in reversed(list(content.frameworks.values())))
    return FrameworkPage(edition_page(offered.key) if offered else None, lines)


def edition_line(edition: FrameworkEdition) -> EditionLine:
    """Show an edition in one line."""
    return EditionLine(
        key=edition.key,
        title=in_language(edition.title),
        offered=edition.offered,
        published=edition.published,
        standards=len(edition.standards),
        reviewed_by=in_language(edition.reviewed_by),
        is_pulse=edition.is_pulse,
    )


def edition_page(key: str) -> EditionPage | None:
    """Show one edition whole; nothing where there is none."""
    edition = pack.current().frameworks.get(key)
    if edition is None:
        return None
    return EditionPage(
        line=edition_line(edition),
        about=in_language(edition.about),
        provenance=in_language(edition.provenance),
        licence=edition.licence,
        sha256=edition.sha256["en"],
        known=tuple(map(in_language, edition.known)),
        levels=tuple(map(in_language, edition.levels)),
        seats=seats_shown(edition),
        domains=_domains(edition),
        outside=tuple(_outside(edition, key) for key in edition.outside),
        carried=_carried(edition),
    )


def seats_shown(edition: FrameworkEdition) -> tuple[SeatShown, ...]:
    """Show every seat, in the edition's order."""
    return tuple(
        SeatShown(one.key, in_language(one.name), in_language(one.about), one.anonymous)
        for one in edition.seats.values()
    )


def standard_line(standard: Standard) -> StandardLine:
    """Show a standard by its title."""
    return StandardLine(standard.key, in_language(standard.title))


def asked_of(edition: FrameworkEdition, standard: Standard) -> tuple[AskedOf, ...]:
    """Show what each seat is asked, in the edition's order."""
    return tuple(
        AskedOf(seat.key, in_language(seat.name), in_language(standard.seats[seat.key].asks))
        for seat in edition.seats.values()
    )


def _domains(edition: FrameworkEdition) -> tuple[DomainShown, ...]:
    return tuple(
        DomainShown(
            key=domain.key,
            name=in_language(domain.name),
            about=in_language(domain.about),
            standards=tuple(_shown(edition, one) for one in edition.standards if one.domain == domain.key),
        )
        for domain in edition.domains.values()
    )


def _shown(edition: FrameworkEdition, standard: Standard) -> StandardShown:
    return StandardShown(
        key=standard.key,
        title=in_language(standard.title),
        statement=in_language(standard.statement),
        levels=tuple(map(in_language, standard.levels)),
        asked=asked_of(edition, standard),
    )


def _outside(edition: FrameworkEdition, key: str) -> OutsideShown:
    outside = edition.outside[key]
    serving = {
        in_language(name): tuple(standard_line(one) for one in edition.standards if part in one.serves.get(key, ()))
        for part, name in outside.parts.items()
    }
    return OutsideShown(
        key=key,
        name=in_language(outside.name),
        publisher=outside.publisher,
        page=outside.page,
        licence=in_language(outside.licence),
        about=in_language(outside.about),
        parts=serving,
    )


def _carried(edition: FrameworkEdition) -> tuple[CarriedFrom, ...]:
    content = pack.current()
    found = (one for one in content.mappings.values() if one.new == edition.key)
    return tuple(
        CarriedFrom(
            edition=one.old,
            title=in_language(content.frameworks[one.old].title),
            about=in_language(one.about),
            lines=tuple(
                CarriedLine(
                    became=line.became,
                    before=tuple(each.title for each in _lines(content.frameworks[one.old], line.before)),
                    after=_lines(edition, line.after),
                    why=in_language(line.why),
                )
                for line in one.carried
            ),
        )
        for one in found
    )


def _lines(edition: FrameworkEdition, keys: tuple[str, ...]) -> tuple[StandardLine, ...]:
    return tuple(standard_line(one) for one in edition.standards if one.key in keys)
