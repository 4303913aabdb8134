"""Every column of every app that leads to a table: those of parts that were built later too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Field, Model


def links_to(model: type[Model]) -> Iterator[tuple[type[Model], Field[Any, Any]]]:
    """Give each table and the column of it that leads to rows of this table."""
    for other in apps.get_models(include_auto_created=True):
        for field in other._meta.concrete_fields:
            if field.remote_field and field.remote_field.model is model:
                yield other, field
