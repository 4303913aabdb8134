"""One standard: its levels, what each seat would notice, and what helps; and one seat's wording for a sheet of paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from partnership.core import pack
from partnership.core.pack import FrameworkEdition, Standard, in_language
from partnership.framework.queries.editions import (
    EditionLine,
    SeatShown,
    StandardLine,
    edition_line,
    seats_shown,
    standard_line,
)


@dataclass(frozen=True, slots=True)
class Level:
    """One step of the ladder: its name, and what is so there."""

    number: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class SeatAsked:
    """What one seat is asked, and the levels in its words; none in a draft."""

    seat: SeatShown
    asks: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class SectorChoice:
    """A sector that guidance may be read for."""

    key: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class GuidanceShown:
    """What helps, and in which sectors."""

    sectors: str
    text: str


@dataclass(frozen=True, slots=True)
class ClauseServed:
    """A clause of the charter that a standard serves."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Served:
    """Which parts of a framework of others a standard serves."""

    name: str
    publisher: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a standard came from, or where it goes to, in another edition."""

    edition: str
    title: str
    standards: tuple[StandardLine, ...]


@dataclass(frozen=True, slots=True)
class StandardPage:
    """One standard, whole."""

    edition: EditionLine
    key: str
    urn: str
    title: str
    statement: str
    why: str
    domain: str
    principles: tuple[str, ...]
    levels: tuple[Level, ...]
    seats: tuple[SeatAsked, ...]
    sectors: tuple[SectorChoice, ...]
    sector: str  # chosen, or nothing
    guidance: tuple[GuidanceShown, ...]
    evidence: tuple[str, ...]
    clauses: tuple[ClauseServed, ...]
    serves: tuple[Served, ...]
    topics: tuple[str, ...]
    before: Origin | None
    after: tuple[Origin, ...]
    previous: StandardLine | None
    following: StandardLine | None


@dataclass(frozen=True, slots=True)
class Question:
    """One standard as one seat reads it."""

    key: str
    number: int
    title: str
    asks: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One seat's wording of a whole edition."""

    edition: EditionLine
    seat: SeatShown
    questions: tuple[Question, ...]


def standard_page(edition_key: str, key: str, sector: str = "") -> StandardPage | None:
    """Show one standard, with the guidance for one sector or for all; nothing where there is none."""
    edition = pack.current().frameworks.get(edition_key)
    standard = edition.standard(key) if edition else None
    if edition is None or standard is None:
        return None
    chosen = sector if standard.guidance_for(sector) else ""
    return StandardPage(
        edition=edition_line(edition),
        key=key,
        urn=standard.urn,
        **_said(edition, standard),
        levels=levels_shown(edition, standard.levels),
        seats=tuple(_asked(edition, standard, one) for one in seats_shown(edition)),
        sectors=_sectors(edition, standard, chosen),
        sector=chosen,
        guidance=_guidance(standard, chosen),
        **_beside(edition, standard),
    )


def _beside(edition: FrameworkEdition, standard: Standard) -> dict[str, Any]:
    previous, following = _neighbours(edition, standard)
    return {
        "serves": _serves(edition, standard),
        "before": _before(edition, standard),
        "after": _after(edition, standard),
        "previous": previous,
        "following": following,
    }


def _said(edition: FrameworkEdition, standard: Standard) -> dict[str, Any]:
    named = pack.current().principles
    return {
        "title": in_language(standard.title),
        "statement": in_language(standard.statement),
        "why": in_language(standard.why),
        "domain": in_language(edition.domains[standard.domain].name),
        "principles": tuple(in_language(named.get(one)) or one for one in standard.principles),
        "evidence": tuple(map(in_language, standard.evidence)),
        "clauses": _clauses(standard),
        "topics": tuple(map(in_language, standard.topics)),
    }


def levels_shown(edition: FrameworkEdition, texts: tuple[pack.Words, ...]) -> tuple[Level, ...]:
    """Show the five levels with their names; none where a draft has no words for them yet."""
    names = edition.levels if texts else ()
    return tuple(
        Level(number, in_language(name), in_language(text))
        for number, (name, text) in enumerate(zip(names, texts, strict=True), start=1)
    )


def _asked(edition: FrameworkEdition, standard: Standard, seat: SeatShown) -> SeatAsked:
    wording = standard.seats[seat.key]
    return SeatAsked(seat, in_language(wording.asks), levels_shown(edition, wording.levels))


def _sectors(edition: FrameworkEdition, standard: Standard, chosen: str) -> tuple[SectorChoice, ...]:
    names = pack.current().sectors
    offered = (one for one in edition.sectors if standard.guidance_for(one))
    return tuple(SectorChoice(one, in_language(names[one]), one == chosen) for one in offered)


def _guidance(standard: Standard, chosen: str) -> tuple[GuidanceShown, ...]:
    names = pack.current().sectors
    return tuple(
        GuidanceShown("; ".join(in_language(names[key]) for key in one.sectors), in_language(one.text))
        for one in standard.guidance
        if not chosen or chosen in one.sectors
    )


def _clauses(standard: Standard) -> tuple[ClauseServed, ...]:
    charter = pack.current().charter
    found = (charter.clause(key) for key in standard.clauses) if charter else ()
    return tuple(ClauseServed(one.key, in_language(one.title)) for one in found if one)


def _serves(edition: FrameworkEdition, standard: Standard) -> tuple[Served, ...]:
    return tuple(
        Served(
            in_language(edition.outside[key].name),
            edition.outside[key].publisher,
            tuple(in_language(edition.outside[key].parts[part]) for part in parts),
        )
        for key, parts in standard.serves.items()
    )


def _before(edition: FrameworkEdition, standard: Standard) -> Origin | None:
    for mapping in pack.current().mappings.values():
        line = mapping.comes_from(standard.key) if mapping.new == edition.key else None
        if line and line.before:
            return _origin(pack.current().frameworks[mapping.old], line.before)
    return None


def _after(edition: FrameworkEdition, standard: Standard) -> tuple[Origin, ...]:
    found = [(one, one.goes_to(standard.key)) for one in pack.current().mappings.values() if one.old == edition.key]
    return tuple(_origin(pack.current().frameworks[mapping.new], line.after) for mapping, line in found if line)


def _origin(other: FrameworkEdition, keys: tuple[str, ...]) -> Origin:
    lines = tuple(standard_line(one) for one in other.standards if one.key in keys)
    return Origin(other.key, in_language(other.title), lines)


def _neighbours(edition: FrameworkEdition, standard: Standard) -> tuple[StandardLine | None, StandardLine | None]:
    lines = [None, *map(standard_line, edition.standards), None]
    place = edition.standards.index(standard) + 1
    return lines[place - 1], lines[place + 1]


def sheet_page(edition_key: str, seat_key: str) -> SheetPage | None:
    """Give one seat's wording of an edition that is offered; nothing where there is none: a draft is for no sheet."""
    edition = pack.current().frameworks.get(edition_key)
    if edition is None or not edition.offered or seat_key not in edition.seats:
        return None
    (seat,) = (one for one in seats_shown(edition) if one.key == seat_key)
    questions = tuple(question_of(edition, one, number, seat) for number, one in enumerate(edition.standards, start=1))
    return SheetPage(edition_line(edition), seat, questions)


def question_of(edition: FrameworkEdition, standard: Standard, number: int, seat: SeatShown) -> Question:
    """Show one standard as one seat reads it."""
    asked = _asked(edition, standard, seat)
    return Question(standard.key, number, in_language(standard.title), asked.asks, asked.levels)
