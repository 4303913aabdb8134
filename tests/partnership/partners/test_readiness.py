"""The conversation before committing: saved as it goes, passable, resumable, and nobody's business unless shown."""

from dataclasses import replace

import pytest

from partnership.core.refusals import Refusal
from partnership.core.revisions import Changed
from partnership.partners.actions import readiness as actions
from partnership.partners.models import Kind, PartnerPlace, ReadinessAnswer, ReadinessCheck
from partnership.partners.queries import readiness as queries
from tests.commitments import a_lead, talked
from tests.people import sign_in, somebody

pytestmark = pytest.mark.django_db


def test_begin_twice_goes_on_with_the_same():
    partner, lead = a_lead()
    colleague = somebody(Kind.PARTNER_LEAD, partner=partner)
    assert actions.begin_readiness(partner, by=lead) == actions.begin_readiness(partner, by=colleague)


def test_answers_are_saved_and_another_lead_goes_on():
    partner, lead = a_lead()
    colleague = somebody(Kind.PARTNER_LEAD, partner=partner)
    check = actions.begin_readiness(partner, by=lead)
    actions.answer_question(check, "who-leads", "pass", by=lead, seen=0)
    actions.answer_question(check, "sorry", "not-yet", "We never thought of it.", by=colleague, seen=0)
    page = queries.readiness_page(partner, colleague)
    assert [line.answer for line in page.lines if line.answer] == ["pass", "not-yet"]
    assert page.next_key == "what-it-means"


@pytest.mark.parametrize(
    ("question", "answer", "sentence"),
    [("no-such", "yes", "no such question"), ("who-leads", "maybe", "Choose one of the four")],
)
def test_answer_refuses_what_is_not_asked(question, answer, sentence):
    partner, lead = a_lead()
    check = actions.begin_readiness(partner, by=lead)
    with pytest.raises(Refusal, match=sentence):
        actions.answer_question(check, question, answer, by=lead, seen=0)


def test_a_second_tab_is_told_what_changed():
    partner, lead = a_lead()
    check = actions.begin_readiness(partner, by=lead)
    first = actions.answer_question(check, "who-leads", "yes", by=lead, seen=0)
    with pytest.raises(Changed) as problem:
        actions.answer_question(check, "who-leads", "partly", by=lead, seen=0)
    assert problem.value.fields == ("answer",)
    again = actions.answer_question(check, "who-leads", "partly", by=lead, seen=first.revision)
    assert (again.answer, again.pk) == ("partly", first.pk)


def test_finish_needs_one_answer_and_closes_it():
    partner, lead = a_lead()
    check = actions.begin_readiness(partner, by=lead)
    with pytest.raises(Refusal, match="at least one question"):
        actions.finish_readiness(check, by=lead)
    actions.answer_question(check, "who-leads", "pass", by=lead, seen=0)
    actions.finish_readiness(check, by=lead)
    with pytest.raises(Refusal, match="This conversation is finished"):
        actions.answer_question(check, "who-leads", "yes", by=lead, seen=1)


def test_share_waits_until_it_is_finished():
    partner, lead = a_lead()
    check = actions.begin_readiness(partner, by=lead)
    with pytest.raises(Refusal, match="Finish the conversation first"):
        actions.share_readiness(check, True, by=lead)


def test_the_result_is_a_conversation_without_a_sum():
    partner, lead = a_lead()
    check = actions.begin_readiness(partner, by=lead)
    for question, answer in (("who-leads", "yes"), ("sorry", "partly"), ("choices", "not-yet"), ("left-out", "pass")):
        actions.answer_question(check, question, answer, by=lead, seen=0)
    actions.finish_readiness(check, by=lead)
    page = queries.readiness_result(check, lead)
    assert [len(part) for part in (page.there, page.to_talk_about, page.begin_with)] == [1, 1, 1]
    assert len(page.left) == 9
    assert page.begin_with[0].if_not_yet
    assert page.begin_with[0].clause == "We give real choices"


def test_answers_are_the_partners_own_until_it_asks_for_help(pack):
    partner, lead = a_lead()
    place = pack.districts[0].code
    PartnerPlace.objects.create(partner=partner, place=place)
    team, near = somebody(Kind.PROGRAMME_TEAM), somebody(Kind.PLACE_LEAD, place=place)
    champion, far = somebody(Kind.CHAMPION, place=place), somebody(Kind.PLACE_LEAD, place=pack.districts[1].code)
    check = talked(partner, lead)
    seen = [len(ReadinessAnswer.objects.visible_to(one)) for one in (lead, team, near, champion, far, None)]
    assert seen == [1, 0, 0, 0, 0, 0]
    assert [len(ReadinessCheck.objects.visible_to(one)) for one in (lead, team, near, champion, far)] == [1, 1, 1, 0, 0]
    actions.share_readiness(check, True, by=lead)
    seen = [len(ReadinessAnswer.objects.visible_to(one)) for one in (lead, team, near, champion, far, None)]
    assert seen == [1, 1, 1, 0, 0, 0]
    actions.share_readiness(check, False, by=lead)
    assert len(ReadinessAnswer.objects.visible_to(team)) == 0


