"""A paper that somebody shows counts once somebody else has looked; and what was completed is taken back with a reason."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from partnership.academy.actions import certificates
from partnership.academy.actions import shown as actions
from partnership.academy.models import Certificate, Completion, ShownPaper
from partnership.academy.queries.needs import needs
from partnership.core.models import Notice
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind
from tests.people import a_partner, a_person, sign_in, somebody
from tests.teaching import a_booking, a_completion, a_leader, a_session

pytestmark = pytest.mark.django_db
SAID = {"title": "Listening well", "taught_by": "An invented college", "about": "A certificate."}
DAY = date(2026, 3, 14)


@pytest.fixture
def partner():
    return a_partner("Alder House", slug="alder")


@pytest.fixture
def lead(partner):
    return somebody(Kind.PARTNER_LEAD, partner=partner)


@pytest.fixture
def member(partner):
    return somebody(Kind.PRACTITIONER, partner=partner)


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


@pytest.fixture
def paper(member, partner):
    return actions.show_paper(**SAID, completed_on=DAY, hours=6, partner=partner, by=member)


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_paper_counts_once_somebody_says_yes(paper, lead, member, partner):
    assert not Completion.objects.exists()
    actions.decide_paper(paper, accepted=True, course="foundation", by=lead)
    done = Completion.objects.get()
    assert (done.person, done.course, done.level, done.came_from) == (member, "foundation", "informed", "self")
    assert (done.taught_by, done.partner, done.works_as) == ("An invented college", partner, "employee")
    assert (paper.completion, paper.decided_by) == (done, lead)
    assert Notice.objects.get(person=member).href == "/my-training/passport/"


def test_paper_that_is_like_no_course_of_ours_has_no_level(paper, team):
    actions.decide_paper(paper, accepted=True, by=team)
    assert Completion.objects.values_list("title", "level", "hours", "valid_until").get() == (
        "Listening well",
        "",
        6,
        None,
    )


def test_no_has_a_sentence_and_counts_nothing(paper, lead, member):
    with pytest.raises(Refusal, match="Say why not in a sentence"):
        actions.decide_paper(paper, accepted=False, why=" ", by=lead)
    actions.decide_paper(paper, accepted=False, why="The paper is of another person.", by=lead)
    assert not Completion.objects.exists()
    assert "The paper is of another person." in sign_in(Client(), member).get("/my-training/passport/").text


@pytest.mark.parametrize("accepted", [True, False])
def test_paper_is_looked_at_once(paper, lead, accepted):
    actions.decide_paper(paper, accepted=True, by=lead)
    with pytest.raises(Refusal, match="Somebody has looked at this paper already"):
        actions.decide_paper(paper, accepted=accepted, why="No.", by=lead)
    with pytest.raises(Refusal, match="Somebody has looked at this paper already"):
        actions.withdraw_paper(paper, by=paper.person)


def test_nobody_looks_at_their_own_paper(partner, lead):
    own = actions.show_paper(**SAID, completed_on=DAY, partner=partner, by=lead)
    with pytest.raises(Refusal, match="Nobody says of their own paper"):
        actions.decide_paper(own, accepted=True, by=lead)


def test_only_who_was_asked_looks(paper, member):
    for by in (somebody(Kind.PARTNER_LEAD, partner=a_partner()), a_person()):
        with pytest.raises(Refusal, match="Only those who were asked"):
            actions.decide_paper(paper, accepted=True, by=by)
        assert not ShownPaper.objects.visible_to(by)
    assert not ShownPaper.objects.visible_to(None)


def test_what_stands_in_the_passport_counts_once(paper, lead, member):
    a_completion(member, completed_on=DAY)
    with pytest.raises(Refusal, match="stands in their passport already"):
        actions.decide_paper(paper, accepted=True, course="foundation", by=lead)
    with pytest.raises(Refusal, match="not taught here"):
        actions.decide_paper(paper, accepted=True, course="moon-walk", by=lead)


def test_who_may_show_what(member):
    with pytest.raises(Refusal, match="You do not belong to Birch here"):
        actions.show_paper(**SAID, completed_on=DAY, partner=a_partner("Birch"), by=member)
    with pytest.raises(Refusal, match="has not come yet"):
        actions.show_paper(**SAID, completed_on=timezone.localdate() + timedelta(days=1), by=member)
    for _each in range(10):
        actions.show_paper(**SAID, completed_on=DAY, by=member)
    with pytest.raises(Refusal, match="Ten of your papers wait already"):
        actions.show_paper(**SAID, completed_on=DAY, by=member)


def test_whoever_showed_it_takes_it_back(paper, member, lead):
    with pytest.raises(Refusal, match="Only whoever showed it"):
        actions.withdraw_paper(paper, by=lead)
    actions.withdraw_paper(paper, by=member)
    assert not ShownPaper.objects.exists()


def test_who_was_asked_finds_it_in_their_work(paper, lead, member, team):
    (need,) = needs(lead)
    assert (need.sentence, need.href) == (
        "One person asks you to look at a paper",
        "/for/alder/training/elsewhere/#papers",
    )
    assert not needs(team)
    actions.show_paper(**SAID, completed_on=DAY, by=member)
    assert [one.href for one in needs(team)] == ["/programme/academy/elsewhere/#papers"]
    assert not needs(member)


def test_paper_from_form_to_passport(client, member, lead, partner):
    sign_in(client, member)
    asked = {**SAID, "completed_on": "14/03/2026", "hours": "6", "partner": str(partner.pk)}
    wrong = client.post("/my-training/passport/elsewhere/", {**asked, "completed_on": "soon", "title": "Kept"})
    assert "This is no day. 2026-03-14 or 14/03/2026 would do." in words(wrong)
    assert 'value="Kept"' in wrong.text
    page = client.post("/my-training/passport/elsewhere/", asked, follow=True)
    assert "Whoever leads Alder House was asked to look at the paper." in words(page)
    looks, paper = sign_in(Client(), lead), ShownPaper.objects.get()
    assert "Papers that wait for you to look" in words(looks.get("/for/alder/training/elsewhere/"))
    here = f"/for/alder/training/elsewhere/papers/{paper.pk}/"
    assert "Say why not in a sentence." in words(looks.post(here, {"accepted": "no"}))
    assert "Kept, and they were told." in words(
        looks.post(here, {"accepted": "yes", "course": "foundation"}, follow=True)
    )
    assert "An invented college" in words(client.get("/my-training/passport/"))
    assert "Somebody has looked at this paper already." in words(looks.get(here))


def test_paper_is_taken_back_by_a_button(client, member, paper):
    page = sign_in(client, member).post(f"/my-training/passport/elsewhere/{paper.pk}/take-back/", follow=True)
    assert "Taken back. What you wrote about it is gone." in words(page)


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_many_questions_however_many_papers(lead, partner, django_assert_num_queries, count):
    looks = sign_in(Client(), lead)
    for _each in range(count):
        member = somebody(Kind.PRACTITIONER, partner=partner)
        actions.show_paper(**SAID, completed_on=DAY, partner=partner, by=member)
        other = actions.show_paper(**SAID, completed_on=DAY, partner=partner, by=member)
        actions.decide_paper(other, accepted=True, by=lead)
    with django_assert_num_queries(8):
        page = looks.get("/for/alder/training/elsewhere/")
    assert page.text.count("/papers/") == count
    assert page.text.count("An invented college") == count


# --- taking a completion back


def test_completion_is_taken_back_with_its_certificate_and_the_person_is_told(team, member):
    session = a_session(days=-3)
    done = a_completion(member, session=session)
    certificates.issue_completion(done, by=member)
    client, here = sign_in(Client(), team), f"/academy/completions/{done.pk}/take-back/"
    assert "It counts no longer" in words(client.get(here))
    assert "Say why in a sentence" in words(client.post(here, {"why": ""}))
    page = client.post(here, {"why": "Another person sat there."}, follow=True)
    assert "Taken back, with its certificate." in words(page)
    assert Certificate.objects.get().why_revoked == "Another person sat there."
    assert Notice.objects.get(person=member).sentence.startswith("Something that you completed was taken back.")
    assert "Another person sat there." in sign_in(Client(), member).get("/my-training/passport/").text
    assert client.get(here).status_code == 403


def test_what_came_from_elsewhere_is_taken_back_by_the_programme_alone(paper, team, lead):
    actions.decide_paper(paper, accepted=True, by=lead)
    here = f"/academy/completions/{paper.completion_id}/take-back/"
    assert here not in sign_in(Client(), lead).get("/for/alder/training/elsewhere/").text
    assert sign_in(Client(), lead).get(here).status_code == 403
    assert sign_in(Client(), a_person()).get(here).status_code == 404
    client = sign_in(Client(), team)
    assert here in client.get("/programme/academy/elsewhere/").text
    assert "Taken back." in words(client.post(here, {"why": "It was a mix-up."}, follow=True))


def test_register_leads_to_it_for_whoever_organises(team, member):
    session = a_session(days=-3)
    booking, leader = a_booking(session, member, state="attended"), a_leader(session)
    done = a_completion(member, session=session)
    here = f"/academy/sessions/{session.pk}/register/{booking.pk}/"
    assert f"/academy/completions/{done.pk}/take-back/" in sign_in(Client(), team).get(here).text
    assert "/take-back/" not in sign_in(Client(), leader).get(here).text
