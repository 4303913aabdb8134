"""What was opened or published, as plain data that a file or a database can hold, and back. Nothing is worked out here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, TypeAlias

from heartwood.disclosure.counting import Cell, Count, Released
from heartwood.disclosure.opening import Kept, Opened, Table
from heartwood.estimates import Shown

Plain: TypeAlias = dict[str, Any]


def plain_opened(opened: Opened) -> Plain:
    """Give what is shown of a seat as plain data.

    >>> from heartwood.disclosure.opening import Answers, open_seat
    >>> plain_opened(open_seat(Answers(4, ()), closed=True).opened)["shown"]
    'too_few'
    """
    return {**asdict(opened), "shown": opened.shown.value, "tables": [_plain(table) for table in opened.tables]}


def opened_from(data: Mapping[str, Any]) -> Opened:
    """Read what is shown of a seat.

    >>> from heartwood.disclosure.attacker import one_domain
    >>> from heartwood.disclosure.opening import open_seat
    >>> opened = open_seat(one_domain(12, [(0, 0, 4, 4, 4)]), closed=True).opened
    >>> opened_from(plain_opened(opened)) == opened
    True
    """
    return Opened(data["people_at_least"], tuple(map(_table, data["tables"])), Shown(data["shown"]), data["why"])


def plain_kept(kept: Iterable[Kept]) -> list[Plain]:
    """Give what the next opening is held against as plain data: told to nobody."""
    return [{"table": _plain(one.table), "people": one.people} for one in kept]


def kept_from(data: Sequence[Mapping[str, Any]]) -> tuple[Kept, ...]:
    """Read what the next opening is held against.

    >>> kept_from([])
    ()
    """
    return tuple(Kept(_table(one["table"]), one["people"]) for one in data)


def plain_released(released: Released) -> tuple[list[Plain], Plain]:
    """Give what is published of a quarter, and what the next is held against (told to nobody), as plain data.

    What is published is a list: some databases put the keys of a mapping in an order of their own.

    >>> from heartwood.disclosure.counting import Rule, beside, release, Tables
    >>> tables = beside(Tables((), ()), "age", ("18-24",))
    >>> released = release("2026-Q3", {(("age", "18-24"),): 12}, tables, rule=Rule(), before=None)
    >>> plain_released(released)
    ([{'cell': 'age=18-24', 'low': 10, 'since': '2026-Q3'}], {'age=18-24': 12})
    """
    shown = [{"cell": _name(cell), "low": one.low, "since": one.since} for cell, one in released.counts.items()]
    return shown, {_name(cell): count for cell, count in released.kept.items()}


def released_from(quarter: str, shown: Sequence[Mapping[str, Any]], kept: Mapping[str, int]) -> Released:
    """Read what was published of a quarter.

    >>> released_from("2026-Q3", [{"cell": "age=18-24", "low": 10, "since": "2026-Q3"}], {}).counts
    {(('age', '18-24'),): Count(cell=(('age', '18-24'),), low=10, since='2026-Q3')}
    """
    counts = [Count(_cell(one["cell"]), one["low"], one["since"]) for one in shown]
    return Released(quarter, {one.cell: one for one in counts}, {_cell(name): count for name, count in kept.items()})


def _name(cell: Cell) -> str:
    return "&".join(f"{question}={value}" for question, value in cell)


def _cell(name: str) -> Cell:
    pairs = (part.partition("=") for part in name.split("&"))
    return tuple((question, value) for question, _equals, value in pairs)


def _plain(table: Table) -> Plain:
    return {
        **asdict(table),
        "shown": table.shown.value,
        **{name: list(getattr(table, name)) for name in ("standards", "counts", "bars")},
    }


def _table(data: Mapping[str, Any]) -> Table:
    return Table(
        domain=data["domain"],
        standards=tuple(data["standards"]),
        counts=tuple(data["counts"]),
        bars=tuple(data["bars"]),
        nearly_all=data["nearly_all"],
        as_before=data["as_before"],
        shown=Shown(data["shown"]),
        why=data["why"],
    )
