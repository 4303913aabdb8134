"""A story follows its texts: being read, handed back, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from partnership.core import events, transitions
from partnership.listening.models import Story
from partnership.listening.rules import following as rules
from partnership.partners.models import held

if TYPE_CHECKING:
    from partnership.accounts.models import Person


@transaction.atomic
def follow_reading(about: str, *, by: Person) -> Story | None:
    """Let the story of this urn stand as its texts do; nothing where it is gone."""
    rules.check_can_follow_reading(by)
    story = Story.objects.filter(pk=about.rpartition(":")[2]).first()
    if story is None:
        return None
    for step in rules.steps_to_follow(held(story)):
        transitions.move(story, step)
        events.record(by=by, verb=f"story.{step}", thing=story, only_the_day=by.system is not None)
    return story
