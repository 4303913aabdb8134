"""Somebody answers before training, after it and three months later, on a telephone without JavaScript, as nobody."""

from __future__ import annotations

import json

from tests.journeys.conftest import Visit

MADE = """
import json, pathlib
from tests.asking import an_asking
asking = an_asking(people=2)
pathlib.Path({told!r}).write_text(json.dumps([asking.pk, asking.link_secret]))
"""
MOVED = """
from partnership.academy.models import Asking
from tests.asking import held, moved
asking = Asking.objects.select_related("session").get(pk={pk})
moved(held(asking) if asking.session.state == "announced" else asking, {days})
"""
STANDS = """
import json, pathlib
from partnership.academy.models import AskedAnswer
rows = AskedAnswer.objects.filter(asking={pk}).values_list("wave", "code_secret", "chosen")
pathlib.Path({told!r}).write_text(json.dumps(list(rows)))
"""
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def answer(one: Visit, address: str, lines: list[str], *, phone: str) -> None:
    """Choose lines, give the code, and send it."""
    page = one.page
    assert page.goto(address).status == 200
    assert page.evaluate(TOO_WIDE) is False
    for line in lines:
        page.get_by_label(line, exact=True).first.check()
    page.get_by_label("The last two digits of your telephone number").fill(phone)
    page.get_by_label("The day of the month of your birthday").fill("07")
    page.get_by_label("The first two letters of a colour").fill("Gr")
    page.get_by_role("button", name="Send my answers").click()


def test_three_answers_with_one_code_are_matched_and_nobody_is_known(visit, site, tmp_path):
    told = tmp_path / "told.json"
    site.manage("shell", "-c", MADE.format(told=str(told)))
    pk, link = json.loads(told.read_text())
    address, one = f"/answer/training/{link}/", visit(narrow=True, scripts=False)

    answer(one, address, ["To say what the rules are", "Half sure"], phone="seven")  # a slip, and nothing is lost
    assert "2 digits would do" in one.page.content()
    assert one.page.get_by_label("To say what the rules are", exact=True).is_checked()
    one.page.get_by_label("The last two digits of your telephone number").fill("42")
    one.page.get_by_role("button", name="Send my answers").click()
    one.page.get_by_role("heading", name="Thank you").wait_for()

    site.manage("shell", "-c", MOVED.format(pk=pk, days=0))
    answer(one, address, ["To speak slower, and say what happens next", "Quite sure"], phone="4 2")
    one.page.get_by_role("heading", name="Thank you").wait_for()
    one.page.goto(address.replace(link, link.lower()))  # typed from paper, in small letters
    assert "After the training" in one.page.content()

    site.manage("shell", "-c", MOVED.format(pk=pk, days=92))
    answer(one, address, ["Yes", "I gave somebody a choice", "Most weeks", "Not enough time"], phone="42")
    one.page.get_by_role("heading", name="Thank you").wait_for()

    site.manage("shell", "-c", STANDS.format(pk=pk, told=str(told)))
    rows = {wave: (code, chosen) for wave, code, chosen in json.loads(told.read_text())}
    assert sorted(rows) == ["after", "before", "later"]
    assert len({code for code, _chosen in rows.values()}) == 1
    assert rows["later"][1] == {"did": ["yes"], "what": ["choice"], "how-often": ["weekly"], "barriers": ["time"]}
    assert [one["name"] for one in one.context.cookies()] == ["csrftoken"]
