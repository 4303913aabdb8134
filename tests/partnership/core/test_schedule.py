"""Chores are queued when their time has come, and once."""

from datetime import UTC, datetime, timedelta

import pytest
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from partnership.core.schedule import Chore, tick

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@task()
def sweep() -> None:
    """Do nothing, quickly."""


CHORES = (Chore("sweep", timedelta(hours=1), sweep),)


def test_chore_is_queued_at_its_first_tick_and_then_when_its_time_has_come():
    assert tick(CHORES, NOON) == ["sweep"]
    assert tick(CHORES, NOON + timedelta(minutes=59)) == []
    assert tick(CHORES, NOON + timedelta(minutes=60)) == ["sweep"]
    assert DBTaskResult.objects.count() == 2


def test_second_tick_of_the_same_minute_queues_nothing():
    tick(CHORES, NOON)

    assert tick(CHORES, NOON) == []


def test_chore_with_nothing_to_do_is_not_queued_and_takes_its_next_turn():
    there_is = []
    chores = (Chore("sweep", timedelta(minutes=1), sweep, lambda: bool(there_is)),)
    assert tick(chores, NOON) == []
    there_is.append("dust")
    assert tick(chores, NOON) == []
    assert tick(chores, NOON + timedelta(minutes=1)) == ["sweep"]
