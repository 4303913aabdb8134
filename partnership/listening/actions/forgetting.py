"""Stories whose time is over are erased by the site itself, with everything that belongs to them."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from partnership.accounts.models import Person
from partnership.core import events
from partnership.listening.models import Story
from partnership.reading.models import Text
from partnership.reading.rules import forgetting as rules
from partnership.reading.rules.queue import promised


@transaction.atomic
def forget_stories(today: date, *, by: Person) -> int:
    """Erase every story that has been kept as long as was promised; give how many."""
    rules.check_can_forget(by)
    gone = list(_due(today).order_by("pk"))
    for story in gone:
        _forget(story)
    events.record(by=by, verb="stories.forgotten", thing=f"urn:heartwood:listening:{today}")
    return len(gone)


def _due(today: date) -> QuerySet[Story]:
    kept_since = today - timedelta(days=promised("counted_days"))
    return Story.objects.filter(Q(forget_on__lte=today) | Q(forget_on=None, sent_on__lte=kept_since))


def _forget(story: Story) -> None:
    # Rows of words lead to a story by its urn alone, so no foreign key takes them along.
    Text.objects.about(events.urn(story)).delete()
    story.delete()
