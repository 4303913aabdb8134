"""What the site does for training by itself, once a day: it reminds, gently and once, and forgets what was told in confidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils import formats, timezone

from partnership.academy.actions.telling import CATEGORY, REMINDER
from partnership.academy.models import AbsenceReason, Adjustment, Booking
from partnership.academy.rules import booking as rules
from partnership.academy.rules import line
from partnership.core import events, notices
from partnership.core.models import Notice

if TYPE_CHECKING:
    from partnership.accounts.models import Person


@transaction.atomic
def remind_of_training(today: date, *, by: Person) -> int:
    """Tell those who have a place that the day comes; nobody twice of the same, and nobody who has just booked."""
    rules.check_can_look_after_places(by)
    told = {(thing, words.get("before")) for thing, words in _told().values_list("thing", "words")}
    number = 0
    for booking, before in _due(today):
        if (events.urn(booking), str(before)) not in told:
            _remind(booking, before)
            number += 1
    events.record(by=by, verb="training.reminded", thing=f"urn:heartwood:academy.booking:reminders-{today:%Y-%m-%d}")
    return number


def _told() -> QuerySet[Notice]:
    return Notice.objects.filter(category=CATEGORY, sentence=REMINDER)


def _due(today: date) -> Iterator[tuple[Booking, int]]:
    """Give who is reminded today, with how many days before this reminder is meant to come."""
    days = sorted(line.academy().terms.remind_days)
    until = timezone.make_aware(datetime.combine(today + timedelta(days=days[-1] + 1), datetime.min.time()))
    coming = Booking.objects.filter(state="booked", session__starts_at__gt=timezone.now(), session__starts_at__lt=until)
    booked = Max("steps__done_at", filter=Q(steps__state="booked"))
    for booking in coming.select_related("session", "person").annotate(since=booked):
        starts = timezone.localdate(booking.session.starts_at)
        before = next(one for one in days if (starts - today).days <= one)
        since = booking.since  # type: ignore[attr-defined]
        if since is None or timezone.localdate(since) < starts - timedelta(days=before):
            yield booking, before


def _remind(booking: Booking, before: int) -> None:
    assert booking.session.starts_at is not None
    day = formats.date_format(timezone.localtime(booking.session.starts_at), "j F")
    href = reverse("booking", kwargs={"pk": booking.pk})
    notices.tell(booking.person, CATEGORY, REMINDER, href=href, thing=booking, day=day, before=str(before))


@transaction.atomic
def erase_what_helped(now: datetime, *, by: Person) -> int:
    """Erase what would help people, and why they could not come, so many days after the last part; give how many rows."""
    rules.check_can_look_after_places(by)
    ended = now - timedelta(days=line.academy().terms.erase_days)
    number = 0
    for table in (Adjustment, AbsenceReason):
        number += table.objects.filter(booking__session__ends_at__lt=ended).delete()[0]
    events.record(by=by, verb="training.forgotten", thing=f"urn:heartwood:academy.adjustment:{now:%Y-%m-%d}")
    return number
