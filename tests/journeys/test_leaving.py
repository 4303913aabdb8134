"""Leaving fast, in a real browser: at once, with nothing of before to be seen by whoever goes back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Error

from tests.journeys.looking import TOO_WIDE, axe_finds
from tests.journeys.test_telling import LISTENS, WORDS

SAFELY = "/tell-us/staying-safe/"
OURS = re.compile("Heartwood|Staying safe|Help with this site")
HIDDEN = """() => [...document.body.children].filter(one => one.checkVisibility()).map(one => one.className)"""
STORED = "() => [localStorage.length, sessionStorage.length]"


@pytest.fixture
def elsewhere(visit):
    """Give a new visitor for whom an empty page plays the one that leaving leads to."""

    def begin(**more):
        one = visit(**more)
        one.page.goto(SAFELY)
        to = one.page.locator("[data-leave]").get_attribute("data-leave")
        played = {"body": "<title>Elsewhere</title>", "content_type": "text/html"}
        one.context.route(f"{to}**", lambda route: route.fulfill(**played))
        return one, to

    return begin


def goes_back(one, to, times=3):
    """Press Back; give all that was seen. Where our server leads on to, this browser finds no such place."""
    one.gone(to)
    seen = []
    for press in range(1, times + 1):
        with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
            one.page.go_back()
        assert len(one.led_away) == press
        seen.append(one.page.title() + one.page.locator("body").inner_text())
    return " ".join(seen)


def test_leaving_shows_nothing_of_before_however_often_somebody_goes_back(elsewhere):
    one, to = elsewhere(narrow=True)
    for path in ("/about/", "/charter/", SAFELY):
        one.page.goto(path)
    assert one.page.evaluate(STORED) == [0, 0]
    assert one.leave_fast() == to
    assert one.page.url == to
    assert not OURS.search(goes_back(one, to))


def test_page_is_covered_before_the_network_answers(elsewhere):
    one, to = elsewhere()
    one.page.goto("/report-page/?page=/charter/")
    one.context.route("**/leave/", lambda _route: None)  # our server says nothing at all
    one.context.unroute(f"{to}**")
    one.context.route(f"{to}**", lambda _route: None)  # and neither does the other site
    one.page.evaluate("document.querySelector('[data-leave]').click()")
    assert one.page.evaluate(HIDDEN) == ["hw-gone__cover"]
    assert one.page.title() == "Loading"
    one.context.expect_event("request", lambda asked: asked.url.startswith(to))
    one.page.wait_for_timeout(1000)
    assert [address for address in one.elsewhere if address.startswith(to)]
    one.elsewhere.clear()


def test_shift_three_times_leaves_and_says_so_on_the_way(elsewhere):
    one, to = elsewhere()
    one.page.goto("/charter/")
    one.page.goto(SAFELY)
    said = one.page.locator("[data-leave-said]")
    one.page.keyboard.press("Shift")
    assert said.inner_text() == "Shift. Press it two more times to leave."
    one.page.keyboard.press("Shift")
    assert said.inner_text() == "Shift. Press it once more to leave."
    assert one.page.url.endswith(SAFELY)
    one.page.keyboard.press("Shift")
    one.page.wait_for_url(to)
    assert not OURS.search(goes_back(one, to, times=1))


def test_capital_letters_and_slow_presses_do_not_leave(elsewhere):
    one, _to = elsewhere()
    one.page.clock.install()
    one.page.goto(SAFELY)
    for letter in "ABCD":
        one.page.keyboard.press(f"Shift+{letter}")
    one.page.keyboard.press("Shift")
    one.page.keyboard.press("Shift")
    one.page.clock.run_for(5001)
    assert one.page.locator("[data-leave-said]").inner_text() == "You are still here. Nothing was left."
    one.page.keyboard.press("Shift")
    one.page.keyboard.press("Shift")
    assert one.page.url.endswith(SAFELY)


def test_keyboard_finds_the_way_out_first(elsewhere):
    one, to = elsewhere()
    one.page.keyboard.press("Tab")
    one.page.keyboard.press("Tab")
    focused = one.page.evaluate("document.activeElement.innerText")
    assert focused == "Go to another site now, or press Shift three times"
    one.page.keyboard.press("Enter")
    one.page.wait_for_url(to)
    one.gone(to)


def test_without_a_script_the_link_leads_away_and_going_back_does_too(visit):
    one = visit(scripts=False)
    for path in ("/about/", SAFELY):
        one.page.goto(path)
    said = "the page stays in sight until the next one has come"
    assert said in one.page.get_by_role("main").inner_text()
    to = one.leave_fast()
    assert not OURS.search(goes_back(one, to, times=2))


def test_session_is_over_on_the_server(elsewhere):
    one, to = elsewhere()
    one.look_around_as("programme-team")
    one.page.goto("/my-work/")
    assert one.page.locator("[data-leave]").count() == 0
    one.page.goto(SAFELY)
    kept = next(cookie for cookie in one.context.cookies() if cookie["name"] == "sessionid")
    one.leave_fast()
    assert not OURS.search(goes_back(one, to, times=2))
    assert [cookie["name"] for cookie in one.context.cookies()] == ["away"]
    one.context.clear_cookies()
    one.context.add_cookies([kept])  # whoever copied the session before cannot use it now
    assert "/accounts/login/" in one.page.goto("/my-work/").url


@pytest.mark.parametrize("narrow", [True, False])
def test_page_about_staying_safe_fits_and_can_be_read_out(visit, axe, narrow):
    one = visit(narrow=narrow)
    one.page.goto(SAFELY)
    assert one.page.evaluate(TOO_WIDE) == []
    assert axe_finds(one.page, axe) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_what_was_typed_while_telling_is_nowhere_after_leaving(visit, site, scripts):
    site.manage("shell", "-c", LISTENS)
    one = visit(narrow=True, scripts=scripts)
    one.page.goto("/tell-us/")
    for press in ("Begin", "Pass this question", "Pass this question"):
        one.page.get_by_role("main").get_by_role("button", name=press, exact=True).click()
    one.page.locator("textarea").fill(WORDS)
    one.page.get_by_role("main").get_by_role("button", name="Go on", exact=True).click()
    to = one.leave_fast()
    for _press in range(4):  # what was sent by a form a browser asks for only after a question; and then it is led away
        with pytest.raises(Error, match=r"ERR_NAME_NOT_RESOLVED|ERR_CACHE_MISS|ERR_ABORTED"):
            one.page.go_back()
        shown = one.page.title() + one.page.content()
        assert not OURS.search(shown)
        assert WORDS not in shown
    one.gone(to)
