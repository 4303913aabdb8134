"""Erase what was told in confidence and has been kept as long as was promised: words, versions, stories. Run once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.listening.actions.forgetting import forget_stories
from partnership.reading.actions.forgetting import forget_words


class Command(BaseCommand):
    """Erase what is due."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase it, and say how much."""
        today, housekeeper = timezone.localdate(), Person.objects.system(System.HOUSEKEEPER)
        texts, versions = forget_words(today, by=housekeeper)
        stories = forget_stories(today, by=housekeeper)
        if options["verbosity"]:
            self.stdout.write(f"{texts} texts, {versions} versions, {stories} stories.")
