"""Holding a row while somebody decides about it.

Everybody holds in one order: organisations, then people, then what stands between them. Two who held the same rows the
other way round would wait for each other, until the database ends the wait with an error for one of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from django.db import models

if TYPE_CHECKING:
    from partnership.partners.models.people import Membership, Role

Row = TypeVar("Row", bound=models.Model)
Between = TypeVar("Between", "Membership", "Role")


def held(row: Row, *, after: Iterable[models.Model | None] = ()) -> Row:
    """Read the row again and hold it until the transaction ends, so that nobody decides about it at the same time.

    Those in `after` are held before it. Others may still lead to a held row from rows of their own (no_key): telling
    somebody who is just deciding something is no reason to wait for them.
    """
    for one in after:
        if one is not None:
            _hold(one)
    _hold(row)
    return row


def held_between(row: Between) -> Between:
    """Hold what stands between an organisation and a person, after both of them."""
    return held(row, after=(row.partner, row.person))


def _hold(row: models.Model) -> None:
    row.refresh_from_db(from_queryset=row.__class__._base_manager.select_for_update(no_key=True))
