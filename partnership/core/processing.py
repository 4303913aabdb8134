"""The record of processing activities, and where one user's words reach another: made from what the tables declare."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.core import pack
from partnership.core.exports import Export
from partnership.core.privacy import Table, tables
from partnership.core.takeaway import seen_by


@dataclass(frozen=True, slots=True)
class Activity:
    """What one table holds, of whom, why, for how long, who sees it, and what freedom of information says to it."""

    label: str
    name: str
    about: str
    purpose: str
    basis: str
    people: str
    personal: tuple[str, ...]
    confided: tuple[str, ...]
    seen_by: tuple[str, ...]
    kept: str
    deleted_by_itself: bool
    when_erased: str
    from_whom: str
    held_by: str
    exemption: str


def activities() -> tuple[Activity, ...]:
    """Give every table that holds something about people, by name."""
    return _by_name(table for table in tables() if table.ledger.about_people)


def other_tables() -> tuple[Activity, ...]:
    """Give every table that holds nothing about anybody, by name."""
    return _by_name(table for table in tables() if not table.ledger.about_people)


def _by_name(found: Iterable[Table]) -> tuple[Activity, ...]:
    return tuple(sorted(map(_activity, found), key=lambda one: (one.name, one.label)))


def _activity(table: Table) -> Activity:
    ledger = table.ledger
    return Activity(
        label=table.label,
        name=table.title,
        about=ledger.about,
        purpose=str(ledger.purpose or ledger.about),
        basis=str(ledger.basis.value) if ledger.basis else "",
        people=str(ledger.people) if ledger.subjects else _("Nobody in particular."),
        personal=_names(table, ledger.personal),
        confided=_names(table, ledger.confided),
        seen_by=tuple(seen_by(table.model)),
        kept=str(ledger.kept),
        deleted_by_itself=ledger.keep_days is not None,
        when_erased=str(ledger.erased.says) if ledger.erased else "",
        from_whom=str(ledger.from_whom) if ledger.subjects else "",
        held_by=str(ledger.information.held_by),
        exemption=str(ledger.information.exemption),
    )


def _names(table: Table, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(table.words_of(name) for name in names if name != "id")


COLUMNS = (
    *("table", "purpose", "basis", "people", "personal_data", "confided_data", "seen_by", "kept", "when_erased"),
    *("from_whom", "controllers", "held_by_for_freedom_of_information", "expected_exemption"),
    *("definition", "source", "period"),
)


def record() -> Export:
    """Give the record as a table to take away."""
    today = f"{timezone.localdate()}"
    controllers = pack.wording("controllers", _("the hosts of this partnership"))
    rows = [
        (
            *(one.name, one.purpose, one.basis, one.people, "; ".join(one.personal), "; ".join(one.confided)),
            *("; ".join(one.seen_by), one.kept, one.when_erased, one.from_whom, controllers),
            *(one.held_by, one.exemption, one.about, one.label, today),
        )
        for one in activities()
    ]
    about = {"title": _("Record of processing activities"), "controllers": controllers, "made_on": today}
    return Export(("processing", today), COLUMNS, rows, about)


@dataclass(frozen=True, slots=True)
class Place:
    """A table in which people write, the fields, and whom their words reach."""

    table: str
    fields: tuple[str, ...]
    to: str


@dataclass(frozen=True, slots=True)
class Position:
    """What we expect the Online Safety Act to say of some places, how words there are reported, and the places."""

    position: str
    report: str
    places: tuple[Place, ...]


def words_of_others() -> tuple[Position, ...]:
    """Give every place where one user's words reach another, as the tables declare it, by position."""
    found: dict[tuple[str, str], dict[tuple[str, str], list[str]]] = {}
    for table in sorted(tables(), key=lambda one: one.title):
        for name, reaches in table.ledger.words.items():
            places = found.setdefault((str(reaches.position), str(reaches.report)), {})
            places.setdefault((table.title, str(reaches.to)), []).extend(_names(table, (name,)))
    return tuple(
        Position(*alike, tuple(Place(table, tuple(fields), to) for (table, to), fields in places.items()))
        for alike, places in found.items()
    )
