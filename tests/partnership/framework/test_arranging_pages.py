from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.core.refusals import Refusal
from partnership.framework.actions import arranging
from partnership.framework.models import Assessment
from partnership.partners.models import Kind
from tests import assessments
from tests.commitments import a_lead
from tests.people import a_partner, sign_in, somebody

pytestmark = pytest.mark.django_db


def address(name, partner, *args):
    return reverse(name, args=[partner.slug, *args])


def told(**more):
    day = timezone.localdate() + timedelta(days=21)
    numbers = {"invited-leaders": 3, "invited-staff": 12, "invited-people": 6}
    return {"scope": "whole", "closes_on": day.isoformat(), "least": 5, "revision": 0, **numbers, **more}


def test_before_you_start_says_what_it_takes(client):
    partner, lead = a_lead()
    page = sign_in(client, lead).get(address("start-assessment", partner)).content.decode()
    for said in ("9\u00a0minutes", "9 minutes"):
        page = page.replace(said, "NINE")
    assert "NINE" in page
    assert "Freedom of Information" in page
    assert "Nobody under 16" in page
    assert "As a school" not in page


def test_a_school_is_told_to_listen_in_its_own_way(client):
    partner, lead = a_lead(a_partner("Beck School", sector="education"))
    assert b"As a school" in sign_in(client, lead).get(address("start-assessment", partner)).content


def test_start_keeps_what_was_said_and_asks_nobody(client):
    partner, lead = a_lead()
    answer = sign_in(client, lead).post(address("start-assessment", partner), told())
    made = Assessment.objects.get()
    assert answer.url == address("assessment", partner, made.pk)
    assert (made.state, assessments.seat_of(made, "staff").invited) == ("preparing", 12)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"scope": "team"}, "Give the site or team a name"),
        ({"least": 4}, "Never fewer than 5 people"),
        ({"closes_on": "soon"}, "not a day we know"),
    ],
)
def test_a_form_says_what_is_wrong_and_forgets_nothing(client, wrong, sentence):
    partner, lead = a_lead()
    page = sign_in(client, lead).post(address("start-assessment", partner), told(**wrong)).content.decode()
    assert sentence in page
    assert 'value="12"' in page
    assert not Assessment.objects.exists()


def test_an_edition_that_is_not_offered_is_not_there(client):
    partner, lead = a_lead()
    assert sign_in(client, lead).get(address("start-assessment", partner) + "?edition=long-2026").status_code == 404


def test_whoever_does_not_lead_is_told_so(client):
    partner, _lead = a_lead()
    client = sign_in(client, somebody(Kind.PRACTITIONER, partner=partner))
    assert client.get(address("start-assessment", partner)).status_code == 403
    assert b"Only a lead" in client.get(address("assessments", partner)).content


def test_two_who_change_at_once_see_each_other(client):
    made = assessments.started(*a_lead())
    arranging.change_assessment(made, {"least": 7}, seen=0, by=made.started_by)
    page = sign_in(client, made.started_by).post(
        address("change-assessment", made.partner, made.pk), told(least=9, revision=0)
    )
    assert b"It now says: \xe2\x80\x9c7\xe2\x80\x9d" in page.content


def test_while_people_answer_only_fives_are_said(client):
    made, lead = assessments.begun()
    staff = assessments.seat_of(made, "staff")
    assessments.responses(staff, [[3]] * 4)
    here = address("assessment", made.partner, made.pk)
    four = sign_in(client, lead).get(here).content.decode()
    assert "A number shows from five people on" in four
    assessments.responses(staff, [[3]] * 4)
    assert "At least 5 of 12 have answered" in client.get(here).content.decode()
    assessments.responses(staff, [[3]] * 4)
    assert "At least 10 of 12 have answered" in client.get(here).content.decode()


