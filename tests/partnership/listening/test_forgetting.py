"""What was told is erased by the calendar: words, what was made of them, the story, and drafts each have a clock."""

from __future__ import annotations

import datetime
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.core import codes, privacy
from partnership.core.events import urn
from partnership.core.models import Event, sealed
from partnership.core.refusals import Refusal
from partnership.hub.tasks import CHORES
from partnership.listening.actions.forgetting import forget_stories
from partnership.listening.actions.telling import save_draft
from partnership.listening.models import Barrier, Draft, Never, Reply, Route, Story, StoryUse
from partnership.reading.actions import queue
from partnership.reading.actions.forgetting import forget_words
from partnership.reading.actions.reading import make_version
from partnership.reading.models import Text, Version
from tests.people import a_partner, a_person
from tests.stories import a_reader, a_story

pytestmark = pytest.mark.django_db
WORDS = "They asked me five times and then wrote it down wrong."


def housekeeper():
    return Person.objects.system(System.HOUSEKEEPER)


def read_with_a_version():
    story, reader = a_story(WORDS), a_reader()
    (text,) = Text.objects.about(urn(story))
    queue.take_texts([text], by=reader)
    make_version(text, "service", WORDS, [], by=reader)
    queue.finish_texts([text], 1, by=reader)
    return story, text


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def states(text):
    text.refresh_from_db()
    return text.state, bool(text.sealed), [(one.state, bool(one.sealed)) for one in text.versions.all()]


def test_each_thing_has_its_own_clock():
    story, text = read_with_a_version()
    assert forget_words(in_days(179), by=housekeeper()) == (0, 0)
    assert states(text) == ("read", True, [("approved", True)])
    assert forget_words(in_days(180), by=housekeeper()) == (1, 0)
    assert states(text) == ("erased", False, [("approved", True)])
    assert sealed.read(text.versions.get(), "sealed") == WORDS
    assert forget_words(in_days(1095), by=housekeeper()) == (0, 1)
    assert states(text) == ("erased", False, [("withdrawn", False)])
    assert Story.objects.filter(pk=story.pk).exists()
    assert forget_words(in_days(2000), by=housekeeper()) == (0, 0)


def test_words_that_nobody_has_read_yet_are_not_erased_unread():
    a_story(WORDS)
    assert forget_words(in_days(400), by=housekeeper()) == (0, 0)


def test_story_goes_with_everything_that_belongs_to_it_and_nothing_else():
    partner = a_partner()
    other, _text = read_with_a_version()
    story = a_story(WORDS, partner=partner, sent_on=in_days(-1095))
    Never.objects.create(story=story, kind="police")
    route = Route.objects.create(
        **{"story": story, "partner": partner, "told_at": timezone.now(), "told_by": housekeeper()},
        **{"acknowledge_by": in_days(3), "answer_by": in_days(20)},
    )
    reply = Reply(story=story, route=route, kind="answer", written_at=timezone.now(), written_by=housekeeper())
    sealed.put(reply, "sealed", "We are sorry.")
    reply.save()
    assert forget_stories(in_days(-1), by=housekeeper()) == 0
    assert forget_stories(in_days(0), by=housekeeper()) == 1
    assert list(Story.objects.values_list("pk", flat=True)) == [other.pk]
    left = {one.story_id for model in (Barrier, StoryUse, Never, Route, Reply) for one in model._base_manager.all()}
    assert left == {other.pk}
    assert set(Text.objects.values_list("about", flat=True)) == {urn(other)}
    assert Version.objects.count() == 1


def test_story_with_a_day_of_its_own_goes_on_that_day():
    story = a_story(WORDS, forget_on=in_days(10))
    assert forget_stories(in_days(9), by=housekeeper()) == 0
    assert forget_stories(in_days(10), by=housekeeper()) == 1
    assert not Text.objects.about(urn(story)).exists()


def test_draft_goes_after_thirty_days():
    save_draft("{}", code=codes.Held("a" * 64, b"k" * 32), by=Person.objects.system(System.WITHOUT_ACCOUNT))
    now = timezone.now()
    privacy.forget(now + timedelta(days=30))
    assert Draft.objects.count() == 1
    privacy.forget(now + timedelta(days=31))
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("deed", [forget_words, forget_stories])
def test_only_the_site_itself_erases_by_the_calendar(deed):
    with pytest.raises(Refusal, match="on its day"):
        deed(timezone.localdate(), by=a_person("Alder Moss"))


def test_worker_does_it_daily_and_the_log_says_only_that_it_was_done(monkeypatch):
    _story, _text = read_with_a_version()
    today = timezone.localdate()
    monkeypatch.setattr(timezone, "localdate", lambda *_given: today + timedelta(days=1096))
    call_command("forget_what_was_told", verbosity=1)
    assert not Story.objects.exists()
    assert not Text.objects.exists()
    assert {"words.forgotten", "stories.forgotten"} <= set(Event.objects.values_list("verb", flat=True))
    assert not any(word in str(list(Event.objects.values())) for word in ("five times", "wrote it down"))
    chore = next(one for one in CHORES if one.name == "forget what was told")
    assert chore.every == datetime.timedelta(days=1)
    monkeypatch.undo()
    chore.task.func()
