"""Asking people to lead: they can say no, and are told first when it is a lot."""

import re

import pytest
from django.urls import reverse

from partnership.academy.actions.leading import ask_to_lead, step_back, take_back_asking
from partnership.academy.actions.sessions import add_part
from partnership.academy.models import Leading
from partnership.academy.rules.load import most_sessions, most_within
from partnership.accounts.models import Person, System
from partnership.core.models import Notice
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind
from tests.partnership.academy.booked import asks
from tests.partnership.academy.planned import announced, at_ten, planned, the_team
from tests.people import a_person, sign_in, somebody
from tests.teaching import a_leader, a_session

pytestmark = pytest.mark.django_db


def told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("sentence", flat=True))


def test_whoever_is_asked_is_told_that_they_can_say_no():
    session, person = planned(), a_person()
    leading = ask_to_lead(session, person, by=session.planned_by)
    assert (leading.task, leading.asked_by) == ("facilitates", session.planned_by)
    assert "You can say no, and nobody asks why" in told(person)[0]
    ask_to_lead(session, other := a_person(), task="wellbeing", by=session.planned_by)
    assert "how people are" in told(other)[0]


def test_whoever_asks_themselves_is_told_nothing():
    team = the_team()
    ask_to_lead(planned(team), team, by=team)
    assert told(team) == []


def test_asking_refuses_twice_after_a_no_and_whoever_comes():
    session = announced()
    team, person = session.planned_by, a_person()
    leading = ask_to_lead(session, person, by=team)
    with pytest.raises(Refusal, match="has a task at this session already"):
        ask_to_lead(session, person, by=team)
    step_back(leading, by=person)
    with pytest.raises(Refusal, match="said no to this session, and is not asked again"):
        ask_to_lead(session, person, by=team)
    with pytest.raises(Refusal, match="has a place as somebody who comes"):
        ask_to_lead(session, asks(session).person, by=team)


@pytest.mark.parametrize("wrong", ["system", "gone", "task"])
def test_asking_refuses_nobody_and_nothing(wrong):
    session = planned()
    other = Person.objects.system(System.HOUSEKEEPER) if wrong == "system" else a_person(is_active=wrong != "gone")
    with pytest.raises(Refusal, match="Choose"):
        ask_to_lead(session, other, task="sings" if wrong == "task" else "facilitates", by=session.planned_by)


def test_only_whoever_was_asked_says_no_and_only_once():
    session = planned()
    leading = ask_to_lead(session, a_person(), by=session.planned_by)
    with pytest.raises(Refusal, match="Only the person who was asked"):
        step_back(leading, by=session.planned_by)
    step_back(leading, by=leading.person)
    assert "cannot" in told(session.planned_by)[-1]
    with pytest.raises(Refusal, match="said no to this session already"):
        step_back(leading, by=leading.person)
    with pytest.raises(Refusal, match="That stays"):
        take_back_asking(leading, by=session.planned_by)


def test_nobody_says_no_to_what_is_over():
    session = a_session(state="held", days=-3)
    person = a_leader(session)
    with pytest.raises(Refusal, match="over or cancelled"):
        step_back(Leading.objects.get(person=person), by=person)


def test_asking_is_taken_back_and_they_are_told():
    session = planned()
    leading = ask_to_lead(session, person := a_person(), by=session.planned_by)
    take_back_asking(leading, by=session.planned_by)
    assert not session.leading.exists()
    assert "need not lead" in told(person)[-1]


def lead_a_lot(person, team):
    for number in range(most_sessions()):
        a_leader(a_session(by=team, days=1 + number), person)
    return ask_to_lead(planned(team), person, by=team)


def test_whoever_leads_too_much_is_told_before_anybody_sees_it(client):
    team, person = the_team(), somebody(Kind.TRAINER, name="Robin Example")
    lead_a_lot(person, team)
    assert "That is a lot. How are you?" in told(person)[-1]
    page = client.get
    sign_in(client, person)
    mine = page(reverse("i-lead")).content.decode()
    assert f"At most {most_sessions() + 1} sessions lie within 30 days" in mine
    assert "That is a lot" in mine
    sign_in(client, team)
    theirs = page(reverse("programme-academy")).content.decode()
    assert "Robin Example" in theirs.partition('id="told"')[2]
    assert not re.search(rf"\b{most_sessions() + 1} sessions\b", theirs)


def test_as_many_as_are_enough_are_not_a_lot(client):
    team, person = the_team(), a_person()
    for number in range(most_sessions() - 1):
        a_leader(a_session(by=team, days=1 + number), person)
    ask_to_lead(planned(team), person, by=team)
    assert not any("a lot" in one for one in told(person))
    sign_in(client, team)
    assert "Nobody, in the last 30 days" in client.get(reverse("programme-academy")).content.decode()


def test_what_lies_further_apart_than_a_month_is_not_added_up():
    team, person = the_team(), a_person()
    for number in range(most_sessions() + 1):
        a_leader(a_session(by=team, days=1 + 20 * number), person)
    ask_to_lead(planned(team), person, by=team)
    assert not any("a lot" in one for one in told(person))
    assert most_within([]) == 0


def test_whoever_leads_is_told_where_a_session_gets_a_day_among_many_others():
    session, person = planned(parts=[]), a_person()
    for number in range(most_sessions()):
        a_leader(a_session(days=number + 3), person)
    ask_to_lead(session, person, by=session.planned_by)
    assert len(told(person)) == 1  # it has no day yet
    add_part(session, *at_ten(9), by=session.planned_by)
    assert "That is a lot. How are you?" in told(person)[-1]
    add_part(session, *at_ten(10), by=session.planned_by)  # it begins on the same day as before
    assert len(told(person)) == 2
