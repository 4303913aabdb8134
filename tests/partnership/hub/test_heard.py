"""What people told us, on pages of parts that have never heard of it: standards and places. Published counts alone."""

import re
from dataclasses import replace
from html import unescape

import pytest
from django.conf import settings
from django.urls import reverse

from partnership.core.kept import SHELF
from partnership.hub.queries import heard
from partnership.listening import tasks
from partnership.partners.models import Kind
from tests.asking import a_lot
from tests.counted import AFTER, AFTER_NEXT, BRADFORD, LEEDS, NEXT, QUARTER, tell
from tests.partnership.plain_words import reading_age, said_on
from tests.people import somebody

pytestmark = pytest.mark.django_db
OLDEST = 11
STANDARD = "/framework/short-2026/told-once/"  # about having to tell it again
NEVER_NAMED = "/framework/short-2026/leaders-own-it/"  # no barrier is about it


@pytest.fixture(autouse=True)
def _fresh_shelf():
    SHELF.clear()
    yield
    SHELF.clear()


@pytest.fixture
def site(client, facts_build, monkeypatch):
    monkeypatch.setattr(settings, "DATA", facts_build.parents[1])
    return client


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


def publish(team, quarter=QUARTER, today=AFTER):
    return tasks.publish_now(quarter, by=team, today=today)


def section(answer):
    """Give the words of what was added; nothing where nothing was."""
    found = re.search(r'<section class="hw-told-us".*?</section>', answer.text, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found.group())).split()) if found else ""


def place(pack, code):
    return reverse("place", kwargs={"slug": pack.areas[code].slug})


def test_nothing_is_added_before_anything_was_published(site, pack):
    assert section(site.get(STANDARD)) == section(site.get(place(pack, BRADFORD))) == ""


def test_standard_shows_the_barriers_that_it_is_about_in_bands_and_says_who_told_us(site, team):
    tell(31, "telling-again", "waiting")
    publish(team)
    said = section(site.get(STANDARD))
    assert "People said this gets in the way" in said
    assert "Having to tell it again 30 to 34" in said
    assert ("31" in said, "Waiting" in said) == (False, False)  # no exact number; no barrier of another standard
    assert "Who told us is not everybody." in said
    assert "July to September 2026" in said


def test_a_barrier_that_few_named_is_too_few_to_show_and_never_nobody(site, team):
    tell(31, "waiting")
    publish(team)
    assert "Having to tell it again" in (said := section(site.get(STANDARD)))
    assert "too few to show" in said


def test_standard_that_no_barrier_is_about_has_nothing_added(site, team):
    tell(31, "waiting")
    publish(team)
    assert section(site.get(NEVER_NAMED)) == ""


def test_place_shows_what_at_least_ten_named_of_it_and_of_no_other(site, team, pack):
    tell(31, "waiting", place=BRADFORD)
    tell(20, "waiting")  # or the count of the place would follow from the whole
    publish(team)
    said = section(site.get(place(pack, BRADFORD)))
    assert "Waiting 30 to 34" in said
    assert "It is no measure" in said
    other = section(site.get(place(pack, LEEDS)))
    assert "Too few people told us" in other
    assert "Waiting" not in other


def test_what_is_added_is_as_plain_as_every_public_page(site, team, pack):
    tell(31, "waiting", "telling-again", place=BRADFORD)
    publish(team)
    for address in (STANDARD, place(pack, BRADFORD)):
        found = re.search(r'<section class="hw-told-us".*?</section>', site.get(address).text, re.DOTALL)
        assert reading_age(said_on(f"<main>{found.group()}</main>")) <= OLDEST


@pytest.mark.parametrize("many", [1, 3])
def test_page_asks_two_questions_at_first_and_one_when_it_is_kept(site, team, pack, many, django_assert_num_queries):
    for barrier in ("waiting", "digital", "telling-again")[:many]:
        tell(31, barrier, place=BRADFORD)
    publish(team)
    for address, queries in (
        (STANDARD, 4),
        (place(pack, BRADFORD), 2),
    ):  # a standard asks what people who came said too
        with django_assert_num_queries(queries):
            first = site.get(address)
        with django_assert_num_queries(queries // 2):
            assert site.get(address).content == first.content


def test_page_that_is_kept_shows_what_was_published_since(site, team, pack):
    tell(31, "waiting", place=BRADFORD)
    publish(team)
    first = site.get(place(pack, BRADFORD))
    publish(team, NEXT, AFTER_NEXT)
    again = site.get(place(pack, BRADFORD), headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 200
    assert "October to December 2026" in section(again)
    assert "Last-Modified" not in first.headers


def test_a_pack_that_asks_nobody_adds_nothing(monkeypatch, pack):
    monkeypatch.setattr(heard.pack, "current", lambda: replace(pack, listening=None, frameworks={}))
    assert heard.about_standard("urn:x") is None
    assert heard.standard_made_from("urn:x") == ""
    assert heard.in_place("moon") is None
    assert heard.place_made_from("moon") == ""


def practice(answer):
    found = re.search(r'aria-labelledby="practice".*?</section>', answer.text, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found.group())).split()) if found else ""


def test_standard_shows_what_gets_in_the_way_of_practice_and_of_no_other_standard(site):
    time = "/framework/short-2026/time-and-money/"
    assert practice(site.get(time)) == ""
    a_lot(people=20)
    said = practice(site.get(time))
    assert "People said this gets in the way of practice" in said
    assert "Not enough time about 100 of 100" in said
    assert practice(site.get(NEVER_NAMED.replace("leaders-own-it", "what-changed"))) == ""
    few = practice(site.get("/framework/short-2026/leaders-own-it/"))
    assert "too few to show" in few
    assert "Not enough time" not in few
    added = re.search(r'<section[^>]*aria-labelledby="practice".*?</section>', site.get(time).text, re.DOTALL).group()
    assert reading_age(said_on(f"<main>{added}</main>")) <= OLDEST


def test_what_people_told_us_and_what_gets_in_the_way_of_practice_stand_apart(site, team):
    tell(31, "telling-again")
    publish(team)
    a_lot(people=20)
    page = site.get(STANDARD)
    assert "Having to tell it again 30 to 34" in section(page)
    assert "Other services did not know" in practice(page)
    assert "Other services did not know" not in section(page)
