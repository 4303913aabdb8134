from datetime import timedelta

import pytest
from django.urls import reverse

from partnership.academy.actions import booking as deeds
from partnership.academy.actions.team import book_team
from partnership.academy.models import Adjustment, Booking
from partnership.core.models import sealed
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind
from tests.partnership.academy.booked import asks, full, of_a_partner
from tests.people import a_person, sign_in, somebody
from tests.teaching import a_completion, a_session

pytestmark = pytest.mark.django_db


def text_of(answer):
    return answer.content.decode()


def here(name, partner, pk=None):
    return reverse(name, args=[partner.slug, *([pk] if pk else [])])


def a_team(count=3):
    partner, lead, _mine = of_a_partner()
    return partner, lead, [somebody(Kind.PRACTITIONER, partner=partner) for _one in range(count)]


def test_lead_books_several_and_is_told_what_became_of_each(client):
    partner, lead, (first, second, third) = a_team()
    session = a_session(capacity=1)
    asks(session, third)
    told = {
        "people": [first.pk],
        "addresses": f"{second.email.upper()}\n{third.email}, nobody@example.org not-an-address",
    }
    page = text_of(sign_in(client, lead).post(here("book-team-session", partner, session.pk), told))
    for sentence in (
        f"<strong>{first.name}</strong>: On the waiting list. Before them: 0.",
        f"<strong>{second.name}</strong>: On the waiting list. Before them: 1.",
        f"{third.name} is in this session already: “Booked”.",
        "<strong>nobody@example.org</strong>: Nobody of your organisation here has this address. Invite them first",
        "<strong>not-an-address</strong>: This is no e-mail address. Something like sam@example.org would do.",
    ):
        assert sentence in page
    assert "nobody@example.org\nnot-an-address</textarea>" in page
    assert [one.partner for one in Booking.objects.exclude(person=third)] == [partner, partner]
    assert first.notices.get().sentence.startswith("A place in training was asked for in your name")


def test_nothing_chosen_is_said(client):
    partner, lead, _people = a_team()
    page = text_of(sign_in(client, lead).post(here("book-team-session", partner, a_session().pk), {"addresses": ""}))
    assert "Tick somebody, or type an address." in page


def test_only_a_lead_books_a_team_and_only_its_own():
    partner, lead, people = a_team()
    with pytest.raises(Refusal, match="Only a lead of their organisation"):
        book_team(a_session(), people, partner=partner, by=people[0])
    with pytest.raises(Refusal, match="Only people of"):
        book_team(a_session(), [a_person()], partner=partner, by=lead)
    with pytest.raises(Refusal, match="This session is only for people of"):
        book_team(a_session(only_for=of_a_partner()[0]), people, partner=partner, by=lead)


def test_members_who_do_not_lead_are_told_so(client):
    partner, _lead, people = a_team()
    answer = sign_in(client, people[0]).get(here("book-team", partner))
    assert (answer.status_code, "sees who of it comes" in text_of(answer)) == (403, True)


def test_yes_and_no_of_a_lead(client):
    partner, lead, (first, second, _third) = a_team()
    session = a_session("skilled-practice")
    yes, no = (asks(session, one, partner=partner) for one in (first, second))
    client = sign_in(client, lead)
    assert "2 people of" in text_of(client.get("/my-work/"))
    assert "Who waits for your yes" in text_of(client.get(here("book-team", partner)))
    client.post(here("approve-booking", partner, yes.pk))
    client.post(here("decline-booking", partner, no.pk))
    assert [Booking.objects.get(pk=one.pk).state for one in (yes, no)] == ["booked", "declined"]


def test_lead_lets_a_place_go_and_never_sees_why_somebody_did_not_come(client):
    partner, lead, (first, second, _third) = a_team()
    booked, away = (
        asks(a_session(), first, partner=partner, adjustment="A seat near the door"),
        asks(a_session(), second, partner=partner),
    )
    deeds.move_booking(away, "excused", by=second)
    client = sign_in(client, lead)
    page = text_of(client.get(here("book-team", partner)))
    assert ("Could not come" in page, "said why" in page, "seat near" in page) == (True, False, False)
    client.post(here("let-go-for", partner, booked.pk))
    assert Booking.objects.get(pk=booked.pk).state == "cancelled-by-learner"


def test_what_soon_counts_no_more_is_there(client):
    partner, lead, (first, *_others) = a_team()
    done = a_completion(first, partner=partner)
    done.valid_until = done.completed_on + timedelta(days=30)
    done.save()
    page = text_of(sign_in(client, lead).get(here("book-team", partner)))
    assert "What soon counts no more" in page


def test_leads_reach_no_booking_of_another_organisation(client):
    partner, lead, _people = a_team()
    other = asks(a_session())
    assert sign_in(client, lead).post(here("let-go-for", partner, other.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_team_page_asks_as_often_however_many_there_are(client, count, django_assert_num_queries):
    partner, lead, people = a_team(count)
    for one in people:
        asks(a_session(), one, partner=partner)
        asks(a_session("skilled-practice"), one, partner=partner)
        deeds.cancel(asks(a_session(days=3), one, partner=partner), by=one)
    full(waiting=count)
    client = sign_in(client, lead)
    client.get(here("book-team", partner))
    with django_assert_num_queries(9):
        client.get(here("book-team", partner))


@pytest.mark.parametrize("count", [1, 3])
def test_booking_page_of_a_team_asks_as_often_however_many_belong(client, count, django_assert_num_queries):
    partner, lead, people = a_team(count)
    session = a_session()
    asks(session, people[0], partner=partner)
    client = sign_in(client, lead)
    client.get(here("book-team-session", partner, session.pk))
    with django_assert_num_queries(10):
        client.get(here("book-team-session", partner, session.pk))


def test_whoever_was_booked_by_a_lead_says_themselves_what_would_help(client):
    partner, lead, (first, *_others) = a_team()
    ((_person, booking, _why_not),) = book_team(a_session(), [first], partner=partner, by=lead)
    pk = booking.pk
    client = sign_in(client, first)
    client.post(reverse("say-what-helps", args=[pk]), {"adjustment": "Large print"})
    assert sealed.read(Adjustment.objects.get(), "words") == "Large print"
    assert "Large print" in text_of(client.get(reverse("say-what-helps", args=[pk])))
    client.post(reverse("say-what-helps", args=[pk]), {"adjustment": ""})
    assert not Adjustment.objects.exists()
    with pytest.raises(Refusal, match="Only they themselves"):
        deeds.say_what_helps(booking, "x", by=lead)
    deeds.cancel(booking, by=first)
    with pytest.raises(Refusal, match="nobody would read it"):
        deeds.say_what_helps(booking, "x", by=first)
