"""The search page: as every role, only what they may see; what everybody may know, to everybody."""

import re

import pytest
from django.urls import reverse

from partnership.core import search
from partnership.partners.models import Kind
from tests.people import a_partner, a_person, a_role, sign_in, somebody

pytestmark = pytest.mark.django_db


def put(title, *audience, kind="partner"):
    search.put(f"urn:heartwood:test.thing:{title}", kind=kind, title=title, href="/x/", audience=audience)


def page(client, text, **more):
    return client.get("/search/", {"q": text, **more}).text


def found(html):
    return re.findall(r'hw-found__one"><a href="[^"]*">([^<]*)</a>', html)


@pytest.mark.parametrize("text", ["samaritans", "Samaratins"])
def test_help_now_is_found_by_anybody_and_first(client, text):
    put("Samaritans of Somewhere", "anyone")

    html = page(client, text)

    assert found(html)[0].startswith("Samaritans: ")
    assert html.index("Help now") < html.index("Organisations <")


def test_content_of_the_pack_is_found_by_anybody(client, pack):
    measure = next(iter(pack.indicators.values()))
    setting = next(iter(pack.settings.values()))
    place = pack.districts[0]

    assert f'href="{reverse("indicator", kwargs={"slug": measure.slug})}"' in page(client, str(measure.title))
    assert f'href="{reverse("setting", kwargs={"slug": setting.slug})}"' in page(client, str(setting.name))
    assert f'href="{reverse("place", kwargs={"slug": place.slug})}"' in page(client, str(place.name))
    assert f'href="{reverse("about-method", kwargs={"key": "wilson"})}"' in page(client, "wilson")
    assert f'href="{reverse("about-accessibility")}"' in page(client, "wcag")


def test_everything_that_is_found_leads_to_a_page(client, pack):
    html = "".join(page(client, text, kind=kind) for text in ("a", "about", "children") for kind in search.KINDS)

    for href in set(re.findall(r'hw-found__one"><a href="(/[^"#]*)', html)):
        assert client.get(href).status_code in (200, 302, 503), href  # 503: no figures are loaded in this test


@pytest.mark.parametrize("kind", Kind)
def test_each_role_finds_what_it_may_see_and_no_more(client, kind):
    ours, theirs = a_partner(), a_partner()
    where = {"partner": ours} if kind in (Kind.PARTNER_LEAD, Kind.PRACTITIONER, Kind.VOLUNTEER) else {}
    person = somebody(kind, **where)
    for title, *audience in (
        ("Canary for anyone", "anyone"),
        ("Canary for members", "members"),
        ("Canary for the programme", "programme"),
        ("Canary of ours", f"partner:{ours.pk}"),
        ("Canary of theirs", f"partner:{theirs.pk}"),
        ("Canary of mine", f"person:{person.pk}"),
        ("Canary of somebody", f"person:{a_person().pk}"),
    ):
        put(title, *audience)

    titles = set(found(page(sign_in(client, person), "canary", kind="partner")))

    runs = kind in (Kind.PROGRAMME_TEAM, Kind.RESPONSIBLE_OFFICER)
    assert titles == {"Canary for anyone", "Canary for members", "Canary of mine"} | (
        {"Canary for the programme"} if runs else set()
    ) | ({"Canary of ours"} if where else set())


def test_nobody_finds_only_what_is_public_and_reads_the_same_words_as_if_there_were_no_more(client):
    before = page(client, "canary secret")
    put("Canary secret", "members", "programme")

    assert page(client, "canary secret") == before
    assert "Nothing that you may see has these words." in before


def test_role_that_ended_finds_nothing_any_more(client):
    partner, person = a_partner(), a_person()
    role = a_role(person, Kind.PRACTITIONER, partner=partner)
    put("Canary of ours", f"partner:{partner.pk}")
    assert found(page(sign_in(client, person), "canary")) == ["Canary of ours"]

    role.until_on = role.from_on
    role.save()

    assert found(page(client, "canary")) == []


def test_results_are_grouped_counted_and_paged(client):
    for number in range(23):
        put(f"Zebra {number:02}", "anyone")
    put("Zebra crossing", "anyone", kind="action")

    first = page(client, "zebra")
    second = page(client, "zebra", kind="partner", page="2")

    assert "Found 24 things." in first
    assert 'href="?q=zebra&amp;kind=partner">All 23: Organisations' in first
    assert len(found(first)) == 6
    assert found(second) == ["Zebra 20", "Zebra 21", "Zebra 22"]
    assert "Page 2 of 2" in second
    assert 'rel="prev"' in second


@pytest.mark.parametrize(
    "asked", [{"page": "0"}, {"page": "x"}, {"page": "99999999"}, {"kind": "gadget"}, {"page": "²"}]
)
def test_nonsense_in_the_address_is_no_accident(client, asked):
    put("Zebra", "anyone")

    assert found(page(client, "zebra", **asked)) == ["Zebra"]


def test_page_without_a_question_asks_for_one(client):
    html = client.get("/search/").text.partition("<main")[2]

    assert "What are you looking for?" in html
    assert 'role="status"' not in html


def test_what_was_typed_stays_in_the_field_and_is_never_markup(client):
    html = page(client, '"><script>alert(1)</script>')

    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_page_says_when_words_were_nearly_right(client):
    put("Zebra", "anyone")

    html = page(client, "zebar")

    assert "Nothing has quite these words." in html
    assert found(html) == ["Zebra"]


def test_search_can_be_kept(client):
    sign_in(client, somebody(Kind.PROGRAMME_TEAM))

    assert 'name="query" value="q=zebra"' in page(client, "zebra")


@pytest.mark.parametrize("things", [1, 3])
def test_search_page_asks_the_same_number_of_questions(client, things, django_assert_num_queries):
    for number in range(things):
        put(f"Zebra {number}", "anyone")
    sign_in(client, somebody(Kind.PROGRAMME_TEAM))
    page(client, "zebar")

    with django_assert_num_queries(6):  # session, person, roles, words, what is shown of them, kept filters
        page(client, "zebra")
