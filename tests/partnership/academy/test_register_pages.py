import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from partnership.academy.models import Adjustment, Attendance, Booking
from partnership.academy.queries.register import needs
from partnership.academy.rules.register import code_of
from partnership.core import pace
from partnership.core.models import sealed
from partnership.partners.models import Kind
from tests.people import a_person, sign_in, somebody
from tests.teaching import a_booking, a_leader, a_session, span

pytestmark = pytest.mark.django_db
HELPS = "A chair near the door."


@pytest.fixture
def session():
    """Give a session whose first part began a while ago and whose second begins in two days."""
    session = a_session(days=0, parts=2)
    first, second = session.parts.all()
    first.starts_at, first.ends_at = timezone.now() - timedelta(minutes=20), timezone.now() + timedelta(hours=2)
    second.starts_at, second.ends_at = timezone.now() + timedelta(days=2), timezone.now() + timedelta(days=2, hours=2)
    first.save()
    second.save()
    span(session)
    a_leader(session)
    return session


@pytest.fixture
def leader(client, session):
    person = session.leading.get().person
    sign_in(client, person)
    return person


@pytest.fixture
def here(session):
    return f"/academy/sessions/{session.pk}/register/"


def helped(booking):
    wish = Adjustment(booking=booking)
    sealed.put(wish, "words", HELPS)
    wish.save()
    return booking


@pytest.mark.parametrize("people", [1, 3])
def test_register_asks_as_much_for_one_as_for_three(client, session, leader, here, people, django_assert_num_queries):
    for _one in range(people):
        helped(a_booking(session))
    client.get(here)
    with django_assert_num_queries(9):
        assert client.get(here).status_code == 200


def test_register_shows_who_has_a_place_and_not_what_would_help(client, session, leader, here):
    booking = helped(a_booking(session, a_person("Ambrose Winterbourne")))
    waits = a_booking(session, a_person("Clement Sparrow"), state="waiting")
    page = client.get(here).text
    assert "Ambrose Winterbourne" in page
    assert "Something would help" in page
    assert HELPS not in page
    assert waits.person.name not in page
    opened = client.get(f"{here}{booking.pk}/").text
    assert HELPS in opened


def test_who_organises_does_not_read_what_would_help(client, session, here):
    sign_in(client, somebody(Kind.PROGRAMME_TEAM))
    booking = helped(a_booking(session))
    assert "Something would help" not in client.get(here).text
    assert HELPS not in client.get(f"{here}{booking.pk}/").text


def test_strangers_see_no_register(client, session, here):
    booking = a_booking(session)
    sign_in(client, booking.person)
    for path in (here, f"{here}{booking.pk}/", f"{here}sheet.pdf", f"{here}register.csv", f"{here}upload/"):
        assert client.get(path).status_code == 403
    assert client.post(f"{here}ticks/", "{}", content_type="application/json").status_code == 403


def test_form_keeps_what_was_changed_and_nothing_that_an_old_page_says(client, session, leader, here):
    first, second = a_booking(session), a_booking(session)
    part = session.parts.first()
    sent = {
        "part": part.pk,
        f"came-{first.pk}": "here",
        f"was-{first.pk}": "",
        f"came-{second.pk}": "",
        f"was-{second.pk}": "",
    }
    answer = client.post(here, sent, follow=True)
    assert "one person stands otherwise now" in answer.text
    Attendance.objects.update(came="not")  # somebody else corrected it
    client.post(here, {**sent, f"was-{first.pk}": "here"})
    assert Attendance.objects.get().came == "not"


def test_telephone_sends_ticks_and_hears_which_could_not_be_kept(client, session, leader, here):
    booking, part = a_booking(session), session.parts.first()
    now = int(timezone.now().timestamp() * 1000)
    told = {"booking": booking.pk, "part": part.pk, "came": "here", "at": now - 600_000}
    body = {"sent_at": now, "ticks": [told, {**told, "booking": 1}]}
    for changed in (1, 0):
        answer = client.post(f"{here}ticks/", json.dumps(body), content_type="application/json")
        assert answer.status_code == 200
        assert answer.json()["changed"] == changed
        assert [one["booking"] for one in answer.json()["refused"]] == [1]
    assert abs(Attendance.objects.get().ticked_at - timezone.now() + timedelta(minutes=10)) < timedelta(minutes=1)


@pytest.mark.parametrize("body", ["", "[]", '{"sent_at": "x"}', '{"sent_at": 1, "ticks": [{"came": "maybe"}]}'])
def test_what_is_no_list_of_ticks_is_refused(client, leader, here, body):
    assert client.post(f"{here}ticks/", body, content_type="application/json").status_code == 400


def test_who_is_signed_out_is_told_so_and_nothing_is_lost(client, here):
    answer = client.post(f"{here}ticks/", "{}", content_type="application/json")
    assert (answer.status_code, answer.json()) == (401, {"sign_in": True})


