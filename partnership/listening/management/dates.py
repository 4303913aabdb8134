"""When it was: what the deeds of the demonstration made today is moved back by the days that the file gives."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F
from django.utils import timezone

from partnership.core.events import urn
from partnership.listening.models import Reply, Route, Story, StoryUse
from partnership.listening.rules.counts import first_day, last_quarter
from partnership.listening.rules.telling import quarter_of
from partnership.reading.models import Opening, Text, Version

MOMENTS = {
    Text: ("taken_at", "read_at"),
    Version: ("made_at",),
    Opening: ("opened_at",),
    Route: ("told_at", "acknowledged_at", "answered_at"),
    Reply: ("written_at", "shown_at"),
}


def move(story: Story, days: int) -> None:
    """Move a story, its words and everything that came of it."""
    back = timedelta(days=days)
    texts = Text.objects.about(urn(story))
    of = {Text: texts, Version: Version.objects.filter(text__in=texts), Opening: Opening.objects.filter(text__in=texts)}
    of |= {Route: Route.objects.filter(story=story), Reply: Reply.objects.filter(story=story)}
    for model, names in MOMENTS.items():
        of[model].update(**{name: F(name) - back for name in names})
    texts.update(arrived_on=F("arrived_on") - back, read_by_on=F("read_by_on") - back)
    of[Route].update(acknowledge_by=F("acknowledge_by") - back, answer_by=F("answer_by") - back)
    StoryUse.objects.filter(story=story).update(changed_on=F("changed_on") - back)
    Story.objects.filter(pk=story.pk).update(sent_on=F("sent_on") - back)


def in_quarter(back: int) -> date:
    """Give a day in the quarter so many before this one: its middle, or a day of this one that has been."""
    today = timezone.localdate()
    first = first_day(quarter_of(today))
    for _quarter in range(back):
        first = first_day(last_quarter(first))
    return min(first + timedelta(days=44), max(first, today - timedelta(days=1)))
