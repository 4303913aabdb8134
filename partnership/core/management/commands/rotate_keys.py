"""Bring everything that was told in confidence under the newest key. It may be stopped at any moment and begun again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from partnership.core import keys

SAID_EVERY = 500


class Command(BaseCommand):
    """Bring everything under the newest key."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through it, saying how far it is; at the end say which keys nothing needs any more."""
        lost = {}
        for far in keys.rotate():
            if far.done + far.lost in (far.of, *range(0, far.of, SAID_EVERY)):
                self.stdout.write(f"{far.column}: {far.done + far.lost} of {far.of}")
            lost[str(far.column)] = far.lost
        for key, texts in keys.used().items():
            self.stdout.write(f"{key} opens {texts} texts.")
        if count := sum(lost.values()):
            raise CommandError(
                f"{count} texts could not be opened: their keys are not here. They were left as they are."
            )
