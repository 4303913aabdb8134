"""What is said right after somebody asked for a place, for themselves or for several, in one sentence each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from partnership.academy.models import Booking
from partnership.academy.queries.booking import Elsewhere
from partnership.academy.rules import line
from partnership.accounts.models import Person


def how_it_went(booking: Booking) -> str:
    """Say what became of it."""
    if booking.state == "requested":
        days = line.academy().terms.approve_after_days
        return _(
            "A lead of your organisation is asked to say yes. If nobody answers within %(days)s days, that counts as a yes."
        ) % {"days": days}
    if booking.state == "waiting":
        before = line.before_in_line(booking)
        return _("You are on the waiting list. Before you: %(before)s. We write when a place is free.") % {
            "before": before
        }
    return _("You have a place. We have sent you the days for your calendar.")


def other_days(found: Iterable[Elsewhere]) -> list[tuple[str, str]]:
    """Give other days to choose from, each with whether there is a place."""
    return [(str(one.pk), _day_words(one)) for one in found]


def _day_words(one: Elsewhere) -> str:
    when = formats.date_format(timezone.localtime(one.starts_at), "l j F Y, H:i") if one.starts_at else _("no day yet")
    return when + (" · " + _("there is a place") if one.has_place else " · " + _("full just now"))


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one of several people, in one sentence."""

    whom: str
    sentence: str


def how_they_stand(
    asked: Iterable[tuple[Person, Booking | None, str]], unknown: Iterable[tuple[str, str]]
) -> tuple[Result, ...]:
    """Say what became of everybody (a booking, or why there is none), and of every address that is nobody's."""
    known = [Result(str(person), _one(booking) if booking else why_not) for person, booking, why_not in asked]
    return (*known, *(Result(address, sentence) for address, sentence in unknown))


def _one(booking: Booking) -> str:
    if booking.state == "waiting":
        return _("On the waiting list. Before them: %(before)s.") % {"before": line.before_in_line(booking)}
    return _("Has a place, and is told.")
