import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from jsonschema import Draft202012Validator

from partnership.academy import tasks
from partnership.academy.actions import certificates as actions
from partnership.academy.models import Attendance, Certificate
from partnership.academy.rules.certificates import due
from partnership.accounts.models import Person, System
from partnership.core import pace
from partnership.core.models import Notice
from partnership.partners.models import Kind
from tests.people import a_partner, a_person, a_role, sign_in, somebody
from tests.teaching import a_booking, a_completion, a_leader, a_session

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_was_quick():
    pace.forget()
    yield
    pace.forget()


@pytest.fixture
def session():
    session = a_session(days=-3)
    a_leader(session)
    return session


@pytest.fixture
def leader(session):
    return session.leading.get().person


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


@pytest.fixture
def given(session):
    completion = a_completion(a_person("Philippa Oakhurst"), session=session)
    return actions.issue_completion(completion, by=completion.person)


def came(session, people):
    for _one in range(people):
        a_booking(session, state="attended")


def test_whoever_holds_the_code_sees_what_it_says_and_not(client, given):
    answer = client.get(f"/certificates/{given.code_words.lower()}/")
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    for words in ("It stands.", "Philippa Oakhurst", given.shows["title"], "no licence to practise"):
        assert words in answer.text
    assert "Philippa" not in answer.text.split("</title>")[0]
    assert client.get("/certificates/BCDFGHJKMN/").status_code == 404


def test_revoked_certificate_says_so_and_why(client, given, team):
    sign_in(client, team)
    address = f"/certificates/{given.code}/take-back/"
    assert "Say why in a sentence" in client.post(address, {"why": ""}).text
    assert client.post(address, {"why": "It was given to the wrong person."}).status_code == 302
    client.logout()
    page = client.get(f"/certificates/{given.code}/").text
    assert "It does not stand any more." in page
    assert "It was given to the wrong person." in page


def test_certificate_that_counted_until_a_day_says_so(client, session):
    completion = a_completion(session=session)
    completion.completed_on = completion.completed_on.replace(year=2020)
    completion.valid_until = completion.completed_on.replace(year=2022)
    completion.save()
    given = actions.issue_completion(completion, by=completion.person)
    assert "It stands. It counted until" in client.get(f"/certificates/{given.code}/").text


def test_code_and_file_are_checked(client, given):
    assert "Type the code, or choose the file." in client.post("/certificates/", {}).text
    assert "This code belongs to a certificate." in client.post("/certificates/", {"code": given.code_words}).text
    assert "No certificate has this code." in client.post("/certificates/", {"code": "nothing"}).text
    paper = SimpleUploadedFile("certificate.pdf", bytes(given.pdf))
    assert "This is the certificate, unchanged." in client.post("/certificates/", {"file": paper}).text
    changed = SimpleUploadedFile("certificate.pdf", bytes(given.pdf) + b" ")
    assert "not a certificate from here" in client.post("/certificates/", {"file": changed}).text


def test_whoever_guesses_codes_waits(client, given):
    for _one in range(40):
        client.get("/certificates/BCDFGHJKMN/")
    assert client.get(f"/certificates/{given.code}/").status_code == 403
    assert client.get("/certificates/").status_code == 403


def test_only_the_person_takes_the_paper(client, given, leader, team):
    address = f"/my-training/passport/certificate-{given.code}.pdf"
    for other in (leader, team, a_person()):
        sign_in(client, other)
        assert client.get(address).status_code == 404
    sign_in(client, given.person)
    answer = client.get(address)
    assert answer.content == bytes(given.pdf)
    assert answer["Cache-Control"] == "private, no-store"


def test_person_has_their_certificates_made_from_their_passport(client, session):
    person = a_person()
    completion, booking = a_completion(person, session=session), a_booking(session, person, state="attended")
    sign_in(client, person)
    page = client.get("/my-training/passport/").text
    for address in (f"/my-training/passport/{completion.pk}/certificate/", f"/my-training/{booking.pk}/certificate/"):
        assert address in page
        assert client.post(address, follow=True).content.startswith(b"%PDF-")
    page = client.get("/my-training/passport/").text
    assert page.count("certificate-") == 2
    sign_in(client, a_person())
    assert client.post(f"/my-training/{booking.pk}/certificate/").status_code == 404


# --- of a whole session


@pytest.mark.parametrize("people", [1, 3])
def test_issuing_asks_as_much_for_one_as_for_three(client, session, leader, people, django_assert_num_queries):
    came(session, people)
    for one in session.bookings.all():
        actions.issue_attendance(one, by=leader)
    sign_in(client, leader)
    address = f"/academy/sessions/{session.pk}/certificates/"
    client.get(address)
    with django_assert_num_queries(9):
        assert client.get(address).status_code == 200


def test_few_are_made_at_once(client, session, leader):
    came(session, 2)
    sign_in(client, leader)
    address = f"/academy/sessions/{session.pk}/certificates/"
    assert "2 people who came have no certificate yet." in client.get(address).text
    page = client.post(f"{address}make/", follow=True).text
    assert "Everybody who came has a certificate." in page
    assert "Take it back" not in page  # whoever leads does not organise
    assert Notice.objects.filter(person=leader, category="training").count() == 1


