"""What a meeting may want to look at again: levels that nobody else bears out, answers that are all alike, old evidence.

Everything is worked out from what was agreed, what can be shown and what was opened; never from an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from heartwood.disclosure.opening import Opened, Table
from heartwood.estimates import Shown

ALIKE_FROM = 3  # standards: of two, being alike says nothing
OLD_AFTER = 2  # years


class Kind(StrEnum):
    """What was noticed."""

    UNHEARD = "unheard"  # levels were agreed on what people with lived experience could not be heard about
    ABOVE_ALL = "above_all"  # agreed above the middle answer of every seat that is open
    AGREED_ALIKE = "agreed_alike"
    SEAT_ALIKE = "seat_alike"
    OLD_EVIDENCE = "old_evidence"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a meeting has before it.

    Attributes
    ----------
    agreed
        Level by standard; a standard without a level is left out.
    seats
        What is shown of each seat.
    lived
        The key of the seat in which people with lived experience of the service sit.
    evidence
        By standard, from when each thing is that can be shown; None where nobody said.
    """

    agreed: Mapping[str, int]
    seats: Mapping[str, Opened]
    lived: str
    evidence: Mapping[str, Sequence[date | None]]


@dataclass(frozen=True, slots=True)
class Noticed:
    """One thing that was noticed, and the standards or the seat that it is about."""

    kind: Kind
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claims:
    """How many standards have a level; of these, how many something is shown for, and how many lived experience bears out.

    Three numbers side by side. They are never added up. `unheard` is of how many that seat shows nothing.
    """

    claimed: int
    evidenced: int
    corroborated: int
    unheard: int


def table_of(opened: Opened | None, standard: str) -> Table | None:
    """Give the table that says something about a standard: its own, or that of its whole domain."""
    tables = opened.tables if opened else ()
    return next((one for one in tables if standard in one.standards and one.shown is Shown.SHOWN), None)


def middle(table: Table) -> int:
    """Give the level (from 1) of the middle answer of a table that is shown; of two in the middle, the lower.

    >>> from heartwood.disclosure.attacker import one_domain
    >>> from heartwood.disclosure.opening import open_seat
    >>> middle(open_seat(one_domain(12, [(0, 0, 6, 6, 0)]), closed=True).opened.tables[0])
    3
    """
    reached = 0
    for level, count in enumerate(table.counts, start=1):
        reached += count
        if 2 * reached >= sum(table.counts):
            return level
    raise ValueError("A table that is silent has no middle.")


def claims(looked: Looked) -> Claims:
    """Count what is claimed, what can be shown, and what the seat of lived experience bears out.

    A level is borne out where that seat's middle answer stands at it or above.
    """
    heard = {standard: table_of(looked.seats.get(looked.lived), standard) for standard in looked.agreed}
    return Claims(
        claimed=len(looked.agreed),
        evidenced=sum(bool(looked.evidence.get(standard)) for standard in looked.agreed),
        corroborated=sum(middle(table) >= looked.agreed[key] for key, table in heard.items() if table),
        unheard=sum(table is None for table in heard.values()),
    )


def noticed(looked: Looked, today: date) -> tuple[Noticed, ...]:
    """Give everything to look at again, the weightiest first. None of it says that a level is wrong."""
    unheard = [key for key in looked.agreed if table_of(looked.seats.get(looked.lived), key) is None]
    about = ((Kind.UNHEARD, unheard), (Kind.ABOVE_ALL, _above_all(looked)), (Kind.AGREED_ALIKE, _agreed_alike(looked)))
    found = [Noticed(kind, tuple(what)) for kind, what in about if what]
    found += [Noticed(Kind.SEAT_ALIKE, (key,)) for key, opened in looked.seats.items() if _seat_alike(opened)]
    return (*found, *_old(looked, today))


def _above_all(looked: Looked) -> list[str]:
    return [key for key, level in looked.agreed.items() if (said := list(_middles(looked, key))) and level > max(said)]


def _middles(looked: Looked, standard: str) -> Iterator[int]:
    tables = (table_of(opened, standard) for opened in looked.seats.values())
    return (middle(table) for table in tables if table)


def _agreed_alike(looked: Looked) -> list[str]:
    alike = len(looked.agreed) >= ALIKE_FROM and len(set(looked.agreed.values())) == 1
    return list(looked.agreed) if alike else []


def _seat_alike(opened: Opened) -> bool:
    levels = [_only_level(table) for table in opened.tables if table.shown is Shown.SHOWN]
    return len(levels) >= ALIKE_FROM and None not in levels and len(set(levels)) == 1


def _only_level(table: Table) -> int | None:
    """Give the level at which all stand, or nearly all; which of both it is, nobody is told."""
    held = [level for level, count in enumerate(table.counts, start=1) if count]
    return table.nearly_all or (held[0] if len(held) == 1 else None)


def _old(looked: Looked, today: date) -> Iterator[Noticed]:
    days = [day for several in looked.evidence.values() for day in several if day is not None]
    limit = (today.year - OLD_AFTER, today.month, today.day)
    if days and all((day.year, day.month, day.day) < limit for day in days):
        yield Noticed(Kind.OLD_EVIDENCE, tuple(key for key, several in looked.evidence.items() if any(several)))
