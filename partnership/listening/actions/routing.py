"""To tell organisations a story, and to call it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnership.core import events, notices, transitions
from partnership.core.calendars import after_working_days
from partnership.core.pack import current
from partnership.listening.models import Route, Story
from partnership.listening.rules import routing as rules
from partnership.partners.models import Partner, held

if TYPE_CHECKING:
    from partnership.accounts.models import Person


@transaction.atomic
def tell_partners(story: Story, partners: Sequence[Partner], *, by: Person) -> tuple[Route, ...]:
    """Tell organisations a story, all of them or none; their leads hear that there is something to read."""
    rules.check_can_tell_all(by, held(story), list(partners))
    if story.state == "read":
        transitions.move(story, "told")
    routes = tuple(_told(story, partner, by) for partner in partners)
    for route in routes:
        events.record(by=by, verb="route.told", thing=route)
        _tell_leads(route)
    return routes


def _told(story: Story, partner: Partner, by: Person) -> Route:
    listening, today = current().listening, timezone.localdate()
    assert listening is not None  # somebody has told us something, so this pack listens
    return Route.objects.create(
        story=story,
        partner=partner,
        told_at=timezone.now(),
        told_by=by,
        acknowledge_by=after_working_days(today, listening.promise.acknowledge_within),
        answer_by=after_working_days(today, listening.promise.answer_within),
    )


def _tell_leads(route: Route) -> None:
    sentence = gettext_noop("%(partner)s was told what got in somebody's way. You can read it and answer.")
    href = f"/for/{route.partner.slug}/told/"
    for lead in rules.leads_to_tell(route.story, route.partner):
        notices.tell(lead, "listening", sentence, href=href, thing=route.partner, partner=str(route.partner))


@transaction.atomic
def keep_back(story: Story, *, by: Person) -> Story:
    """Say that it can go to nobody. Whoever told it sees that; it is still counted as they allowed."""
    rules.check_can_settle(by, held(story), "kept_back")
    transitions.move(story, "kept_back")
    events.record(by=by, verb="story.kept_back", thing=story)
    return story


@transaction.atomic
def count_once(story: Story, *, by: Person) -> Story:
    """Say that it was told twice: this one is not counted."""
    rules.check_can_settle(by, held(story), "doubled")
    transitions.move(story, "doubled")
    events.record(by=by, verb="story.doubled", thing=story)
    return story


@transaction.atomic
def call_back(route: Route, *, by: Person) -> Route:
    """Take a story back from an organisation: its people see it no more. What was answered stays with the story."""
    rules.check_can_call_back(by, held(route))
    transitions.move(route, "called_back")
    events.record(by=by, verb="route.called_back", thing=route, only_the_day=by.system is not None)
    return route
