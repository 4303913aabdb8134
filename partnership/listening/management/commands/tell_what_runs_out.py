"""Tell those who look after it what will close the place to tell us, before it does. Run once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.listening.actions import ready
from partnership.listening.queries.ready import unread_days


class Command(BaseCommand):
    """Look ahead, and tell."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell each thing once, and say how many were told."""
        today, housekeeper = timezone.localdate(), Person.objects.system(System.HOUSEKEEPER)
        told = ready.tell_what_runs_out(today, unread_days(today), by=housekeeper)
        if options["verbosity"]:
            self.stdout.write(f"{told} notices.")
