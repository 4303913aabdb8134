"""Make a key that signs, from now on, what another learning system is told about whoever opens a course there (LTI 1.3)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from partnership.core import launch_keys


class Command(BaseCommand):
    """Make a key."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and say where it is and where others find its public half."""
        name = launch_keys.new_key()
        self.stdout.write(f"{name} signs from now on. The folder: {settings.KEYS}")
        self.stdout.write(f"Its public half: {settings.SITE_ADDRESS}/academy/elsewhere/keys.json")
