"""Somebody who holds a code, as tests make them: a story or a draft that it opens, and a browser that came in by it."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.test import Client
from django.utils import timezone

from partnership.accounts.models import Person, System
from partnership.core import codes, pack
from partnership.core.events import urn
from partnership.core.models import sealed
from partnership.listening.models import Draft, Reply, Route, Story
from partnership.partners.models import Partner
from partnership.reading.models import Text, Use, Version
from tests.stories import a_story, told

CODE = "amber basket candle dragon ember forest"
ANOTHER = "1234 5678 9012 3456"
UNKNOWN = "walnut vessel umber tunnel silver river"
DOOR, STORY = "/tell-us/back/", "/tell-us/back/story/"


def said(key: str, **given: object) -> str:
    """Say a sentence of coming back as the pack has it in English; a key that is not there is an error."""
    return pack.current().telling["en"].said[f"back.{key}"].format(**given)


def held(code: str = CODE) -> codes.Held:
    """Hash a code; the same one once for each folder of keys, for it is slow."""
    return _held(code, str(settings.KEYS))


@lru_cache(maxsize=16)
def _held(code: str, _keys: str) -> codes.Held:
    return codes.held(code)


def nobody() -> Person:
    return Person.objects.system(System.WITHOUT_ACCOUNT)


def a_story_with_a_code(words: str = "They asked me the same questions five times.", **more: object) -> Story:
    return a_story(words, **{"code_secret": held().lookup, **more})


def an_answered_story(asked: Partner, by: Person, *, weeks: int = 5, **more: object) -> tuple[Story, Route]:
    """Give a story that was told to a partner, which answered so many weeks ago."""
    story = a_story_with_a_code(state="told", **more)
    answered = timezone.now() - timedelta(weeks=weeks, hours=1)
    route = told(story, asked, by, state="answered", answered_at=answered, answered_by=by)
    a_reply(route, by)
    return story, route


def a_reply(route: Route, by: Person, words: str = "We are sorry. We ask once now.", **more: object) -> Reply:
    """Give a reply that a reader has passed."""
    now = timezone.now()
    passed = {"shown_at": now, "shown_by": by} if more.pop("passed", True) else {}
    made = {"kind": "sorry", "speaks_as": "Ward manager", "written_at": now, "written_by": by, **passed, **more}
    reply = Reply(story=route.story, route=route, **made)
    sealed.put(reply, "sealed", words)
    reply.save(force_insert=True)
    return reply


def a_version(story: Story, by: Person, words: str = "They asked me […] five times.", **more: object) -> Version:
    """Give words made ready for everybody, by default."""
    text = Text.objects.filter(about=urn(story)).first()
    made = Version(**{"text": text, "use": Use.PUBLIC, "made_at": timezone.now(), "made_by": by, **more})
    sealed.put(made, "sealed", words)
    made.save(force_insert=True)
    return made


def a_draft(told_json: str = "{}", code: str = CODE) -> Draft:
    """Give what somebody began and saved, locked with their code as telling locks it."""
    key = held(code)
    locked = codes.lock(told_json, key.key, about=f"listening.draft:{key.lookup}")
    return Draft.objects.create(code_secret=key.lookup, locked_words=locked, saved_on=timezone.localdate())


def come_in(client: Client, code: str = CODE) -> Client:
    """Let the browser carry the code, as if it had been typed a moment ago."""
    client.cookies[codes.COOKIE] = codes.carried(held(code))
    return client
