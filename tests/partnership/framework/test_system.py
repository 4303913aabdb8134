"""The picture of the whole: what counts in it, what stays closed, and that nobody is named."""

import json
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.core.refusals import Refusal
from partnership.framework.actions import campaigns as actions
from partnership.framework.models import AgreedLevel, Assessment, Campaign
from partnership.framework.queries import gathered as gathering
from partnership.framework.queries import system as queries
from partnership.framework.queries.system import Asked, Within
from partnership.framework.queries.system_files import system_export
from partnership.framework.rules import system as rules
from partnership.partners.models import Kind, PartnerPlace
from tests.assessments import SHORT
from tests.campaigns import a_campaign, agreed, invited
from tests.commitments import a_lead
from tests.frameworks import an_edition_of_next_year
from tests.people import a_partner, a_person, sign_in, somebody

pytestmark = pytest.mark.django_db
WHOLE, HEALTH = Asked(Within.WHOLE_SYSTEM), Asked(Within.HEALTH_SERVICE)


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


@pytest.fixture
def standard(pack):
    return pack.framework.standards[0].key


def looked(level, standard, *, sector="housing", years_ago=0, partner=None, shared=True, **more):
    """Give a partner whose meeting agreed this level of one standard, and shared it."""
    partner = partner or a_partner(sector=sector, **more)
    at = timezone.now() - timedelta(days=366 * years_ago)
    by = a_person()
    made = Assessment.objects.create(
        **{"partner": partner, "edition": SHORT, "closes_on": at.date(), "started_at": at, "started_by": by},
        **{"state": "agreed", "agreed_at": at, "agreed_by": by},
        **({"shared_at": at, "shared_by": by} if shared else {}),
    )
    AgreedLevel.objects.create(assessment=made, standard=standard, level=level, agreed_at=at, agreed_by=by)
    return made


def many(number, standard, **more):
    return [looked(1 + at % 5, standard, **more) for at in range(number)]


def first_row(page):
    return page.domains[0].rows[0]


def test_ten_open_and_nine_do_not(team, standard):
    many(9, standard)
    row = first_row(queries.system_page(team, WHOLE))
    assert (row.shares, row.silence.value_words) == ((), "too few to show")
    assert "Fewer than ten" in row.silence.why
    looked(5, standard)
    row = first_row(queries.system_page(team, WHOLE))
    assert [one.value_words for one in row.shares] == ["20%"] * 5
    assert row.shares[0].interval_words == "6% to 51%"


def test_a_newcomer_changes_nothing_until_ten_have_come(team, standard):
    many(10, standard)
    before = queries.system_page(team, WHOLE).domains
    late = [looked(5, standard) for _ in range(9)]
    assert queries.system_page(team, WHOLE).domains == before
    looked(5, standard)
    assert queries.system_page(team, WHOLE).domains != before
    Assessment.objects.filter(pk=late[0].pk).update(shared_at=None, shared_by=None)
    assert queries.system_page(team, WHOLE).domains == before


def test_what_is_not_shared_or_not_of_the_whole_is_not_counted(team, standard):
    many(9, standard)
    looked(1, standard, shared=False)
    part = looked(1, standard)
    Assessment.objects.filter(pk=part.pk).update(scope="team", scope_name="Night shift")
    opened = looked(1, standard)
    Assessment.objects.filter(pk=opened.pk).update(state="open")
    assert first_row(queries.system_page(team, WHOLE)).silence


def test_the_newest_of_a_year_counts(standard):
    made = many(10, standard)
    partner = made[0].partner
    again = looked(5, standard, partner=partner)
    Assessment.objects.filter(pk=again.pk).update(agreed_at=timezone.now() + timedelta(minutes=1))
    held = gathering.gathered()
    at = held.names.index(partner.name)
    assert held.panels["sector"].levels[at, -1, 0] == 5


