"""The pages of one organisation, and the one on which somebody finds theirs."""

import pytest
from django.test import Client

from partnership.core.models import Event
from partnership.partners.actions import organisations, people
from partnership.partners.models import Contact, Identifier, Kind, Partner
from tests.people import a_partner, a_person, a_role, sign_in, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(pack):
    made = a_partner("Three Chairs", email_domain="chairs.example.org")
    made.places.create(place=pack.districts[0].code)
    return made


@pytest.fixture
def lead(partner):
    return somebody(Kind.PARTNER_LEAD, partner=partner, name="Blythe")


@pytest.fixture
def as_lead(client, lead):
    return sign_in(client, lead)


def typed(partner, **changes):
    return {
        **{"name": partner.name, "sector": partner.sector, "places": [one.place for one in partner.places.all()]},
        **{"seen": partner.revision, "about": "", "employees": "", "volunteers": ""},
        **changes,
    }


def test_anybody_finds_listed_organisations_by_a_part_of_the_name(client, partner):
    a_partner("Hidden Chairs", listed=False)
    a_partner("Somebody Else")
    text = client.get("/join/?q=CHAIRS").text
    assert "Three Chairs" in text
    assert "Hidden" not in text
    assert "Somebody Else" not in text
    assert "None found" in client.get("/join/?q=nothing").text


def test_e_mail_address_only_suggests(client, partner):
    sign_in(client, a_person(email="new@chairs.example.org"))
    text = client.get("/join/?q=nothing").text
    assert "Perhaps this one" in text
    assert "Perhaps this one" not in sign_in(Client(), a_person()).get("/join/").text


def test_asking_in_the_browser_waits_for_an_answer(client, partner, lead):
    assert client.get("/join/ask/" + partner.slug + "/").url.startswith("/accounts/login/")
    sign_in(client, a_person("Asha"))
    assert "employed there or a volunteer" in client.post(f"/join/ask/{partner.slug}/", {"job": ""}).text
    client.post(f"/join/ask/{partner.slug}/", {"works_as": "volunteer", "job": ""})
    text = client.get("/join/").text
    assert "We have told them" in text
    assert "A lead there answers." in text
    assert client.get(f"/for/{partner.slug}/").status_code == 404


def test_programme_team_is_led_from_an_organisations_own_pages_to_the_programmes(client, partner):
    sign_in(client, somebody(Kind.PROGRAMME_TEAM))
    for page in ("", "people/", "charter/"):
        assert client.get(f"/for/{partner.slug}/{page}").url == f"/programme/partners/{partner.slug}/"
    assert client.get(f"/programme/partners/{partner.slug}/").status_code == 200
    assert client.post(f"/for/{partner.slug}/leave/").status_code == 404
    assert client.get("/for/nowhere/").status_code == 404


def test_stranger_does_not_learn_that_there_is_such_an_organisation(client, partner):
    sign_in(client, a_person())
    there = client.get(f"/for/{partner.slug}/")
    assert there.status_code == 404
    assert partner.name not in there.text
    assert "There is no page here" in there.text


def test_organisation_that_one_may_not_see_cannot_be_asked(client):
    sign_in(client, a_person())
    assert client.get(f"/join/ask/{a_partner(listed=False).slug}/").status_code == 404


def test_enquiring_in_the_browser_keeps_what_was_typed_until_it_is_whole(client, pack):
    sign_in(client, a_person())
    text = client.post("/join/new/", {"name": "Open Door", "about": "Soup"}).text
    assert 'value="Open Door"' in text
    assert "Choose at least one place" in text
    told = {"name": "Open Door", "sector": "voluntary", "places": [pack.districts[0].code], "works_as": "volunteer"}
    assert client.post("/join/new/", told).url == "/join/"
    assert "The programme team answers." in client.get("/join/").text
    assert Partner.objects.get().state == "enquired"


@pytest.mark.parametrize("many", [1, 3])
def test_join_page_asks_the_same_number_of_questions(client, django_assert_num_queries, many):
    for _each in range(many):
        a_partner().places.create(place="E08000032")
    person = sign_in(client, a_person())
    person.get("/join/")
    with django_assert_num_queries(8):
        person.get("/join/")


def test_home_shows_where_one_is_and_the_way_to_the_others(client, partner):
    person = somebody(Kind.PRACTITIONER, partner=partner)
    other = a_partner("Long Run")
    a_role(person, Kind.CHAMPION, partner=other)
    text = sign_in(client, person).get(f"/for/{partner.slug}/").text
    assert "Three Chairs" in text
    assert f'href="/for/{other.slug}/"' in text
    assert "Nobody leads here at the moment" in text
    assert "rest/" not in text


def test_home_leads_only_to_what_is_there(as_lead, partner):
    text = as_lead.get(f"/for/{partner.slug}/").text
    for part in ("people/", "details/"):
        assert f'href="/for/{partner.slug}/{part}"' in text
    assert as_lead.get(f"/for/{partner.slug}/details/").status_code == 200


