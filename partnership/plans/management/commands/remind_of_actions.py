"""Remind owners, gently and once, of what is due and of evidence that runs out. Run once a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.plans import actions


class Command(BaseCommand):
    """Remind."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Remind, and say how often."""
        told = actions.remind(timezone.localdate(), by=Person.objects.system(System.HOUSEKEEPER))
        self.stdout.write(f"{told} reminders.")
