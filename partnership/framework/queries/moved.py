"""How each seat moved since last time, on each standard: in words, and only from what was opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import gettext as _

from heartwood.disclosure.opening import Opened, Table
from heartwood.framework.carrying import Origin
from heartwood.framework.gaps import LEAST, Told, told
from heartwood.framework.movement import Smallest, movement_of, smallest
from heartwood.framework.saying import say_movement, say_smallest
from partnership.core.pack import FrameworkEdition, in_language
from partnership.framework.queries.tables import domain_table, table_of

_BEYOND_CHANCE = (Told.HIGHER, Told.LOWER)


@dataclass(frozen=True, slots=True)
class SeatMoved:
    """One seat on one standard: how it moved since last time, and what could have been told at these sizes."""

    seat: str  # its name
    standard: str  # its key
    of: tuple[str, str]  # the seat, and what was compared: the standard or its whole domain
    title: str  # of what was compared
    told: bool  # whether anything could be compared
    beyond_chance: bool
    words: str
    smallest: str  # only where it cannot be told from chance


def seats_moved(
    edition: FrameworkEdition, origins: Mapping[str, Origin], now: Mapping[str, Opened], before: Mapping[str, Opened]
) -> tuple[SeatMoved, ...]:
    """Say of each seat that was open both times how it moved, in the order of the standards, then of the seats."""
    carried = {seat: _renamed(opened, origins) for seat, opened in before.items()}
    seats = [key for key in edition.seats if key in now and key in carried]
    return tuple(
        one
        for standard in edition.standards
        for seat in seats
        for one in _moved(edition, (seat, standard.key, standard.domain), now[seat], carried[seat])
    )


def _renamed(opened: Opened, origins: Mapping[str, Origin]) -> Opened:
    """Give what opened under the names of the newer edition, without what is asked otherwise now."""
    names = {origin.before[0]: key for key, origin in origins.items() if origin.compared}
    kept = (one for one in opened.tables if all(key in names for key in one.standards))
    tables = (replace(one, standards=tuple(names[key] for key in one.standards)) for one in kept)
    return replace(opened, tables=tuple(tables))


def _moved(edition: FrameworkEdition, place: tuple[str, str, str], now: Opened, before: Opened) -> Iterator[SeatMoved]:
    seat, standard, domain = place
    tables, whole = _tables(now, before, standard, domain)
    if tables is None:
        return
    estimate = movement_of(*tables)
    verdict = told(estimate)
    words = say_movement(estimate, _)
    yield SeatMoved(
        seat=in_language(edition.seats[seat].name),
        standard=standard,
        of=(seat, domain if whole else standard),
        title=_title(edition, domain if whole else "", standard),
        told=verdict is not Told.CANNOT_SAY,
        beyond_chance=verdict in _BEYOND_CHANCE,
        words=_("%(said)s This is about the whole domain.") % {"said": words} if whole else words,
        smallest=_smallest(tables[1], now.people_at_least) if verdict is Told.NOT_APART else "",
    )


def _title(edition: FrameworkEdition, domain: str, standard: str) -> str:
    found = edition.standard(standard)
    return in_language(edition.domains[domain].name if domain else found.title if found else standard)


def _tables(now: Opened, before: Opened, standard: str, domain: str) -> tuple[tuple[Table, Table] | None, bool]:
    """Give what was opened now and then of a standard, else of its domain; and whether it is the domain."""
    alone = table_of(now, standard), table_of(before, standard)
    if alone[0] and alone[1]:
        return (alone[0], alone[1]), False
    whole, then = domain_table(now, domain), _of(before, domain_table(now, domain))
    return ((whole, then), True) if whole and then else (None, False)


def _of(before: Opened, now: Table | None) -> Table | None:
    """Give what then opened of the same standards together, whichever domain they stood in."""
    if now is None:
        return None
    domains = {one.domain for one in before.tables if set(one.standards) & set(now.standards)}
    then = domain_table(before, domains.pop()) if len(domains) == 1 else None
    return replace(then, standards=now.standards) if then and set(then.standards) == set(now.standards) else None


def _smallest(before: Table, people: int) -> str:
    """Say the smallest rise that could be told, of so many people as are shown to have answered."""
    if people < LEAST:
        return ""
    return say_smallest(_worked_out(before.per_person, people), _)


@lru_cache(maxsize=4096)
def _worked_out(before: tuple[float, ...], people: int) -> Smallest:
    return smallest(before, people)
