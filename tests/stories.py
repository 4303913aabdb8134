"""Stories and those who read them, made in one call each: rows as the deeds leave them, with invented words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core.events import urn
from partnership.core.models import sealed
from partnership.listening.models import Barrier, Purpose, Route, Story, StoryUse
from partnership.partners.models import Kind, Partner
from partnership.reading.models import Reader, Shift, Text
from tests.people import a_person, a_role

EVERYTHING = tuple(Purpose.values)


def a_reader(name: str = "Rowan Ash", *, languages: Iterable[str] = ("en",), **more: object) -> Person:
    """Give a trained reader who is on the rota from yesterday for a month."""
    person = a_person(name, **more)
    a_role(person, Kind.MODERATOR)
    today = timezone.localdate()
    Reader.objects.create(person=person, trained_on=today, declared_on=today)
    Shift.objects.create(
        person=person,
        starts_on=today - timedelta(days=1),
        ends_on=today + timedelta(days=30),
        languages=list(languages),
        made_at=timezone.now(),
        made_by=person,
    )
    return person


def a_safeguarding_lead(name: str = "Linden Hale", **more: object) -> Person:
    """Give a safeguarding lead of the whole."""
    person = a_person(name, **more)
    a_role(person, Kind.SAFEGUARDING_LEAD)
    return person


def a_story(
    words: str = "They asked me the same questions five times.",
    *,
    barriers: Iterable[str] = ("telling-again",),
    uses: Iterable[str] = EVERYTHING,
    partner: Partner | None = None,
    state: str = "received",
    sent_on: date | None = None,
    **more: object,
) -> Story:
    """Give a story with its words waiting to be read (or read, where the state says so)."""
    sent = sent_on or timezone.localdate()
    story = Story.objects.create(state=state, sent_on=sent, partner=partner, **{"service": "hospital", **more})
    for barrier in barriers:
        Barrier.objects.create(story=story, barrier=barrier)
    given = set(uses)
    for use in Purpose.values:
        StoryUse.objects.create(story=story, use=use, given=use in given, changed_on=sent)
    if words:
        a_text(words, about=urn(story), arrived_on=sent, first=more.get("under_18") == "yes")
    return story


def a_text(words: str, *, about: str, part: str = "own-words", arrived_on: date | None = None, **more: object) -> Text:
    """Give a locked text that waits to be read."""
    arrived = arrived_on or timezone.localdate()
    text = Text(about=about, part=part, arrived_on=arrived, read_by_on=arrived + timedelta(days=2), **more)
    sealed.put(text, "sealed", words)
    text.save(force_insert=True)
    return text


def told(story: Story, partner: Partner, by: Person, **more: object) -> Route:
    """Give a route: the partner was told the story today."""
    today = timezone.localdate()
    return Route.objects.create(
        story=story,
        partner=partner,
        told_at=timezone.now(),
        told_by=by,
        acknowledge_by=today + timedelta(days=3),
        answer_by=today + timedelta(days=28),
        **more,
    )
