"""Many who ask for a place, let one go or answer at the same moment: never one too many, never one too few."""

from __future__ import annotations

from collections import Counter

from partnership.academy.actions import booking as deeds
from partnership.academy.models import Booking, BookingStep, Session
from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from tests.at_once import FIFTY, ON_POSTGRESQL, at_once, kinds
from tests.partnership.academy.booked import asks, full, states
from tests.people import a_person
from tests.teaching import a_session

pytestmark = ON_POSTGRESQL


def ask(session: Session, person: Person) -> Booking:
    return deeds.book(session, person=person, by=person)


def test_two_people_one_place_same_second():
    session = a_session(capacity=1)
    answers = at_once(ask, [(session, a_person()), (session, a_person())])
    assert kinds(answers) == {"Booking": 2}
    assert sorted(states(session)) == ["booked", "waiting"]


def test_fifty_ask_at_once_for_twenty_places_and_those_who_wait_stand_in_order():
    session = a_session(capacity=20)
    answers = at_once(ask, [(session, a_person()) for _one in range(FIFTY)])
    assert kinds(answers) == {"Booking": FIFTY}
    assert Counter(states(session)) == {"booked": 20, "waiting": 30}
    since = list(session.bookings.in_line().values_list("in_line_since_at", flat=True))
    assert since == sorted(since)
    assert max(session.bookings.filter(state="booked").values_list("asked_at", flat=True)) <= since[0]
    assert BookingStep.objects.count() == FIFTY


def test_one_person_who_presses_ten_times_has_one_booking():
    session, person = a_session(), a_person()
    answers = at_once(ask, [(session, person)] * 10)
    assert kinds(answers) == {"Booking": 1, "Refusal": 9}
    assert Booking.objects.count() == 1


def test_ten_let_go_at_once_and_the_first_ten_who_wait_are_offered():
    session, booked, waiting = full(capacity=10, waiting=20)
    answers = at_once(lambda one: deeds.cancel(one, by=one.person), booked)
    assert kinds(answers) == {"Booking": 10}
    offered = set(session.bookings.filter(state="offered").values_list("pk", flat=True))
    assert offered == {one.pk for one in waiting[:10]}


def test_whoever_asks_while_it_is_called_off_is_told_or_refused():
    session, _booked, _waiting = full(capacity=5, waiting=5)

    def deed(thing, person=None):
        if person is None:
            Session.objects.filter(pk=thing.pk).update(state="cancelled", why_cancelled="Snow")
            return deeds.call_off(thing, by=Person.objects.system("housekeeper"))
        return ask(thing, person)

    answers = at_once(lambda pair: deed(*pair), [[session, a_person()] for _one in range(20)] + [[session]])
    assert not session.bookings.filter(state__in=["booked", "waiting", "offered"]).exists()
    assert set(kinds(answers)) <= {"Booking", "Refusal", "int"}


def test_two_who_change_places_with_each_other_do_not_wait_for_ever():
    first, second = a_session(), a_session(days=21)
    pairs = [(asks(first), second) if one % 2 else (asks(second), first) for one in range(10)]
    answers = at_once(lambda one, there: deeds.change_session(one, there, by=one.person), pairs)
    assert kinds(answers) == {"Booking": 10}
    assert Counter(states(first)) == Counter(states(second)) == {"moved": 5, "booked": 5}


def test_an_offer_is_taken_once_however_often_it_is_pressed():
    _session, (had,), (first,) = full(waiting=1)
    deeds.cancel(had, by=had.person)
    answers = at_once(lambda one: deeds.take_place(one, by=one.person), [first] * 6)
    assert kinds(answers) == {"Booking": 1, "Refusal": 5}
    assert all("Booked" in str(one) for one in answers if isinstance(one, Refusal))
