from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.academy.actions import booking as deeds
from partnership.academy.models import BOOKING, Adjustment, Booking, Leading
from partnership.academy.rules import line
from partnership.core.models import Event, sealed
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind
from tests.partnership.academy.booked import asks, full, held_for, move_days, of_a_partner, states, the_site
from tests.people import a_partner, a_person, somebody
from tests.teaching import a_leader, a_session

pytestmark = pytest.mark.django_db


def last_steps(booking):
    return list(booking.steps.values_list("name", "state"))


def test_whoever_asks_where_there_is_a_place_has_it_at_once():
    booking = asks(a_session())
    assert (booking.state, last_steps(booking)) == ("booked", [("asked", "booked")])
    assert Event.objects.filter(verb="booking.asked").count() == 1


def test_that_it_is_full_is_no_refusal():
    session, _booked, (first, second) = full(capacity=2, waiting=2)
    assert states(session) == ["booked", "booked", "waiting", "waiting"]
    assert [line.before_in_line(one) for one in (first, second)] == [0, 1]


def test_what_would_help_is_locked_and_goes_with_another_asking():
    session, person = a_session(), a_person()
    booking = asks(session, person, adjustment="  A seat near the door ")
    assert sealed.read(booking.adjustment, "words") == "A seat near the door"
    deeds.cancel(booking, by=person)
    asks(session, person)
    assert not Adjustment.objects.exists()


def refused(**more):
    with pytest.raises(Refusal) as refusal:
        asks(**more)
    return refusal.value.sentence


def test_refusals_are_sentences():
    partner, _lead, mine = of_a_partner()
    assert "is “Cancelled”" in refused(session=a_session(state="cancelled", why_cancelled="Snow"))
    assert "has begun already" in refused(session=a_session(days=-1))
    assert "only for people of" in refused(session=a_session(only_for=partner))
    assert "does not belong to" in refused(session=a_session(), partner=partner)
    assert asks(a_session(only_for=partner), mine, partner=partner).state == "booked"
    session = a_session()
    leads = a_leader(session)
    assert "a task at this session" in refused(session=session, person=leads)
    booking = asks(session)
    assert "is in this session already: “Booked”" in refused(session=session, person=booking.person)


def test_only_a_lead_books_for_somebody_else():
    partner, lead, mine = of_a_partner()
    booking = deeds.book(a_session(), person=mine, partner=partner, by=lead)
    assert (booking.state, booking.asked_by) == ("booked", lead)
    with pytest.raises(Refusal, match="Only a lead of their organisation"):
        deeds.book(a_session(), person=lead, partner=partner, by=mine)


def test_whoever_said_no_to_leading_can_book():
    session = a_session()
    person = a_leader(session)
    Leading.objects.filter(person=person).update(declined_at=timezone.now())
    assert asks(session, person).state == "booked"


def test_a_place_that_is_let_go_is_offered_to_the_next():
    session, (had,), (first, second) = full(waiting=2)
    deeds.cancel(had, by=had.person)
    first.refresh_from_db()
    assert states(session) == ["cancelled-by-learner", "offered", "waiting"]
    assert first.offered_until_at - timezone.now() > timedelta(hours=47)
    deeds.take_place(first, by=first.person)
    assert states(session) == ["cancelled-by-learner", "booked", "waiting"]
    assert line.before_in_line(Booking.objects.get(pk=second.pk)) == 0


def test_no_to_an_offer_goes_to_the_next():
    session, (had,), (first, _second) = full(waiting=2)
    deeds.cancel(had, by=had.person)
    deeds.cancel(first, by=first.person)
    assert states(session) == ["cancelled-by-learner", "cancelled-by-learner", "offered"]


