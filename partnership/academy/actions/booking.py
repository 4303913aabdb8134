"""Asking for a place, having one, letting it go; and everything that the site does so that the line always moves.

Whoever changes bookings holds the session first, then the booking. So two of one second come one after the other.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from partnership.academy.actions.telling import _tell, _tell_of_change, _tell_of_move
from partnership.academy.models import BOOKING, STILL_OPEN, Adjustment, Booking, BookingStep, Session
from partnership.academy.rules import booking as rules
from partnership.academy.rules import line
from partnership.accounts.models import Person, System
from partnership.core import events, transitions
from partnership.core.models import sealed
from partnership.partners.models import Partner, held

FREES_A_PLACE = frozenset({"lapsed", "cancelled", "moved"})
IN_NO_CALENDAR = frozenset({"walked_in", "attended", "attended_in_part", "excused", "missed"})


@transaction.atomic
def book(
    session: Session,
    *,
    person: Person,
    partner: Partner | None = None,
    works_as: str = "employee",
    family: str = "",
    place: str = "",
    adjustment: str = "",
    by: Person,
) -> Booking:
    """Ask for a place: booked at once where there is one, else in line; where the course says so, after a lead's yes."""
    rules.check_can_book(by, held(session), person=person, partner=partner)
    said = {"partner": partner, "works_as": works_as, "family": family, "place": place, "asked_by": by}
    yes_first, wants = line.needs_a_yes(session, partner, by), line.comer(partner, place, works_as)
    booking = _ask(session, person, said, line.where_it_leads(session, wants, yes_first=yes_first), by)
    _keep_adjustment(booking, adjustment)
    events.record(by=by, verb="booking.asked", thing=booking)
    _tell(booking, "asked", by=by)
    return booking


def _ask(session: Session, person: Person, said: dict[str, Any], leads_to: str, by: Person) -> Booking:
    """Make the one row of this person and session, or wake the one that they let go."""
    now = timezone.now()
    asked = {**said, "asked_at": now, "in_line_since_at": None if leads_to == line.REQUESTED else now}
    again = session.bookings.filter(person=person).first()
    if again is None:
        booking = Booking.objects.create(session=session, person=person, state=leads_to, **asked)
        _remember(booking, "asked", by)
        return booking
    again.session, again.person = session, person
    Booking.objects.filter(moved_to=again).update(moved_to=None)
    _set(again, {**asked, "moved_to": None, "offered_until_at": None})
    _moved(again, "asked_again_first" if leads_to == line.REQUESTED else "asked_again", by)
    return _moved(again, "booked", by) if leads_to == line.BOOKED else again


def _keep_adjustment(booking: Booking, words: str) -> None:
    """Lock what would help; asking again without words takes the old ones away."""
    if booking.sequence:  # a row that was woken
        Adjustment.objects.filter(booking=booking).delete()
    if words.strip():
        kept = Adjustment(booking=booking)
        sealed.put(kept, "words", words.strip())
        kept.save(force_insert=True)


@transaction.atomic
def say_what_helps(booking: Booking, words: str, *, by: Person) -> Booking:
    """Lock what would help in the place of what stood there; nothing takes it away."""
    rules.check_can_say_what_helps(by, booking)
    Adjustment.objects.filter(booking=booking).delete()
    _keep_adjustment(booking, words)
    events.record(by=by, verb="booking.help_said", thing=booking)
    return booking


@transaction.atomic
def move_booking(booking: Booking, name: str, *, by: Person) -> Booking:
    """Take one step of the table: whatever becomes of a booking comes through here, and leaves a row that says so."""
    rules.check_can_move_booking(by, _held(booking), name)
    events.record(by=by, verb=f"booking.{name}", thing=booking)
    return _done(booking, name, by)


def _held(booking: Booking) -> Booking:
    """Hold the session before the booking, as everybody does."""
    return held(booking, after=(booking.session,))


def _done(booking: Booking, name: str, by: Person) -> Booking:
    _moved(booking, name, by)
    _tell(booking, name, by=by)
    if name in FREES_A_PLACE:
        _advance(booking.session)
    return booking


def _moved(booking: Booking, name: str, by: Person) -> Booking:
    """Move it, with what this step says beside the state, and write down that it happened."""
    BOOKING.check(name, booking.state)
    _set(booking, _beside(booking, name))
    transitions.move(booking, name)
    _remember(booking, name, by)
    return booking


def _beside(booking: Booking, name: str) -> dict[str, Any]:
    now = timezone.now()
    calendar = {} if name in IN_NO_CALENDAR else {"sequence": booking.sequence + 1}
    if name == "offered":
        return {**calendar, "offered_until_at": line.offers_until(booking.session, now)}
    if name == "lapsed":
        return {**calendar, "in_line_since_at": now}  # to the end of the line
    if name == "approved":
        return {**calendar, "in_line_since_at": booking.asked_at}  # waiting for a yes costs nobody their place in line
    return calendar