def test_pages_ask_one_question_and_lead_to_the_result(client):
    partner, lead = a_lead()
    sign_in(client, lead)
    home = f"/for/{partner.slug}/readiness/"
    question = client.post(f"{home}begin/").headers["Location"]
    assert "Does somebody who leads" in client.get(question).content.decode()
    nothing = client.post(question, {"seen": 0}).content.decode()
    assert "Choose one." in nothing
    assert client.post(question, {"seen": 0, "answer": "pass"}).headers["Location"] == question.replace(
        "who-leads", "what-it-means"
    )
    stale = client.post(question, {"seen": 0, "answer": "yes", "note": "ours"}).content.decode()
    assert "Somebody changed this while you were writing" in stale
    assert "It says now: “We leave this one for now”." in stale
    assert ">ours</textarea>" in stale
    check = partner.readiness_checks.get()
    last = f"{home}{check.pk}/sorry/"
    assert client.post(last, {"seen": 0, "answer": "not-yet"}).headers["Location"] == home
    assert "We leave this one for now" in client.get(home).content.decode()
    assert client.get(f"{home}{check.pk}/").headers["Location"] == home
    result = client.post(f"{home}{check.pk}/finish/").headers["Location"]
    text = client.get(result).content.decode()
    assert "Where you could begin" in text
    assert "What you left for now" in text
    assert client.get(question).status_code == 404
    assert client.get(f"{home}{check.pk}/nothing/").status_code == 404


def test_begin_with_nothing_open_goes_to_the_list(client, pack):
    partner, lead = a_lead()
    check = actions.begin_readiness(partner, by=lead)
    for question in pack.readiness.questions:
        actions.answer_question(check, question.key, "pass", by=lead, seen=0)
    assert (
        sign_in(client, lead).post(f"/for/{partner.slug}/readiness/begin/").headers["Location"].endswith("/readiness/")
    )


def test_those_who_can_help_read_what_was_shown_to_them(client):
    partner, lead = a_lead()
    check = talked(partner, lead, answer="not-yet")
    team = somebody(Kind.PROGRAMME_TEAM)
    sign_in(client, team)
    assert "Nobody asks at the moment" in client.get("/programme/asked-for-help/").content.decode()
    assert client.get(f"/programme/asked-for-help/{check.pk}/").status_code == 404
    actions.share_readiness(check, True, by=lead)
    assert partner.name in client.get("/programme/asked-for-help/").content.decode()
    assert "Where you could begin" in client.get(f"/programme/asked-for-help/{check.pk}/").content.decode()
    sign_in(client, lead)
    assert client.get("/programme/asked-for-help/").status_code == 403


@pytest.mark.parametrize("items", [1, 3])
def test_asked_for_help_needs_the_same_queries_for_any_number(client, items, django_assert_num_queries):
    for _item in range(items):
        partner, lead = a_lead()
        actions.share_readiness(talked(partner, lead), True, by=lead)
    sign_in(client, somebody(Kind.PROGRAMME_TEAM))
    client.get("/programme/asked-for-help/")
    with django_assert_num_queries(5):
        client.get("/programme/asked-for-help/")


def test_a_lead_shows_the_result_and_takes_it_back(client):
    partner, lead = a_lead()
    check = talked(partner, lead)
    sign_in(client, lead)
    address = f"/for/{partner.slug}/readiness/{check.pk}/"
    assert client.post(f"{address}share/", {"shares": "yes"}).headers["Location"] == address
    assert "Shown to them since" in client.get(address).content.decode()
    client.post(f"{address}share/", {"shares": "no"})
    assert "They cannot read it now." in client.get(address).content.decode()


def test_a_pack_without_questions_says_so(client, monkeypatch, pack):
    partner, lead = a_lead()
    monkeypatch.setattr("partnership.core.pack.current", lambda: replace(pack, readiness_checks={}))
    sign_in(client, lead)
    page = client.get(f"/for/{partner.slug}/readiness/").content.decode()
    assert "This partnership has no questions for it yet." in page
    with pytest.raises(Refusal, match="no questions to talk about yet"):
        actions.begin_readiness(partner, by=lead)