def test_an_offer_that_lapsed_goes_to_the_next_and_whoever_had_it_to_the_end_of_the_line():
    session, (had,), (first, second) = full(waiting=2)
    deeds.cancel(had, by=had.person)
    deeds.move_booking(first, "lapsed", by=the_site())
    assert states(session) == ["cancelled-by-learner", "waiting", "offered"]
    deeds.cancel(second, by=second.person)
    assert states(session) == ["cancelled-by-learner", "offered", "cancelled-by-learner"]


def test_whoever_let_two_offers_pass_is_offered_none_but_can_take_a_free_place():
    session, (had,), (first,) = full(waiting=1)
    deeds.cancel(had, by=had.person)
    for _time in range(2):
        deeds.move_booking(first, "lapsed", by=the_site())
    assert states(session) == ["cancelled-by-learner", "waiting"]
    assert deeds.take_place(first, by=first.person).state == "booked"


def test_no_place_is_offered_so_late_that_nobody_could_answer():
    session, (had,), (first, second) = full(waiting=2)
    session.starts_at = timezone.now() + timedelta(hours=23)
    session.save()
    deeds.cancel(had, by=had.person)
    assert states(session) == ["cancelled-by-learner", "waiting", "waiting"]
    assert first.person.notices.count() == second.person.notices.count() == 1
    assert deeds.take_place(second, by=second.person).state == "booked"
    with pytest.raises(Refusal, match="Somebody was quicker"):
        deeds.take_place(first, by=first.person)


def test_an_offer_never_reaches_into_the_last_day():
    session, (had,), (first,) = full(waiting=1)
    session.starts_at = timezone.now() + timedelta(hours=30)
    session.save()
    deeds.cancel(had, by=had.person)
    first.refresh_from_db()
    assert timedelta(hours=5) < first.offered_until_at - timezone.now() <= timedelta(hours=6)


def test_places_held_for_others_are_not_given_to_whoever_comes_first():
    session = a_session(capacity=2)
    held_for(session, "works-as", "", 1)
    assert [asks(session).state, asks(session).state] == ["booked", "waiting"]
    assert asks(session, works_as="volunteer").state == "booked"


def test_held_places_are_anybodys_on_their_day():
    session = a_session(capacity=2)
    held = held_for(session, "sector", "health", 2)
    waiting = asks(session)
    assert waiting.state == "waiting"
    held.until_on = timezone.localdate()
    held.save()
    assert deeds.advance(session, by=the_site()) == 1
    assert states(session) == ["offered"]


def test_a_yes_is_asked_of_a_lead_where_the_course_says_so():
    session, (partner, lead, mine) = a_session("skilled-practice"), of_a_partner()
    booking = asks(session, mine, partner=partner)
    assert booking.state == "requested"
    with pytest.raises(Refusal, match="Only a lead of the organisation"):
        deeds.approve(booking, by=mine)
    assert deeds.approve(booking, by=lead).state == "booked"
    assert last_steps(booking) == [("asked", "requested"), ("approved", "waiting"), ("booked", "booked")]


def test_nobody_waits_for_a_yes_that_nobody_can_say():
    session = a_session("skilled-practice")
    partner = a_partner()
    alone = somebody(Kind.PRACTITIONER, partner=partner)
    _partner, lead, _mine = of_a_partner()
    assert asks(session, alone, partner=partner).state == "booked"
    assert asks(session).state == "booked"
    assert asks(session, lead, partner=_partner).state == "booked"


def test_waiting_for_a_yes_costs_nobody_their_place_in_line():
    session, (partner, lead, mine) = a_session("skilled-practice", capacity=1), of_a_partner()
    asks(session)
    asked = asks(session, mine, partner=partner)
    later = asks(session)
    deeds.approve(asked, by=lead)
    assert [line.before_in_line(one) for one in (asked, later)] == [0, 1]


def test_no_is_said_and_can_be_asked_again():
    session, (partner, lead, mine) = a_session("skilled-practice"), of_a_partner()
    booking = asks(session, mine, partner=partner)
    deeds.move_booking(booking, "declined", by=lead)
    assert mine.notices.get().sentence.startswith("Your organisation said no")
    assert asks(session, mine, partner=partner).state == "requested"
    assert Booking.objects.count() == 1


