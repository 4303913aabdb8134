"""The front page: what it is, for whom, the ways in, three promises, and what it will never do."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from partnership.hub.queries import front
from tests.people import a_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(client, facts_build):
    return client.get(reverse("home")).text


def test_front_page_says_the_vision(home, pack):
    assert str(pack.wording["vision"]) in re.sub(r"\s+", " ", home)


def test_front_page_leads_to_every_place_and_way_in(home, pack):
    ways = [reverse("place", kwargs={"slug": area.slug}) for area in pack.districts]
    ways += [reverse(name) for name in ("indicators", "transitions", "settings", "find-place", "all-data", "changes")]

    assert all(f'"{way}"' in home for way in ways)


def test_front_page_keeps_three_promises_and_says_what_it_never_does(home):
    promises = home[home.index('class="hw-promises"') :]

    assert promises[: promises.index("</ol>")].count("<li>") == 3
    assert "What it will never do" in home


def test_front_page_answers_before_there_are_figures(client, data_folder):
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("partners", [1, 3])
def test_front_page_asks_the_database_one_question(client, facts_build, partners, django_assert_num_queries):
    for _ in range(partners):
        a_partner()
    client.get("/")

    with django_assert_num_queries(1):
        client.get("/")


def test_front_page_counts_who_may_be_known_and_nobody_made_up_among_them(client, facts_build):
    a_partner(), a_partner()
    a_partner(listed=False)
    a_partner(state="enquired")
    a_partner(fictional=True)
    assert "No organisation is listed" not in client.get("/").text

    assert front.together() == front.Together(listed=2, signed=0, invented=1, invented_signed=0)
    text = client.get("/").text
    assert "2 organisations have joined and are listed." in text
    assert "For this demonstration one organisation was made up" in text


def test_front_page_that_is_kept_shows_who_joined_since(client, facts_build):
    assert "No organisation is listed here yet." in client.get("/").text

    a_partner()

    assert "One organisation has joined and is listed." in client.get("/").text


def test_first_visit_is_light(home):
    named = re.findall(r'(?:href|src)="/static/([^"]+)"', home)
    files = [finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.)", "", name)) for name in named]
    if not all(files):
        pytest.skip("needs the style sheet: make run builds it")
    weights = [len(gzip.compress(Path(path).read_bytes())) for path in files]

    assert sum(weights) + len(gzip.compress(home.encode())) < 100_000
