"""Every page that the site has: axe finds nothing, nothing scrolls sideways, nothing comes from elsewhere."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from partnership.core import views
from partnership.core.middleware import CalmRefusals
from partnership.core.refusals import Refusal
from tests.journeys.addresses import patterns, samples
from tests.journeys.found import BY_ANOTHER_WAY, is_published

PATTERNS = sorted(set(patterns()), key=lambda pattern: pattern.name)
FOUND_BY_WALKING = [one.name for one in PATTERNS if not is_published(one.name) and one.name not in BY_ANOTHER_WAY]
FIRST_VISIT_BYTES = 100_000

OPEN_EVERYTHING = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"
FINDINGS = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(
    one => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map(node => node.target.join(' ')).join('; ')}`)"""
TOO_WIDE = """() => {
    const page = document.documentElement
    if (page.scrollWidth <= page.clientWidth) return []
    const wide = [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > page.clientWidth + 1)
    return wide.slice(0, 5).map(one => `${one.tagName.toLowerCase()}.${one.className}`)
}"""


def axe_finds(page, axe):
    page.evaluate(OPEN_EVERYTHING)
    page.evaluate(axe)
    return page.evaluate(FINDINGS)


def is_page(answer):
    return answer.headers.get("content-type", "").startswith("text/html")


@pytest.mark.parametrize("pattern", [one for one in PATTERNS if is_published(one.name)], ids=lambda one: one.name)
def test_every_page_of_figures_is_for_everybody(pattern, visit, pack, methods, axe):
    wide, narrow = visit(), visit(narrow=True)
    for number, address in enumerate(samples(pattern, pack, methods)):
        answer = wide.context.request.get(address)
        assert (address, answer.status) == (address, 200)
        if not is_page(answer):
            continue
        for one in (wide, narrow):
            one.page.goto(address)
            assert (address, one.page.evaluate(TOO_WIDE)) == (address, [])
            one.page.evaluate(OPEN_EVERYTHING)
            assert (address, one.page.evaluate(TOO_WIDE)) == (address, [])
            if one is wide or number == 0:  # the same template in the same width says nothing new, and axe is slow
                assert (address, axe_finds(one.page, axe)) == (address, [])


@pytest.mark.parametrize("name", FOUND_BY_WALKING)
def test_every_other_page_is_found_by_links_or_sent_by_a_form(name, found):
    assert name in found.pages or name in found.posts, "no link, form or letter of the demonstration leads to this page"


def test_no_link_leads_nowhere(found):
    assert found.broken == {}


def test_reasons_for_not_walking_to_a_page_are_still_needed(found):
    known = {pattern.name for pattern in PATTERNS}
    assert sorted(set(BY_ANOTHER_WAY) - known) == []
    assert sorted(set(BY_ANOTHER_WAY) & set(found.pages)) == []


@pytest.mark.parametrize("name", ["indicator", "place", "place-stage", "setting", "transition", "about-method"])
def test_no_page_scrolls_sideways_on_a_phone(name, visit, pack, methods):
    (pattern,) = (one for one in PATTERNS if one.name == name)
    page = visit(narrow=True).page
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
    assert without.page.locator("body").inner_text() == with_scripts.page.locator("body").inner_text()