def test_whoever_asks_again_stands_behind_those_who_wait():
    session, (had,), (_first,) = full(waiting=1)
    deeds.cancel(had, by=had.person)
    again = asks(session, had.person)
    assert (again.pk, again.state, line.before_in_line(again)) == (had.pk, "waiting", 0)
    assert states(session) == ["offered", "waiting"]


def test_moving_to_another_day_is_one_step_and_back_again_too():
    person, session = a_person(), a_session()
    other, third = a_session(days=21), a_session(days=28)
    booking = asks(session, person, adjustment="A seat near the door")
    there = deeds.change_session(booking, other, by=person)
    assert (booking.state, booking.moved_to, there.state) == ("moved", there, "booked")
    assert sealed.read(there.adjustment, "words") == "A seat near the door"
    back = deeds.change_session(there, session, by=person)
    assert (back.pk, back.state, back.moved_to) == (booking.pk, "booked", None)
    on = deeds.change_session(back, third, by=person)
    assert deeds.change_session(on, other, by=person).state == "booked"
    assert list(other.bookings.values_list("state", flat=True)) == ["booked"]


def test_nobody_loses_a_place_by_moving_to_a_full_day():
    session, other = a_session(), full()[0]
    booking = asks(session)
    with pytest.raises(Refusal, match="You keep your place here"):
        deeds.change_session(booking, other, by=booking.person)
    with pytest.raises(Refusal, match="another session of the same course"):
        deeds.change_session(booking, a_session("refresher"), by=booking.person)
    booking.refresh_from_db()
    assert booking.state == "booked"


def test_a_cancelled_session_with_thirty_booked_and_twelve_waiting(mailoutbox, django_capture_on_commit_callbacks):
    session, _booked, _waiting = full(capacity=30, waiting=12)
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert deeds.call_off(session, by=the_site()) == 42
    assert set(states(session)) == {"cancelled-by-organiser"}
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted(session.bookings.values_list("person__email", flat=True))
    assert all(b"METHOD:CANCEL" in mail.attachments[0].get_payload(decode=True) for mail in mailoutbox)
    assert not any(one.person.notices.exists() for one in session.bookings.all())


def test_changed_session_raises_sequences_and_offers_new_places(mailoutbox, django_capture_on_commit_callbacks):
    session, (had,), (_first,) = full(waiting=1)
    session.capacity = 2
    session.save()
    with django_capture_on_commit_callbacks(execute=True):
        assert deeds.session_changed(session, by=the_site()) == 2
    had.refresh_from_db()
    assert (had.sequence, states(session)) == (1, ["booked", "offered"])
    assert len(mailoutbox) == 3


def test_nothing_moves_once_it_has_begun():
    session, (had,), (first,) = full(waiting=1)
    move_days(session, 15)
    for deed in (deeds.cancel, deeds.take_place):
        with pytest.raises(Refusal, match="begun already"):
            deed(had if deed is deeds.cancel else first, by=(had if deed is deeds.cancel else first).person)
    assert deeds.advance(session, by=the_site()) == 0
    assert deeds.move_booking(first, "not_placed", by=the_site()).state == "not-placed"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("approved", "Only a lead of the organisation"),
        ("offered", "The site gives places by itself"),
        ("cancelled", "Only they, or a lead"),
        ("called_off", "Only whoever planned"),
        ("attended", "Only those who lead"),
    ],
)
def test_each_step_is_for_some(name, sentence):
    with pytest.raises(Refusal, match=sentence):
        deeds.move_booking(asks(a_session()), name, by=a_person())


def test_every_state_is_reached_and_none_is_a_trap():
    assert BOOKING.reached() == set(BOOKING.states)
    assert BOOKING.traps() == set()
