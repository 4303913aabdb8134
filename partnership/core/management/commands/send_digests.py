"""`manage.py send_digests`, once an hour or once a day: nobody gets more than one letter a day, however often it runs."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.utils import timezone

from partnership.core import actions


class Command(BaseCommand):
    """Write to people for whom something waits, as often as they chose."""

    help = "Write to people for whom something waits, as often as they chose. Between 8 and 20 o'clock; run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, in several goes, and say how many letters that were."""
        housekeeper, sent = get_user_model().objects.system("housekeeper"), 0
        while letters := actions.send_digests(timezone.now(), by=housekeeper):
            sent += letters
        if options["verbosity"]:
            self.stdout.write(f"Letters sent: {sent}.")
