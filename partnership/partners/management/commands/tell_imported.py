"""`manage.py tell_imported`, once a day: everybody who was imported gets one letter, however often it runs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.partners.actions import arrivals as actions


class Command(BaseCommand):
    """Tell people who were imported who holds what, why, from whom, and how to leave."""

    help = "Write once to everybody who was imported three days ago or longer: who holds what, why, and how to leave."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, in several goes, and say how many letters that were."""
        housekeeper, told, now = Person.objects.system(System.HOUSEKEEPER), 0, timezone.now()
        while letters := actions.tell_imported(now, by=housekeeper):
            told += letters
        if options["verbosity"]:
            self.stdout.write(f"Letters sent: {told}.")
