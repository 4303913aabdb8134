"""Who sees what, written from the rules themselves: what is not said here, nobody sees."""

from __future__ import annotations

from dataclasses import dataclass

from partnership.core.privacy import KINDS, Table, is_ours, tables
from partnership.partners.models import ROLES


@dataclass(frozen=True, slots=True)
class Line:
    """One rule: who, and which rows."""

    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a table that are told apart from the others: anybody, partners, about a person, confided."""

    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """One table: what it is for, who sees which rows, and how far each field may go."""

    key: str
    name: str
    about: str
    lines: tuple[Line, ...]
    fields: tuple[Fields, ...]


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One role, as the table of roles has it."""

    name: str
    about: str
    scopes: tuple[str, ...]
    given_by: tuple[str, ...]
    second_factor: bool
    confided: bool


@dataclass(frozen=True, slots=True)
class WhoSeesWhat:
    """The whole page."""

    seen: tuple[Sight, ...]
    unseen: tuple[Sight, ...]
    roles: tuple[RoleLine, ...]


def who_sees_what() -> WhoSeesWhat:
    """Read every rule of sight and every role."""
    sights = [_sight(table) for table in tables() if is_ours(table.model)]
    return WhoSeesWhat(
        seen=tuple(sight for sight in sights if sight.lines),
        unseen=tuple(sight for sight in sights if not sight.lines),
        roles=tuple(
            RoleLine(
                name=str(kind.label),
                about=str(rule.about),
                scopes=rule.scopes,
                given_by=tuple(str(giver.label) for giver in rule.given_by),
                second_factor=rule.second_factor,
                confided=rule.confided,
            )
            for kind, rule in ROLES.items()
        ),
    )


def _sight(table: Table) -> Sight:
    rules = getattr(table.model._default_manager.all(), "sees", ())
    return Sight(
        key=table.label.lower().replace(".", "-"),
        name=table.title,
        about=str(table.ledger.purpose),
        lines=tuple(Line(str(rule.who), str(rule.what)) for rule in rules),
        fields=tuple(Fields(kind, names) for kind in KINDS if (names := _names(table, getattr(table.ledger, kind)))),
    )


def _names(table: Table, fields: tuple[str, ...]) -> tuple[str, ...]:
    """Name the fields in words."""
    return tuple(table.words_of(name) for name in fields if name != "id")
