"""One person under two addresses: merged, they have one booking and are counted once, and it can be taken back."""

import pytest

from partnership.academy.actions import booking as deeds
from partnership.academy.models import Adjustment, Attendance, Booking, Came, Completion, How, Leading
from partnership.core.models import sealed
from partnership.partners.actions.merges import merge_people, undo_merge
from partnership.partners.models import Kind
from tests.partnership.academy.booked import asks, states
from tests.partnership.partners.test_merges import everything
from tests.people import a_partner, somebody
from tests.teaching import a_completion, a_leader, a_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


def twice():
    """Give one person as two rows, each of which belongs somewhere."""
    return somebody(Kind.PRACTITIONER, partner=a_partner()), somebody(Kind.PRACTITIONER, partner=a_partner())


def ticked(booking, came):
    part = booking.session.parts.first()
    return Attendance.objects.create(
        booking=booking,
        part=part,
        came=came,
        how=How.LED,
        ticked_at=part.starts_at,
        marked_at=part.starts_at,
        marked_by=booking.person,
    )


def test_bookings_and_completions_move_to_the_kept_person(team):
    kept, gone = twice()
    booking, done = asks(a_session(), gone), a_completion(gone)
    merge_people(kept, gone, by=team)
    assert (Booking.objects.get().person, Completion.objects.get().person) == (kept, kept)
    assert Booking.objects.get().pk == booking.pk
    assert done.pk == Completion.objects.get().pk


@pytest.mark.parametrize("kept_first", [True, False])
def test_two_bookings_for_one_session_are_one_and_the_line_moves(team, kept_first, django_capture_on_commit_callbacks):
    (kept, gone), session = twice(), a_session(capacity=2)
    first, second = (kept, gone) if kept_first else (gone, kept)
    asks(session, first)
    asks(session, second)
    asks(session)
    with django_capture_on_commit_callbacks(execute=True):
        merge_people(kept, gone, by=team)
    assert session.bookings.get(person=kept).state == "booked"
    assert session.bookings.get(person=gone).state == "cancelled-by-learner"
    assert states(session).count("offered") == 1
    assert session.bookings.taking_a_place().count() == 2


def test_whoever_waited_here_and_had_a_place_there_has_the_place(team):
    (kept, gone), session = twice(), a_session(capacity=1)
    had = asks(session, gone, adjustment="A seat near the door")
    waited = asks(session, kept)
    merge_people(kept, gone, by=team)
    waited.refresh_from_db()
    assert waited.state == "booked"
    assert sealed.read(Adjustment.objects.get(), "words") == "A seat near the door"
    assert Adjustment.objects.get().booking == waited
    assert sorted(waited.steps.values_list("name", flat=True)) == ["asked", "asked", "merged"]
    had.refresh_from_db()
    assert had.state == "cancelled-by-learner"


def test_whoever_was_marked_here_and_there_was_there(team):
    (kept, gone), session = twice(), a_session()
    missed, came = asks(session, kept), asks(session, gone)
    ticked(missed, Came.NOT)
    ticked(came, Came.HERE)
    leads = a_leader(session)
    deeds.move_booking(missed, "missed", by=leads)
    deeds.move_booking(came, "attended", by=leads)
    merge_people(kept, gone, by=team)
    missed.refresh_from_db()
    assert (missed.state, missed.attendances.get().came) == ("attended", Came.HERE)


def test_a_course_completed_twice_on_one_day_counts_once(team):
    kept, gone = twice()
    a_completion(kept)
    a_completion(gone)
    merge_people(kept, gone, by=team)
    assert Completion.objects.filter(revoked_at=None).count() == 1
    assert Completion.objects.get(revoked_at=None).person == kept


def test_two_tasks_at_one_session_are_one(team):
    (kept, gone), session = twice(), a_session()
    a_leader(session, kept)
    a_leader(session, gone)
    merge_people(kept, gone, by=team)
    assert Leading.objects.standing().get().person == kept


def test_merge_is_taken_back_whole(team):
    (kept, gone), session = twice(), a_session(capacity=1)
    ticked(asks(session, gone, adjustment="A seat near the door"), Came.HERE)
    ticked(asks(session, kept), Came.NOT)
    a_completion(kept)
    a_completion(gone)
    a_leader(session, kept)
    a_leader(session, gone)
    before = everything()
    merge = merge_people(kept, gone, by=team)
    assert everything() != before
    assert undo_merge(merge, by=team) == 0
    assert everything() == before
