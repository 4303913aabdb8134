"""Delete in every table what has been kept as long as it says, and say how much of what."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from partnership.accounts.models import Person, System
from partnership.partners.actions import rights as actions
from partnership.partners.queries import rights as queries


class Command(BaseCommand):
    """Forget what is due. Run it once a day."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --rehearse, which counts and deletes nothing."""
        parser.add_argument("--rehearse", action="store_true", help="say what would go, and delete nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say what would be done."""
        if options["rehearse"]:
            forgotten = queries.what_is_due()
        else:
            forgotten = actions.forget_what_is_due(by=Person.objects.system(System.HOUSEKEEPER))
        for line in queries.forgotten_in_words(forgotten):
            self.stdout.write(line)
