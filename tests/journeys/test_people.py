"""What people come for, as sentences. Scripts are off: nothing here needs them. Axe reads each page where somebody stops.

Axe is a script itself, so what it reads is a copy of the page, at the same address, in a browser window that runs scripts.
"""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.journeys.looking import axe_finds


class Journey:
    """Somebody with a browser, and the words in which a journey is told."""

    def __init__(self, visit, axe, site, pack):
        self.visitor, self.axe, self.site, self.pack = visit(scripts=False), axe, site, pack
        self.page, self.copy = self.visitor.page, visit().page
        self.first, self.second, *_more = pack.districts
        self.taken = None

    def stop_and_look(self):
        self.page.wait_for_load_state()  # a click waits for the next page to begin, not for its end
        seen = self.page.content()
        self.copy.route(self.page.url, lambda route: route.fulfill(body=seen, content_type="text/html; charset=utf-8"))
        self.copy.goto(self.page.url)
        assert axe_finds(self.copy, self.axe) == []
        self.copy.unroute(self.page.url)

    def given_somebody_on_the_front_page(self):
        assert self.page.goto("/").status == 200
        self.stop_and_look()

    def when_they_choose(self, words, *, within="main"):
        self.page.get_by_role(within).get_by_role("link", name=words, exact=True).first.click()
        self.stop_and_look()

    def when_they_press(self, words):
        self.page.get_by_role("main").get_by_role("button", name=words).first.click()
        self.stop_and_look()

    def when_they_take_the_file_away(self, ending):
        link = self.page.get_by_role("main").get_by_role("link", name=ending).first
        self.taken = self.visitor.context.request.get(link.get_attribute("href"))
        assert self.taken.status == 200

    def then_the_page_is_about(self, words):
        assert words in self.page.get_by_role("heading", level=1).inner_text()

    def then_they_read(self, words):
        assert words in self.page.get_by_role("main").inner_text()

    def then_the_file_is_named_for(self, words):
        named = self.taken.headers["content-disposition"]
        assert "attachment" in named
        assert words in named


@pytest.fixture
def journey(visit, axe, site, pack):
    return Journey(visit, axe, site, pack)


def test_analyst_finds_a_figure_and_takes_it_away(journey):
    indicator = journey.pack.indicators["persistent_absence"]
    journey.given_somebody_on_the_front_page()
    journey.when_they_choose("See every measure, and how it was worked out")
    journey.when_they_choose(str(indicator.title))
    journey.then_the_page_is_about(str(indicator.title))
    journey.then_they_read("How was this worked out?")
    journey.then_they_read(indicator.source.publisher)
    journey.when_they_take_the_file_away("CSV")
    journey.then_the_file_is_named_for(indicator.slug)
    rows = list(csv.reader(io.StringIO(journey.taken.text())))
    assert any(journey.first.code in row for row in rows)
    journey.when_they_take_the_file_away("JSON")
    assert str(indicator.definition) in json.dumps(journey.taken.json(), ensure_ascii=False)


def test_lead_of_a_partner_compares_two_places(journey):
    journey.given_somebody_on_the_front_page()
    journey.when_they_choose(str(journey.first.name))
    journey.then_the_page_is_about(str(journey.first.name))
    journey.page.goto("/places/compare/")
    journey.page.get_by_label("One place", exact=True).select_option(label=str(journey.first.name))
    journey.page.get_by_label("Another place", exact=True).select_option(label=str(journey.second.name))
    journey.when_they_press("Show them side by side")
    journey.then_the_page_is_about(str(journey.first.name))
    journey.then_the_page_is_about(str(journey.second.name))
    journey.then_they_read("No rank and no winner.")
    journey.when_they_take_the_file_away("CSV")
    assert journey.first.code in journey.taken.text()
    assert journey.second.code in journey.taken.text()


def test_somebody_says_that_a_page_hurt_them(journey):
    journey.page.goto(f"/places/{journey.first.slug}/")
    journey.when_they_choose("Something here is wrong or hurt me", within="complementary")
    assert journey.page.get_by_role("textbox").count() == 0
    assert journey.page.get_by_role("main").locator("a[href^='tel:'], a[href^='https:'], a[href^='sms:']").count() > 0
    journey.when_they_press("Send")
    journey.then_they_read("Choose what is wrong")
    journey.page.get_by_label("Something here hurt me, or could hurt someone").check()
    journey.when_they_press("Send")
    journey.then_the_page_is_about("We have it")
    letter = "".join(path.read_text(encoding="utf-8") for path in (journey.site.log.parent / "letters").iterdir())
    assert f"Page: /places/{journey.first.slug}/" in letter
    assert "What they said: Something here hurt me, or could hurt someone" in letter


def test_visitor_finds_their_place_by_postcode(journey, postcode):
    journey.given_somebody_on_the_front_page()
    journey.page.get_by_label("Or type a postcode").fill(postcode.half)
    journey.when_they_press("Find the place")
    journey.then_they_read("only half of a postcode")
    journey.page.get_by_label("Postcode", exact=True).fill(postcode.whole.lower())
    journey.when_they_press("Find the place")
    journey.then_the_page_is_about(str(journey.pack.areas[postcode.district].name))
    assert postcode.whole not in journey.site.log.read_text(encoding="utf-8")


def test_reader_sees_each_silence_said_in_its_own_words(journey):
    journey.page.goto(f"/places/{journey.first.slug}/")
    journey.stop_and_look()
    journey.then_they_read("Nobody measures this")
    journey.when_they_choose("Figures we doubt", within="contentinfo")
    journey.then_the_page_is_about("doubt")
