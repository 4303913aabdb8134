from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.academy import tasks
from partnership.academy.actions import booking as deeds
from partnership.academy.actions import looking_after
from partnership.academy.models import AbsenceReason, Adjustment, Booking, BookingStep
from partnership.core.models import Notice, sealed
from partnership.core.refusals import Refusal
from partnership.hub.tasks import CHORES
from tests.partnership.academy.booked import asks, full, held_for, move_days, of_a_partner, states, the_site
from tests.people import a_person
from tests.teaching import a_session

pytestmark = pytest.mark.django_db


def minute():
    if tasks.places_wait():
        tasks.look_after_places.call()


def day():
    tasks.look_after_training.call()


def test_chores_are_gathered():
    assert {"look after places in training", "look after training"} <= {one.name for one in CHORES}


def test_an_offer_lapses_at_its_hour_and_the_next_is_offered():
    session, (had,), _waiting = full(waiting=2)
    deeds.cancel(had, by=had.person)
    minute()
    assert states(session) == ["cancelled-by-learner", "offered", "waiting"]
    Booking.objects.filter(state="offered").update(offered_until_at=timezone.now())
    minute()
    assert states(session) == ["cancelled-by-learner", "waiting", "offered"]
    assert not tasks.places_wait()


def test_a_yes_is_taken_as_given_after_five_days():
    session, (partner, _lead, mine) = a_session("skilled-practice"), of_a_partner()
    booking = asks(session, mine, partner=partner)
    minute()
    assert states(session) == ["requested"]
    Booking.objects.update(asked_at=timezone.now() - timedelta(days=5))
    minute()
    booking.refresh_from_db()
    assert (booking.state, booking.steps.get(name="approved").done_by) == ("booked", the_site())


def test_whoever_found_no_place_is_told_so_when_it_begins():
    session, (had,), (waits, offered) = full(waiting=2)
    Booking.objects.filter(pk=offered.pk).update(state="offered", offered_until_at=timezone.now())
    move_days(session, 15)
    minute()
    assert states(session) == ["booked", "not-placed", "not-placed"]
    assert [one.person.notices.count() for one in (had, waits, offered)] == [0, 1, 1]
    minute()
    assert Notice.objects.count() == 2


def test_places_that_were_held_are_offered_on_their_day():
    session = a_session(capacity=1)
    held = held_for(session, "works-as", "", 1)
    asks(session)
    day()
    assert states(session) == ["waiting"]
    held.until_on = timezone.localdate()
    held.save()
    day()
    assert states(session) == ["offered"]


def test_the_place_of_somebody_who_left_goes_to_the_next():
    session, (had,), _waiting = full(waiting=1)
    had.person.erased_at, had.person.is_active, had.person.email = timezone.now(), False, None
    had.person.save()
    minute()
    assert states(session) == ["cancelled-by-learner", "offered"]
    assert not tasks.places_wait()


def booked_since(booking, days):
    BookingStep.objects.filter(booking=booking).update(done_at=timezone.now() - timedelta(days=days))
    return booking


def test_reminders_come_once_each_and_name_no_course():
    booking = booked_since(asks(a_session(days=7)), 30)
    for _time in range(2):
        day()
    assert booking.person.notices.count() == 1
    move_days(booking.session, 6)
    for _time in range(2):
        day()
    told = booking.person.notices.all()
    assert [one.words["before"] for one in told.order_by("pk")] == ["7", "1"]
    assert {one.sentence for one in told} == {"Training that you booked is on %(day)s."}


def test_nobody_is_reminded_who_has_just_booked_or_only_waits():
    just = asks(a_session(days=5))
    _session, _booked, (waits,) = full(waiting=1, days=7)
    day()
    assert (just.person.notices.count(), waits.person.notices.count()) == (0, 0)


def test_what_would_help_and_why_somebody_could_not_come_are_gone_after_thirty_days():
    session = a_session(days=1, parts=2)
    booking = asks(session, adjustment="A seat near the door")
    reason = AbsenceReason(booking=booking)
    sealed.put(reason, "words", "My child was ill")
    reason.save()
    move_days(session, 31)
    day()
    assert (Adjustment.objects.count(), AbsenceReason.objects.count()) == (1, 1)
    move_days(session, 2)
    day()
    assert (Adjustment.objects.count(), AbsenceReason.objects.count()) == (0, 0)
    assert Booking.objects.filter(pk=booking.pk).exists()


@pytest.mark.parametrize("deed", [looking_after.remind_of_training, looking_after.erase_what_helped, deeds.advance])
def test_only_the_site_does_this(deed):
    thing = a_session() if deed is deeds.advance else timezone.now()
    with pytest.raises(Refusal, match="The site gives places by itself"):
        deed(thing, by=a_person())