def test_carried_forward_counts_in_its_campaigns_year_and_is_marked(team, standard):
    partner, lead = a_lead()
    looked(4, standard, partner=partner, years_ago=1)
    many(9, standard)
    campaign = a_campaign(team)
    Campaign.objects.update(closes_on=timezone.localdate())
    campaign.refresh_from_db()
    (one,) = invited(campaign, partner)
    actions.carry_forward(one, "It still holds", by=lead)
    held = gathering.gathered()
    at = held.names.index(partner.name)
    assert held.panels["sector"].levels[at, -1, 0] == 4
    assert queries.system_page(team, WHOLE).carried
    assert not queries.system_page(team, replace(WHOLE, year=held.years[-2])).carried


@pytest.mark.parametrize("asks_the_same", [True, False])
def test_another_edition_counts_where_the_mapping_says_it_asks_the_same(
    framework_folder, standard, pack, team, asks_the_same
):
    many(10, standard)
    others = [one.key for one in pack.framework.standards[1:]]
    an_edition_of_next_year(framework_folder, [standard] if asks_the_same else others)
    page = queries.system_page(team, WHOLE)
    assert bool(first_row(page).shares) is asks_the_same
    assert gathering.gathered().edition.key == "short-2027"


def test_sectors_of_fewer_than_ten_stay_shut_and_do_not_follow(team, standard):
    many(20, standard)
    many(12, standard, sector="police")
    many(8, standard, sector="sport")
    rows = {row.key: row for row in queries.standard_picture(WHOLE, standard).rows}
    assert [bool(rows[key].silence) for key in ("housing", "police", "sport", "")] == [False, True, True, False]


def test_health_service_is_a_page_of_its_own(team, standard):
    many(20, standard)
    many(10, standard, sector="health")
    page = queries.system_page(team, HEALTH)
    assert [one.key for one in page.groups] == ["", "health"]
    assert not first_row(page).silence
    assert {"", "health", "housing"} < {one.key for one in queries.system_page(team, WHOLE).groups}


def test_health_service_is_shut_where_a_small_sector_would_follow(team, standard):
    many(16, standard)
    many(11, standard, sector="health")
    many(3, standard, sector="sport")
    assert first_row(queries.system_page(team, replace(HEALTH, by="place"))).silence


def test_places_and_whoever_works_in_several(team, standard, pack):
    here, there = (area.code for area in pack.districts[:2])
    for number, made in enumerate(many(30, standard)):
        PartnerPlace.objects.create(partner=made.partner, place=here)
        if number >= 15:
            PartnerPlace.objects.create(partner=made.partner, place=there)
    page = queries.standard_picture(replace(WHOLE, by="place"), standard)
    shut = {row.key: bool(row.silence) for row in page.rows}
    assert [shut[key] for key in (here, there, "several", "")] == [False, True, False, False]


def test_weighed_by_workforce_in_bands(standard):
    small, large = a_partner(employees="1-9"), a_partner(employees="1000+", volunteers="10-49")
    assert [gathering.workforce(one) for one in (small, large, a_partner(), a_partner(employees="0"))] == [
        5,
        1530,
        5,
        1,
    ]


def test_weighed_shares_are_silent_where_one_is_very_large(team, standard):
    made = many(20, standard, employees="1-9")
    weighed = replace(WHOLE, weigh=True)
    assert first_row(queries.system_page(team, weighed)).shares[0].value_words == "20%"
    type(made[0].partner).objects.filter(pk=made[0].partner.pk).update(employees="1000+")
    assert "so large" in first_row(queries.system_page(team, weighed)).silence.why


def test_movement_is_of_the_same_partners_with_its_interval(team, standard):
    for at in range(30):
        one = looked(1 + at % 2, standard, years_ago=1)
        looked(2 + at % 3, standard, partner=one.partner)
    moved = first_row(queries.system_page(team, WHOLE)).moved
    assert moved.value_words == "1.5 levels higher"
    assert moved.interval_words.startswith("+")
    first = queries.system_page(team, replace(WHOLE, year=timezone.localdate().year - 4))
    assert first_row(first).moved.value_words == "no year before"


