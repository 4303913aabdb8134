from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.core.models import Event
from partnership.core.refusals import Refusal
from partnership.framework.actions import arranging
from partnership.framework.models import Answer, Response
from partnership.framework.rules import arranging as rules
from partnership.partners.models import Kind
from tests import assessments
from tests.commitments import a_lead
from tests.people import a_partner, a_person, somebody

pytestmark = pytest.mark.django_db


def test_start_asks_every_seat_of_the_edition_and_nobody_yet():
    partner, lead = a_lead()
    made = assessments.started(partner, lead)
    assert [(seat.seat, seat.anonymous, seat.invited) for seat in made.seats.all()] == [
        ("leaders", False, 0),
        ("staff", True, 0),
        ("people", True, 0),
        ("peer", False, 0),
    ]
    assert made.state == "preparing"


def test_start_refuses_a_draft_edition():
    partner, lead = a_lead()
    with pytest.raises(Refusal, match="not offered"):
        assessments.started(partner, lead, edition="long-2026")


def test_start_refuses_whoever_does_not_lead():
    partner, _lead = a_lead()
    with pytest.raises(Refusal, match="Only a lead"):
        assessments.started(partner, somebody(Kind.PRACTITIONER, partner=partner))


def test_nobody_opens_a_seat_from_fewer_than_five():
    made, lead = assessments.started(*a_lead()), None
    lead = made.started_by
    with pytest.raises(Refusal, match="5 people or more"):
        arranging.change_assessment(made, {"least": 4}, seen=made.revision, by=lead)
    changed = arranging.change_assessment(made, {"least": 8}, seen=made.revision, seats={"staff": 40}, by=lead)
    assert (changed.least, assessments.seat_of(made, "staff").invited) == (8, 40)


def test_begin_refuses_while_nobody_is_to_be_asked():
    made = assessments.started(*a_lead())
    with pytest.raises(Refusal, match="how many people"):
        arranging.begin_assessment(made, by=made.started_by)


def test_once_begun_seats_stay_as_they_are():
    made, lead = assessments.begun()
    with pytest.raises(Refusal, match="asked already"):
        arranging.change_assessment(made, {}, seen=made.revision, seats={"staff": 40}, by=lead)


@pytest.mark.parametrize(("numbers", "sentence"), [({"cooks": 3}, "no such seat"), ({"staff": 5001}, "from 0 to 5000")])
def test_seats_that_cannot_be_are_refused(numbers, sentence):
    partner, lead = a_lead()
    with pytest.raises(Refusal, match=sentence):
        assessments.started(partner, lead, seats=numbers)


@pytest.mark.parametrize(("seat", "sentence"), [("staff", "without their name"), ("peer", "named by the programme")])
def test_ask_by_name_refuses_seats_of_others(seat, sentence):
    made, lead = assessments.begun()
    with pytest.raises(Refusal, match=sentence):
        arranging.ask_by_name(assessments.seat_of(made, seat), lead, by=lead)


def test_ask_by_name_counts_whoever_is_more_than_was_said():
    made, lead = assessments.begun(invited={"leaders": 1})
    seat = assessments.seat_of(made, "leaders")
    arranging.ask_by_name(seat, lead, by=lead)
    other = somebody(Kind.PRACTITIONER, partner=made.partner)
    arranging.ask_by_name(seat, other, by=lead)
    arranging.ask_by_name(seat, other, by=lead)
    assert (seat.responses.count(), assessments.seat_of(made, "leaders").invited) == (2, 2)


def test_ask_by_name_refuses_a_stranger():
    made, lead = assessments.begun()
    with pytest.raises(Refusal, match="belongs to your organisation"):
        arranging.ask_by_name(assessments.seat_of(made, "leaders"), a_person(), by=lead)


def test_sheets_go_to_nobody_of_the_partner():
    made, lead = assessments.begun()
    outside = somebody(Kind.PRACTITIONER, partner=a_partner())
    assert arranging.name_typist(made, outside, by=lead).paper_with == outside
    with pytest.raises(Refusal, match="outside your organisation"):
        arranging.name_typist(made, lead, by=lead)
    with pytest.raises(Refusal, match="outside your organisation"):
        arranging.name_typist(made, a_person(), by=lead)


def test_another_link_stops_the_old_one():
    made, lead = assessments.begun()
    seat = assessments.seat_of(made, "staff")
    old = seat.link_secret
    assert arranging.replace_link(seat, by=lead).link_secret != old


def test_whoever_is_in_the_middle_has_an_hour_after_it_closed():
    made, lead = assessments.begun()
    arranging.close_assessment(made, by=lead)
    now = timezone.now()
    assert rules.takes_answers(made, now + timedelta(minutes=59))
    assert not rules.takes_answers(made, now + timedelta(minutes=61))


def test_calling_off_deletes_what_was_answered_without_a_name():
    made, lead = assessments.begun()
    assessments.respond(assessments.seat_of(made, "staff"), [3])
    named = assessments.respond(assessments.seat_of(made, "leaders"), [4], person=lead)
    with pytest.raises(Refusal, match="Say why"):
        arranging.call_off_assessment(made, " ", by=lead)
    arranging.call_off_assessment(made, "We moved house", by=lead)
    assert list(Response.objects.all()) == [named]
    assert Answer.objects.exclude(response=named).count() == 0


def test_the_last_day_is_to_come_and_within_a_year():
    partner, lead = a_lead()
    today = timezone.localdate()
    for wrong, sentence in (
        (today - timedelta(days=1), "passed already"),
        (today + timedelta(days=366), "a year away"),
    ):
        with pytest.raises(Refusal, match=sentence):
            arranging.start_assessment(partner, assessments.SHORT, wrong, by=lead)


def test_the_next_one_knows_the_one_before():
    partner, lead = a_lead()
    first, _ = assessments.begun(partner, lead)
    type(first).objects.filter(pk=first.pk).update(state="agreed", agreed_at=timezone.now(), agreed_by=lead)
    second = assessments.started(partner, lead)
    assert second.previous == first
    arranging.call_off_assessment(second, "We moved", by=lead)
    assert assessments.started(partner, lead, scope="team", scope_name="Night shift").previous is None


def test_every_step_is_in_the_log():
    made, lead = assessments.begun()
    assert list(
        Event.objects.filter(by=lead, thing__contains="framework.assessment").values_list("verb", flat=True)
    ) == [
        "assessment.begun",
        "assessment.started",
    ]
    assert made.state == "answering"


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        (("whole", ""), ("whole", ""), "looking at this already"),
        (("team", "Nights"), ("team", "nights"), "looking at this already"),
        (("whole", ""), ("team", "Nights"), "a few people said"),
        (("team", "Nights"), ("whole", ""), "a few people said"),
    ],
)
def test_the_whole_and_a_part_are_not_asked_at_once(first, second, sentence):
    partner, lead = a_lead()
    assessments.started(partner, lead, scope=first[0], scope_name=first[1])
    with pytest.raises(Refusal, match=sentence):
        assessments.started(partner, lead, scope=second[0], scope_name=second[1])


def test_two_teams_may_be_asked_at_once_and_none_becomes_the_whole():
    partner, lead = a_lead()
    days = assessments.started(partner, lead, scope="team", scope_name="Days")
    assessments.started(partner, lead, scope="team", scope_name="Nights")
    with pytest.raises(Refusal, match="a few people said"):
        arranging.change_assessment(days, {"scope": "whole", "scope_name": ""}, seen=days.revision, by=lead)
