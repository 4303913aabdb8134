"""What people are told of their bookings: by a letter where their calendar must hear of it, else by a notice. Never twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_noop

from partnership.academy.models import Booking
from partnership.academy.rules import calendars
from partnership.accounts.models import Person
from partnership.core import letters, notices
from partnership.core.calendars import Entry

CATEGORY = "training"
REMINDER = gettext_noop("Training that you booked is on %(day)s.")
# Sentences are read over shoulders: that something changed and where to see it, not what the training is about.
SENTENCES = {
    "asked": gettext_noop("A place in training was asked for in your name. You can let it go at any time."),
    "approved": gettext_noop("Your organisation said yes. You are on the waiting list for training."),
    "declined": gettext_noop("Your organisation said no to a place in training. You can talk to them, or ask again."),
    "offered": gettext_noop("A place in training is held for you until %(until)s. Say yes or no."),
    "lapsed": gettext_noop("The time to say yes to a place in training is over. You are still on the waiting list."),
    "free": gettext_noop("A place in training is free. Whoever on the list says yes first has it."),
    "not_placed": gettext_noop("No place became free in training that you waited for. You can look for another day."),
    "booked": gettext_noop("You have a place in training."),
    "cancelled": gettext_noop("Your place in training was let go."),
    "called_off": gettext_noop("Training that you asked for was cancelled. Nothing is asked of you."),
    "changed": gettext_noop("Something about training that you asked for has changed."),
    "moved": gettext_noop("You moved to another day of training."),
}
REQUEST, CANCEL = "REQUEST", "CANCEL"


def _tell(booking: Booking, name: str, *, by: Person) -> None:
    """Tell whoever it is about, unless they did it themselves and no calendar must hear of it."""
    state, themselves = booking.state, by.pk == booking.person_id
    if name in ("asked", "approved", "booked") and state == "booked":
        _write(booking, "booked", REQUEST)
    elif name in ("offered", "called_off"):
        _write(booking, name, REQUEST if name == "offered" else CANCEL)
    elif name == "cancelled" and (_had_a_place(booking) or not themselves):
        _write(booking, name, CANCEL)
    elif name in SENTENCES and not themselves:
        _notice(booking, name)


def _had_a_place(booking: Booking) -> bool:
    return booking.steps.filter(state__in=("booked", "offered")).exists()


def _tell_of_change(booking: Booking, parts_before: int) -> None:
    """Send the events as they are now; and take out those of parts that are no more."""
    _write(booking, "changed", REQUEST, partial(calendars.gone, booking, parts_before))


def _tell_of_move(before: Booking, after: Booking) -> None:
    """Say both in one letter: what is no longer, and what is now."""
    _write(after, "moved", REQUEST, partial(calendars.entries, before))


def _notice(booking: Booking, name: str) -> None:
    until = booking.offered_until_at
    words = {"until": formats.date_format(timezone.localtime(until), "j F, H:i")} if until else {}
    href = reverse("booking", kwargs={"pk": booking.pk})
    notices.tell(booking.person, CATEGORY, SENTENCES[name], href=href, thing=booking, **words)


def _write(booking: Booking, name: str, method: str, taken_out: Callable[[], tuple[Entry, ...]] = tuple) -> None:
    """Send one letter when all of this is committed: nobody waits for it who asks for a place in the same second."""
    if booking.person.email and booking.person.is_active:
        transaction.on_commit(partial(_send, booking, name, method, taken_out))


def _send(booking: Booking, name: str, method: str, taken_out: Callable[[], tuple[Entry, ...]]) -> None:
    """Send it, with what calendars need. Where it cannot be sent, they are told on the site instead."""
    gone, until = taken_out(), booking.offered_until_at
    attached = [calendars.invitation(booking, calendars.entries(booking), method)]
    if gone:
        attached.append(calendars.invitation(booking, gone, CANCEL))
    link = settings.SITE_ADDRESS + reverse("booking", kwargs={"pk": booking.pk})
    said: dict[str, Any] = {"link": link, "until": timezone.localtime(until) if until else None}
    if not letters.send(f"academy/{name.replace('_', '-')}", to=str(booking.person.email), attached=attached, **said):
        _notice(booking, name)
