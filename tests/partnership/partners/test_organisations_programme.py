"""What the programme team sees and does with organisations: the register, one record, honest counts."""

import re

import pytest

from partnership.partners.actions import invitations, organisations, people
from partnership.partners.models import Kind, Membership, Partner
from partnership.partners.queries.counts import counts
from tests.people import a_partner, a_person, a_role, sign_in, somebody

pytestmark = pytest.mark.django_db

HERE, THERE = "E08000032", "E08000033"


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


@pytest.fixture
def as_team(client, team):
    return sign_in(client, team)


@pytest.fixture
def some():
    """Three organisations that differ in everything that can be filtered."""
    first = a_partner("Active Here", sector="health", employees="1-9", listed=False)
    first.places.create(place=HERE)
    somebody(Kind.PARTNER_LEAD, partner=first)
    second = a_partner("Quiet There", sector="police", state="dormant")
    second.places.create(place=THERE)
    third = a_partner("Gone", sector="police", state="left")
    third.places.create(place=THERE)
    return first, second, third


def names(client, query):
    text = client.get(f"/programme/partners.csv?{query}").text.replace("\r", "")
    return {name for name in ("Active Here", "Quiet There", "Gone") if f"\n{name}," in text}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Active Here", "Quiet There", "Gone"}),
        ("q=HERE", {"Active Here", "Quiet There"}),
        ("sector=police", {"Quiet There", "Gone"}),
        (f"place={THERE}", {"Quiet There", "Gone"}),
        ("state=dormant", {"Quiet There"}),
        ("state=here", {"Active Here", "Quiet There"}),
        ("size=1-9", {"Active Here"}),
        ("lead=with", {"Active Here"}),
        ("lead=without&state=here", {"Quiet There"}),
        ("sector=magic", {"Active Here", "Quiet There", "Gone"}),
    ],
)
def test_register_is_filtered(as_team, some, query, found):
    assert names(as_team, query) == found
    text = as_team.get(f"/programme/partners/?{query}").text
    assert {one.name for one in some if f">{one.name}</a>" in text} == found


def test_register_without_any_says_so(as_team):
    assert "No organisation fits that" in as_team.get("/programme/partners/").text


def test_place_lead_has_the_register_of_the_place(client, some):
    lead = somebody(Kind.PLACE_LEAD, place=HERE)
    sign_in(client, lead)
    assert names(client, "") == {"Active Here"}
    assert client.get(f"/programme/partners/{some[0].slug}/").status_code == 200
    assert client.get(f"/programme/partners/{some[2].slug}/").status_code == 404
    assert client.get(f"/programme/partners/{some[0].slug}/edit/").status_code == 403


@pytest.mark.parametrize("many", [1, 3])
def test_register_asks_the_same_number_of_questions(as_team, many, django_assert_num_queries):
    for _each in range(many):
        partner = a_partner()
        partner.places.create(place=HERE)
        somebody(Kind.PARTNER_LEAD, partner=partner)
    as_team.get("/")
    with django_assert_num_queries(6):
        as_team.get("/programme/partners/")


def test_first_page_says_what_waits(as_team, some):
    organisations.enquire({"name": "Open Door", "sector": "voluntary"}, by=a_person())
    text = as_team.get("/programme/").text
    assert "One organisation has asked to join" in text
    assert "One organisation has no lead" in text
    assert "/programme/partners/" in text


def test_first_page_shows_each_their_part(client):
    text = sign_in(client, somebody(Kind.PLACE_LEAD, place=HERE)).get("/programme/").text
    assert "What you look after: Bradford." in text
    assert "/programme/people/" not in text
    text = sign_in(client, somebody(Kind.SAFEGUARDING_LEAD)).get("/programme/").text
    assert "/programme/confided/" in text
    assert "/programme/partners/" not in text


def test_enquiry_is_answered_on_its_record(as_team):
    asker = a_person("Ottoline")
    partner = organisations.enquire({"name": "Open Door", "sector": "voluntary"}, by=asker)
    address = f"/programme/partners/{partner.slug}/"
    assert "Asked for by Ottoline" in as_team.get(address).text
    assert as_team.post(f"{address}admit/").url == address
    text = as_team.get(address).text
    assert "Open Door has joined." in text
    assert "Ottoline" in text


