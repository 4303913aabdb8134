"""Urdu, from the right: somebody on a telephone reads what we ask, tells us, and is told what happens, in Urdu alone."""

from __future__ import annotations

import pytest

from tests.journeys.looking import TOO_WIDE, axe_finds

NARROW, WIDE = 360, 1280
# The demonstration opens what nobody has checked, because all of it is made up; a reader has to be there all the same.
READS = """
from datetime import timedelta
from django.utils import timezone
from partnership.listening.queries.ready import recorded
from partnership.reading.models import Shift
from tests import ready
from tests.stories import a_reader
ready.in_order(but=recorded())
if not Shift.objects.filter(person__email="urdu@example.org").exists():
    a_reader("Sorrel Vale", email="urdu@example.org", languages={languages})
"""
DRAWN = "one => getComputedStyle(one, '::before').right"
NOBODY = "آج اردو پڑھنے والا کوئی شخص ڈیوٹی پر نہیں ہے"
WORDS = "مجھے پانچ بار وہی بتانا پڑا"
STARTS = "one => getComputedStyle(one).direction + ' ' + getComputedStyle(one).textAlign"
SIDE = "one => { const box = one.getBoundingClientRect(); return [box.left, innerWidth - box.right] }"


@pytest.fixture(scope="module", autouse=True)
def _reads(site):
    site.manage("shell", "-c", READS.format(languages=["en", "ur"]))


@pytest.fixture(params=[NARROW, WIDE])
def one(request, visit):
    return visit(narrow=request.param == NARROW)


def looked_at(one, axe):
    one.page.wait_for_load_state()
    assert one.page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ur", "rtl"]
    assert (one.page.url, one.page.evaluate(TOO_WIDE)) == (one.page.url, [])
    assert axe_finds(one.page, axe) == []


def press(one, words):
    one.page.get_by_role("main").get_by_role("button", name=words, exact=True).first.click()


def test_somebody_tells_us_in_urdu(one, axe):
    assert one.page.goto("/tell-us/in/ur/").status == 200
    looked_at(one, axe)
    assert NOBODY not in one.page.content()
    press(one, "شروع کریں")
    looked_at(one, axe)
    press(one, "یہ سوال چھوڑ دیں")
    one.page.locator("input[value='telling-again']").check()
    looked_at(one, axe)
    press(one, "آگے بڑھیں")
    one.page.locator("textarea").first.fill(WORDS)
    assert one.page.locator("textarea").first.evaluate(STARTS).startswith("rtl")
    press(one, "آگے بڑھیں")
    while one.page.locator("h1").inner_text() != "ایک نظر دیکھ لیں":
        press(one, "یہ سوال چھوڑ دیں")
    looked_at(one, axe)
    press(one, "بھیجنے کے لیے آگے بڑھیں")
    one.page.locator("input[value='digits']").check()
    press(one, "آگے بڑھیں")
    looked_at(one, axe)
    digits = one.page.locator(".hw-telling__code")
    assert digits.evaluate("one => getComputedStyle(one).direction") == "ltr"  # a number is read from the left
    one.page.get_by_role("main").get_by_role("textbox").fill(" ".join(digits.locator("li").all_inner_texts()))
    press(one, "ابھی بھیجیں")
    looked_at(one, axe)
    assert one.page.locator("h1").inner_text() == "ہمیں مل گیا"
    assert one.context.cookies() == []


def test_way_out_and_the_boxes_are_on_the_side_where_urdu_begins(one):
    one.page.goto("/tell-us/in/ur/")
    left, right = one.page.locator("[data-leave]").evaluate(SIDE)
    assert left < right  # the far end of a line, as it is on the right in English
    press(one, "شروع کریں")
    press(one, "یہ سوال چھوڑ دیں")
    left, right = one.page.locator("input[type='checkbox']").first.evaluate(SIDE)
    assert right < left
    assert (
        one.page.locator(".nhsuk-checkboxes__label").first.evaluate(DRAWN) == "2px"
    )  # what is seen is what is pressed


def test_without_a_reader_of_urdu_one_sentence_says_so(one, site):
    site.manage("shell", "-c", WITHOUT)
    try:
        one.page.goto("/tell-us/in/ur/")
        said = one.page.get_by_text(NOBODY)
        assert said.evaluate("one => [one.lang, one.dir]") == ["ur", "rtl"]
    finally:
        site.manage("shell", "-c", AGAIN)


_URDU = "from partnership.reading.models import Shift\nfor one in Shift.objects.all():\n    "
WITHOUT = _URDU + "one.languages = ['x-' + key if key == 'ur' else key for key in one.languages]; one.save()"
AGAIN = _URDU + "one.languages = ['ur' if key == 'x-ur' else key for key in one.languages]; one.save()"