def test_that_everybody_has_answered_is_never_said(client):
    made, lead = assessments.begun(invited={"staff": 10})
    assessments.responses(assessments.seat_of(made, "staff"), [[3]] * 10)
    page = sign_in(client, lead).get(address("assessment", made.partner, made.pk)).content.decode()
    assert "At least 5 of 10 have answered" in page


def test_links_are_shown_while_people_answer_and_to_the_partner_alone(client):
    made, lead = assessments.begun()
    link = assessments.seat_of(made, "staff").link_secret
    here = address("assessment", made.partner, made.pk)
    assert link in sign_in(client, lead).get(here).content.decode()
    stranger = sign_in(client, somebody(Kind.PARTNER_LEAD, partner=a_partner()))
    assert stranger.get(here).status_code == 404
    arranging.close_assessment(made, by=lead)
    assert link not in sign_in(client, lead).get(here).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_alike_however_long_it_is(client, count, django_assert_num_queries):
    partner, lead = a_lead()
    for number in range(count):
        assessments.started(partner, lead, scope="team", scope_name=f"Team {number}")
    sign_in(client, lead)
    client.get(address("assessments", partner))
    with django_assert_num_queries(6):
        client.get(address("assessments", partner))


@pytest.mark.parametrize("count", [1, 3])
def test_one_assessment_asks_the_database_alike_however_many_answer(client, count, django_assert_num_queries):
    made, lead = assessments.begun()
    assessments.responses(assessments.seat_of(made, "staff"), [[3]] * count)
    for _number in range(count):
        arranging.ask_by_name(
            assessments.seat_of(made, "leaders"), somebody(Kind.PRACTITIONER, partner=made.partner), by=lead
        )
    sign_in(client, lead)
    with django_assert_num_queries(8):
        client.get(address("assessment", made.partner, made.pk))


def test_every_step_from_the_page(client):
    partner, lead = a_lead()
    sign_in(client, lead).post(address("start-assessment", partner), told())
    pk = Assessment.objects.get().pk
    colleague = somebody(Kind.PRACTITIONER, partner=partner)
    client.post(address("ask-by-name", partner, pk, "leaders"), {"person": colleague.pk})
    client.post(address("begin-assessment", partner, pk))
    old = assessments.seat_of(Assessment.objects.get(), "staff").link_secret
    client.post(address("replace-link", partner, pk, "staff"))
    client.post(address("close-assessment", partner, pk))
    made = Assessment.objects.get()
    assert made.state == "closed"
    assert assessments.seat_of(made, "staff").link_secret != old
    assert assessments.seat_of(made, "leaders").responses.get().person == colleague


def test_envelopes_go_to_somebody_outside(client):
    made, lead = assessments.begun()
    outside = somebody(Kind.PRACTITIONER, partner=a_partner())
    here = address("name-typist", made.partner, made.pk)
    assert b"We found nobody" in sign_in(client, lead).post(here, {"email": lead.email}).content
    client.post(here, {"email": outside.email})
    assert Assessment.objects.get().paper_with == outside
    client.post(here, {"email": ""})
    assert Assessment.objects.get().paper_with is None


def test_calling_off_asks_why(client):
    made, lead = assessments.begun()
    here = address("call-off-assessment", made.partner, made.pk)
    assert b"Say why" in sign_in(client, lead).post(here, {"why": ""}).content
    client.post(here, {"why": "We moved house"})
    assert b"We moved house" in client.get(address("assessment", made.partner, made.pk)).content


def test_sharing_is_a_choice_that_can_be_taken_back(client):
    made, lead = assessments.begun()
    with pytest.raises(Refusal, match="Agree on your levels first"):
        arranging.share_assessment(made, True, by=lead)
    Assessment.objects.update(state="agreed", agreed_at=timezone.now(), agreed_by=lead)
    here = address("share-assessment", made.partner, made.pk)
    sign_in(client, lead).post(here, {"shares": "yes"})
    assert Assessment.objects.get().shared_by == lead
    client.post(here, {"shares": "no"})
    assert Assessment.objects.get().shared_at is None
