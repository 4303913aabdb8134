"""Putting everything that a merge changed back where it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F

from partnership.partners.models import Merge, MergeJournal

BATCH = 500


def _put_back(merge: Merge) -> int:
    """Put back what moved, then what was changed; give how many things were changed by others since and stay."""
    journal = MergeJournal.objects.select_for_update().get(merge=merge)
    for label, key in journal.made:
        apps.get_model(label)._base_manager.filter(pk=key).delete()
    left = sum(_move_back(merge, moved) for moved in journal.moved)
    left += sum(_restore(change) for change in reversed(journal.values))
    for removed in journal.removed:
        left += _make_again(apps.get_model(removed["table"]), removed["row"])
    journal.delete()
    return left


def _move_back(merge: Merge, moved: dict[str, Any]) -> int:
    table, back = apps.get_model(moved["table"]), 0
    for keys in _some(moved["keys"]):
        rows = table._base_manager.filter(pk__in=keys, **{moved["field"]: merge.kept.pk})
        back += rows.update(**{moved["field"]: merge.gone.pk})
    return len(moved["keys"]) - back


def _some(keys: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


def _restore(change: dict[str, Any]) -> int:
    """Give each field its old value, unless somebody has changed it since."""
    table = apps.get_model(change["table"])
    row = table._base_manager.filter(pk=change["key"]).first()
    if row is None:
        return 1
    fields = {field.attname: field for field in table._meta.concrete_fields}
    ours = {
        name: fields[name].to_python(old)
        for name, old in change["old"].items()
        if getattr(row, name) == fields[name].to_python(change["new"][name])
    }
    if "revision" in fields:
        ours["revision"] = F("revision") + 1
    if ours:
        table._base_manager.filter(pk=row.pk).update(**ours)
    return len(change["old"]) - sum(name in ours for name in change["old"])


def _make_again(table: type[models.Model], row: dict[str, Any]) -> int:
    """Make a row again as it was, unless somebody else has come to hold it."""
    fields = {field.attname: field for field in table._meta.concrete_fields}
    try:
        with transaction.atomic():
            table._base_manager.create(**{name: fields[name].to_python(value) for name, value in row.items()})
    except IntegrityError:
        return 1
    return 0
