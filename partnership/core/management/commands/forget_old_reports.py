"""`manage.py forget_old_reports`, once a day: the privacy page says how long notes about pages are kept."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from partnership.core import actions


class Command(BaseCommand):
    """Delete the notes about pages that are older than two years."""

    help = "Delete the notes about pages that are older than two years. Run it once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say how many."""
        housekeeper = get_user_model().objects.system("housekeeper")
        self.stdout.write(f"Notes deleted: {actions.forget_old_reports(by=housekeeper)}.")
