"""Who may ask for a place, say yes to one, let one go, and the sentence for whoever may not."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from partnership.academy.models import ASKS_AGAIN, BOOKING, IN_LINE, Booking, Session
from partnership.academy.rules.line import began, comer, seating
from partnership.academy.rules.sessions import check_can_lead, check_can_organise
from partnership.core.refusals import Refusal, allowed
from partnership.partners.models import Membership, Partner, reach

if TYPE_CHECKING:
    from partnership.accounts.models import Person

BY_A_LEAD = frozenset({"approved", "declined"})
BY_THE_SITE = frozenset({"offered", "lapsed", "not_placed"})
BY_THE_LEARNER = frozenset({"booked", "cancelled", "moved", "asked_again", "asked_again_first"})
IN_THE_REGISTER = frozenset({"walked_in", "attended", "attended_in_part", "excused", "missed"})
BEFORE_IT_BEGINS = frozenset({"approved", "declined", "offered", "booked", "cancelled", "moved"})


def check_can_book(
    by: Person, session: Session, *, person: Person | None = None, partner: Partner | None = None, asked: bool = True
) -> None:
    """Anybody may for themselves, a lead for people of theirs. That it is full is no refusal: there is a line.

    `asked` is False as long as nobody has said for which organisation.
    """
    person = person or by
    _check_is_open(session)
    if by != person:
        _check_leads(by, partner)
    if partner and not belongs(person, partner):
        raise Refusal(
            _("%(name)s does not belong to %(partner)s. They can ask to join it, and then a place can be booked.")
            % {"name": person, "partner": partner}
        )
    if asked and session.only_for_id and (partner is None or partner.pk != session.only_for_id):
        raise Refusal(_("This session is only for people of %(partner)s.") % {"partner": session.only_for})
    if session.leading.standing().filter(person=person).exists():
        raise Refusal(_("You have a task at this session, so you are expected there without booking."))
    check_is_not_in_it(person, session)


def belongs(person: Person, partner: Partner) -> bool:
    """Whether they belong to the organisation today, by membership or by a role."""
    return (
        partner.pk in reach(person).partners or Membership.objects.current().of(partner).filter(person=person).exists()
    )


def _check_is_open(session: Session) -> None:
    if session.state != "announced":
        raise Refusal(
            _("This session is “%(state)s”, so nothing can be booked. Others stand in the list of sessions.")
            % {"state": session.get_state_display()}
        )
    _check_is_before(session)


def _check_is_before(session: Session) -> None:
    if began(session):
        raise Refusal(_("This session has begun already. Whoever leads it can still let somebody in at the door."))


def _check_leads(by: Person, partner: Partner | None) -> None:
    if partner is None or partner.pk not in reach(by).leads:
        raise Refusal(_("Only a lead of their organisation can book a place for somebody else."))


def check_is_not_in_it(person: Person, session: Session) -> None:
    """Nobody has two places; whoever let theirs go may ask again."""
    held = session.bookings.filter(person=person).first()
    if held and held.state not in ASKS_AGAIN:
        raise Refusal(
            _("%(name)s is in this session already: “%(state)s”.") % {"name": person, "state": held.get_state_display()}
        )


def check_can_move_booking(by: Person, booking: Booking, name: str) -> None:
    """Each step is for whom the table says, and most only until the session begins."""
    if name in BY_A_LEAD:
        check_can_say_yes_or_no(by, booking)
    elif name in BY_THE_SITE:
        check_can_look_after_places(by)
    elif name in BY_THE_LEARNER:
        _check_is_theirs(by, booking, name)
    elif name == "called_off":
        _check_organises(by, booking.session)
    elif name in IN_THE_REGISTER:
        _check_marks(by, booking, name)
    BOOKING.check(name, booking.state)
    if name in BEFORE_IT_BEGINS:
        _check_is_before(booking.session)


def check_can_say_yes_or_no(by: Person, booking: Booking) -> None:
    """A lead of the organisation that they come from; the site takes a yes as given after some days."""
    if by.system or (booking.partner_id and booking.partner_id in reach(by).leads):
        return
    raise Refusal(_("Only a lead of the organisation that they come from can say yes or no."))


def check_can_look_after_places(by: Person) -> None:
    """The site does this by itself, in the order in which people came."""
    if not by.system:
        raise Refusal(_("The site gives places by itself, in the order in which people came."))


def _check_is_theirs(by: Person, booking: Booking, name: str) -> None:
    if by.system or booking.person_id == by.pk or (booking.partner_id and booking.partner_id in reach(by).leads):
        return
    if name == "moved" and allowed(check_can_organise, by, booking.session):
        return
    raise Refusal(_("Only they, or a lead of the organisation that they come from, can change this."))


def _check_organises(by: Person, session: Session) -> None:
    if not by.system:
        check_can_organise(by, session)


def _check_marks(by: Person, booking: Booking, name: str) -> None:
    excuses_themselves = name == "excused" and booking.person_id == by.pk
    if by.system or excuses_themselves or allowed(check_can_organise, by, booking.session):
        return
    check_can_lead(by, booking.session)


def check_can_cancel(by: Person, booking: Booking) -> None:
    """They, or a lead of theirs, until it begins."""
    check_can_move_booking(by, booking, "cancelled")


def check_can_say_what_helps(by: Person, booking: Booking) -> None:
    """Only they themselves, as long as they may come."""
    if booking.person_id != by.pk:
        raise Refusal(_("Only they themselves can say what would help them."))
    if booking.state not in (*IN_LINE, "booked") or booking.session.state != "announced":
        raise Refusal(_("This is now “%(state)s”, so nobody would read it.") % {"state": booking.get_state_display()})


def check_can_see_team(by: Person, partner: Partner) -> None:
    """Leads of the partner."""
    if partner.pk not in reach(by).leads:
        raise Refusal(_("Only a lead of %(partner)s sees who of it comes to training.") % {"partner": partner})


def check_can_take_place(by: Person, booking: Booking) -> None:
    """Whoever has an offer; whoever waits, where a place is free for them and nobody is offered it first."""
    check_can_move_booking(by, booking, "booked")
    wants = comer(booking.partner, booking.place, booking.works_as)
    if booking.state == "waiting" and not seating(booking.session).seat(wants):
        raise Refusal(_("Somebody was quicker, or no place is free yet. You keep your place in line."))


def check_can_change_session_of(by: Person, booking: Booking, session: Session | None = None) -> None:
    """To another session of the same course that has a place; whoever only waits may wait there instead."""
    check_can_move_booking(by, booking, "moved")
    if session is None:
        return
    if session.pk == booking.session_id or not session.course or session.course != booking.session.course:
        raise Refusal(_("Choose another session of the same course."))
    check_can_book(booking.person, session, person=booking.person, partner=booking.partner)
    wants = comer(booking.partner, booking.place, booking.works_as)
    if booking.state in ("offered", "booked") and not seating(session).seat(wants):
        raise Refusal(
            _(
                "That session is full just now. You keep your place here; you can also ask to wait there, and decide later."
            )
        )


def check_can_call_off(by: Person, session: Session) -> None:
    """Whoever organises it, before it was held."""
    _check_organises(by, session)
    if session.state == "held":
        raise Refusal(_("This session was held, so nobody can be sent home from it any more."))


def check_can_tell_of_change(by: Person, session: Session) -> None:
    """Whoever organises it."""
    _check_organises(by, session)


def check_can_book_team(by: Person, partner: Partner, session: Session, people: Collection[Person] = ()) -> None:
    """A lead of the partner, for people of it."""
    _check_leads(by, partner)
    _check_is_open(session)
    if session.only_for_id and session.only_for_id != partner.pk:
        raise Refusal(_("This session is only for people of %(partner)s.") % {"partner": session.only_for})
    if not all(belongs(person, partner) for person in people):
        raise Refusal(_("Only people of %(partner)s can be booked here.") % {"partner": partner})
