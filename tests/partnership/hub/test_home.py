"""The front page: what it is, for whom, the ways in, three promises, and what it will never do."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse


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


@pytest.mark.django_db
def test_front_page_asks_the_database_nothing(client, facts_build, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/")


def test_first_visit_is_light(home):
    named = re.findall(r'(?:href|src)="/static/([^"]+)"', home)
    files = [finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.)", "", name)) for name in named]
    if not all(files):
        pytest.skip("needs the style sheet: make run builds it")
    weights = [len(gzip.compress(Path(path).read_bytes())) for path in files]

    assert sum(weights) + len(gzip.compress(home.encode())) < 100_000
