"""Working together: pay first, nothing confided leaks, and everybody is answered."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.core.models import Event, Notice, SearchEntry
from partnership.core.refusals import Refusal
from partnership.network import queries
from partnership.network.actions import together as actions
from partnership.network.models import Interest, Opportunity
from partnership.partners.models import Kind
from tests.people import a_partner, a_person, sign_in, somebody

pytestmark = pytest.mark.django_db


def details(**more):
    words = ("title", "pay", "expenses", "access", "what", "time", "who_decides", "support")
    closes_on = timezone.localdate() + timedelta(days=30)
    return {**{name: f"Some {name}" for name in words}, "closes_on": closes_on, **more}


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


@pytest.fixture
def safeguarding():
    return somebody(Kind.SAFEGUARDING_LEAD)


@pytest.fixture
def opened(team):
    return actions.open_opportunity(actions.offer(details(), by=team), by=team)


def test_nothing_opens_before_pay_expenses_and_access_are_said(team):
    for field in ("pay", "expenses", "access"):
        draft = actions.offer(details(**{field: " "}), by=team)
        with pytest.raises(Refusal, match="Say first what is paid"):
            actions.open_opportunity(draft, by=team)


def test_nothing_opens_after_its_last_day(team):
    draft = actions.offer(details(closes_on=timezone.localdate() - timedelta(days=1)), by=team)

    with pytest.raises(Refusal, match="The last day has passed"):
        actions.open_opportunity(draft, by=team)


def test_lead_offers_for_their_partner_and_nobody_else_does():
    partner = a_partner()
    lead, other = somebody(Kind.PARTNER_LEAD, partner=partner), somebody(Kind.PARTNER_LEAD, partner=a_partner())

    made = actions.offer(details(), by=lead, partner=partner)
    with pytest.raises(Refusal, match="Only the programme team, or a lead"):
        actions.edit_opportunity(made, {"pay": "none"}, by=other, seen=0)
    with pytest.raises(Refusal):
        actions.offer(details(), by=lead)
    assert list(Opportunity.objects.visible_to(other)) == []
    assert list(Opportunity.objects.visible_to(lead)) == [made]


def test_what_people_have_read_stays_as_it_is(team, opened):
    with pytest.raises(Refusal, match="People have read this already"):
        actions.edit_opportunity(opened, {"pay": "less"}, by=team, seen=0)


def test_interest_is_told_to_the_safeguarding_lead_alone(team, safeguarding, opened):
    person = a_person("Real Name")
    told = actions.show_interest(opened, "Kit", "A text", by=person)

    assert list(Interest.objects.visible_to(safeguarding)) == [told]
    assert list(Interest.objects.visible_to(person)) == [told]
    assert list(Interest.objects.visible_to(team)) == []
    assert list(Interest.objects.visible_to(None)) == []
    assert not Event.objects.filter(by=person).exists()
    assert "Kit" not in str(Notice.objects.get(person=safeguarding))
    assert not SearchEntry.objects.filter(title__contains="Kit").exists()


def test_interest_is_shown_once_and_can_be_taken_back(opened):
    person = a_person()
    told = actions.show_interest(opened, "Kit", "A text", by=person)
    with pytest.raises(Refusal, match="You have told us already"):
        actions.show_interest(opened, "Kit", "A text", by=person)
    with pytest.raises(Refusal, match="Only the person"):
        actions.take_back(told, by=a_person())

    actions.take_back(told, by=person)
    assert not Interest.objects.exists()


def test_interest_in_what_is_closed_is_a_sentence(team, opened):
    actions.close_opportunity(opened, by=team)

    with pytest.raises(Refusal, match="This is no longer open"):
        actions.show_interest(opened, "Kit", "A text", by=a_person())


def test_answer_needs_something_said(team, opened):
    with pytest.raises(Refusal, match="Close it first"):
        actions.say_what_changed(opened, "Ramps", "not", "No money", "the board", by=team)
    actions.close_opportunity(opened, by=team)
    with pytest.raises(Refusal, match="Write at least one thing"):
        actions.answer_opportunity(opened, by=team)

    actions.say_what_changed(opened, "Ramps", "not", "No money", "the board", by=team)
    actions.answer_opportunity(opened, by=team)
    (change,) = queries.opportunity(None or a_person(), opened).changes
    assert (change.asked, change.became) == ("Ramps", "It did not change")


def test_dropping_needs_a_reason_and_leaves_search(team, opened):
    with pytest.raises(Refusal, match="Say why"):
        actions.drop_opportunity(opened, " ", by=team)

    actions.drop_opportunity(opened, "No money after all", by=team)
    assert not SearchEntry.objects.exists()
    assert list(Opportunity.objects.visible_to(None)) == []


def test_open_one_whose_last_day_has_passed_stands_among_the_past(team, opened):
    Opportunity.objects.filter(pk=opened.pk).update(closes_on=timezone.localdate() - timedelta(days=1))

    page = queries.working_together(a_person())
    assert (len(page.open), len(page.past), page.may_offer) == (0, 1, False)


def test_forms_lead_from_draft_to_answer(client, team):
    sign_in(client, team)
    client.post(reverse("offer"), {**details(), "revision": 0})
    one = Opportunity.objects.get()
    at = {"pk": one.pk}
    for name in ("edit-opportunity", "drop-opportunity", "say-what-changed", "show-interest"):
        assert client.get(reverse(name, kwargs=at)).status_code == 200
    client.post(reverse("edit-opportunity", kwargs=at), {**details(pay="£30"), "revision": 0})
    client.post(reverse("step-opportunity", kwargs=at), {"step": "opened"})
    client.post(reverse("show-interest", kwargs=at), {"name": "Me", "reached_by": "Here"})
    assert "We have your answer" in client.get(reverse("opportunity", kwargs=at)).text
    client.post(reverse("take-back", kwargs=at))
    client.post(reverse("step-opportunity", kwargs=at), {"step": "closed"})
    said = {"asked": "Ramps", "became": "changed", "how": "Built", "decided_by": "the board"}
    client.post(reverse("say-what-changed", kwargs=at), said)
    client.post(reverse("step-opportunity", kwargs=at), {"step": "answered"})

    client.logout()
    page = client.get(reverse("opportunity", kwargs=at)).text
    assert page.index("£30") < page.index("Some what")
    assert "Built" in page
    assert sign_in(client, team).post(reverse("step-opportunity", kwargs=at), {"step": "dance"}).status_code == 404


def test_dropping_by_form(client, team, opened):
    sign_in(client, team).post(reverse("drop-opportunity", kwargs={"pk": opened.pk}), {"why": "No money"})

    opened.refresh_from_db()
    assert (opened.state, opened.why_dropped) == ("dropped", "No money")


def test_page_of_interests_shows_nobody_to_others(client, team, safeguarding, opened):
    actions.show_interest(opened, "Kit", "A text", by=a_person())
    address = reverse("interests", kwargs={"pk": opened.pk})

    assert "Kit" not in sign_in(client, team).get(address).text
    assert "Kit" in sign_in(client, safeguarding).get(address).text


@pytest.mark.parametrize("how_many", [1, 3])
def test_pages_ask_as_often_for_one_as_for_three(how_many, team, client, django_assert_num_queries):
    for _number in range(how_many):
        one = actions.open_opportunity(actions.offer(details(), by=team), by=team)
    actions.close_opportunity(one, by=team)
    for _number in range(how_many):
        actions.say_what_changed(one, "Ramps", "not", "No money", "the board", by=team)

    with django_assert_num_queries(LIST):
        client.get(reverse("working-together"))
    with django_assert_num_queries(PAGE):
        client.get(reverse("opportunity", kwargs={"pk": one.pk}))


LIST, PAGE = 1, 2
