"""Put the chores whose time has come into the queue: once a minute, by the worker or by any other clock."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from partnership.core import schedule
from partnership.hub.tasks import CHORES


class Command(BaseCommand):
    """Queue what is due."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Queue it, and say what."""
        for name in schedule.tick(CHORES, timezone.now()):
            self.stdout.write(f"Queued: {name}")
