"""Who sees what, written from the rules themselves: what is not said here, nobody sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.text import capfirst

from partnership.core.privacy import KINDS
from partnership.core.visibility import visible_models
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
    visible = visible_models()
    ours = [model for model in apps.get_models() if model.__module__.startswith("partnership.")]
    return WhoSeesWhat(
        seen=tuple(_sight(model) for model in visible if model._default_manager.all().sees),  # type: ignore[attr-defined]
        unseen=tuple(_sight(model) for model in ours if not getattr(model._default_manager.all(), "sees", ())),
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


def _sight(model: type[Model]) -> Sight:
    ledger: Any = getattr(model, "Privacy", None)
    rules = getattr(model._default_manager.all(), "sees", ())
    return Sight(
        key=model._meta.label_lower.replace(".", "-"),
        name=capfirst(str(model._meta.verbose_name_plural)),
        about=str(getattr(ledger, "purpose", "") or " ".join((ledger.__doc__ or "").split())),
        lines=tuple(Line(str(rule.who), str(rule.what)) for rule in rules),
        fields=tuple(Fields(kind, names) for kind in KINDS if (names := _names(model, getattr(ledger, kind, ())))),
    )


def _names(model: type[Model], fields: tuple[str, ...]) -> tuple[str, ...]:
    """Name the fields in the words of their forms."""
    return tuple(str(getattr(model._meta.get_field(name), "verbose_name", name)) for name in fields if name != "id")
