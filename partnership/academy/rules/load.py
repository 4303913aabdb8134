"""How much somebody leads. Above what the place says is a lot, they are told first, and asked how they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from partnership.academy.models import Leading
from partnership.core import pack

if TYPE_CHECKING:
    from partnership.accounts.models import Person

WITHIN = 30  # days


def most_within(days: Iterable[date], within: int = WITHIN) -> int:
    """Give the most of these days that lie within so many days of one another.

    >>> most_within([date(2026, 1, 1), date(2026, 1, 30), date(2026, 1, 31)])
    2
    """
    ordered = sorted(days)
    return max(
        (bisect_left(ordered, first + timedelta(days=within)) - at for at, first in enumerate(ordered)), default=0
    )


def days_led(person: Person, around: date | None = None) -> list[date]:
    """Give the days of the sessions at which somebody has a task, near a day or from a month ago on."""
    now = timezone.now()
    found = Leading.objects.standing().filter(person=person, session__starts_at__isnull=False)
    found = found.exclude(session__state="cancelled").filter(session__starts_at__gte=now - timedelta(days=WITHIN))
    days = [timezone.localdate(starts) for starts in found.values_list("session__starts_at", flat=True)]
    return [day for day in days if around is None or abs((day - around).days) < WITHIN]


def most_sessions() -> int:
    """Give how many sessions within 30 days are as many as anybody should lead."""
    academy = pack.current().academy
    return academy.terms.most_sessions if academy else 0


def is_a_lot(count: int) -> bool:
    """Whether it is more than anybody should lead."""
    return count > most_sessions() > 0
