"""The site's timetable: a `tick` puts every chore that is due into the queue, and the worker does it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django_tasks.base import Task

from partnership.core.models import ChoreTurn

EACH_MINUTE, HOURLY, DAILY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Chore:
    """Something that the site does by itself: its name, how often, the task that does it, and whether there is anything to do.

    What is done often and mostly finds nothing says so first, or the queue would be full of nothing.
    """

    name: str
    every: timedelta
    task: Task[Any, Any]
    is_needed: Callable[[], bool] = lambda: True


@transaction.atomic
def _take_turn(chore: Chore, now: datetime) -> bool:
    ChoreTurn.objects.get_or_create(name=chore.name, defaults={"due_at": now})
    due = ChoreTurn.objects.filter(name=chore.name, due_at__lte=now)
    if not due.update(due_at=now + chore.every, taken_at=now):
        return False
    if not chore.is_needed():
        return False
    chore.task.enqueue()
    return True


def tick(chores: Iterable[Chore], now: datetime) -> list[str]:
    """Queue every chore whose time has come, each once however many ticks come at the same moment; name them."""
    return [chore.name for chore in chores if _take_turn(chore, now)]
