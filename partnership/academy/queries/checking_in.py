"""What somebody sees who says that they are here, that they could not come, or what they take with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.academy.models import Attendance, Booking, Came, Reflection, SessionPart
from partnership.academy.queries.booking import title_of
from partnership.academy.queries.register import part_with_code, part_words
from partnership.academy.rules.completing import check_can_write_reflection, kinds, missing
from partnership.academy.rules.records import course_of, record_of
from partnership.academy.rules.register import check_can_check_in, check_can_excuse
from partnership.accounts.models import Person
from partnership.core.models import sealed
from partnership.core.refusals import allowed, why_not


@dataclass(frozen=True, slots=True)
class CheckInPage:
    """What the code in the room opens: nothing, or a part and whether this person can check in."""

    part: SessionPart | None = None
    title: str = ""
    words: str = ""
    signed_in: bool = False
    is_here: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class After:
    """What somebody can do once it has begun, and what of the course is missing, a sentence each."""

    pk: int
    title: str
    missing: tuple[str, ...]
    may_reflect: bool
    may_excuse: bool


def check_in_page(code: str, person: Person, now: datetime) -> CheckInPage:
    """Show what a code opens. What the course is called is said to nobody who has no place there."""
    part = part_with_code(code, now)
    if part is None:
        return CheckInPage(signed_in=person.is_authenticated)
    if not person.is_authenticated:
        return CheckInPage(part, words=part_words(part))
    booking = Booking.objects.visible_to(person).filter(session=part.session, person=person).first()
    refused = why_not(check_can_check_in, person, part)
    here = Attendance.objects.visible_to(person).filter(booking=booking, part=part, came=Came.HERE).exists()
    title = title_of(part.session) if booking else _("A session")
    return CheckInPage(part, title, part_words(part), True, here and booking is not None, refused)


def after(booking: Booking) -> After:
    """Show what is left to do; nothing before it begins."""
    begins = booking.session.starts_at
    course = course_of(booking) if begins and begins <= timezone.now() else None
    asks = "reflection" in kinds(course.completion) if course else False
    return After(
        pk=booking.pk,
        title=title_of(booking.session),
        missing=missing(course.completion, record_of(booking)) if course else (),
        may_reflect=asks and allowed(check_can_write_reflection, booking.person, booking),
        may_excuse=allowed(check_can_excuse, booking.person, booking),
    )


def own_reflection(booking: Booking, person: Person) -> str:
    """Give what somebody wrote before, for themselves to go on with."""
    written = Reflection.objects.visible_to(person).filter(booking=booking).first()
    return sealed.read_or_say(written, "words") if written else ""
