"""The register as whoever keeps it sees it: on a telephone, on paper, and one person at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from partnership.academy.models import (
    AbsenceReason,
    Adjustment,
    AssessmentResult,
    Attendance,
    Booking,
    Came,
    Completion,
    Session,
    SessionPart,
)
from partnership.academy.queries.booking import title_of
from partnership.academy.rules.completing import check_can_revoke_completion, kinds, missing
from partnership.academy.rules.records import course_of, record_of
from partnership.academy.rules.register import IN_THE_REGISTER, OPENS_BEFORE, code_of, has_opened, is_checking_in
from partnership.academy.rules.sessions import check_can_lead
from partnership.accounts.models import Person
from partnership.core.components import Need
from partnership.core.documents.sheets import square
from partnership.core.models import sealed
from partnership.core.refusals import allowed

_NEAR, _OPEN = timedelta(days=1), ("announced", "held")


@dataclass(frozen=True, slots=True)
class PartChoice:
    """One part of the session: when it is, and whether its register is open."""

    pk: int
    words: str
    is_open: bool
    is_chosen: bool
    checks_in: bool  # people can check themselves in now


@dataclass(frozen=True, slots=True)
class Row:
    """One person in the register of a part."""

    pk: int
    name: str
    came: str
    how: str
    state: str
    walked_in: bool
    something_helps: bool  # said to those who lead it only; what it is stands on the person's own page


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The register of one part."""

    session: int
    title: str
    parts: tuple[PartChoice, ...]
    chosen: PartChoice | None
    rows: tuple[Row, ...]
    choices: tuple[tuple[str, str], ...]

    @property
    def ticked(self) -> int:
        """How many of them stand in the register."""
        return sum(bool(row.came) for row in self.rows)


@dataclass(frozen=True, slots=True)
class OnePerson:
    """One person at a session: how they stand, what would help them, what is missing."""

    pk: int
    session: int
    name: str
    state: str
    parts: tuple[tuple[str, str], ...]
    leads: bool
    helps: str  # for those who lead it
    why_absent: str  # for those who lead it
    missing: tuple[str, ...]
    asks_for_result: bool
    passed: bool | None
    completion: int | None  # that they can take back


def part_words(part: SessionPart) -> str:
    """Say when a part is."""
    begins = timezone.localtime(part.starts_at)
    return _("%(day)s, %(begins)s to %(ends)s") % {
        "day": formats.date_format(begins, "j F"),
        "begins": f"{begins:%H:%M}",
        "ends": f"{timezone.localtime(part.ends_at):%H:%M}",
    }


def register_page(session: Session, person: Person, asked: str = "") -> RegisterPage:
    """Show the register of the part that was asked for, else of the one that is on or comes next."""
    parts = list(SessionPart.objects.visible_to(person).filter(session=session))
    chosen = _chosen(parts, asked)
    shown = tuple(_choice(one, chosen) for one in parts)
    return RegisterPage(
        session=session.pk,
        title=title_of(session),
        parts=shown,
        chosen=next((one for one in shown if one.is_chosen), None),
        rows=_rows(session, chosen, person),
        choices=tuple((value, str(label)) for value, label in Came.choices),
    )


def bookings_in_register(session: Session, person: Person) -> Sequence[Booking]:
    """Give those who are in the register, by name."""
    mine = Booking.objects.visible_to(person).filter(session=session, state__in=IN_THE_REGISTER)
    return list(mine.select_related("person").order_by("person__name", "pk"))


def _chosen(parts: list[SessionPart], asked: str) -> SessionPart | None:
    wanted = [one for one in parts if str(one.pk) == asked]
    to_come = [one for one in parts if one.ends_at >= timezone.now()]
    return next(iter(wanted or to_come or parts[-1:]), None)


def _choice(part: SessionPart, chosen: SessionPart | None) -> PartChoice:
    checks_in = is_checking_in(part, timezone.now())
    return PartChoice(part.pk, part_words(part), has_opened(part), part == chosen, checks_in)


