"""What is said when a link leads nowhere, or the time to answer is over: calm sentences, and nothing typed is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.framework.actions import arranging
from partnership.framework.models import Answer, Assessment, Response
from tests import assessments
from tests.answering import at, begin, end, keys, level_words, save
from tests.commitments import a_lead

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    made, _lead = assessments.begun()
    return assessments.seat_of(made, "staff")


@pytest.mark.parametrize("rest", ["", "begin/", "go-on/", "look-over/", "thanks/"])
def test_unknown_link_is_a_calm_sentence(client, staff, rest):
    ask = client.post if rest == "begin/" else client.get
    answer = ask(f"/answer/BCDFGHJKMN/{rest}")
    assert (answer.status_code, "This link leads nowhere now" in answer.text) == (404, True)


def test_stopped_link_is_a_calm_sentence(client, staff):
    old = at(staff)
    arranging.replace_link(staff, by=staff.assessment.started_by)
    answer = client.get(old)
    assert (answer.status_code, "it was stopped and there is a new one" in answer.text) == (404, True)


def test_seat_of_leaders_has_no_page_without_an_account(client, staff):
    assert client.get(at(assessments.seat_of(staff.assessment, "leaders"))).status_code == 404


def test_before_it_begins_the_page_says_so(client):
    made = assessments.started(*a_lead(), seats=assessments.A_SCHOOL)
    assert "It has not begun yet" in client.get(at(assessments.seat_of(made, "staff"))).text


def test_in_the_hour_after_closing_whoever_began_goes_on_and_is_told_until_when(client, staff):
    begin(client, staff)
    end(staff, minutes=20)
    until = timezone.localtime(Assessment.objects.get().closed_at + timedelta(hours=1)).strftime("%H:%M")
    page = client.get(at(staff, f"questions/{keys(staff)[0]}/"))
    assert f"You can go on and hand in until {until}." in page.text
    save(client, staff, keys(staff)[0], "4")
    assert f"until {until}" in client.get(at(staff, "look-over/")).text
    assert client.post(at(staff, "hand-in/")).headers["Location"] == at(staff, "thanks/")
    assert "16 or over. Begin" not in client.get(at(staff)).text
    assert client.post(at(staff, "begin/")).status_code == 409
    assert Response.objects.count() == 1


def test_answer_that_comes_too_late_is_shown_back_in_words(client, staff):
    begin(client, staff)
    key = keys(staff)[0]
    save(client, staff, key, "4")
    end(staff, hours=1, minutes=1)
    late = save(client, staff, key, "2")
    assert late.status_code == 409
    assert "could not be saved any more. You had chosen:" in late.text
    assert f"<strong>{level_words(staff, 2)}</strong>" in late.text
    assert "What was not handed in is not counted." in late.text
    assert Answer.objects.get().level == 4
    assert client.post(at(staff, "hand-in/")).status_code == 409
    assert "The time to answer is over" in client.get(at(staff, f"questions/{key}/")).text
    assert client.post(at(staff, "take-back/")).headers["Location"] == at(staff, "taken-back/")


def test_answer_to_what_was_deleted_is_shown_back_too(client, staff):
    begin(client, staff)
    Response.objects.all().delete()
    late = save(client, staff, keys(staff)[0], "pass")
    assert (late.status_code, "<strong>I pass this one.</strong>" in late.text) == (409, True)
    assert "deleted, perhaps in another window" in client.get(at(staff, "look-over/")).text


def test_called_off_says_what_became_of_it(client, staff):
    begin(client, staff)
    arranging.call_off_assessment(staff.assessment, "We moved house.", by=staff.assessment.started_by)
    said = client.get(at(staff, "look-over/")).text
    assert "called it off" in said
    assert "Everything that was answered without a name is deleted." in said
    assert "We moved house" not in said
