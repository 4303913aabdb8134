"""Somebody's Actions as a calendar reads them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.core.calendars import Entry
from partnership.core.events import urn
from partnership.partners.models import reach
from partnership.plans.models import CLOSED, OPEN, Action, Calendar

if TYPE_CHECKING:
    from partnership.accounts.models import Person

TAKEN_OUT_FOR = timedelta(days=60)  # after that every calendar has asked again
MOST = 500


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """Whether somebody's calendar has an address, since when, and what stands in it."""

    made_at: datetime | None
    neutral: bool
    whole_partner: bool
    leads: bool
    entries: int


def calendar_page(person: Person) -> CalendarPage:
    """Give how somebody's calendar is set."""
    calendar = Calendar.objects.visible_to(person).filter(person=person).first() or Calendar(person=person)
    return CalendarPage(
        made_at=calendar.made_at if calendar.secret_hash else None,
        neutral=calendar.neutral,
        whole_partner=calendar.whole_partner,
        leads=bool(reach(person).leads),
        entries=len(_entries(calendar)),
    )


def feed(secret: str) -> tuple[Entry, ...] | None:
    """Give what stands in the calendar with this secret; None where there is none, or its person has gone."""
    hashed = hashlib.sha256(secret.encode()).hexdigest()
    calendar = Calendar.objects.select_related("person").filter(secret_hash=hashed, person__is_active=True).first()
    return _entries(calendar) if calendar else None


def _entries(calendar: Calendar) -> tuple[Entry, ...]:
    person = calendar.person
    whose = Q(owner=person)
    if calendar.whole_partner:
        whose |= Q(partner__in=reach(person).leads)
    lately = Q(state__in=CLOSED, moved_at__gte=timezone.now() - TAKEN_OUT_FOR)
    found = Action.objects.seen_whole_by(person).filter(whose, Q(state__in=OPEN) | lately, due_on__isnull=False)
    last = found.order_by(F("due_on").desc(), "pk")[:MOST]
    return tuple(_entry(action, neutral=calendar.neutral) for action in last)


def _entry(action: Action, *, neutral: bool) -> Entry:
    assert action.due_on is not None
    return Entry(
        urn=urn(action),
        title=_("Heartwood: something is due") if neutral else action.title,
        starts=action.due_on,
        href=reverse("action", kwargs={"pk": action.pk}),
        sequence=action.revision + action.moves,
        changed_at=action.moved_at or action.raised_at,
        cancelled=action.state in CLOSED,
    )
