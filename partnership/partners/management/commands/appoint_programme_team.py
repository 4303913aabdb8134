"""Appoint the first member of the programme team, from the server of a new site."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from partnership.partners.actions import roles


class Command(BaseCommand):
    """Give somebody the role from which all others are given."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for an e-mail address, and for a name where there is no account yet."""
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="the name they go by, if they have no account yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Appoint them, or say why not."""
        try:
            person = roles.appoint_programme_team(
                options["email"], options["name"], by=Person.objects.system("housekeeper")
            )
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from None
        self.stdout.write(f"{person.email} is of the programme team now. They sign in at /accounts/login/.")