def _rows(session: Session, part: SessionPart | None, person: Person) -> tuple[Row, ...]:
    seen = Attendance.objects.visible_to(person).filter(part=part) if part else Attendance.objects.none()
    marks = {one.booking_id: one for one in seen}
    helped = set(
        Adjustment.objects.visible_to(person).filter(booking__session=session).values_list("booking", flat=True)
    )
    return tuple(_row(one, marks.get(one.pk), one.pk in helped) for one in bookings_in_register(session, person))


def _row(booking: Booking, mark: Attendance | None, helps: bool) -> Row:
    came, how = (mark.came, mark.get_how_display()) if mark else ("", "")
    state = booking.get_state_display()
    return Row(booking.pk, booking.person.name, came, how, state, booking.walked_in, helps)


def one_person(booking: Booking, person: Person) -> OnePerson:
    """Show one person at a session; what would help, and why they did not come, to those who lead it alone."""
    course, leads = course_of(booking), allowed(check_can_lead, person, booking.session)
    helps = Adjustment.objects.visible_to(person).filter(booking=booking).first() if leads else None
    why = AbsenceReason.objects.visible_to(person).filter(booking=booking).first() if leads else None
    result = AssessmentResult.objects.visible_to(person).filter(booking=booking).first()
    return OnePerson(
        pk=booking.pk,
        session=booking.session_id,
        name=booking.person.name,
        state=booking.get_state_display(),
        parts=_parts_of(booking, person),
        leads=leads,
        helps=sealed.read_or_say(helps, "words") if helps else "",
        why_absent=sealed.read_or_say(why, "words") if why else "",
        missing=missing(course.completion, record_of(booking)) if course else (),
        asks_for_result="assessment" in kinds(course.completion) if course else False,
        passed=result.passed if result else None,
        completion=_to_take_back(booking, person),
    )


def _to_take_back(booking: Booking, person: Person) -> int | None:
    found = (
        Completion.objects.visible_to(person).standing().filter(session=booking.session_id, person=booking.person_id)
    )
    one = found.first()
    return one.pk if one and allowed(check_can_revoke_completion, person, one, "?") else None


def _parts_of(booking: Booking, person: Person) -> tuple[tuple[str, str], ...]:
    marks = {one.part_id: one for one in Attendance.objects.visible_to(person).filter(booking=booking)}
    parts = SessionPart.objects.filter(session=booking.session_id)
    unmarked = _("not ticked yet")
    said = {pk: f"{mark.get_came_display()}, {mark.get_how_display()}" for pk, mark in marks.items()}
    return tuple((part_words(part), said.get(part.pk, unmarked)) for part in parts)


# --- the code in the room


@dataclass(frozen=True, slots=True)
class RoomCode:
    """What is shown in the room, so that people can say themselves that they are here."""

    title: str
    part: str
    address: str
    square: str
    works_now: bool


def room_code(session: Session, part: SessionPart) -> RoomCode:
    """Show the code of one part."""
    address = f"{settings.SITE_ADDRESS}/academy/check-in/{code_of(part)}/"
    words = part_words(part)
    return RoomCode(title_of(session), words, address, square(address), is_checking_in(part, timezone.now()))


def part_with_code(code: str, now: datetime) -> SessionPart | None:
    """Find the part whose code this is, among those of about today."""
    near = SessionPart.objects.filter(starts_at__lte=now + _NEAR, ends_at__gte=now - _NEAR, session__state__in=_OPEN)
    return next((one for one in near.select_related("session") if code_of(one) == code), None)


def needs(person: Person) -> Iterator[Need]:
    """Give the registers that are open now, to those who lead: the part that is on, or begins within half an hour."""
    now = timezone.now()
    on = SessionPart.objects.filter(starts_at__lte=now + OPENS_BEFORE, ends_at__gte=now, session__state__in=_OPEN)
    mine = on.filter(session__leading__person=person, session__leading__declined_at__isnull=True)
    for part in mine.select_related("session").order_by("starts_at"):
        said = _("The register of your session is open: %(part)s") % {"part": part_words(part)}
        address = f"{reverse('register', args=[part.session_id])}?part={part.pk}"
        yield Need(said, address, timezone.localdate(part.starts_at), _("Training"))
