"""Reads what the tables declare: which rows are about somebody, and which have been kept long enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import DateTimeField, EmailField, Field, JSONField, Model, Q, QuerySet, TextField
from django.db.models.fields import CharField
from django.db.models.functions import Cast

from partnership.core.privacy.declaring import Ledger, Subject
from partnership.core.privacy.installed import INSTALLED
from partnership.core.privacy.wording import own_words

NOTHING = Q(pk__in=())


@dataclass(frozen=True, slots=True)
class Table:
    """A table with what it declares."""

    model: type[Model]
    ledger: Ledger = field(compare=False)

    @property
    def label(self) -> str:
        """Name it as the code does: partners.Membership."""
        return self.model._meta.label

    @property
    def name(self) -> str:
        """Name it in words."""
        return str(self.ledger.called or self.model._meta.verbose_name_plural)

    @property
    def title(self) -> str:
        """Name it in words, with a capital."""
        return self.name[:1].upper() + self.name[1:]

    def words_of(self, name: str) -> str:
        """Name one of its fields in words."""
        one = self.model._meta.get_field(name)
        return str(own_words(one, self.ledger) or getattr(one, "verbose_name", name))

    @property
    def rows(self) -> QuerySet[Any]:
        """Give every row, past any filter: these are not shown, they are looked after."""
        return self.model._base_manager.all()


def is_ours(model: type[Model]) -> bool:
    """Whether the table belongs to this site rather than to a package."""
    return model.__module__.startswith("partnership.")


def ledger_of(model: type[Model]) -> Ledger | None:
    """Give what the table declares; None where it declares nothing."""
    if not is_ours(model):
        return INSTALLED.get(model._meta.label)
    declared = getattr(model, "Privacy", None)
    if declared is None:
        return None
    said = {one.name: getattr(declared, one.name) for one in fields(Ledger) if hasattr(declared, one.name)}
    if isinstance(said.get("since"), str):
        said["since"] = (said["since"],)
    return Ledger(**{**said, "about": declared.__doc__ or ""})


def tables() -> Iterator[Table]:
    """Give every table that declares its privacy, in the order of the apps; the check sees to it that all do."""
    for model in apps.get_models():
        ledger = ledger_of(model)
        if ledger is not None:
            yield Table(model, ledger)


def tables_about_people() -> list[Table]:
    """Give the tables with rows about somebody, those that lead to others first, so that they can be deleted in order."""
    return [table for table in reversed(list(tables())) if table.ledger.subjects]


def last_field(model: type[Model], path: str) -> Any:
    """Give the field at the end of a path such as `membership__person`.

    Raises
    ------
    FieldDoesNotExist
        If there is no such path.
    """
    first, _between, rest = path.partition("__")
    found = model._meta.pk if first == "pk" else model._meta.get_field(first)
    if not rest:
        return found
    return last_field(found.related_model, rest)  # type: ignore[arg-type]


def leads_to_a_person(one: Any) -> bool:
    """Whether the field is a way to a person."""
    return bool(one.is_relation and one.related_model and one.related_model._meta.label == settings.AUTH_USER_MODEL)


def _condition(model: type[Model], subject: Subject, person: Any) -> Q:
    if callable(subject):
        return subject(person)
    found = last_field(model, subject)
    if leads_to_a_person(found):
        return Q(**{subject: person.pk})
    if found is model._meta.pk:
        return Q(pk=person.pk)
    return Q(**{f"{subject}__iexact": person.email}) if person.email else NOTHING


def rows_about(table: Table, person: Any) -> QuerySet[Any]:
    """Give the rows of a table that are about the person."""
    return table.rows.filter(
        reduce(or_, (_condition(table.model, subject, person) for subject in table.ledger.subjects), NOTHING)
    )


def by_urn(name: str) -> Subject:
    """Give a subject for tables in which a text field may hold the person's own urn."""
    return lambda person: Q(**{name: f"urn:heartwood:{person._meta.label_lower}:{person.pk}"})


def naming(*columns: str) -> Subject:
    """Give a subject for tables that repeat titles: the name or address stands in one of these columns as whole words."""

    def named(person: Any) -> Q:
        names = "|".join(map(re.escape, filter(None, (person.name, person.email))))
        pattern = rf"(^|\W)({names})(\W|$)"
        return reduce(or_, (Q(**{f"{one}__regex": pattern}) for one in columns)) if names else NOTHING

    return named


def rows_due(table: Table, now: datetime) -> QuerySet[Any]:
    """Give the rows of a table that have been kept as long as it says."""
    if table.ledger.keep_days is None:
        return table.rows.none()
    before = now - timedelta(days=table.ledger.keep_days)
    due, unset = NOTHING, Q()
    for name in table.ledger.since:  # counted from the first of these that is set
        when = before if isinstance(table.model._meta.get_field(name), DateTimeField) else before.date()
        due |= unset & Q(**{f"{name}__lt": when})
        unset &= Q(**{f"{name}__isnull": True})
    return table.rows.filter(due & (table.ledger.due or Q()))


def named_only(table: Table) -> list[Field[Any, Any]]:
    """Give the ways to a person by which a row is not about them: they did something to it."""
    return [
        one
        for one in table.model._meta.concrete_fields
        if leads_to_a_person(one) and one.name not in table.ledger.subjects
    ]


def rows_that_name(table: Table, person: Any) -> Iterator[tuple[Field[Any, Any], QuerySet[Any]]]:
    """Give for each such way the rows that name the person there and are not about them."""
    for one in named_only(table):
        rows = table.rows.filter(**{one.name: person.pk})
        yield one, rows.exclude(pk__in=rows_about(table, person).values("pk")) if table.ledger.subjects else rows


def text_fields(model: type[Model]) -> list[Field[Any, Any]]:
    """Give every column that can hold words."""
    return [one for one in model._meta.concrete_fields if isinstance(one, CharField | TextField | JSONField)]


def holds_a_name(model: type[Model], ledger: Ledger) -> bool:
    """Whether the table leads to a person, or holds an e-mail address or a name as something personal."""
    private = {*ledger.personal, *ledger.confided}
    return any(
        leads_to_a_person(one) or (one.name in private and (isinstance(one, EmailField) or one.name == "name"))
        for one in model._meta.concrete_fields
    )


def as_text(name: str) -> Cast:
    """Read a column as text, whatever it holds."""
    return Cast(name, TextField())
