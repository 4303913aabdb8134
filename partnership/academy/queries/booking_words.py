"""What is said right after somebody asked for a place, in one sentence."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from partnership.academy.models import Booking
from partnership.academy.queries.booking import Elsewhere
from partnership.academy.rules import line


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