@pytest.mark.parametrize("many", [1, 3])
def test_home_asks_the_same_number_of_questions(client, partner, lead, django_assert_num_queries, many):
    for _each in range(many):
        a_role(lead, Kind.PARTNER_LEAD, partner=a_partner())
        people.ask_to_join(partner, by=a_person())
        somebody(Kind.PARTNER_LEAD, partner=partner)
    sign_in(client, lead).get("/")
    with django_assert_num_queries(11):
        client.get(f"/for/{partner.slug}/")


def test_colleague_reads_the_details_and_cannot_change_them(client, partner, lead):
    organisations.add_contact(partner, "Desk", "phone", "01632 960000", by=lead)
    person = somebody(Kind.PRACTITIONER, partner=partner)
    address = f"/for/{partner.slug}/details/"
    text = sign_in(client, person).get(address).text
    assert "01632 960000" in text
    assert "<textarea" not in text
    assert client.post(address, typed(partner, about="Mine")).status_code == 403
    for part in ("identifiers/", "contacts/"):
        assert client.get(address + part).status_code == 403
    for part in ("rest/", "end/"):
        assert client.get(f"/for/{partner.slug}/{part}").status_code == 403


def test_saving_details(as_lead, partner):
    address = f"/for/{partner.slug}/details/"
    assert as_lead.post(address, typed(partner, about="Company", website="https://chairs.example.org")).url == address
    partner.refresh_from_db()
    assert (partner.about, partner.revision) == ("Company", 1)
    assert "Saved." in as_lead.get(address).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Write the name"),
        ({"places": []}, "Choose at least one place"),
        ({"website": "no address"}, "Write an address like"),
        ({"email_domain": "@x"}, "Write only what stands after the @"),
    ],
)
def test_details_that_cannot_be_saved_say_why_and_forget_nothing(as_lead, partner, changes, sentence):
    text = as_lead.post(f"/for/{partner.slug}/details/", typed(partner, **{"about": "Typed already", **changes})).text
    assert sentence in text
    assert "Typed already" in text
    assert "<title>Error: " in text


def test_stale_form_is_told_what_changed_and_keeps_what_was_typed(as_lead, partner, lead, pack):
    address, stale = f"/for/{partner.slug}/details/", typed(partner, about="Mine", listed="on")
    second = pack.districts[1].code
    theirs = {"about": "Theirs", "employees": "1-9", "listed": False}
    organisations.edit_partner(partner, theirs, by=lead, seen=0, places=[second])
    answer = as_lead.post(address, stale)

    assert answer.status_code == 409
    for sentence in (
        "Somebody changed this while you were writing",
        "Saved meanwhile: Theirs",
        "Saved meanwhile: 1 to 9",
    ):
        assert sentence in answer.text
    assert "Saved meanwhile: no" in answer.text
    assert f"Saved meanwhile: {pack.districts[1].name}" in answer.text
    assert ">Mine</textarea>" in answer.text
    assert 'name="seen" value="1"' in answer.text
    assert as_lead.post(address, {**stale, "seen": 1}).status_code == 302
    partner.refresh_from_db()
    assert partner.about == "Mine"


def test_numbers_and_contacts_come_and_go(as_lead, partner):
    address = f"/for/{partner.slug}/details/"
    assert "Write the number" in as_lead.post(f"{address}identifiers/", {"scheme": "charity", "value": ""}).text
    as_lead.post(f"{address}identifiers/", {"scheme": "charity", "value": "ZZ1"})
    assert "Say what it is for" in as_lead.post(f"{address}contacts/", {"kind": "phone", "value": "1"}).text
    as_lead.post(f"{address}contacts/", {"label": "Desk", "kind": "phone", "value": "1", "public": "on"})
    text = as_lead.get(address).text
    assert "ZZ1" in text
    assert "anybody" in text
    as_lead.post(f"{address}identifiers/{Identifier.objects.get().pk}/remove/")
    as_lead.post(f"{address}contacts/{Contact.objects.get().pk}/remove/")
    assert not Identifier.objects.exists()
    assert not Contact.objects.exists()


def test_rows_of_another_organisation_are_not_there(as_lead, partner):
    other = a_partner()
    theirs = other.contacts.create(label="Desk", kind="phone", value="1")
    assert as_lead.post(f"/for/{partner.slug}/details/contacts/{theirs.pk}/remove/").status_code == 404


def test_resting_and_leaving_in_the_browser(as_lead, partner):
    start = f"/for/{partner.slug}/"
    assert "Nothing is lost" in as_lead.get(f"{start}rest/").text
    assert as_lead.post(f"{start}rest/", {"why": "Winter"}).url == start
    assert "Winter" in as_lead.get(start).text
    assert "stays written down" in as_lead.get(f"{start}end/").text
    assert as_lead.post(f"{start}end/", {"why": ""}).url == "/join/"
    assert "You hold no role at Three Chairs any more" in as_lead.get(start).text
    assert list(Event.objects.filter(verb__startswith="partner.").values_list("verb", flat=True)) == [
        "partner.left",
        "partner.rested",
    ]


def test_nothing_is_done_by_looking(as_lead, partner):
    organisations.add_contact(partner, "Desk", "phone", "1", by=partner.memberships.first().person)
    pk = Contact.objects.get().pk
    assert as_lead.get(f"/for/{partner.slug}/details/contacts/{pk}/remove/").status_code == 405
