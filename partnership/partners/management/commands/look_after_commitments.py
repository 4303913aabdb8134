"""Tell leads that a year of their commitment is ending, and let rest what a year has closed over without a word."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.partners.actions import pledges


class Command(BaseCommand):
    """Run once a day. A second time on the same day does nothing."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take another day than today, to make up for one that was missed."""
        parser.add_argument("--on", type=date.fromisoformat, default=None, help="the day, such as 2026-11-22")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remind first, then pause."""
        on, housekeeper = options["on"] or timezone.localdate(), Person.objects.system("housekeeper")
        told = pledges.remind_due(on=on, by=housekeeper)
        paused = pledges.pause_lapsed(on=on, by=housekeeper)
        if options["verbosity"]:
            self.stdout.write(f"{told} partners were told that their year is ending; {paused} commitments rest.")