def test_adding_and_inviting_in_the_browser(as_team):
    told = {"name": "Open Door", "sector": "voluntary", "places": [HERE], "email": ""}
    assert "Write an e-mail address like" in as_team.post("/programme/add-partner/", {**told, "email": "x"}).text
    assert as_team.post("/programme/add-partner/", told).url == "/programme/partners/open-door/"
    as_team.post("/programme/add-partner/", {**told, "name": "Red Lane", "email": "x@example.org"})
    assert dict(Partner.objects.values_list("slug", "state")) == {"open-door": "joined", "red-lane": "invited"}
    assert "Nobody leads here. You look after it" in as_team.get("/programme/partners/open-door/").text
    assert "A letter is not answered yet: x@example.org" in as_team.get("/programme/partners/red-lane/").text


@pytest.mark.parametrize("state", ["active", "left", "invited"])
def test_lead_is_invited_wherever_there_is_none(as_team, state):
    partner = a_partner(state=state)
    address = f"/programme/partners/{partner.slug}/"
    assert "Write an e-mail address like" in as_team.post(f"{address}invite-lead/", {"email": "x"}).text
    assert as_team.post(f"{address}invite-lead/", {"email": "x@example.org"}).url == address
    partner.refresh_from_db()
    assert partner.state == ("active" if state == "active" else "invited")
    assert partner.invitations.get().kind == Kind.PARTNER_LEAD


def test_programme_says_what_an_organisation_is_part_of(as_team, some):
    first, second, _third = some
    address = f"/programme/partners/{second.slug}/"
    told = {"name": second.name, "sector": "police", "places": [THERE], "seen": 0}
    wrong = as_team.post(f"{address}edit/", {**told, "parent": "Nobody", "parent_relation": "part"})
    assert "no organisation of this name here" in wrong.text
    assert as_team.post(f"{address}edit/", {**told, "parent": first.name, "parent_relation": "part"}).url == address
    assert "Active Here (is part of)" in as_team.get(address).text
    stale = as_team.post(f"{address}edit/", {**told, "parent": "", "parent_relation": ""})
    assert stale.status_code == 409
    assert "Saved meanwhile: Active Here" in stale.text


@pytest.mark.parametrize(("deed", "state"), [("rest", "dormant"), ("leave", "left")])
def test_programme_says_that_one_is_quiet_or_leaves(as_team, deed, state):
    partner = a_partner()
    address = f"/programme/partners/{partner.slug}/"
    assert "It leaves" in as_team.get(f"{address}part/").text
    assert as_team.post(f"{address}part/", {"why": "Said so", "deed": deed}).url == address
    partner.refresh_from_db()
    assert partner.state == state
    assert "Said so" in as_team.get(address).text


def test_organisation_that_nobody_knows_is_not_found(as_team):
    assert as_team.get("/programme/partners/nothing/").status_code == 404


def test_everybody_is_counted_once(team):
    one, two = a_partner(), a_partner()
    both = somebody(Kind.PRACTITIONER, partner=one)
    a_role(both, Kind.VOLUNTEER, partner=two)
    Membership.objects.filter(person=both, partner=two).update(works_as="volunteer")
    a_role(both, Kind.FELLOW)
    gone = somebody(Kind.PRACTITIONER, partner=one)
    people.leave_partner(Membership.objects.get(person=gone), by=gone)
    people.ask_to_join(one, by=a_person())
    a_role(a_person(), Kind.LIVED_EXPERIENCE)
    found = {each.key: each.number for each in counts(team).people}
    assert found == {"people": 2, "members": 1, "employees": 1, "volunteers": 1, "asking": 1}


def test_every_number_leads_to_a_list_of_as_many_and_says_what_it_counts(as_team, some, team):
    page = counts(team)
    invitations.invite_person(some[0], "x@example.org", by=team)
    for row in [*page.people, *(row for table in page.tables for row in table.rows)]:
        assert row.definition or row.href
        if row.href:
            text = as_team.get(row.href).text
            said = re.search(r"hw-table__caption\">([^<]*)", text)
            shown = 0 if said is None else 1 if said[1].startswith("One") else int(said[1].split()[0])
            assert (row.key, shown) == (row.key, row.number)
    text = as_team.get("/programme/counts/").text
    assert all(table.definition in text and table.adds_up in text for table in page.tables)


@pytest.mark.parametrize("many", [1, 3])
def test_counts_ask_the_same_number_of_questions(as_team, many, django_assert_num_queries):
    for _each in range(many):
        somebody(Kind.PARTNER_LEAD, partner=a_partner())
    as_team.get("/")
    with django_assert_num_queries(10):
        as_team.get("/programme/counts/")


@pytest.mark.parametrize("page", ["", "partners/", "people/", "counts/", "confided/", "rights/", "imports/", "merges/"])
def test_whoever_is_nobody_yet_is_led_to_sign_in(client, page):
    assert client.get(f"/programme/{page}").headers["Location"] == f"/accounts/login/?next=/programme/{page}"
