"""The pages and files of campaigns, for the programme team and for who was invited."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.framework.actions import campaigns as actions
from partnership.framework.models import AgreedLevel, Campaign, Invited
from partnership.framework.queries import invitations
from partnership.partners.models import Kind, PartnerPlace
from tests.campaigns import a_campaign, agreed, invited
from tests.commitments import a_lead
from tests.people import a_partner, sign_in, somebody

pytestmark = pytest.mark.django_db
LATER = timedelta(days=60)


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


@pytest.fixture
def campaign(team):
    return a_campaign(team)


def test_partner_sees_its_own_invitation_and_no_other(campaign, client):
    partner, lead = a_lead()
    other = a_partner("Somebody else")
    ours, theirs = invited(campaign, partner, other)
    assert [one.pk for one in invitations.invitations_for(partner)] == [ours.pk]
    sign_in(client, lead)
    page = client.get(reverse("campaign-invitation", kwargs={"partner": partner.slug, "pk": ours.pk}))
    assert "So that we know." in page.text
    ours_too = client.get(reverse("assessments", kwargs={"partner": partner.slug}))
    assert page.request["PATH_INFO"] in ours_too.text
    assert (
        client.get(reverse("campaign-invitation", kwargs={"partner": partner.slug, "pk": theirs.pk})).status_code == 404
    )
    assert client.get(reverse("campaign", kwargs={"pk": campaign.pk})).status_code == 403


def test_from_making_to_closing_on_the_pages(team, client):
    here, there = a_partner("Here", sector="police"), a_partner("There", sector="health")
    sign_in(client, team)
    day = (timezone.localdate() + LATER).isoformat()
    wrong = client.post(
        reverse("make-campaign"), {"name": "Spring", "edition": "short-2026", "closes_on": "soon", "revision": 0}
    )
    assert "Write a day like" in wrong.text
    assert 'value="Spring"' in wrong.text
    client.post(reverse("make-campaign"), {"name": "Spring", "edition": "short-2026", "closes_on": day, "revision": 0})
    key = {"pk": Campaign.objects.get().pk}

    page = client.get(reverse("invite-to-campaign", kwargs=key), {"sector": "police"})
    assert f'value="{here.pk}" checked' in page.text
    assert "There" not in page.text
    none = client.get(reverse("invite-to-campaign", kwargs=key), {"ticked": "none"})
    assert " checked" not in none.text
    assert "Tick at least one" in client.post(reverse("invite-to-campaign", kwargs=key), {}).text
    client.post(reverse("invite-to-campaign", kwargs=key), {"partners": [here.pk, there.pk]})
    gone = client.post(reverse("invite-to-campaign", kwargs=key), {"partners": [here.pk]})
    assert "cannot be invited any more" in gone.text
    assert client.get(reverse("remind-partners", kwargs=key)).status_code == 403
    one = Invited.objects.get(partner=here)
    decide = reverse("instead-of-assessment", kwargs={**key, "invited": one.pk})
    assert "Say why" in client.post(decide, {"instead": "excused", "why": ""}).text
    client.post(decide, {"instead": "excused", "why": "It moves"})
    shown = client.get(reverse("campaign", kwargs=key), {"so_far": "excused"}).text
    assert "It moves" in shown
    client.post(reverse("take-back-instead", kwargs={**key, "invited": one.pk}))
    client.post(reverse("close-campaign", kwargs=key))
    assert "Whoever is under way keeps going" in client.get(reverse("campaign", kwargs=key)).text
    assert "closed" in client.get(reverse("campaigns")).text


def test_second_to_save_a_campaign_loses_nothing(team, campaign, client):
    sign_in(client, team)
    actions.change_campaign(campaign, {"name": "Meanwhile"}, seen=campaign.revision, by=team)
    day = campaign.closes_on.isoformat()
    asked = {"name": "Mine", "about": "", "closes_on": day, "revision": 0}
    page = client.post(reverse("change-campaign", kwargs={"pk": campaign.pk}), asked)
    assert 'value="Mine"' in page.text
    assert "Meanwhile" in page.text


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_files_hold_how_far_and_never_what_was_agreed(team, campaign, client, ending):
    partner, lead = a_lead()
    invited(campaign, partner, a_partner("Other"))
    made = agreed(partner, lead, campaign=campaign)
    because = {"because": "A canary", "agreed_at": timezone.now(), "agreed_by": lead}
    AgreedLevel.objects.create(assessment=made, standard="welcome", level=4, **because)
    sign_in(client, team)
    asked = reverse("campaign-file", kwargs={"pk": campaign.pk, "ending": ending})
    answer = client.get(asked, {"so_far": "agreed"})
    assert b"A canary" not in answer.content
    if ending == "json":
        (row,) = json.loads(answer.content)["rows"]
        assert (row["Organisation"], row["How far"]) == (partner.name, "Agreed")
    assert client.get(reverse("campaign", kwargs={"pk": campaign.pk})).text.count("A canary") == 0


@pytest.mark.parametrize("how_many", [1, 3])
def test_pages_ask_as_often_for_one_as_for_three(how_many, team, campaign, client, django_assert_num_queries, pack):
    partners = [a_lead(a_partner())[0] for _number in range(how_many)]
    for partner in partners:
        PartnerPlace.objects.create(partner=partner, place=pack.districts[0].code)
    sign_in(client, team)
    key = {"pk": campaign.pk}
    with django_assert_num_queries(INVITING):
        client.get(reverse("invite-to-campaign", kwargs=key))
    invited(campaign, *partners, days_ago=15)
    for name, number in (("campaign", CAMPAIGN), ("remind-partners", REMINDING)):
        with django_assert_num_queries(number):
            client.get(reverse(name, kwargs=key))
    for number in range(how_many - 1):
        a_campaign(team, f"{number}")
    with django_assert_num_queries(CAMPAIGNS):
        client.get(reverse("campaigns"))


@pytest.mark.parametrize("how_many", [1, 3])
def test_telling_many_and_what_waits_asks_as_often(how_many, team, django_assert_num_queries):
    partner, lead = a_lead()
    for number in range(how_many):
        invited(a_campaign(team, f"{number}"), partner)
    with django_assert_num_queries(NEEDS):
        assert len(invitations.needs(lead)) == how_many
    with django_assert_num_queries(1):
        assert len(invitations.invitations_for(partner)) == how_many


def test_five_hundred_fit_on_one_page_to_tick(team, campaign, client):
    many = [a_partner() for _number in range(500)]
    sign_in(client, team)
    address = reverse("invite-to-campaign", kwargs={"pk": campaign.pk})
    assert client.get(address).text.count(" checked>") == 500
    client.post(address, {"partners": [one.pk for one in many]})
    assert campaign.invited.count() == 500


INVITING, CAMPAIGN, REMINDING, CAMPAIGNS, NEEDS = 8, 8, 9, 5, 2
