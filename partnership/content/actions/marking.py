"""The row that says who looks after a file of words and when it was checked: made when somebody first says something."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from partnership.content.models import EVERY, Upkeep, kind_of

if TYPE_CHECKING:
    from partnership.accounts.models import Person


def _row(name: str, check_by: date) -> Upkeep:
    said = {"kind": kind_of(name), "check_by": check_by}
    row, _made = Upkeep.objects.select_for_update().get_or_create(name=name, defaults=said)
    return row


def _was_checked(name: str, *, by: Person) -> Upkeep:
    """Write down that somebody has just checked it, and ask again after a while."""
    row = _row(name, timezone.localdate() + EVERY)
    row.checked_at, row.checked_by, row.check_by = timezone.localtime(), by, timezone.localdate() + EVERY
    row.save(update_fields=["checked_at", "checked_by", "check_by"])
    return row
