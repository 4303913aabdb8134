"""The register: who was there. The newest tick counts, in whatever order they come; one that comes twice is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.academy.actions.booking import move_booking
from partnership.academy.actions.completing import complete_if_whole
from partnership.academy.models import (
    AbsenceReason,
    Attendance,
    Booking,
    BookingStep,
    Came,
    How,
    Session,
    SessionPart,
)
from partnership.academy.rules import register as rules
from partnership.academy.rules.register import SheetRow, Tick
from partnership.accounts.models import Person, System
from partnership.core import events
from partnership.core.models import sealed
from partnership.core.refusals import Refusal
from partnership.partners.models import held


@dataclass(frozen=True, slots=True)
class Kept:
    """How many ticks changed something, and which could not be kept, each with why."""

    changed: int
    refused: tuple[tuple[Tick, str], ...]


@transaction.atomic
def keep_ticks(session: Session, ticks: Sequence[Tick], *, by: Person, how: str = How.LED) -> Kept:
    """Write ticks into the register. Those that cannot be kept are told, and the others are kept all the same."""
    rules.check_can_keep_register(by, held(session))
    bookings, parts = _by_key(session)
    told = [(tick, rules.why_not_tick(tick, bookings, parts)) for tick in sorted(ticks, key=lambda one: one.at)]
    good = [tick for tick, why in told if not why]
    changed = {tick.booking for tick in good if _mark(tick, how, by)}
    for pk in changed:
        _stand(bookings[pk], len(parts), by)
    if changed:
        events.record(by=by, verb="register.kept", thing=session)
    return Kept(len(changed), tuple((tick, why) for tick, why in told if why))


@transaction.atomic
def load_register(session: Session, rows: Sequence[SheetRow], *, by: Person) -> Kept:
    """Write a whole sheet into the register, with who came without booking: all of it or nothing."""
    rules.check_can_keep_register(by, held(session))
    events.record(by=by, verb="register.uploaded", thing=session)
    at, ticks = timezone.now(), list[Tick]()
    for row in rows:
        number = row.booking or _in_register(session, row.person, by)
        ticks += [Tick(number, part, came, at) for part, came in row.marks]
    kept = keep_ticks(session, ticks, by=by, how=How.FILE)
    if kept.refused:
        raise Refusal(_("Nothing was kept. %(why)s") % {"why": kept.refused[0][1]})
    return kept


@transaction.atomic
def walk_in(session: Session, person: Person, *, by: Person, part: SessionPart | None = None) -> Booking:
    """Add somebody who came without a place, and tick them for this part. Whoever leads sees whether there is room."""
    rules.check_can_walk_in(by, held(session), person)
    booking = _booking_of(session, person)
    booking = move_booking(booking, "walked_in", by=by) if booking else _walked_in(session, person, by)
    Booking.objects.filter(pk=booking.pk).update(walked_in=True)
    events.record(by=by, verb="booking.walked_in", thing=booking)
    if part is not None:
        keep_ticks(session, [Tick(booking.pk, part.pk, Came.HERE, timezone.now())], by=by)
    return booking


@transaction.atomic
def check_in(part: SessionPart, *, by: Person) -> Booking:
    """Say that one is here, with the code that is shown in the room."""
    rules.check_can_check_in(by, part)
    booking = _booking_of(held(part.session), by)
    assert booking is not None
    if _mark(Tick(booking.pk, part.pk, Came.HERE, timezone.now()), How.SELF, by):
        _stand(booking, part.session.parts.count(), by)
        events.record(by=by, verb="attendance.checked_in", thing=booking)
    return booking


@transaction.atomic
def excuse(booking: Booking, words: str = "", *, by: Person) -> Booking:
    """Say that there was a reason not to come: by the person, in their words or none; by whoever leads, without any."""
    rules.check_can_excuse(by, held(booking, after=(booking.session,)), words)
    if booking.state != "absent-with-reason":
        move_booking(booking, "excused", by=by)
    if words.strip():
        reason = AbsenceReason.objects.filter(booking=booking).first() or AbsenceReason(booking=booking)
        sealed.put(reason, "words", words.strip())
        reason.save()
    events.record(by=by, verb="booking.excuse_given", thing=booking)
    return booking


def _by_key(session: Session) -> tuple[dict[int, Booking], dict[int, SessionPart]]:
    bookings = session.bookings.select_related("person", "session", "partner")
    return {one.pk: one for one in bookings}, {one.pk: one for one in session.parts.all()}


def _booking_of(session: Session, person: Person) -> Booking | None:
    return session.bookings.select_related("person", "session").filter(person=person).first()


def _in_register(session: Session, person: Person | None, by: Person) -> int:
    assert person is not None
    there = _booking_of(session, person)
    return (there if there and there.state in rules.IN_THE_REGISTER else walk_in(session, person, by=by)).pk


def _walked_in(session: Session, person: Person, by: Person) -> Booking:
    now, state = timezone.now(), "attended"
    said = {"asked_at": now, "asked_by": by, "walked_in": True}
    booking = Booking.objects.create(session=session, person=person, state=state, **said)
    BookingStep.objects.create(booking=booking, name="walked_in", state=state, done_at=now, done_by=by)
    return booking


def _mark(tick: Tick, how: str, by: Person) -> bool:
    """Write one tick down unless a newer one stands; say whether anything is otherwise now.

    Two ticks of the same moment are told apart by what they say, so that the order in which they come never matters.
    """
    stands = Attendance.objects.filter(booking=tick.booking, part=tick.part).first()
    if stands and (stands.ticked_at, stands.came) >= (tick.at, tick.came):
        return False
    is_other = stands is None or stands.came != tick.came
    said = {"came": tick.came, "ticked_at": tick.at}
    if is_other:
        said |= {"how": how, "marked_at": timezone.now(), "marked_by": by}
    Attendance.objects.update_or_create(booking_id=tick.booking, part_id=tick.part, defaults=said)
    return is_other


def _stand(booking: Booking, parts: int, by: Person) -> None:
    """Let the booking say how somebody came, and give them the course if nothing is missing."""
    came = Attendance.objects.filter(booking=booking).values_list("came", flat=True)
    name = rules.step_after(came, parts, booking.state)
    if name:  # whoever checks themselves in leaves it to the site to move their booking
        move_booking(booking, name, by=Person.objects.system(System.HOUSEKEEPER) if by == booking.person else by)
    complete_if_whole(booking, by=by)
