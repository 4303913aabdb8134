"""To gather what many people said, to look after it, and to publish it with a second person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from partnership.core import events, revisions, search, transitions
from partnership.listening.models import Theme, ThemeStory
from partnership.listening.rules import themes as rules
from partnership.listening.rules.ties import barrier_tie, theme_tie
from partnership.partners.models import held
from partnership.plans.actions import raise_action
from partnership.plans.models import Action

if TYPE_CHECKING:
    from partnership.accounts.models import Person


@transaction.atomic
def gather_theme(details: Mapping[str, Any], *, by: Person) -> Theme:
    """Gather what many people said: in our words, with the stories that say it behind it."""
    rules.check_can_gather_theme(by, details["barriers"])
    theme = Theme.objects.create(**details, made_by=by)
    _gather(theme)
    events.record(by=by, verb="theme.gathered", thing=theme)
    return theme


def _gather(theme: Theme) -> None:
    """Put the stories behind it that say so now; those that were behind it stay."""
    found = rules.stories_saying(theme.barriers, theme.service, theme.place)
    if theme.partner_id:
        found = found.filter(partner=theme.partner_id)
    new = found.exclude(pk__in=theme.stories.values("story")).values_list("pk", flat=True)
    ThemeStory.objects.bulk_create(ThemeStory(theme=theme, story_id=story) for story in new)


@transaction.atomic
def change_theme(theme: Theme, changes: Mapping[str, object], *, seen: int, by: Person) -> Theme:
    """Change what it says, if nobody has since. It leaves the public page until a second person has looked at it."""
    rules.check_can_change_theme(by, held(theme), changes.get("barriers", theme.barriers))  # type: ignore[arg-type]
    revisions.keep(theme, changes, seen=seen)
    _gather(theme)
    _leave_the_page(theme)
    events.record(by=by, verb="theme.changed", thing=theme)
    return theme


@transaction.atomic
def move_theme(theme: Theme, step: str, *, by: Person, did: str = "", because: str = "") -> Theme:
    """Move it by one step. With new words it leaves the public page until a second person has looked at them."""
    rules.check_can_move_theme(by, held(theme), step, did, because)
    worded = {"did": did.strip() or theme.did, "because": because.strip() or theme.because}
    new = worded != {"did": theme.did, "because": theme.because}
    theme.did, theme.because = worded["did"], worded["because"]
    theme.save(update_fields=["did", "because"])
    transitions.move(theme, step)
    if new:
        events.record(by=by, verb="theme.worded", thing=theme)
        _leave_the_page(theme)
    events.record(by=by, verb=f"theme.{step}", thing=theme)
    return theme


@transaction.atomic
def publish_theme(theme: Theme, *, by: Person) -> Theme:
    """Let everybody read it."""
    rules.check_can_publish_theme(by, held(theme))
    theme.published_at, theme.published_by = timezone.now(), by
    theme.save(update_fields=["published_at", "published_by"])
    search.put(
        theme,
        kind="theme",
        title=theme.title,
        about=theme.said[:300],
        words=f"{theme.said} {theme.did} {theme.because}",
        href=reverse("theme", kwargs={"pk": theme.pk}),
        audience=["anyone"],
    )
    events.record(by=by, verb="theme.published", thing=theme)
    return theme


@transaction.atomic
def take_theme_down(theme: Theme, *, by: Person) -> Theme:
    """Take it from the public page."""
    rules.check_can_take_theme_down(by, held(theme))
    _leave_the_page(theme)
    events.record(by=by, verb="theme.taken_down", thing=theme)
    return theme


def _leave_the_page(theme: Theme) -> None:
    if theme.published_at is not None:
        theme.published_at = theme.published_by = None
        theme.save(update_fields=["published_at", "published_by"])
        search.remove(theme)


@transaction.atomic
def raise_for_theme(
    theme: Theme, title: str, *, by: Person, due_on: date | None = None, shown_to: str = "own"
) -> Action:
    """Raise an Action about it, tied to it and to what got in the way."""
    rules.check_can_raise_for_theme(by, theme, title)
    ties = [theme_tie(theme), *(barrier_tie(one) for one in theme.barriers)]
    action = raise_action(
        title, by=by, partner=theme.partner, place=theme.place, due_on=due_on, serves=ties, shown_to=shown_to
    )
    events.record(by=by, verb="theme.action_raised", thing=theme)
    return action
