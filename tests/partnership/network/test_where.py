"""Where are we: for those who help, counted once, with the quiet ones among them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.core import events
from partnership.core.refusals import Refusal
from partnership.network import queries
from partnership.partners.models import Kind, Partner, PartnerPlace
from tests.people import a_partner, a_person, sign_in, somebody

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=400)


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


def long_here(partner):
    Partner.objects.filter(pk=partner.pk).update(added_at=LONG_AGO)
    return partner


def test_partner_that_does_nothing_is_quiet_and_one_deed_wakes_it(team):
    quiet, awake = long_here(a_partner("Quiet")), long_here(a_partner("Awake"))
    lead = somebody(Kind.PARTNER_LEAD, partner=awake)
    events.record(by=lead, verb="partner.edited", thing=awake)
    a_partner("New")

    page = queries.where_we_are(team, {})
    assert {row.name: row.quiet for row in page.rows} == {"Quiet": True, "Awake": False, "New": False}
    assert (page.counts.joined, page.counts.quiet) == (3, 1)
    assert [row.name for row in queries.where_we_are(team, {"step": "quiet"}).rows] == [quiet.name]


def test_partner_that_left_or_was_only_invited_is_not_counted(team):
    for state in ("enquired", "invited", "left"):
        a_partner(state=state)

    assert queries.where_we_are(team, {}).counts.joined == 0


def test_place_lead_sees_their_place(pack):
    here = pack.districts[0].code
    inside = a_partner("Inside")
    PartnerPlace.objects.create(partner=inside, place=here)
    a_partner("Outside")

    page = queries.where_we_are(somebody(Kind.PLACE_LEAD, place=here), {})
    assert [row.name for row in page.rows] == ["Inside"]


@pytest.mark.parametrize("kind", [Kind.ANALYST, Kind.FELLOW])
def test_others_do_not_see_who_is_behind(kind):
    for person in (somebody(kind), a_person()):
        with pytest.raises(Refusal, match="Only the programme team and place leads"):
            queries.where_we_are(person, {})


def test_filters_narrow_page_and_file_alike(team, pack, client):
    here = pack.districts[0].code
    PartnerPlace.objects.create(partner=a_partner("Here", sector="police"), place=here)
    a_partner("There", sector="police")
    a_partner("Else", sector="health")
    sign_in(client, team)

    assert [row.name for row in queries.where_we_are(team, {"sector": "police"}).rows] == ["Here", "There"]
    asked = {"sector": "police", "place": here, "step": "not-signed"}
    page = client.get(reverse("where-are-we"), asked).text
    file = client.get(reverse("where-are-we-file", kwargs={"ending": "csv"}), asked).text
    for text in (page, file):
        assert "Here" in text
        assert "There" not in text
    assert [row.name for row in queries.where_we_are(team, {"step": "not-checked"}).rows] == ["Else", "Here", "There"]


@pytest.mark.parametrize("how_many", [1, 3])
def test_page_asks_as_often_for_one_as_for_three(how_many, team, client, django_assert_num_queries):
    for _number in range(how_many):
        a_partner()
    sign_in(client, team)

    with django_assert_num_queries(PAGE):
        client.get(reverse("where-are-we"))


PAGE = 6
