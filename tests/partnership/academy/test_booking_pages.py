import pytest
from django.urls import reverse

from partnership.academy.actions import booking as deeds
from partnership.academy.models import Booking, Completion, Joining
from tests.partnership.academy.booked import asks, full, held_for, of_a_partner
from tests.partnership.plain_words import reading_age, said_on
from tests.people import a_person, sign_in
from tests.teaching import a_completion, a_session

pytestmark = pytest.mark.django_db


def text_of(answer):
    return answer.content.decode()


def here(name, pk):
    return reverse(name, kwargs={"pk": pk})


TOLD = {"partner": "0", "works_as": "employee", "family": "", "place": "", "adjustment": ""}


def test_whoever_is_not_signed_in_signs_in_first(client):
    answer = client.get(here("book-session", a_session().pk))
    assert (answer.status_code, "login" in answer.url) == (302, True)


def test_outcome_is_said_before_and_after(client):
    session, person = a_session(), a_person()
    page = sign_in(client, person).get(here("book-session", session.pk))
    assert "it is booked at once" in text_of(page)
    answer = client.post(here("book-session", session.pk), TOLD, follow=True)
    assert "You have a place. We have sent you the days" in text_of(answer)
    assert Booking.objects.get().partner is None


def test_line_and_a_yes_are_said_before(client):
    session, _booked, _waiting = full(waiting=2)
    partner, _lead, mine = of_a_partner()
    assert "2 wait before you" in text_of(sign_in(client, mine).get(here("book-session", session.pk)))
    page = text_of(client.get(here("book-session", a_session("skilled-practice").pk)))
    assert "within 5 days, that counts as a yes" in page
    assert "Most people do “What hurt does, and what helps” first. You can come all the same." in page
    answer = client.post(here("book-session", session.pk), {**TOLD, "partner": partner.pk}, follow=True)
    assert "Before you: 2" in text_of(answer)


def test_whoever_did_the_first_course_is_given_no_advice(client):
    person = a_person()
    a_completion(person)
    assert Completion.objects.count() == 1
    page = text_of(sign_in(client, person).get(here("book-session", a_session("skilled-practice").pk)))
    assert "Most people do" not in page


def test_for_whom_places_are_held_is_said(client):
    session = a_session(capacity=3)
    held_for(session, "works-as", "", 1)
    held_for(session, "sector", "education", 1)
    page = text_of(sign_in(client, a_person()).get(here("book-session", session.pk)))
    assert "1 for volunteers" in page


def test_a_form_forgets_nothing(client):
    words = "x" * 601
    session = a_session()
    page = sign_in(client, a_person()).post(here("book-session", session.pk), {**TOLD, "adjustment": words})
    assert words in text_of(page)
    assert "at most 600 letters" in text_of(page)
    assert not Booking.objects.exists()


def test_joining_is_for_those_who_have_a_place(client):
    session, (had,), (waits,) = full(waiting=1)
    Joining.objects.create(session=session, room="Behind the blue door", link="https://example.org/join")
    assert "Behind the blue door" in text_of(sign_in(client, had.person).get(here("booking", had.pk)))
    assert "Behind the blue door" not in text_of(sign_in(client, waits.person).get(here("booking", waits.pk)))
    deeds.cancel(had, by=had.person)
    assert "Behind the blue door" not in text_of(sign_in(client, had.person).get(here("booking", had.pk)))


def test_nobody_sees_the_booking_of_somebody_else(client):
    booking = asks(a_session())
    client = sign_in(client, a_person())
    for name in ("booking", "cancel-booking", "change-session", "booking-calendar"):
        assert client.get(here(name, booking.pk)).status_code == 404
    assert client.post(here("take-place", booking.pk)).status_code == 404


def test_no_to_an_offer_is_one_page_with_one_button(client):
    _session, (had,), (first,) = full(waiting=1)
    deeds.cancel(had, by=had.person)
    page = text_of(sign_in(client, first.person).get(here("cancel-booking", first.pk)))
    assert page.count("No, thank you") == 1
    assert Booking.objects.get(pk=first.pk).state == "offered"
    client.post(here("cancel-booking", first.pk))
    assert Booking.objects.get(pk=first.pk).state == "cancelled-by-learner"


def test_yes_to_an_offer_is_one_press(client):
    _session, (had,), (first,) = full(waiting=1)
    deeds.cancel(had, by=had.person)
    client = sign_in(client, first.person)
    assert "A place in training is held for you" in text_of(client.get("/my-work/"))
    assert "Yes, I come" in text_of(client.get(here("booking", first.pk)))
    client.post(here("take-place", first.pk))
    assert "The place was booked" in text_of(client.get(here("booking", first.pk)))


def test_another_day_says_which_have_a_place(client):
    booking, other = asks(a_session()), a_session(days=21)
    full(days=28)
    client = sign_in(client, booking.person)
    page = text_of(client.get(here("change-session", booking.pk)))
    assert ("there is a place" in page, "full just now" in page) == (True, True)
    assert "Choose a day, or go back." in text_of(client.post(here("change-session", booking.pk), {"session": ""}))
    answer = client.post(here("change-session", booking.pk), {"session": other.pk})
    assert answer.url == here("booking", other.bookings.get().pk)


@pytest.mark.parametrize("count", [1, 3])
def test_my_training_asks_as_often_however_many_there_are(client, count, django_assert_num_queries):
    person = a_person()
    for _one in range(count):
        asks(a_session(), person)
        asks(full()[0], person)
        deeds.cancel(asks(a_session(), person), by=person)
    client = sign_in(client, person)
    client.get("/my-training/")
    with django_assert_num_queries(4):
        page = text_of(client.get("/my-training/"))
    assert page.count("Before you: 0") + page.count("before you: 0") == count


@pytest.mark.parametrize("name", ["my-training", "booking", "cancel-booking", "book-session"])
def test_pages_are_in_plain_words(client, name):
    person = a_person()
    booking = asks(a_session(), person)
    kwargs = {"my-training": {}, "book-session": {"pk": a_session().pk}}.get(name, {"pk": booking.pk})
    page = text_of(sign_in(client, person).get(reverse(name, kwargs=kwargs)))
    assert reading_age(said_on(page)) <= 11


def test_calendar_file_of_a_booking(client):
    booking = asks(a_session(parts=2))
    answer = sign_in(client, booking.person).get(here("booking-calendar", booking.pk))
    assert (answer["Content-Type"], text_of(answer).count("BEGIN:VEVENT")) == ("text/calendar; charset=utf-8", 2)
