"""Close roles that have run out, and write anew what can be found of organisations and people. For once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from partnership.accounts.models import Person
from partnership.partners.actions import finding, roles


class Command(BaseCommand):
    """Do what the passing of days asks for."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, as the housekeeper."""
        housekeeper = Person.objects.system("housekeeper")
        closed = roles.close_roles(by=housekeeper)
        finding.let_all_be_found(by=housekeeper)
        if options["verbosity"]:
            self.stdout.write(f"Roles closed: {closed}. Names in the search are up to date.")
