"""Take passkeys, authenticator app and recovery codes away from somebody who lost them all. Be sure first that it is them."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from partnership.accounts.actions import signing_in as actions
from partnership.accounts.models import Person, System


class Command(BaseCommand):
    """Let somebody begin again with a code by e-mail."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address they sign in with."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say what was taken away."""
        person = Person.objects.real().filter(email=options["email"].lower()).first()
        if person is None:
            raise CommandError(f"Nobody signs in with {options['email']}.")
        count = actions.forget_factors(person, by=Person.objects.system(System.HOUSEKEEPER))
        self.stdout.write(f"Taken away: {count}. A code by e-mail lets them in again, and a letter tells them.")
