"""A reader takes a story with all its words, hands it back, or says what becomes of it; and makes its words ready."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction

from partnership.accounts.models import Person
from partnership.core import events
from partnership.core.transitions import move
from partnership.listening.models import Story
from partnership.listening.rules import reading as rules
from partnership.partners.models import held
from partnership.reading.actions import queue
from partnership.reading.actions.reading import make_version
from partnership.reading.models import Text, Version


@transaction.atomic
def take_story(story: Story, *, by: Person) -> Story:
    """Take everything of it that waits. Words that were added later are taken without the story going back."""
    rules.check_can_take_story(by, held(story))
    waiting = _texts(story, "waiting")
    if waiting or _has_words(story):
        queue.take_texts(waiting, by=by)
    if story.state == "received":
        move(story, "taken")
    events.record(by=by, verb="story.taken", thing=story)
    return story


@transaction.atomic
def hand_story_back(story: Story, *, by: Person) -> Story:
    """Hand it back, without a reason."""
    rules.check_can_hand_story_back(by, held(story))
    if _has_words(story):
        queue.hand_back(_mine(story, by), by=by)
    if story.state == "being-read":
        move(story, "handed_back")
    events.record(by=by, verb="story.handed_back", thing=story)
    return story


@transaction.atomic
def finish_story(story: Story, criticality: int, outcome: str, *, by: Person) -> Story:
    """Say that it was read, how grave it is, and what becomes of it: read, told twice, or it can go to nobody else."""
    rules.check_can_finish_story(by, held(story), outcome)
    if _has_words(story):
        queue.finish_texts(_mine(story, by), criticality, by=by)
    if story.state in ("being-read", "read"):
        _become(story, outcome)
    events.record(by=by, verb="story.read", thing=story)
    return story


@transaction.atomic
def make_story_version(
    story: Story, text: Text, use: str, words: str, risks: Sequence[str], *, by: Person, jobs: Collection[str] = ()
) -> Version:
    """Make words of a story ready for one use that whoever told it said yes to."""
    rules.check_can_make_story_version(by, held(story), use)
    made: Version = make_version(text, use, words, risks, by=by, child=rules.is_perhaps_a_childs(story), jobs=jobs)
    events.record(by=by, verb="story.made_ready", thing=story)
    return made


def _become(story: Story, outcome: str) -> None:
    if story.state == "being-read" or outcome != rules.READ:
        move(story, outcome)


def _has_words(story: Story) -> bool:
    return Text.objects.about(events.urn(story)).exclude(state="erased").exists()


def _texts(story: Story, state: str) -> list[Text]:
    return list(Text.objects.about(events.urn(story)).filter(state=state))


def _mine(story: Story, person: Person) -> list[Text]:
    return [text for text in _texts(story, "being-read") if text.taken_by_id == person.pk]
