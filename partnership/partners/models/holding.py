"""Holding a row while somebody decides about it."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


def held(row: Row) -> Row:
    """Read the row again and hold it until the transaction ends, so that nobody decides about it at the same time."""
    row.refresh_from_db(from_queryset=row.__class__._base_manager.select_for_update())
    return row