def test_coverage_and_who_is_missing_are_the_teams(team, standard):
    partner, lead = a_lead(a_partner("Has finished"))
    campaign = a_campaign(team)
    Campaign.objects.update(closes_on=timezone.localdate())
    campaign.refresh_from_db()
    _done, excused, _silent = invited(campaign, partner, a_partner("Excused"), a_partner("Not yet"))
    agreed(partner, lead, campaign=campaign)
    actions.excuse_partner(excused, "It moves", by=team)
    page = queries.system_page(team, WHOLE)
    assert (page.coverage[-1].figure.value_words, page.missing) == ("50%", ("Not yet",))
    other = queries.system_page(somebody(Kind.ANALYST), WHOLE)
    assert (other.coverage[-1].figure.value_words, other.missing) == ("too few to show", None)


def test_pages_are_for_those_who_look_after_the_whole(pack):
    place = pack.districts[0].code
    for person in (somebody(Kind.RESPONSIBLE_OFFICER), somebody(Kind.ANALYST), somebody(Kind.PLACE_LEAD, place=place)):
        rules.check_can_see_system(person)
    for person in (a_lead()[1], a_person(), somebody(Kind.TRAINER)):
        with pytest.raises(Refusal, match="picture of the whole"):
            rules.check_can_see_system(person)


def test_report_says_you_are_here_only_where_ten_are_counted(client, standard):
    made = many(9, standard)
    lead = somebody(Kind.PARTNER_LEAD, partner=made[3].partner)
    here = reverse("assessment-report", args=[made[3].partner.slug, made[3].pk])
    assert b"You are here, among" not in sign_in(client, lead).get(here).content
    looked(2, standard)
    page = client.get(here).content.decode()
    assert page.count("You are here, among") == 1  # of the one standard that ten agreed on
    assert page.count('aria-current="true"') == 1


def test_you_are_here_stands_on_ten_or_nowhere(standard):
    made = many(9, standard)
    assert queries.heres(made[3]) == {}
    ten = looked(2, standard)
    found = queries.heres(ten)[standard]
    assert (found.level, len(found.shares)) == (2, 5)
    other = next(one.key for one in gathering.gathered().edition.standards if one.key != standard)
    assert other not in queries.heres(ten)
    Assessment.objects.filter(pk=ten.pk).update(state="open")
    ten.refresh_from_db()
    assert queries.heres(ten) == {}


def test_pages_and_files_name_nobody(team, standard, client):
    made = many(12, standard)
    sign_in(client, team)
    for name in ("system-view", "system-view-health"):
        page = client.get(reverse(name))
        assert page.status_code == 200
        assert not any(one.partner.name in page.text for one in made)
        for ending in ("csv", "xlsx", "json"):
            assert client.get(reverse(f"{name}-file", kwargs={"ending": ending})).status_code == 200
    rows = json.loads(client.get(reverse("system-view-file", kwargs={"ending": "json"})).content)["rows"]
    assert {row["Of what"] for row in rows} == {"The whole system"}
    assert client.get(reverse("system-standard", kwargs={"standard": standard})).status_code == 200
    assert client.get(reverse("system-standard", kwargs={"standard": "no-such"})).status_code == 404
    wrong = client.get(reverse("system-view"), {"year": "soon", "by": "rank", "group": "nobody"})
    assert wrong.status_code == 200
    sign_in(client, a_person())
    assert client.get(reverse("system-view")).status_code == 403


def test_file_says_what_the_page_says(team, standard):
    many(10, standard)
    rows = [row for row in system_export(WHOLE).rows if row[2] == "All together" and row[8] is not None]
    assert [row[8:11] for row in rows] == [(20.0, 6.0, 51.0)] * 5


def test_nothing_is_there_without_anybody(team):
    page = queries.system_page(team, WHOLE)
    assert all(row.silence for domain in page.domains for row in domain.rows)
    assert np.array_equal(gathering.gathered().panels["sector"].levels.shape[:1], [0])


@pytest.mark.parametrize("how_many", [1, 3])
def test_picture_asks_as_often_for_one_as_for_three(how_many, team, standard, client, django_assert_num_queries):
    many(10 * how_many, standard)
    sign_in(client, team)
    with django_assert_num_queries(PICTURE):
        client.get(reverse("system-view"))


PICTURE = 9