def test_many_are_left_to_the_worker_stopped_and_gone_on_with(client, session, leader, monkeypatch, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    monkeypatch.setattr(tasks, "AT_ONCE", 1)
    monkeypatch.setattr(tasks, "IN_ONE_GO", 2)
    came(session, 5)
    sign_in(client, leader)
    address = f"/academy/sessions/{session.pk}/certificates/"
    assert "0 of 5 certificates are made." in client.post(f"{address}make/", follow=True).text
    actions.make_certificates(session, most=2, by=Person.objects.system(System.HOUSEKEEPER))
    assert "2 of 5 certificates are made." in client.get(address).text
    assert "Those that were made are kept" in client.post(f"{address}stop/", follow=True).text
    tasks.make_certificates.func(session.pk)
    assert Certificate.objects.count() == 2
    client.post(f"{address}make/")
    assert "Everybody who came has a certificate." in client.post(f"{address}now/", follow=True).text
    assert Certificate.objects.count() == 5


def test_what_lies_is_taken_up(session, leader):
    came(session, 1)
    actions.ask_for_certificates(session, by=leader)
    assert not tasks.certificates_lie()
    session.certificates_asked_at -= tasks.LEFT_LYING
    session.save()
    assert tasks.certificates_lie()
    tasks.go_on_with_certificates.func()
    assert due(session) == []
    assert not tasks.certificates_lie()


def test_what_goes_wrong_is_told_and_stops(session, leader, monkeypatch):
    came(session, 1)
    actions.ask_for_certificates(session, by=leader)

    def broken(*_args, **_more):
        raise OSError("no room on the disk")

    monkeypatch.setattr(actions, "_seal", broken)
    tasks.make_certificates.func(session.pk)
    session.refresh_from_db()
    assert session.certificates_asked_at is None
    assert Notice.objects.get(person=leader).sentence.startswith("Something went wrong on our side")


def test_strangers_make_none(client, session):
    sign_in(client, a_person())
    address = f"/academy/sessions/{session.pk}/certificates/"
    for path in ("make/", "stop/", "now/"):
        assert client.post(f"{address}{path}").status_code == 403
    assert client.get(address).status_code == 403


# --- the passport


@pytest.mark.parametrize("count", [1, 3])
def test_passport_asks_as_much_for_one_as_for_three(client, count, django_assert_num_queries):
    person = a_person()
    for course in ("foundation", "skilled-practice", "refresher")[:count]:
        session = a_session(course, days=-3)
        a_completion(person, course, session=session)
        a_booking(session, person, state="attended")
    sign_in(client, person)
    client.get("/my-training/passport/")
    with django_assert_num_queries(7):
        assert client.get("/my-training/passport/").status_code == 200


def test_passport_is_theirs_when_they_change_employer(client):
    person, old = a_person(), a_partner()
    role = a_role(person, Kind.PRACTITIONER, partner=old)
    a_completion(person, partner=old, taught_by="A college elsewhere", came_from="file")
    role.delete()
    person.memberships.all().delete()
    sign_in(client, person)
    page = client.get("/my-training/passport/").text
    assert "A college elsewhere" in page


def test_passport_as_data_has_the_shape_that_is_documented(client, root, session):
    person = a_person()
    completion = a_completion(person, session=session)
    given = actions.issue_completion(completion, by=person)
    a_completion(person, "skilled-practice", taught_by="A college elsewhere", came_from="file")
    sign_in(client, person)
    told = json.loads(client.get("/my-training/passport/passport.json").content)
    documented = re.search(
        r"```json\n(.*?)\n```", (root / "docs" / "passport.md").read_text(encoding="utf-8"), re.DOTALL
    )
    schema = json.loads(documented[1])
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(told)) == []
    by_course = {one["course"]: one for one in told["completed"]}
    assert by_course["foundation"]["certificate"]["code"] == given.code
    assert by_course["skilled-practice"]["certificate"] is None


def test_passport_on_paper_leaves_out_what_was_taken_back(client, team):
    person = a_person()
    completion = a_completion(person)
    sign_in(client, person)
    assert client.get("/my-training/passport/passport.pdf").content.startswith(b"%PDF-")
    completion.revoked_at, completion.revoked_by, completion.why_revoked = completion.recorded_at, team, "A mix-up."
    completion.save()
    assert "Taken back: A mix-up." in client.get("/my-training/passport/").text
    assert json.loads(client.get("/my-training/passport/passport.json").content)["completed"] == []


def test_attendance_is_not_in_the_passport_before_it_is_over(client):
    person = a_person()
    booking = a_booking(a_session(days=1), person, state="attended")
    sign_in(client, person)
    assert f"/my-training/{booking.pk}/certificate/" not in client.get("/my-training/passport/").text
    assert not Attendance.objects.exists()
