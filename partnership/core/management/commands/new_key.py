"""Make a key that locks what is told in confidence from now on. The earlier ones go on opening what they locked."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from partnership.core import sealing


class Command(BaseCommand):
    """Make a key."""

    help = __doc__
    requires_system_checks: list[str] = []  # they ask for a key, which is what this makes

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and the secrets of codes where there are none; say where they are."""
        name = sealing.new_key()
        for secret in sealing.SECRETS:
            sealing.secret(secret, make=True)
        self.stdout.write(f"{name} locks from now on. The folder: {settings.KEYS}")
        self.stdout.write(
            "Keep a copy of that folder somewhere else, apart from the backups. A lost key means lost words."
        )
