from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.academy.actions import certificates as actions
from partnership.academy.actions import completing
from partnership.academy.models import Attendance, Certificate
from partnership.academy.rules import certificates as rules
from partnership.accounts.models import Person, System
from partnership.core.models import Event, Notice
from partnership.core.refusals import Refusal, why_not
from partnership.partners.models import Kind
from partnership.partners.models.charter import sha256
from tests.people import a_person, somebody
from tests.teaching import a_booking, a_completion, a_leader, a_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    session = a_session(days=-3, parts=2)
    a_leader(session)
    return session


@pytest.fixture
def leader(session):
    return session.leading.get().person


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


@pytest.fixture
def site():
    return Person.objects.system(System.HOUSEKEEPER)


def came(session, person=None, *, state="attended", marks=("here", "partly")):
    booking = a_booking(session, person, state=state)
    for part, mark in zip(session.parts.all(), marks, strict=True):
        at = {"ticked_at": timezone.now(), "marked_at": timezone.now(), "marked_by": session.planned_by}
        Attendance.objects.create(booking=booking, part=part, came=mark, how="led", **at)
    return booking


def test_attendance_certificate_says_when_somebody_was_there(session, leader):
    booking = came(session)
    made = actions.issue_attendance(booking, by=leader)
    assert made.shows["name"] == booking.person.name
    assert [one["all"] for one in made.shows["parts"]] == [True, False]
    assert made.shows["level"] == ""
    assert bytes(made.pdf).startswith(b"%PDF-")
    assert made.pdf_sha256 == sha256(bytes(made.pdf))
    assert len(made.code) == 10
    assert Event.objects.get(verb="certificate.issued").by == leader


def test_who_has_one_is_given_no_second(session, leader):
    booking = came(session)
    assert actions.issue_attendance(booking, by=leader) == actions.issue_attendance(booking, by=booking.person)
    completion = a_completion(booking.person, session=session)
    assert actions.issue_completion(completion, by=leader) == actions.issue_completion(completion, by=booking.person)
    assert Certificate.objects.count() == 2


def test_completion_certificate_is_a_snapshot(session):
    person = a_person("Ottoline Brackwater")
    completion = a_completion(person, session=session)
    made = actions.issue_completion(completion, by=person)
    person.name = "Otto Brackwater"
    person.save()
    made.refresh_from_db()
    assert made.shows["name"] == "Ottoline Brackwater"
    assert made.shows["completed_on"] == completion.completed_on.isoformat()
    assert (made.shows["level"], made.shows["hours"]) == ("Trauma informed", "2")


def test_name_in_other_letters_has_a_certificate(session):
    completion = a_completion(a_person("زينب Østergård-Ńguyễn"), session=session)
    assert bytes(actions.issue_completion(completion, by=completion.person).pdf).startswith(b"%PDF-")


def test_who_may_have_one_made(session, leader, team, site):
    booking, completion = came(session), a_completion(session=session)
    for who in (leader, site, session.planned_by, booking.person):
        may_not = who == session.planned_by  # who planned it, and is no trainer any more
        assert bool(why_not(rules.check_can_issue_attendance, who, booking)) == may_not
    assert why_not(rules.check_can_issue_completion, completion.person, completion) == ""
    assert why_not(rules.check_can_issue_completion, leader, completion) == ""
    assert "Only they" in why_not(rules.check_can_issue_attendance, a_person(), booking)
    assert "Only they" in why_not(rules.check_can_issue_completion, a_person(), completion)
    assert why_not(rules.check_can_issue_completion, team, completion) == ""


def test_there_is_none_for_who_did_not_come_or_before_it_is_over(leader):
    soon = a_session(days=0, parts=3)
    a_leader(soon, leader)
    missed = a_booking(soon, state="absent")
    assert "does not say that they came" in why_not(rules.check_can_issue_attendance, leader, missed)
    there = a_booking(soon, state="attended")
    assert "not over yet" in why_not(rules.check_can_issue_attendance, leader, there)
    assert "not over yet" in why_not(rules.check_can_ask_for_certificates, leader, soon)


def test_completion_that_was_taken_back_takes_its_certificate_with_it(session, team):
    completion = a_completion(session=session)
    made = actions.issue_completion(completion, by=completion.person)
    completing.revoke_completion(completion, why="It was somebody else.", by=team)
    made.refresh_from_db()
    assert made.why_revoked == "It was somebody else."
    with pytest.raises(Refusal, match="This was taken back: It was somebody else"):
        actions.issue_completion(completion, by=completion.person)


def test_certificate_taken_back_is_given_again_only_by_who_could_take_it_back(session, leader, team):
    booking = came(session)
    made = actions.issue_attendance(booking, by=booking.person)
    assert "Only whoever organised" in why_not(rules.check_can_revoke_certificate, leader, made, "Misspelt.")
    assert "Say why" in why_not(rules.check_can_revoke_certificate, team, made, "")
    actions.revoke_certificate(made, why="The name was misspelt.", by=team)
    assert "taken back already" in why_not(rules.check_can_revoke_certificate, team, made, "Again.")
    with pytest.raises(Refusal, match="The name was misspelt"):
        actions.issue_attendance(booking, by=booking.person)
    again = actions.issue_attendance(booking, by=team)
    assert again != made
    assert actions.issue_attendance(booking, by=booking.person) == again


def test_everybody_who_came_gets_one_and_whoever_asked_is_told(session, leader, site):
    completed, only_there, missed = came(session), came(session), a_booking(session, state="absent")
    a_completion(completed.person, session=session)
    actions.ask_for_certificates(session, by=leader)
    assert actions.make_certificates(session, most=1, by=site) == 1
    assert actions.make_certificates(session, most=5, by=site) == 1
    kinds = dict(Certificate.objects.values_list("person", "kind"))
    assert kinds == {completed.person.pk: "completion", only_there.person.pk: "attendance"}
    session.refresh_from_db()
    assert session.certificates_asked_at is None
    assert Notice.objects.get(person=leader).category == "training"
    assert missed.person.pk not in kinds


def test_stopping_keeps_what_was_made_and_asking_again_goes_on(session, leader, site):
    for _one in range(3):
        came(session)
    actions.ask_for_certificates(session, by=leader)
    assert "being made already" in why_not(rules.check_can_ask_for_certificates, leader, session)
    actions.make_certificates(session, most=1, by=site)
    actions.stop_certificates(session, by=leader)
    for refused in (rules.check_can_stop_certificates, rules.check_can_make_certificates):
        assert why_not(refused, leader, session) == "No certificates are being made at the moment."
    actions.ask_for_certificates(session, by=leader)
    assert actions.make_certificates(session, most=9, by=leader) == 2
    assert Certificate.objects.count() == 3
    assert rules.due(session) == []


def test_strangers_ask_for_nothing(session):
    for refused in (
        rules.check_can_ask_for_certificates,
        rules.check_can_stop_certificates,
        rules.check_can_make_certificates,
    ):
        assert "Only those who lead or organise" in why_not(refused, a_person(), session)


def test_what_was_taken_back_on_purpose_is_not_made_with_the_others(session, leader, team):
    booking = came(session)
    actions.revoke_certificate(actions.issue_attendance(booking, by=leader), why="A mix-up.", by=team)
    assert rules.due(session) == []


def test_session_of_a_certificate_from_elsewhere_is_none(team):
    completion = a_completion(completed_on=timezone.localdate() - timedelta(days=9))
    made = actions.issue_completion(completion, by=completion.person)
    assert rules.session_of(made) is None
    assert why_not(rules.check_can_revoke_certificate, team, made, "A mix-up.") == ""