def test_walk_in_by_address_of_an_account(client, session, leader, here):
    person, part = a_person("Ottilie Marchbank"), session.parts.first()
    answer = client.post(f"{here}walk-in/", {"email": person.email.upper(), "part": part.pk}, follow=True)
    assert "Ottilie Marchbank is in the register." in answer.text
    assert Booking.objects.get().walked_in
    answer = client.post(f"{here}walk-in/", {"email": "nobody@example.org", "part": part.pk})
    assert "we open none for somebody else" in answer.text
    assert 'value="nobody@example.org"' in answer.text


def test_sheet_is_a_tagged_pdf_and_files_say_who_has_a_place(client, session, leader, here):
    booking = a_booking(session)
    sheet = client.get(f"{here}sheet.pdf")
    assert sheet.content.startswith(b"%PDF-")
    assert sheet["Cache-Control"] == "private, no-store"
    text = client.get(f"{here}register.csv").content.decode("utf-8-sig")
    assert text.splitlines()[1].startswith(f"{booking.pk},{booking.person.name},,")
    assert client.get(f"{here}register.xlsx").content.startswith(b"PK")


def test_file_that_was_taken_can_be_brought_back(client, session, leader, here):
    a_booking(session)
    taken = client.get(f"{here}register.csv").content.decode("utf-8-sig").splitlines()
    cells = taken[1].split(",")
    cells[3] = "here"
    filled = SimpleUploadedFile("register.csv", "\n".join([taken[0], ",".join(cells)]).encode())
    answer = client.post(f"{here}upload/", {"file": filled}, follow=True)
    assert "one person stands otherwise now" in answer.text
    filled.seek(0)
    assert "Everything stood there already." in client.post(f"{here}upload/", {"file": filled}, follow=True).text
    answer = client.post(f"{here}upload/", {"file": SimpleUploadedFile("register.csv", b"Number,Part 9\n1,here")})
    assert "this session has 2 parts" in answer.text


def test_results_and_reasons_are_written_down_from_a_persons_page(client, session, leader, here):
    booking = a_booking(session, state="attended")
    assert client.post(f"{here}{booking.pk}/result/", {"passed": "yes"}).status_code == 302
    assert booking.assessment.passed
    assert client.post(f"{here}{booking.pk}/result/", {}).status_code == 403
    missed = a_booking(session, state="absent")
    assert client.post(f"{here}{missed.pk}/excused/").status_code == 302
    missed.refresh_from_db()
    assert missed.state == "absent-with-reason"


def test_open_register_waits_in_my_work_for_those_who_lead_it(session, leader):
    (need,) = needs(leader)
    assert need.href == f"/academy/sessions/{session.pk}/register/?part={session.parts.first().pk}"
    assert list(needs(somebody(Kind.PROGRAMME_TEAM))) == []


# --- the code in the room


@pytest.fixture
def code(session):
    pace.forget()
    return f"/academy/check-in/{code_of(session.parts.first())}/"


def test_room_shows_the_code_of_a_part(client, session, leader, here, code):
    page = client.get(f"{here}code/{session.parts.first().pk}/").text
    assert code in page
    assert "<svg" in page


def test_who_has_a_place_presses_one_button(client, session, code):
    booking = a_booking(session)
    sign_in(client, booking.person)
    assert "I am here" in client.get(code).text
    answer = client.post(code, follow=True)
    assert "You are in the register." in answer.text
    assert "I am here" not in answer.text
    assert Attendance.objects.get().how == "self"


def test_strangers_get_a_calm_page(client, session, code):
    assert "Sign in first" in client.get(code).text
    assert client.post(code).status_code == 200
    sign_in(client, a_person())
    page = client.get(code).text
    assert "You have no place here under this account." in page
    assert "First steps" not in page  # what it is called is not theirs
    assert client.post(code).status_code == 403
    assert "This code opens nothing now" in client.get("/academy/check-in/NOTACODE/").text


def test_whoever_guesses_codes_waits(client, code):
    for _one in range(40):
        client.get("/academy/check-in/BCDFGHJKMN/")
    assert client.get(code).status_code == 403
    pace.forget()


# --- afterwards


@pytest.fixture
def over():
    session = a_session("skilled-practice", days=-3)
    return a_booking(session)


def test_person_says_that_they_could_not_come(client, over):
    sign_in(client, over.person)
    address = f"/my-training/{over.pk}/could-not-come/"
    assert "Your organisation sees that there was a reason" in client.get(address).text
    assert client.post(address, {"words": "Ill."}).status_code == 302
    over.refresh_from_db()
    assert over.state == "absent-with-reason"
    assert sealed.read(over.absence, "words") == "Ill."


def test_person_writes_what_they_take_with_them_and_finds_it_again(client, over):
    sign_in(client, over.person)
    address = f"/my-training/{over.pk}/reflection/"
    assert "Write a sentence" in client.post(address, {"words": ""}).text
    assert client.post(address, {"words": "To ask first."}).status_code == 302
    assert "To ask first." in client.get(address).text
    sign_in(client, a_person())
    assert client.get(address).status_code == 404
    assert client.get(f"/my-training/{over.pk}/could-not-come/").status_code == 404