def _set(booking: Booking, values: dict[str, Any]) -> None:
    if values:
        for name, value in values.items():
            setattr(booking, name, value)
        booking.save(update_fields=list(values))


def _remember(booking: Booking, name: str, by: Person) -> None:
    BookingStep.objects.create(booking=booking, name=name, state=booking.state, done_at=timezone.now(), done_by=by)


def _advance(session: Session) -> list[Booking]:
    """Offer every free place to whoever is next. Too late for that, it is told to all whom it would serve."""
    if session.state != "announced" or line.began(session):
        return []
    site, in_time = Person.objects.system(System.HOUSEKEEPER), line.offers_until(session) is not None
    found = line.next_in_line(session, everybody=not in_time)
    for one in found:
        one.session = session
        if in_time:
            _moved(one, "offered", site)
            events.record(by=site, verb="booking.offered", thing=one)
        _tell(one, "offered" if in_time else "free", by=site)
    return found


@transaction.atomic
def approve(booking: Booking, *, by: Person) -> Booking:
    """Say yes for the organisation: a place if there is one, else a place in line from when they asked."""
    rules.check_can_move_booking(by, _held(booking), "approved")
    _moved(booking, "approved", by)
    events.record(by=by, verb="booking.approved", thing=booking)
    if line.seating(booking.session).seat(line.comer(booking.partner, booking.place, booking.works_as)):
        _moved(booking, "booked", by)
        events.record(by=by, verb="booking.booked", thing=booking)
    _tell(booking, "approved", by=by)
    return booking


@transaction.atomic
def cancel(booking: Booking, *, by: Person) -> Booking:
    """Let the place go, or the place in line, or say no to an offer. Nobody is asked why."""
    rules.check_can_cancel(by, _held(booking))
    events.record(by=by, verb="booking.cancelled", thing=booking)
    return _done(booking, "cancelled", by)


@transaction.atomic
def take_place(booking: Booking, *, by: Person) -> Booking:
    """Say yes to an offer; or, waiting, take a place that is free."""
    rules.check_can_take_place(by, _held(booking))
    events.record(by=by, verb="booking.booked", thing=booking)
    return _done(booking, "booked", by)


@transaction.atomic
def change_session(booking: Booking, session: Session, *, by: Person) -> Booking:
    """Move to another session of the same course: in one go, so that nobody is left between two."""
    rules.check_can_change_session_of(by, _held_both(booking, session), session)
    wants = line.comer(booking.partner, booking.place, booking.works_as)
    said = {name: getattr(booking, name) for name in ("partner", "works_as", "family", "place")}
    leads_to = line.where_it_leads(session, wants, yes_first=False)
    there = _ask(session, booking.person, {**said, "asked_by": by}, leads_to, by)
    Adjustment.objects.filter(booking=there).delete()
    Adjustment.objects.filter(booking=booking).update(booking=there)
    _set(booking, {"moved_to": there})
    _moved(booking, "moved", by)
    events.record(by=by, verb="booking.moved", thing=booking)
    _advance(booking.session)
    _tell_of_move(booking, there)
    return there


def _held_both(booking: Booking, session: Session) -> Booking:
    """Hold both sessions, always in the same order, so that two who change places wait for each other and do not stop."""
    first, second = sorted((booking.session, session), key=lambda one: one.pk)
    return held(booking, after=(first, second))


@transaction.atomic
def call_off(session: Session, *, by: Person) -> int:
    """Tell everybody who had a place or waited that it is cancelled, each once; give how many they were."""
    rules.check_can_call_off(by, held(session))
    found = list(session.bookings.filter(state__in=STILL_OPEN).select_related("person"))
    for one in found:
        one.session = session
        _moved(one, "called_off", by)
        _tell(one, "called_off", by=by)
    events.record(by=by, verb="bookings.called_off", thing=session)
    return len(found)


@transaction.atomic
def session_changed(session: Session, *, by: Person, parts_before: int = 0) -> int:
    """Tell the calendars of all who come or wait what it says now, and offer places that a larger room brought.

    `parts_before` is how many parts it had: the events of those that are no more are taken out.
    """
    rules.check_can_tell_of_change(by, held(session))
    found = list(session.bookings.filter(state__in=STILL_OPEN).select_related("person"))
    for one in found:
        one.session = session
        _set(one, {"sequence": one.sequence + 1})
        _tell_of_change(one, parts_before)
    _advance(session)
    events.record(by=by, verb="bookings.told", thing=session)
    return len(found)


@transaction.atomic
def advance(session: Session, *, by: Person) -> int:
    """Offer what is free to whoever is next, as long as there is time for offers; give to how many."""
    rules.check_can_look_after_places(by)
    offered = _advance(held(session)) if line.offers_until(session) else []
    events.record(by=by, verb="places.looked_after", thing=session)
    return len(offered)
