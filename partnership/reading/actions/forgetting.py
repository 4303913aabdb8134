"""Words whose time is over are erased by the site itself: each by its own day, whatever became of the rest."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from partnership.accounts.models import Person
from partnership.core import events
from partnership.reading.actions.reading import STANDING, erase_text, withdraw_version
from partnership.reading.models import Text, Version
from partnership.reading.rules import forgetting as rules


@transaction.atomic
def forget_words(today: date, *, by: Person) -> tuple[int, int]:
    """Erase every text and every version whose day has come; give how many of each.

    A text goes long before what was made of it: what somebody approved stands for as long as they were promised.
    """
    rules.check_can_forget(by)
    texts = Text.objects.filter(forget_on__lte=today).exclude(state="erased")
    versions = Version.objects.filter(forget_on__lte=today, state__in=STANDING)
    gone = (
        len([erase_text(text, by=by, versions_too=False) for text in texts.order_by("pk")]),
        len([withdraw_version(version, by=by) for version in versions.order_by("pk")]),
    )
    events.record(by=by, verb="words.forgotten", thing=f"urn:heartwood:reading:{today}")
    return gone
