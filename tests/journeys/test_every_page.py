"""Every page that the site has: axe finds nothing, nothing scrolls sideways, nothing comes from elsewhere."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from partnership.core import views
from partnership.core.middleware import CalmRefusals
from partnership.core.refusals import Refusal
from tests.journeys.addresses import patterns, samples
from tests.journeys.found import BY_ANOTHER_WAY, LONG, NOBODY, STEP, is_published
from tests.journeys.looking import FOUR_TIMES_AS_LARGE, OPEN_EVERYTHING, TOO_WIDE, axe_finds, faults

PATTERNS = sorted(set(patterns()), key=lambda pattern: pattern.name)
FOUND_BY_WALKING = [one.name for one in PATTERNS if not is_published(one.name) and one.name not in BY_ANOTHER_WAY]
FIRST_VISIT_BYTES = 100_000


def is_page(answer):
    return answer.headers.get("content-type", "").startswith("text/html")


@pytest.mark.parametrize("pattern", [one for one in PATTERNS if is_published(one.name)], ids=lambda one: one.name)
def test_every_page_of_figures_is_for_everybody(pattern, window, pack, methods, axe):
    one = window(NOBODY)
    for address in samples(pattern, pack, methods):
        answer = one.context.request.get(address)
        assert (address, answer.status) == (address, 200)
        if is_page(answer):
            assert (address, faults(one, address, axe)) == (address, [])


@pytest.mark.parametrize("name", FOUND_BY_WALKING)
def test_every_other_page_is_found_by_links_and_is_for_everybody(name, found, window, axe):
    if name in found.pages:
        page = found.pages[name]
        assert (page, faults(window(page.key), page.address, axe)) == (page, [])
    else:
        assert name in found.files | found.posts, "no link, form or letter of the demonstration leads to this page"


def test_no_link_leads_nowhere(found):
    assert found.broken == {}


def test_reasons_for_not_walking_to_a_page_are_still_needed(found):
    known = {pattern.name for pattern in PATTERNS}
    assert sorted(set(BY_ANOTHER_WAY) - known) == []
    assert sorted(set(BY_ANOTHER_WAY) & (set(found.pages) | found.files)) == []
    assert sorted(name for name in found.posts if BY_ANOTHER_WAY.get(name) in (STEP, LONG)) == []


@pytest.mark.parametrize("name", ["indicator", "place", "place-stage", "setting", "transition", "about-method"])
def test_no_page_scrolls_sideways_when_it_is_four_times_as_large(name, window, pack, methods):
    (pattern,) = (one for one in PATTERNS if one.name == name)
    page = window(NOBODY).page
    page.set_viewport_size(FOUR_TIMES_AS_LARGE)
    wide = {}
    for address in samples(pattern, pack, methods, every=True):
        page.goto(address)
        page.evaluate(OPEN_EVERYTHING)
        wide[address] = page.evaluate(TOO_WIDE)
    assert {address: found for address, found in wide.items() if found} == {}


def test_profile_on_paper_keeps_its_tables_and_leaves_the_menu(visit, pack):
    page = visit().page
    page.emulate_media(media="print")
    page.goto(f"/places/{pack.districts[0].slug}/")
    assert page.get_by_role("table").first.is_visible()
    assert not page.get_by_role("navigation", name="Parts of this site").is_visible()


def refused(request):
    return CalmRefusals(lambda _request: None).process_exception(request, Refusal("This is the sentence."))


@pytest.mark.parametrize(
    "answer",
    [lambda request: views.not_found(request, None), views.broken, views.csrf_failure, refused],
    ids=["not-found", "broken", "form-out-of-date", "refused"],
)
def test_pages_for_when_something_went_wrong_are_pages_too(answer, visit, axe, site):
    """Made here and shown at an address of the site, because a site that works never shows most of them."""
    html = answer(
        RequestFactory().get("/anything/", headers={"host": site.address.removeprefix("http://")})
    ).content.decode()
    for narrow in (False, True):
        one = visit(narrow=narrow)
        one.page.route(
            "**/shown-here/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")
        )
        one.page.goto("/shown-here/")
        assert axe_finds(one.page, axe) == []
        assert one.page.evaluate(TOO_WIDE) == []


def test_an_address_that_is_nowhere_is_a_page_with_a_way_on(visit):
    one = visit()
    answer = one.page.goto("/nowhere/at/all/")
    assert answer.status == 404
    assert one.page.get_by_role("main").get_by_role("link").count() > 0


def test_first_visit_is_light(visit):
    one = visit()
    session = one.context.new_cdp_session(one.page)
    received = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    session.send("Network.enable")
    one.page.goto("/", wait_until="networkidle")
    assert received
    assert sum(received) < FIRST_VISIT_BYTES


@pytest.mark.parametrize("name", ["home", "place", "indicator", "compare-places"])
def test_page_says_the_same_without_scripts(name, visit, pack, methods):
    (pattern,) = (one for one in PATTERNS if one.name == name)
    address = samples(pattern, pack, methods)[0]
    with_scripts, without = visit(), visit(scripts=False)
    with_scripts.page.goto(address)
    without.page.goto(address)
    slow = without.page.locator(".hw-leave__plain").inner_text()  # what the way out cannot do without one
    said = without.page.locator("body").inner_text().replace(slow, "", 1)
    assert said.split() == with_scripts.page.locator("body").inner_text().split()
