"""Themes made in one call each, by the real deeds."""

from __future__ import annotations

from partnership.accounts.models import Person
from partnership.listening.actions import themes as actions
from partnership.listening.models import Story, Theme
from tests.stories import a_story

SAID = "People had to say the hardest thing again and again."


def many(count: int = 10, **more: object) -> list[Story]:
    """Give stories that were read and say the same."""
    return [a_story("", **{"state": "read", **more}) for _number in range(count)]


def a_theme(by: Person, **more: object) -> Theme:
    """Give a theme that somebody gathered."""
    said = {"title": "Saying it once", "said": SAID, "barriers": ["telling-again"], "service": "hospital"}
    return actions.gather_theme({**said, **more}, by=by)


def published(team: Person, second: Person, count: int = 10, **more: object) -> Theme:
    """Give a theme that enough people said, published by a second person."""
    many(count)
    return actions.publish_theme(a_theme(team, **more), by=second)
