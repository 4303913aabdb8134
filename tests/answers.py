"""Organisations that were told something, and what they answer, made by the deeds themselves."""

from __future__ import annotations

from html import unescape
from typing import Any

from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core.events import urn
from partnership.core.models import sealed
from partnership.listening.actions import answering, routing
from partnership.listening.models import Reply, Route, Story
from partnership.listening.rules.answering import Written
from partnership.partners.models import Kind, Partner
from partnership.reading.models import Text, Use, Version
from tests.people import a_partner, somebody
from tests.stories import a_story

WORDS = "They asked me the same questions again and again."
ANSWER = "We are sorry. You should not have had to say it five times."


def an_organisation(name: str = "The Ward", **more: object) -> Partner:
    """Give an organisation that somebody leads."""
    partner = a_partner(name, **{"sector": "health", **more})
    somebody(Kind.PARTNER_LEAD, partner=partner, name=f"Lead of {name}")
    return partner


def lead_of(partner: Partner) -> Person:
    """Give the first who leads it."""
    return partner.roles.filter(kind=Kind.PARTNER_LEAD).order_by("pk").first().person


def made_ready(story: Story, by: Person, words: str = WORDS, state: str = "approved") -> Story:
    """Have a reader's words for a service stand beside every text of a story."""
    for text in Text.objects.about(urn(story)):
        version = Version(text=text, use=Use.SERVICE, state=state, made_at=timezone.now(), made_by=by)
        sealed.put(version, "sealed", words)
        version.save(force_insert=True)
    return story


def a_read_story(by: Person, **more: object) -> Story:
    """Give a story that was read, with words ready for a service."""
    story = made_ready(a_story(state="read", **more), by)
    Text.objects.about(urn(story)).update(state="read")
    return story


def told_to(partner: Partner, by: Person, **more: object) -> Route:
    """Tell an organisation a story."""
    (route,) = routing.tell_partners(a_read_story(by, **more), [partner], by=by)
    return route


def answered(route: Route, *, kind: str = "answer", words: str = ANSWER, shown_by: Person | None = None) -> Reply:
    """Have the organisation answer; a reader passes it, if one is given."""
    reply = answering.write_reply(route, Written(kind, "Ward manager", words), by=lead_of(route.partner))
    return answering.pass_reply(reply, by=shown_by) if shown_by else reply


def text_of(answer: Any, status: int = 200) -> str:
    """Give a page as one line, as it is read and not as it is written."""
    assert answer.status_code == status
    return unescape(" ".join(answer.text.split()))
