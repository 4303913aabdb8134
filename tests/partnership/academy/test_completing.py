from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.academy.actions import completing as actions
from partnership.academy.models import Attendance, Completion, Reflection
from partnership.academy.rules.completing import months_after
from partnership.core.models import Event, sealed
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind
from tests.people import a_partner, somebody
from tests.teaching import a_booking, a_leader, a_session

pytestmark = pytest.mark.django_db


def marked(booking, *came):
    """Write into the register how somebody stands in each part."""
    for part, one in zip(booking.session.parts.all(), came, strict=False):
        said = {"came": one, "how": "led", "ticked_at": timezone.now(), "marked_at": timezone.now()}
        Attendance.objects.update_or_create(
            booking=booking, part=part, defaults={**said, "marked_by": booking.session.planned_by}
        )


@pytest.fixture
def booking():
    session = a_session(days=-3)
    a_leader(session)
    return a_booking(
        session,
        state="attended",
        partner=a_partner(sector="police"),
        works_as="volunteer",
        family="support",
        place="E1",
    )


@pytest.fixture
def leader(booking):
    return booking.session.leading.get().person


def verbs():
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_completion_holds_what_stood_on_its_day(booking, leader):
    marked(booking, "here")
    made = actions.complete_if_whole(booking, by=leader)
    day = timezone.localdate(booking.session.starts_at)
    assert (made.completed_on, made.valid_until) == (day, months_after(day, 24))
    assert (made.person, made.course, made.level) == (booking.person, "foundation", "informed")
    assert (made.partner, made.sector, made.works_as) == (booking.partner, "police", "volunteer")
    assert (made.family, made.place, made.recorded_by) == ("support", "E1", leader)
    assert verbs() == ["completion.recorded"]


def test_a_second_mark_completes_nothing_twice(booking, leader):
    marked(booking, "here")
    first = actions.complete_if_whole(booking, by=leader)
    assert actions.complete_if_whole(booking, by=leader) == first
    assert verbs() == ["completion.recorded"]


def test_who_came_for_some_of_it_has_not_completed_it(booking, leader):
    marked(booking, "partly")
    assert actions.complete_if_whole(booking, by=leader) is None


def test_an_event_is_not_completed(leader):
    booking = a_booking(a_session("", title="Exchange", days=-1), state="attended")
    marked(booking, "here")
    assert actions.complete_if_whole(booking, by=booking.person) is None


def test_a_corrected_register_takes_it_back_and_gives_it_again(booking, leader):
    marked(booking, "here")
    made = actions.complete_if_whole(booking, by=leader)
    marked(booking, "not")
    assert actions.complete_if_whole(booking, by=leader) is None
    made.refresh_from_db()
    assert made.why_revoked == "The register was corrected."
    marked(booking, "here")
    assert actions.complete_if_whole(booking, by=leader) == made
    made.refresh_from_db()
    assert made.revoked_at is None
    assert verbs() == ["completion.recorded", "completion.revoked", "completion.restored"]


def test_what_was_taken_back_on_purpose_stays_so(booking, leader):
    marked(booking, "here")
    made = actions.complete_if_whole(booking, by=leader)
    actions.revoke_completion(made, why=" It was somebody else. ", by=somebody(Kind.PROGRAMME_TEAM))
    assert actions.complete_if_whole(booking, by=leader) is None
    made.refresh_from_db()
    assert made.why_revoked == "It was somebody else."


def test_a_course_that_asks_for_a_reflection_waits_for_it():
    session = a_session("skilled-practice", days=-9, parts=2)
    booking = a_booking(session, state="attended")
    marked(booking, "here", "here")
    assert actions.complete_if_whole(booking, by=booking.person) is None
    written = actions.write_reflection(booking, "To wait a little longer.", by=booking.person)
    assert sealed.read(written, "words") == "To wait a little longer."
    assert Completion.objects.get(person=booking.person).completed_on == timezone.localdate()
    actions.write_reflection(booking, "And to ask.", by=booking.person)
    assert sealed.read(Reflection.objects.get(), "words") == "And to ask."
    assert verbs() == ["reflection.written", "completion.recorded", "reflection.written"]


def test_a_result_is_recorded_and_can_be_corrected(booking, leader):
    assert actions.record_result(booking, passed=False, by=leader).passed is False
    assert actions.record_result(booking, passed=True, by=leader).passed is True
    assert verbs() == ["assessment_result.recorded"] * 2


def test_nothing_is_completed_in_the_future(booking, leader):
    part = booking.session.parts.get()
    part.starts_at, part.ends_at = timezone.now() + timedelta(days=2), timezone.now() + timedelta(days=3)
    part.save()
    marked(booking, "here")
    with pytest.raises(Refusal, match="has not come yet"):
        actions.complete_if_whole(booking, by=leader)
