"""Deletes what has been kept as long as its table says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from partnership.core.privacy.reading import Table, rows_due, tables


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows of a table are due or deleted; `held` are those that something else still rests on."""

    table: Table
    rows: int
    held: int = 0


def due(now: datetime, *, but: tuple[str, ...] = ()) -> list[Forgotten]:
    """Count what is due in each table, leaving out some tables by their label; tables without any are left out."""
    timed = [table for table in tables() if table.ledger.keep_days is not None and table.label not in but]
    found = [Forgotten(table, rows_due(table, now).count()) for table in reversed(timed)]
    return [one for one in found if one.rows]


def forget(now: datetime, *, but: tuple[str, ...] = ()) -> list[Forgotten]:
    """Delete what is due; tables that lead to others first."""
    return [_delete(one, now) for one in due(now, but=but)]


def _delete(one: Forgotten, now: datetime) -> Forgotten:
    rows = rows_due(one.table, now)
    try:
        with transaction.atomic():
            rows.delete()
    except (ProtectedError, RestrictedError):
        held = sum(not _goes(row) for row in rows.iterator())
        return Forgotten(one.table, one.rows - held, held)
    return one


def _goes(row: object) -> bool:
    try:
        with transaction.atomic():
            row.delete()  # type: ignore[attr-defined]
    except (ProtectedError, RestrictedError):
        return False
    return True
