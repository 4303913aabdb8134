"""The pages of whoever answers by name."""

import pytest

from partnership.framework.actions import arranging
from partnership.framework.models import Answer, Response
from partnership.partners.models import Kind
from tests import assessments
from tests.answering import end, keys
from tests.commitments import a_lead
from tests.people import sign_in, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat():
    made, _lead = assessments.begun()
    return assessments.seat_of(made, "leaders")


@pytest.fixture
def response(seat, client):
    """Somebody who leads was asked, and is signed in."""
    lead = seat.assessment.started_by
    sign_in(client, lead)
    return arranging.ask_by_name(seat, lead, by=lead)


def at(response, rest=""):
    return f"/asked/{response.pk}/{rest}"


def test_first_page_says_that_it_is_by_name_and_who_sees_it(client, response):
    said = client.get(at(response)).text
    assert "You answer by name." in said
    assert "the people of Elder Tree Works see exactly how many chose each line" in said
    assert "Your name is not shown beside an answer." in said
    assert "So can the law on freedom of information." in said


def test_leader_goes_the_whole_way(client, response, seat):
    where = at(response, f"questions/{keys(seat)[0]}/")
    for key in keys(seat):
        assert client.get(where).status_code == 200
        assert where == at(response, f"questions/{key}/")
        where = client.post(where, {"level": "3"}).headers["Location"]
    assert where == at(response, "look-over/")
    page = client.post(at(response, "hand-in/"), follow=True)
    assert "Handed in. Thank you." in page.text
    assert Response.objects.get().handed_in
    assert set(Answer.objects.values_list("level", flat=True)) == {3}


def test_leader_clears_their_answers_and_stays_asked(client, response, seat):
    client.post(at(response, f"questions/{keys(seat)[0]}/"), {"level": "3"})
    assert "Delete all my answers" in client.get(at(response, "take-back/")).text
    page = client.post(at(response, "take-back/"), follow=True)
    assert "is deleted. You can answer again" in page.text
    assert (Response.objects.count(), Answer.objects.count()) == (1, 0)


def test_late_answer_is_shown_back(client, response, seat):
    key = keys(seat)[0]
    end(seat, hours=2)
    late = client.post(at(response, f"questions/{key}/"), {"level": "pass"})
    assert (late.status_code, "I pass this one." in late.text) == (409, True)
    assert client.post(at(response, "hand-in/")).status_code == 409
    assert "The time to answer is over" in client.get(at(response, f"questions/{key}/")).text
    assert client.get(at(response)).headers["Location"] == at(response, "look-over/")
    assert "They were not handed in" in client.get(at(response, "look-over/")).text


@pytest.mark.parametrize("rest", ["", "look-over/", "take-back/", "questions/leaders-own-it/"])
def test_it_is_there_for_nobody_else(client, response, rest):
    for kind in (Kind.PROGRAMME_TEAM, Kind.PARTNER_LEAD):
        partner = None if kind == Kind.PROGRAMME_TEAM else response.seat.assessment.partner
        sign_in(client, somebody(kind, partner=partner))
        assert client.get(at(response, rest)).status_code == 404


@pytest.mark.parametrize("page", ["/asked/", "/asked/1/"])
def test_whoever_is_not_signed_in_is_led_to_sign_in(client, page):
    assert client.get(page).headers["Location"].startswith("/accounts/login/")


def test_what_was_answered_without_a_name_is_there_for_nobody_by_its_key(client, seat):
    sheet = assessments.respond(assessments.seat_of(seat.assessment, "staff"), [3])
    sign_in(client, seat.assessment.started_by)
    assert client.get(at(sheet)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_what_i_was_asked_costs_the_same(client, number, django_assert_num_queries):
    partner, lead = a_lead()
    for one in range(number):
        made, _lead = assessments.begun(partner, lead, scope="site", scope_name=f"Site {one}")
        arranging.ask_by_name(assessments.seat_of(made, "leaders"), lead, by=lead)
    sign_in(client, lead)
    client.get("/asked/")
    with django_assert_num_queries(3):
        page = client.get("/asked/")
    assert page.text.count("Elder Tree Works, Site") == number
