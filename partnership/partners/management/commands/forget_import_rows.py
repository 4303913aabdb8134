"""`manage.py forget_import_rows`, once a day: what stood in a spreadsheet and was not imported goes after seven days."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.partners.actions import imports as actions


class Command(BaseCommand):
    """Remove rows of spreadsheets that nobody imported or mended in time."""

    help = "Remove rows of spreadsheets that nobody imported or mended within seven days."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say how many."""
        forgotten = actions.forget_rows(timezone.now(), by=Person.objects.system(System.HOUSEKEEPER))
        if options["verbosity"]:
            self.stdout.write(f"Rows removed: {forgotten}.")
