"""The pages of core, and what goes with every page: headers, size, few questions to the database."""

import re
from html import unescape

import pytest
from django.urls import reverse

from partnership.core import layouts, queries
from partnership.core.pack import period_words

pytestmark = pytest.mark.django_db

POLICY = "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
ABOUT = ("about", "about-methods", "about-doubts", "about-privacy", "about-protecting", "about-accessibility")
PAGES = (*ABOUT, "report-page", "report-page-kept", "components")


@pytest.mark.parametrize("name", PAGES)
def test_page_answers_with_one_heading_and_a_title_that_names_it(client, name):
    text = client.get(reverse(name)).text

    (heading,) = re.findall(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
    assert f"<title>{heading} " in text


@pytest.mark.parametrize("name", PAGES)
def test_page_asks_the_database_nothing(client, name, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(reverse(name))


@pytest.mark.parametrize("name", PAGES)
def test_page_sets_no_cookie_unless_it_is_a_form(client, name):
    cookies = client.get(reverse(name)).cookies

    assert set(cookies) == ({"csrftoken"} if name == "report-page" else set())


@pytest.mark.parametrize("address", ["/about/", "/report-page/", "/no-such-page/", "/healthz"])
def test_every_answer_carries_the_strict_policy(client, address):
    headers = client.get(address).headers

    assert sorted(headers["Content-Security-Policy"].split("; ")) == sorted(POLICY.split("; "))
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Permissions-Policy"].startswith("camera=()")


@pytest.mark.parametrize("name", PAGES)
def test_page_loads_nothing_from_anywhere_else(client, name):
    text = client.get(reverse(name)).text

    assert re.findall(r'<(?:link|img|script|source|iframe)[^>]*(?:src|href)="(?:https?:)?//', text) == []


def test_page_is_sent_packed(client):
    response = client.get("/about/", headers={"accept-encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"


def test_every_component_is_shown(client, root):
    text = client.get("/components/").text
    components = (root / "partnership" / "core" / "templates" / "core" / "components").glob("*.html")

    assert [path.stem for path in components if f'id="{path.stem}"' not in text] == []


def test_menu_shows_only_what_is_there_and_where_we_are(client):
    text = client.get("/about/privacy/").text
    menu = re.search(r'<nav class="hw-menu".*?</nav>', text, re.DOTALL).group()

    assert [address for address in re.findall(r'href="([^"]+)"', menu) if not layouts.is_address(address)] == []
    assert re.findall(r'href="([^"]+)" aria-current="true"', menu) == ["/about/"]


def test_missing_page_says_so_and_offers_the_ways_in(client):
    response = client.get("/no-such-page/")

    assert response.status_code == 404
    assert "There is no page here" in response.text
    assert 'href="/about/"' in response.text


def test_health_is_told_to_machines(client, pack, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/healthz")

    assert response.json() == {"ok": True, "pack": pack.key, "profile": "local"}


def test_every_doubt_of_the_pack_is_on_its_page(client, pack):
    shown = queries.doubts()
    text = unescape(client.get(reverse("about-doubts")).text)

    assert sum(len(doubt.figures) for doubt in shown) == len(pack.doubts) > 0
    assert text.count('class="hw-card hw-doubted"') == len(shown)
    assert [row.why for row in pack.doubts if row.why not in text] == []
    assert [row.shown_instead for row in pack.doubts if row.shown_instead not in text] == []


def test_figure_that_rests_on_few_people_is_doubted_without_repeating_it(pack):
    few = [row for row in pack.doubts if row.found_by == queries.FEW_PEOPLE]
    shown = [figure for doubt in queries.doubts() if doubt.found_by == queries.FEW_PEOPLE for figure in doubt.figures]

    assert len(shown) == len(few) > 0
    assert {figure.published for figure in shown} == {""}


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("", ""),
        ("2018-01-01/P1Y", "2018"),
        ("2018-04-01/P1Y", "2018/19"),
        ("1999-09-01/P1Y", "1999/00"),
        ("2018-01-01/P3Y", "2018-2020"),
        ("2018-04-01/P3Y", "2018/19-2020/21"),
        ("2025-03-31", "31 March 2025"),
        ("2024-10-01/P3M", "2024"),
    ],
)
def test_period_is_said_as_people_do(iso, words):
    assert period_words(iso) == words


@pytest.fixture
def _methods(settings, tmp_path):
    settings.METHODS = tmp_path
    (tmp_path / "wilson.md").write_text(
        "# A share and its doubt\n\nWe *count*, or [so](byar.md).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    (tmp_path / "byar.md").write_text("<script>alert(1)</script>")


@pytest.mark.usefixtures("_methods")
def test_methods_are_listed_by_title(client):
    text = client.get(reverse("about-methods")).text

    assert re.findall(r'href="/about/methods/(\w+)/" translate="no">([^<]+)<', text) == [
        ("wilson", "A share and its doubt"),
        ("byar", "byar"),
    ]


@pytest.mark.usefixtures("_methods")
def test_method_page_is_its_markdown(client):
    text = client.get(reverse("about-method", kwargs={"key": "wilson"})).text

    assert '<p>We <em>count</em>, or <a href="../byar/">so</a>.</p>' in text
    assert "<td>2</td>" in text
    assert text.count("<h1") == 1


@pytest.mark.usefixtures("_methods")
def test_method_page_shows_markup_as_text(client):
    text = client.get(reverse("about-method", kwargs={"key": "byar"})).text

    assert "<script>" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("key", ["no-such-method", "..", "wilson.md"])
def test_method_that_is_not_there_is_not_found(client, key):
    assert client.get(f"/about/methods/{key}/").status_code == 404


def test_front_page_frame_is_light(client, root):
    """The frame of every page, packed, leaves room for what a front page says: under 100 kB for a first visit."""
    packed = client.get("/about/", headers={"accept-encoding": "gzip"}).content

    assert len(packed) < 8_000
