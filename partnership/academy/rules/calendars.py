"""What somebody's calendar is told of a booking: one event for each part, under a name that never changes.

A calendar is seen over shoulders and copied to other companies. So the title says that it is training and no more, and
the room or the link is never in it: whoever has a place reads those on the page that the event leads to.
"""

from __future__ import annotations

from email.mime.text import MIMEText
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from partnership.academy.models import COMING, IN_LINE, Booking, TrainingCalendar
from partnership.core.calendars import Entry, Invited, attached, calendar_text
from partnership.core.events import urn
from partnership.core.refusals import Refusal

if TYPE_CHECKING:
    from partnership.accounts.models import Person


def check_can_make_training_calendar(person: Person) -> None:
    """Anybody with an account may."""
    if not person.is_authenticated or person.system:
        raise Refusal(_("A calendar is for people who have an account here."))


def check_can_stop_training_calendar(person: Person, calendar: TrainingCalendar) -> None:
    """Only the person whose calendar it is."""
    if calendar.person_id != person.pk:
        raise Refusal(_("This is somebody else's calendar."))


def entries(booking: Booking) -> tuple[Entry, ...]:
    """Give one event for each part, in their order: the first part keeps its name when it moves to another day."""
    session = booking.session
    return tuple(
        Entry(
            urn=f"{urn(booking)}:{number}",
            title=_("Training"),
            starts=part.starts_at,
            ends=part.ends_at,
            href=reverse("booking", kwargs={"pk": booking.pk}),
            where="" if session.online else session.venue,
            sequence=booking.sequence,
            cancelled=booking.state not in (*COMING, *IN_LINE),
            tentative=booking.state in IN_LINE,
        )
        for number, part in enumerate(session.parts.all(), 1)
    )


def gone(booking: Booking, parts_before: int) -> tuple[Entry, ...]:
    """Give the events of parts that the session had before and has no longer."""
    now = entries(booking)
    starts = now[-1].starts if now else booking.asked_at
    return tuple(
        Entry(f"{urn(booking)}:{number}", _("Training"), starts, sequence=booking.sequence, cancelled=True)
        for number in range(len(now) + 1, parts_before + 1)
    )


def invitation(booking: Booking, events: tuple[Entry, ...], method: str) -> MIMEText:
    """Give the part of a letter that puts these events into somebody's calendar, or takes them out."""
    invited = Invited(method, to=booking.person.email or "", sender=settings.DEFAULT_FROM_EMAIL)
    text = calendar_text(_("Training"), events, site=settings.SITE_ADDRESS, invited=invited)
    return attached(text, method)
