"""Fill an empty site with the pack's invented organisations and people, so that a newcomer meets a living partnership."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from partnership.accounts.models import Person
from partnership.partners.models import Partner

APPS = (
    "partners",
    "accounts",
    "content",
    "plans",
    "network",
    "reading",
    "framework",
    "academy",
    "listening",
    "hub",
)  # each `management/demonstration.py` has `load(people)`


class Command(BaseCommand):
    """Load the demonstration, once; never where real people are."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it, or say why not."""
        if settings.PRODUCTION:
            raise CommandError("This is a production site: nothing invented belongs here.")
        if Partner.objects.filter(fictional=True).exists():
            self.stdout.write("The demonstration is there already.")
            return
        if Person.objects.real().exists():
            raise CommandError("There are people here already: nothing invented belongs among them.")
        with transaction.atomic():
            load_all()
        self.stdout.write("The demonstration is there: open /demo/ to look around as somebody.")


def load_all() -> dict[str, Person]:
    """Let every app load its part, from the bottom of the stair up; give the people by their key."""
    people: dict[str, Person] = {}
    for app in APPS:
        name = f"partnership.{app}.management.demonstration"
        if find_spec(name):
            import_module(name).load(people)
    return people
