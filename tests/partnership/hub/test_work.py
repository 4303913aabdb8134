"""The one worker: it looks at the timetable, does what is queued, and stops when told to."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from partnership.core.models import ChoreTurn
from partnership.hub.management.commands import work
from partnership.hub.tasks import CHORES


def needed():
    """Give the chores that are queued on an empty site, where nothing lies that somebody would have to take up."""
    return [chore for chore in CHORES if chore.is_needed()]


@pytest.mark.django_db(transaction=True)
def test_everything_that_is_due_is_done_and_nothing_fails(data_folder):
    call_command("work", once=True)

    assert ChoreTurn.objects.count() == len(CHORES)
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["SUCCESSFUL"] * len(needed())


@pytest.mark.django_db(transaction=True)
def test_tick_queues_each_chore_once(capsys):
    call_command("tick")
    call_command("tick")

    assert capsys.readouterr().out.count("Queued:") == len(needed()) == len(CHORES) - 13


def test_names_of_chores_are_their_own():
    assert len({chore.name for chore in CHORES}) == len(CHORES)


@pytest.mark.django_db(transaction=True)
def test_timetable_is_looked_at_until_stopped_and_a_failure_does_not_end_it(monkeypatch, caplog):
    stopped, looks = threading.Event(), []

    def look(_chores, _now):
        looks.append(1)
        if len(looks) == 1:
            raise OSError("the database is away")
        stopped.set()

    monkeypatch.setattr(work.schedule, "tick", look)
    work.keep_ticking(stopped, every=0.01)

    assert len(looks) == 2
    assert "could not be looked at" in caplog.text


def looked_at_the_timetable(folder):
    with contextlib.closing(sqlite3.connect(folder / "heartwood.sqlite3")) as database:
        return database.execute("SELECT count(*) FROM core_choreturn").fetchone()[0]


def test_worker_in_a_process_of_its_own_ends_when_told(tmp_path, root):
    env = {**os.environ, "HEARTWOOD_DATA": str(tmp_path), "DATABASE_URL": ""}
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v0"], cwd=root, env=env, check=True)
    with subprocess.Popen(
        [*manage, "work"], cwd=root, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as one:
        while not looked_at_the_timetable(tmp_path):
            assert one.poll() is None
            time.sleep(0.5)
        one.send_signal(signal.SIGTERM)
        assert one.wait(timeout=20) == 0
