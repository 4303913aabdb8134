"""What training does by itself: the line moves, the yes of a lead is taken as given, and what was confided is forgotten."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from partnership.academy.actions import booking, looking_after
from partnership.academy.models import IN_LINE, Booking, Session
from partnership.academy.rules import line
from partnership.accounts.models import Person, System
from partnership.core import pack
from partnership.core.refusals import Refusal


def _site() -> Person:
    return Person.objects.system(System.HOUSEKEEPER)


@task()
def look_after_places() -> None:
    """Do what an hour or a day has come for, each in a transaction of its own: one that fails keeps nobody waiting."""
    site = _site()
    for deed, found in _due():
        for one in found:
            with contextlib.suppress(Refusal):  # somebody was quicker
                deed(one, by=site)


def places_wait() -> bool:
    """Whether anything is due."""
    return pack.current().academy is not None and any(found.exists() for _deed, found in _due())


def _due() -> Iterator[tuple[Callable[..., object], QuerySet[Booking]]]:
    """Give each deed with those for whom its hour has come; those who found no place before offers that ran out."""
    now = timezone.now()
    asked = now - timedelta(days=line.academy().terms.approve_after_days)
    rows = Booking.objects.select_related("session", "person", "partner").order_by("session", "in_line_since_at", "pk")
    open_still = rows.filter(session__state="announced", session__starts_at__gt=now)
    yield partial(_move, "not_placed"), rows.filter(state__in=IN_LINE, session__starts_at__lte=now)
    yield partial(_move, "lapsed"), open_still.filter(state="offered", offered_until_at__lte=now)
    yield booking.approve, open_still.filter(state="requested", asked_at__lte=asked)


def _move(name: str, one: Booking, *, by: Person) -> None:
    booking.move_booking(one, name, by=by)


@task()
def look_after_training() -> None:
    """Each day: give places that were held, remind, and forget."""
    if pack.current().academy is None:
        return
    site, now = _site(), timezone.now()
    waits = Booking.objects.filter(state="waiting").values("session")
    for session in Session.objects.announced().filter(pk__in=waits, starts_at__gt=now):
        booking.advance(session, by=site)
    looking_after.remind_of_training(timezone.localdate(), by=site)
    looking_after.erase_what_helped(now, by=site)
