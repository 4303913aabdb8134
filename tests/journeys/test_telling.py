"""Somebody on a borrowed telephone tells us what got in their way, with a script and without one; and how heavy that is."""

from __future__ import annotations

import logging

import pytest

from tests.journeys.looking import TOO_WIDE, axe_finds
from tests.journeys.test_partnership import PIECES

log = logging.getLogger(__name__)
WORDS = "I told it five times. Nobody wrote it down."
MOST_BYTES = 60_000
# What testers of web pages call 3G: 1.6 megabits a second down, 0.75 up, 300 milliseconds there and back.
THIRD_GENERATION = {
    "offline": False,
    "latency": 300,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
STORED = "() => [localStorage.length, sessionStorage.length, document.cookie]"
# Nothing waits for a script: what is painted can be read and pressed.
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
# The demonstration has its own papers in order and its own readers, once it is loaded with them; else these.
LISTENS = """
from partnership.listening.queries.ready import recorded, standing
from tests import ready
from tests.stories import a_reader
if not standing().is_open:
    ready.in_order(but=recorded())
    a_reader()
"""


@pytest.fixture(scope="module", autouse=True)
def _listens(site):
    site.manage("shell", "-c", LISTENS)


class Teller:
    """Somebody who tells us something, and stops at each page for axe and for a look at its width."""

    def __init__(self, one, copy, axe, read):
        self.visit, self.page, self.copy, self.axe, self.read = one, one.page, copy.page, axe, read

    def given_the_first_page(self):
        assert self.page.goto("/tell-us/").status == 200
        self.stop_and_look()

    def stop_and_look(self):
        self.page.wait_for_load_state()
        assert (self.page.url, self.page.evaluate(TOO_WIDE)) == (self.page.url, [])
        assert self.page.title().startswith("Some questions")
        pieces = self.page.evaluate(PIECES)
        if pieces in self.read:  # axe is slow, and where the same pieces show it says the same again
            return
        self.read.add(pieces)
        seen = self.page.content()  # axe needs scripts, and what they see may have none
        self.copy.route(self.page.url, lambda route: route.fulfill(body=seen, content_type="text/html; charset=utf-8"))
        self.copy.goto(self.page.url)
        assert (self.heading, axe_finds(self.copy, self.axe)) == (self.heading, [])
        self.copy.unroute(self.page.url)

    def when_they_press(self, words):
        self.page.get_by_role("main").get_by_role("button", name=words, exact=True).first.click()
        self.stop_and_look()

    def when_they_choose(self, value):
        self.page.locator(f"input[value='{value}']").check()

    def when_they_write(self, words):
        self.page.locator("textarea").first.fill(words)

    def when_they_pass_until(self, heading):
        while self.heading != heading:
            self.when_they_press("Pass this question")

    @property
    def heading(self):
        return self.page.locator("h1").inner_text()

    @property
    def code(self):
        return " ".join(self.page.locator(".hw-telling__code li").all_inner_texts())

    def then_the_page_says(self, words):
        assert words in self.page.get_by_role("main").inner_text()

    def then_nothing_is_kept_in_the_browser(self):
        assert self.page.evaluate(STORED) == [0, 0, ""]
        assert self.visit.context.cookies() == []


@pytest.fixture(scope="module")
def read():
    """Give what the pages are made of that axe has read."""
    return set()


@pytest.fixture(params=[True, False], ids=["with a script", "without a script"])
def teller(request, visit, axe, read):
    return Teller(visit(narrow=True, scripts=request.param), visit(narrow=True), axe, read)


def test_somebody_tells_us_and_keeps_a_code(teller):
    teller.given_the_first_page()
    teller.then_the_page_says("We cannot help in an emergency.")
    teller.when_they_press("Begin")
    teller.when_they_press("Pass this question")
    teller.when_they_choose("telling-again")
    teller.when_they_press("Go on")
    teller.when_they_write(f"{WORDS} Ring me on 07700 900123.")
    teller.when_they_press("Go on")
    teller.when_they_choose("hospital")
    teller.when_they_press("Back")
    assert teller.page.locator("textarea").input_value().startswith(WORDS)
    teller.when_they_press("Go on")
    assert teller.page.locator("input[value='hospital']").is_checked()
    teller.when_they_pass_until("What may we do with it?")
    teller.when_they_choose("count")
    teller.when_they_choose("tell")
    teller.when_they_press("Go on")
    teller.when_they_choose("later")
    teller.when_they_press("Go on")
    teller.when_they_pass_until("Look it over")
    teller.then_the_page_says("07700 900123")
    teller.page.get_by_role("button", name="In your own words, what happened?").click()
    teller.when_they_write(WORDS)
    teller.when_they_press("Keep this")
    teller.when_they_press("Go on to send it")
    teller.when_they_choose("words")
    teller.when_they_press("Go on")
    code = teller.code
    teller.page.get_by_label("Now type it here").fill("something else")
    teller.when_they_press("Send it now")
    teller.then_the_page_says("That is not the same yet.")
    assert teller.code == code
    teller.page.get_by_label("Now type it here").fill(code)
    teller.when_they_press("Send it now")
    teller.then_the_page_says("Somebody reads it by")
    teller.when_they_press("No, thank you")
    teller.then_the_page_says("The service is told only when at least 5 people say the same.")
    assert WORDS not in teller.page.content()
    teller.then_nothing_is_kept_in_the_browser()


def test_somebody_tells_us_in_a_hurry_and_leaves_fast(teller):
    teller.given_the_first_page()
    teller.when_they_press("Begin")
    teller.when_they_press("Pass this question")
    teller.when_they_choose("waiting")
    teller.when_they_press("Go on")
    teller.when_they_pass_until("Look it over")
    teller.when_they_press("Go on to send it")
    teller.when_they_choose("none")
    teller.when_they_press("Go on")
    teller.then_the_page_says("Somebody reads it by")
    assert not teller.visit.leave_fast().startswith(
        teller.page.context.pages[0].url.split("/tell-us/")[0] + "/tell-us/"
    )


def test_first_visit_is_light(visit):
    one = visit(narrow=True)
    told = one.context.new_cdp_session(one.page)
    sizes = []
    told.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
    told.send("Network.enable")
    told.send("Network.emulateNetworkConditions", THIRD_GENERATION)
    one.page.goto("/tell-us/", wait_until="domcontentloaded")
    one.page.get_by_role("button", name="Begin", exact=True).wait_for()
    one.page.wait_for_load_state("networkidle")
    seconds = one.page.evaluate(PAINTED) / 1000
    log.info("%d answers, %d bytes, usable after %.2f s on 3G", len(sizes), sum(sizes), seconds)
    assert len(sizes) >= 2
    assert sum(sizes) < MOST_BYTES
