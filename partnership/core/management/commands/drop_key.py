"""Take away a key that opens nothing any more."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnership.core import keys, sealing
from partnership.core.refusals import Refusal


class Command(BaseCommand):
    """Take a key away."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the key's name."""
        parser.add_argument("key", help="key-0001")
        parser.add_argument("--at-once", action="store_true", help="no backup is left that needs it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say what would be lost."""
        try:
            keys.check_can_drop(options["key"], at_once=options["at_once"])
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from None
        sealing.drop_key(options["key"])
        self.stdout.write(f"{options['key']} is gone. Take it out of the copies of the folder too.")
