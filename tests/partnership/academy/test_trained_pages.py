"""Who is trained, on the pages and in the files: what each says where there is nothing, and who may see which."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnership.academy import tasks
from partnership.academy.models import TrainedRelease
from partnership.academy.rules import trained as rules
from partnership.core.kept import SHELF
from partnership.partners.models import Kind
from tests.learning import AFTER, AFTER_NEXT, NEXT, QUARTER, came, learn
from tests.partnership.plain_words import reading_age, said_on
from tests.people import a_partner, sign_in, somebody

pytestmark = pytest.mark.django_db
OLDEST = 11
PAGE_QUERIES, PROGRAMME_QUERIES, PARTNER_QUERIES, API_QUERIES = 2, 13, 9, 1
PUBLIC, PROGRAMME = "/who-is-trained/", "/programme/academy/trained/"


@pytest.fixture(autouse=True)
def _fresh_shelf():
    SHELF.clear()


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


@pytest.fixture
def council():
    return a_partner("A council", sector="local-government")


def publish(team, quarter=QUARTER, today=AFTER):
    return tasks.publish_trained_now(quarter, by=team, today=today)


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


# What everybody reads.


def test_page_says_that_nothing_was_published_yet(client):
    text = client.get(PUBLIC).text
    assert "Nothing has been published yet." in text
    assert "too few" not in text


def test_release_of_nobody_says_too_few_and_never_nobody_alone(client, team):
    publish(team)
    text = words(client.get(PUBLIC))
    assert "too few to show" in text
    assert "Nobody yet" not in text
    assert "All of it is too few to show" in text


def test_page_says_beside_its_numbers_what_they_count(client, team, council):
    came(learn(31, council))
    publish(team)
    answer = client.get(PUBLIC)
    text = words(answer)
    assert "30 to 34" in text
    said = text.count("People, each once, on 30 September 2026. Definition 2026.1.")
    assert said == answer.text.count("<table") > 0
    assert "Each person is counted once. It makes no difference how many courses they took" in text
    assert "Nobody has published how many people work here" in text
    assert "Attendances 30 to 34 People who came, each once 30 to 34" in text


@pytest.mark.parametrize("ending", ["", "bars.svg", "bars-narrow.svg"])
def test_quarter_that_was_not_published_is_not_there(client, team, ending):
    assert client.get(f"{PUBLIC}2026-Q2/{ending}").status_code == 404


def test_picture_says_the_table_in_words(client, team, council):
    learn(31, council)
    publish(team)
    drawn = client.get(f"{PUBLIC}{QUARTER}/bars.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert "Trauma informed: 30 to 34" in drawn.text


def test_made_up_releases_say_so(client, team, settings):
    settings.DEMONSTRATION = True
    publish(team)
    assert "Made up." in client.get(PUBLIC).text
    assert client.get(f"/api/v1/trained/releases/{QUARTER}").json()["items"][0]["invented"] is True


def test_page_is_easy_to_read(client, team, council):
    learn(31, council)
    publish(team)
    assert reading_age(said_on(client.get(PUBLIC).text)) <= OLDEST


def test_page_asks_as_little_with_one_release_as_with_two(client, team, django_assert_num_queries):
    publish(team)
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(PUBLIC)
    publish(team, NEXT, AFTER_NEXT)
    third = TrainedRelease.objects.get(quarter=NEXT)
    TrainedRelease.objects.create(
        quarter="2027-Q1", version=third.version, shown=third.shown, made_at=third.made_at, made_by=team
    )
    SHELF.clear()
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(PUBLIC)


# For programs, and to take away.


def test_openapi_document_names_every_address(client):
    document = client.get("/api/v1/trained/openapi.json").json()
    base = "/api/v1/trained"
    assert set(document["paths"]) == {f"{base}/releases", f"{base}/releases/{{quarter}}"}
    assert all(set(methods) == {"get"} for methods in document["paths"].values())


def test_program_finds_every_release_and_is_told_of_none(client, team, django_assert_num_queries):
    assert client.get("/api/v1/trained/releases").json() == []
    publish(team)
    with django_assert_num_queries(API_QUERIES):
        (one,) = client.get("/api/v1/trained/releases").json()
    assert (one["quarter"], one["definition_version"]) == (QUARTER, "2026.1")
    missing = client.get("/api/v1/trained/releases/2025-Q1")
    assert missing.status_code == 404
    assert "was not published" in missing.json()["sentence"]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_file_says_what_it_is(client, team, council, ending):
    learn(31, council)
    publish(team)
    answer = client.get(f"{PUBLIC}{QUARTER}.{ending}")
    assert answer.status_code == 200
    assert QUARTER.lower() in answer["Content-Disposition"].lower()
    if ending == "json":
        assert "never read it as a nought" in answer.json()["about"]["What this is"]
        assert "31" not in str([one["at_least"] for one in answer.json()["rows"]])


def test_file_of_a_quarter_that_was_not_published_is_not_there(client):
    assert client.get(f"{PUBLIC}{QUARTER}.csv").status_code == 404


# For those who plan.


@pytest.mark.parametrize("address", [PROGRAMME, f"{PROGRAMME}exact.csv", f"{PROGRAMME}informed.svg"])
def test_exact_counts_are_for_the_programme_team(client, address):
    assert client.get(address).status_code == 302
    refused = sign_in(Client(), somebody(Kind.ANALYST)).get(address)
    assert refused.status_code == 403
    assert "for the programme team" in refused.text


def test_programme_page_says_nobody_yet_where_there_is_nobody(team):
    text = words(sign_in(Client(), team).get(PROGRAMME))
    assert "Nobody yet: no completion counts today." in text
    assert "too few" not in text
    assert "Nobody has published how many people of each kind of role work here" in text


def test_team_publishes_by_one_press_what_waits(team, council):
    quarter = rules.last_quarter()
    learn(31, council, done=rules.first_day(quarter))
    client = sign_in(Client(), team)
    assert "can be published" in client.get(PROGRAMME).text
    assert client.get(reverse("publish-trained", args=[quarter])).status_code == 405
    answer = client.post(reverse("publish-trained", args=[quarter]), follow=True)
    assert "Published. Everybody can read it now." in answer.text
    assert "can be published" not in answer.text
    assert "30 to 34" in client.get(PUBLIC).text


@pytest.mark.usefixtures("_invented")
def test_programme_page_shows_need_beside_who_says_so(team, council):
    learn(12, council, family="face-to-face", done=timezone.localdate())
    client = sign_in(Client(), team)
    text = words(client.get(PROGRAMME))
    assert "people would still need it" in text
    assert "Supposed by this partnership" in text
    assert "Made up." in text
    assert client.get(f"{PROGRAMME}informed.svg")["Content-Type"] == "image/svg+xml"
    assert client.get(f"{PROGRAMME}no-such-level.svg").status_code == 404


@pytest.fixture
def _invented(settings):
    settings.DEMONSTRATION = True


def test_programme_page_asks_as_little_of_one_as_of_three(team, council, django_assert_num_queries):
    client, today = sign_in(Client(), team), timezone.localdate()
    learn(1, council, done=today)
    with django_assert_num_queries(PROGRAMME_QUERIES):
        client.get(PROGRAMME)
    learn(2, a_partner(), done=today)
    with django_assert_num_queries(PROGRAMME_QUERIES):
        client.get(PROGRAMME)


def test_lead_sees_their_own_organisation_and_nobody_else_does(council, django_assert_num_queries):
    other, today = a_partner("A school"), timezone.localdate()
    learn(1, council, done=today, family="leading")
    learn(2, other, done=today)
    lead = sign_in(Client(), somebody(Kind.PARTNER_LEAD, partner=council))
    address = reverse("partner-trained", args=[council.slug])
    with django_assert_num_queries(PARTNER_QUERIES):
        text = words(lead.get(address))
    assert "Trauma informed People 1 " in text
    assert "Leading a team or an organisation: 1" in text
    learn(2, council, done=today)
    with django_assert_num_queries(PARTNER_QUERIES):
        assert "Trauma informed People 3 " in words(lead.get(address))
    assert lead.get(reverse("partner-trained", args=[other.slug])).status_code == 404
    member = sign_in(Client(), somebody(Kind.PRACTITIONER, partner=council))
    assert "those who lead this organisation" in member.get(address).text


def test_lead_of_people_who_learned_nothing_reads_nobody_yet(council):
    lead = sign_in(Client(), somebody(Kind.PARTNER_LEAD, partner=council))
    text = words(lead.get(reverse("partner-trained", args=[council.slug])))
    assert "Nobody yet: no completion of anybody here counts today." in text
