"""Who keeps the register, when it is open, what a tick is, and how somebody stands after it."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.academy.models import MARKED, Booking, Came, Session, SessionPart
from partnership.academy.rules.completing import keeps_register
from partnership.academy.rules.sessions import check_can_lead, check_can_organise
from partnership.core.refusals import Refusal, allowed
from partnership.partners.models.charter import LETTERS

if TYPE_CHECKING:
    from partnership.accounts.models import Person

OPENS_BEFORE = timedelta(minutes=30)
IN_THE_REGISTER = ("booked", *MARKED)
WALKS_IN_FROM = ("requested", "waiting", "offered", "not-placed", "cancelled-by-learner", "declined")
CHECK_IN_LETTERS = 10
CLOCK_IS_RIGHT = timedelta(minutes=1)  # as far as the way through the network lets anybody say


@dataclass(frozen=True, slots=True, order=True)
class Tick:
    """That somebody stands so in the register of one part, and when it was ticked."""

    booking: int
    part: int
    came: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet that was filled in: whose it is, and how they stand in each part."""

    booking: int  # 0: somebody who came without one, and then
    person: Person | None  # this one
    marks: tuple[tuple[int, str], ...]  # part and how they came


def moment_of(ticked: datetime, sent: datetime, came: datetime) -> datetime:
    """Give when a tick was made by our clock: a telephone whose clock is wrong still says how long ago it was."""
    is_right = abs(sent - came) <= CLOCK_IS_RIGHT
    return min(ticked if is_right else came - (sent - ticked), came)


def check_can_keep_register(by: Person, session: Session) -> None:
    """Whoever leads or organises it, from when it is announced; and the site, for what waited for somebody."""
    if not (by.system or allowed(check_can_lead, by, session) or allowed(check_can_organise, by, session)):
        raise Refusal(_("Only those who lead or organise this session can keep its register."))
    if session.state == "cancelled":
        raise Refusal(_("This session was cancelled, so there is nothing to tick."))
    if session.state == "planned":
        raise Refusal(_("This session is still being planned. Its register opens when it is announced."))


def why_not_tick(tick: Tick, bookings: Mapping[int, Booking], parts: Mapping[int, SessionPart]) -> str:
    """Say why a tick cannot be kept; nothing where it can."""
    booking, part = bookings.get(tick.booking), parts.get(tick.part)
    if booking is None:
        return _("Somebody is not in the register of this session.")
    if part is None:
        return _("A part was taken out of this session. Open the register again to see its parts.")
    if not has_opened(part):
        return _("The register of a part opens half an hour before it begins.")
    if booking.state not in IN_THE_REGISTER:
        return _("Somebody has no place any more. Add them as somebody who came without booking.")
    return ""


def has_opened(part: SessionPart) -> bool:
    """Whether the register of a part is open: from half an hour before it begins, and afterwards for corrections."""
    return part.starts_at - OPENS_BEFORE <= timezone.now()


def step_after(came: Iterable[str], parts: int, state: str) -> str:
    """Give the step that a booking takes after a mark, from all that stands in the register; nothing where it stays.

    Whoever said why they could not come stays excused until a tick says that they were there.
    """
    marks = list(came)
    if any(one != Came.NOT for one in marks):
        whole = len(marks) == parts and all(one == Came.HERE for one in marks)
        name, leads_to = ("attended", "attended") if whole else ("attended_in_part", "attended-in-part")
    elif state == "absent-with-reason" or (state == "booked" and len(marks) < parts):
        return ""
    else:
        name, leads_to = "missed", "absent"
    return "" if leads_to == state else name


def check_can_walk_in(by: Person, session: Session, person: Person) -> None:
    """Whoever keeps the register, once it is open; for somebody who is not in it yet. The room decides, not a number."""
    check_can_keep_register(by, session)
    booking = session.bookings.filter(person=person).first()
    if not any(has_opened(part) for part in session.parts.all()):
        raise Refusal(_("The register of a part opens half an hour before it begins."))
    if booking and booking.state in IN_THE_REGISTER:
        raise Refusal(_("%(name)s is in the register already.") % {"name": person.name})
    if booking and booking.state not in WALKS_IN_FROM:
        raise Refusal(_("%(name)s moved to another day of this course.") % {"name": person.name})


# --- checking oneself in


def code_of(part: SessionPart) -> str:
    """Give the code that is shown in the room: worked out from the part and kept nowhere."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"academy check-in {part.pk}".encode(), "sha256")
    return "".join(LETTERS[one % len(LETTERS)] for one in digest[:CHECK_IN_LETTERS])


def is_checking_in(part: SessionPart, now: datetime) -> bool:
    """Whether people can check themselves in: from half an hour before it begins until it ends."""
    return part.starts_at - OPENS_BEFORE <= now <= part.ends_at


def check_can_check_in(by: Person, part: SessionPart) -> None:
    """Whoever has a place, as long as the part is on."""
    if not is_checking_in(part, timezone.now()):
        raise Refusal(_("This code works from half an hour before it begins until it ends."))
    if not Booking.objects.filter(session=part.session_id, person=by, state__in=IN_THE_REGISTER).exists():
        raise Refusal(_("You have no place here under this account. Tell those who lead it: they can add you."))


# --- who could not come


def check_can_excuse(by: Person, booking: Booking, words: str = "") -> None:
    """The person, in their words or none; or whoever keeps the register, without words."""
    if by != booking.person and not keeps_register(by, booking):
        raise Refusal(_("Only they, or those who lead or organise the session, can say this."))
    if words and by != booking.person:
        raise Refusal(_("Only they write why. You can say that there was a reason."))
    if booking.state not in IN_THE_REGISTER:
        raise Refusal(_("There is no place to be excused from."))
    if booking.state in ("attended", "attended-in-part"):
        raise Refusal(_("The register says that they came. Correct that first."))
    if not booking.session.starts_at or booking.session.starts_at > timezone.now():
        raise Refusal(_("The session has not begun. Until then a place can be let go, so that somebody else has it."))
