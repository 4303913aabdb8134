"""Make a key that signs credentials (Open Badges) from now on. What the earlier ones signed can still be checked."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from partnership.core.credentials import keys


class Command(BaseCommand):
    """Make a key for credentials."""

    help = __doc__
    requires_system_checks: list[str] = []  # they ask for a key, which is what this makes

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it; say where it is, and whether the site gives credentials yet."""
        name = keys.new_badge_key()
        self.stdout.write(f"{name} signs credentials from now on. The folder: {settings.KEYS}")
        self.stdout.write("Keep a copy of that folder somewhere else: without it nobody can check what was signed.")
        if not settings.OPEN_BADGES:
            self.stdout.write("The site gives no credentials yet: OPEN_BADGES=1 switches them on.")
