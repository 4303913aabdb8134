"""Do what is queued, and look at the timetable once a minute, until told to stop."""

from __future__ import annotations

import logging
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from partnership.core import schedule
from partnership.hub.tasks import CHORES

log = logging.getLogger(__name__)
A_MINUTE = 60.0


def keep_ticking(stopped: threading.Event, every: float = A_MINUTE) -> None:
    """Look at the timetable now and then again, until stopped; a failure is said and does not end it."""
    while True:
        close_old_connections()
        try:
            schedule.tick(CHORES, timezone.now())
        except Exception:
            log.exception("The timetable could not be looked at; the next look is in a minute.")
        close_old_connections()
        if stopped.wait(every):
            return


def _worker(*, once: bool) -> Worker:
    return Worker(
        queue_names=["*"],
        interval=2,
        batch=once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )


class Command(BaseCommand):
    """Be the one worker of a small site, or one of several."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --once, which does what is due and ends."""
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work."""
        worker = _worker(once=options["once"])
        if options["once"]:
            schedule.tick(CHORES, timezone.now())
            worker.run()
            return
        stopped = threading.Event()
        worker.configure_signals()
        threading.Thread(target=keep_ticking, args=(stopped,), daemon=True).start()
        try:
            worker.run()
        finally:
            stopped.set()
