"""The directory shows what partners chose to show, to everybody the same, and nothing else."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from django.utils import timezone

from partnership.core.kept import SHELF
from partnership.partners.actions import merges
from partnership.partners.models import Commitment, Contact, Identifier, Kind, Partner, PartnerPlace, Standing
from tests.people import a_partner, a_person, a_role, sign_in, somebody

pytestmark = pytest.mark.django_db


def shown(client, **filters):
    """Give the names on the page, in its order, by its JSON that asks the same question."""
    return [row["name"] for row in client.get("/directory.json", filters).json()["rows"]]


@pytest.fixture
def partners():
    return {
        "beck": a_partner("Beck House", sector="housing"),
        "alder": a_partner("Alder School", sector="education", state="joined"),
        "quiet": a_partner("Quiet Corner", state="dormant"),
    }


def test_directory_is_in_the_order_of_names_and_leaves_out_who_is_not_listed(client, partners):
    for state, listed in (("active", False), ("enquired", True), ("invited", True), ("left", True)):
        a_partner(f"CANARY {state}", state=state, listed=listed)
    for person in (None, somebody(Kind.PROGRAMME_TEAM), somebody(Kind.PARTNER_LEAD, partner=partners["beck"])):
        if person:
            sign_in(client, person)
        assert shown(client) == ["Alder School", "Beck House", "Quiet Corner"]
        for address in ("/directory/", "/directory.csv", "/directory.json"):
            assert "CANARY" not in client.get(address).text
        assert b"CANARY" not in client.get("/directory.xlsx").content


def test_directory_filters_by_sector_place_name_and_signature(client, partners):
    PartnerPlace.objects.create(partner=partners["beck"], place="E08000035")
    PartnerPlace.objects.create(partner=partners["beck"], place="E08000032")
    assert shown(client, sector="education") == ["Alder School"]
    assert shown(client, place="E08000035") == ["Beck House"]
    assert shown(client, text="corner") == ["Quiet Corner"]
    assert shown(client, signed="yes") == []
    assert len(shown(client, signed="no")) == 3
    assert len(shown(client, sector="nonsense")) == 3
    assert "No organisation in the directory fits that" in client.get("/directory/?text=zzz").text


def test_page_of_a_partner_shows_what_it_chose_and_nobody_in_it(client, partners):
    beck = partners["beck"]
    Partner.objects.filter(pk=beck.pk).update(
        about="Warm homes.", employees="250-999", email_domain="canary.example.org"
    )
    Contact.objects.create(partner=beck, label="Door", kind="email", value="door@example.org", public=True)
    Contact.objects.create(partner=beck, label="Office", kind="phone", value="CANARY phone")
    Identifier.objects.create(partner=beck, scheme="charity", value="9999999")
    Standing.objects.create(
        partner=beck, state="joined", since_at="2024-03-01T12:00Z", since_by=a_person("CANARY who"), why="CANARY why"
    )
    a_role(a_person("CANARY member"), Kind.PARTNER_LEAD, partner=beck)
    page = client.get(f"/directory/{beck.slug}/").text
    for said in ("Warm homes.", "door@example.org", "9999999", "1 March 2024", "It has not signed the charter"):
        assert said in page
    for secret in ("CANARY", "250", "canary.example.org"):
        assert secret not in page


def test_page_of_a_partner_that_is_not_listed_is_not_there(client):
    hidden = a_partner("Hidden", listed=False)
    sign_in(client, somebody(Kind.PROGRAMME_TEAM))
    assert client.get(f"/directory/{hidden.slug}/").status_code == 404
    assert client.get("/directory/nobody/").status_code == 404


def test_page_of_a_partner_that_was_merged_leads_to_the_other(client, partners):
    team = somebody(Kind.PROGRAMME_TEAM)
    merges.merge_partners(partners["beck"], partners["alder"], by=team)
    answer = client.get(f"/directory/{partners['alder'].slug}/")
    assert answer["Location"] == f"/directory/{partners['beck'].slug}/"


def test_directory_never_shows_people_with_lived_experience(client, partners):
    person = a_person("CANARY lived")
    a_role(person, Kind.LIVED_EXPERIENCE)
    a_role(person, Kind.PRACTITIONER, partner=partners["beck"])
    for address in ("/directory/", f"/directory/{partners['beck'].slug}/", "/directory.json", "/directory.csv"):
        assert "CANARY" not in client.get(address).text


@pytest.mark.parametrize("number", [1, 3])
def test_directory_asks_the_same_questions_for_one_and_for_three(client, number, django_assert_num_queries):
    for each in range(number):
        partner = a_partner(f"Partner {each}")
        PartnerPlace.objects.create(partner=partner, place="E08000035")
        Standing.objects.create(partner=partner, state="joined", since_at=timezone.now(), since_by=a_person())
    client.get("/directory/")
    with django_assert_num_queries(4):
        assert client.get("/directory/").status_code == 200
    with django_assert_num_queries(3):
        client.get("/directory.json")


def test_directory_for_programs_says_what_it_is(client, partners):
    about = client.get("/directory.json", {"sector": "housing"}).json()["about"]
    assert (about["licence"], about["count"], about["filters"]) == (
        "Creative Commons Attribution 4.0",
        2,
        {"Sector": "Housing"},
    )
    lines = client.get("/directory.csv").text.splitlines()
    assert lines[0].startswith(
        "\ufeffName,Sector,Places,Website,Part of this since,Charter signed,Version,Made up,Page"
    )
    assert client.get("/directory.doc").status_code == 404


def test_open_referral_is_off_unless_the_settings_say_so(client, partners, settings):
    assert client.get("/directory/open-referral/services").status_code == 404
    settings.OPEN_REFERRAL = True
    Contact.objects.create(partner=partners["beck"], label="Door", kind="email", value="door@example.org", public=True)
    assert client.get("/directory/open-referral/").json()["version"] == "3.0"
    assert client.get("/directory/open-referral/services?per_page=²").status_code == 200  # a digit, and no number
    page = client.get("/directory/open-referral/services?per_page=2").json()
    assert {key: page[key] for key in page if key != "contents"} == {
        **{"total_items": 3, "total_pages": 2, "page_number": 1, "size": 2},
        **{"first_page": True, "last_page": False, "empty": False},
    }
    for one in page["contents"]:
        assert {"id", "name", "status", "url"} <= set(one)
        assert {"id", "name", "description"} <= set(one["organization"])
        assert (one["status"], UUID(one["id"]).version, one["organization_id"]) == (
            "active",
            5,
            one["organization"]["id"],
        )
    one = page["contents"][1]
    assert one["email"] == "door@example.org"
    assert client.get(f"/directory/open-referral/services/{one['id']}").json() == one
    assert client.get(f"/directory/open-referral/services/{UUID(int=7)}").status_code == 404
    assert "Open Referral UK" in client.get("/directory/").text
    assert json.dumps(page)


@pytest.fixture
def _empty_shelf():
    SHELF.clear()
    yield
    SHELF.clear()


def _sign(partner):
    now, by = timezone.now(), a_person()
    return Commitment.objects.create(
        **{"partner": partner, "state": "signed", "version": "2025-1", "charter_urn": "urn:x", "clauses": []},
        **{"clauses_sha256": "0" * 64, "prepared_at": now, "prepared_by": by, "signed_at": now, "signed_by": by},
        **{"since_on": timezone.localdate(), "code": "HW-TEST", "receipt_sha256": "0" * 64, "pdf_sha256": "0" * 64},
    )


CHANGES = {
    "its name": lambda one: Partner.objects.filter(pk=one.pk).update(name="Beck Homes"),
    "its address": lambda one: Partner.objects.filter(pk=one.pk).update(slug="elsewhere"),
    "its sector": lambda one: Partner.objects.filter(pk=one.pk).update(sector="education"),
    "that it is made up": lambda one: Partner.objects.filter(pk=one.pk).update(fictional=not one.fictional),
    "that it is listed": lambda one: Partner.objects.filter(pk=one.pk).update(listed=False),
    "how it stands": lambda one: Partner.objects.filter(pk=one.pk).update(state="left"),
    "where it is": lambda one: PartnerPlace.objects.create(partner=one, place="E08000035"),
    "that it signed": _sign,
    "that another came": lambda _one: a_partner("Calder Trust"),
}


@pytest.mark.usefixtures("_empty_shelf")
@pytest.mark.parametrize("what", CHANGES)
def test_kept_directory_is_another_one_as_soon_as_anything_changes(client, partners, what):
    """The rows are changed past every action: nothing but what is shown decides whether a page is still right."""
    before = client.get("/directory/").text
    assert client.get("/directory/").text == before
    CHANGES[what](partners["beck"])

    after = client.get("/directory/").text
    SHELF.clear()

    assert after != before
    assert after == client.get("/directory/").text  # drawn anew


@pytest.mark.usefixtures("_empty_shelf")
def test_directory_of_somebody_signed_in_and_what_was_typed_are_not_kept(client, partners):
    for address in ("/directory/?text=beck", "/directory/?page=99", "/directory/?sector=nonsense", "/directory/?x=1"):
        assert client.get(address).status_code == 200
    sign_in(client, somebody(Kind.PROGRAMME_TEAM))
    client.get("/directory/")
    assert len(SHELF) == 0

    client.logout()
    client.cookies.clear()
    for address in ("/directory/", "/directory/?page=1", "/directory/?sector=housing"):
        client.get(address)
    assert len(SHELF) == 3
