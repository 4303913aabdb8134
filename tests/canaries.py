"""Secrets sown into everything private, and the ear that hears one sing.

Every text that is not public gets a canary: a word that names its table, row and field. A page, file, feed or letter in
which a canary appears is allowed to hold it only if the person who asked may see that row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models import Model

from partnership.accounts.models import Person
from partnership.core.models import SearchAudience, SearchEntry
from partnership.core.visibility import Visible, visible_models
from partnership.partners.models import reach

CANARY = re.compile(r"kanary([a-z]+)x([0-9]+)x([a-z]+)x")
ADDRESS_LIKE = re.compile(
    r"slug|urn|href|hash|sha256|code|state|kind|category|email|scheme|place|secret|domain|version|key|path|file|page|query"
)
NAMES_OF_FILES = {("content.draft", "name"), ("content.draft", "taken_from"), ("content.draft", "base")}
PRIVATE = ("partners", "personal", "confided")


@dataclass(frozen=True)
class Canary:
    """Where a secret was sown."""

    table: str  # app and model, without a dot
    row: int
    field: str


def word(canary: Canary) -> str:
    """Write a canary as one lower-case word, so that search, e-mail and file names carry it unchanged."""
    return f"kanary{canary.table}x{canary.row}x{canary.field.replace('_', '')}x"


def heard(text: str) -> set[Canary]:
    """Give every canary that sings in the text."""
    return {Canary(table, int(row), field) for table, row, field in CANARY.findall(text.lower())}


def table_of(model: type[Model]) -> str:
    """Name a table as canaries do."""
    return model._meta.label_lower.replace(".", "").replace("_", "")


def private_fields(model: type[Model]) -> list[models.Field[object, object]]:
    """Give the text fields of a table that are not public and that a person could have typed."""
    ledger = getattr(model, "Privacy", None)
    named = {name for kind in PRIVATE for name in getattr(ledger, kind, ())}
    return [
        field
        for field in model._meta.concrete_fields
        if field.name in named
        and isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not field.unique
        and not ADDRESS_LIKE.search(field.name)
        and (model._meta.label_lower, field.name) not in NAMES_OF_FILES
        and (field.max_length or 1000) >= 60
    ]


def sown_models() -> list[type[Model]]:
    """Give every table of ours that holds private text."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("partnership.")]
    return [model for model in ours if private_fields(model)]


def sow() -> int:
    """Put a canary into every private text of every row that is there; give how many."""
    sown = 0
    for model in sown_models():
        fields = private_fields(model)
        for row in model._base_manager.all():
            words = {
                one.attname: f"{word(Canary(table_of(model), row.pk, one.name))} {getattr(row, one.attname) or ''}"[
                    : one.max_length
                ].rstrip()
                for one in fields
            }
            models.QuerySet(model).filter(pk=row.pk).update(**words)
            sown += len(words)
    return sown


def allowed_to(person: Person | None) -> dict[str, set[int]]:
    """Give, for each table that says who sees it, the rows that this person may see."""
    rows = {model: model._default_manager.all().visible_to(person) for model in visible_models()}
    audiences = SearchAudience.objects.filter(key__in=reach(person).audience)
    rows[SearchEntry] = SearchEntry.objects.filter(pk__in=audiences.values("entry"))
    return {table_of(model): set(found.values_list("pk", flat=True)) for model, found in rows.items()}


def queryset_classes() -> Iterator[tuple[type[Model], type[Visible[Model]]]]:
    """Give each table with a word about who sees it, and the queryset that says it."""
    for model in visible_models():
        yield model, type(model._default_manager.all())
