"""A programme manager plans a quarter; whoever leads says no; a place is held; and somebody on a telephone finds the day.

Scripts are on here only for axe: no page of this journey needs them.
"""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone

from tests.journeys.looking import axe_finds

TITLE = "Sharing what we learned this winter"


class Planner:
    """One browser in which somebody after somebody signs in."""

    def __init__(self, visitor, axe):
        self.visitor, self.page, self.axe = visitor, visitor.page, axe

    def look(self):
        self.page.wait_for_load_state()
        assert axe_finds(self.page, self.axe) == []

    def opens(self, address):
        assert self.page.goto(address).status == 200
        self.look()

    def chooses(self, words):
        self.page.get_by_role("main").get_by_role("link", name=words).first.click()
        self.look()

    def presses(self, words):
        self.page.get_by_role("main").get_by_role("button", name=words).first.click()
        self.look()

    def reads(self, *words):
        text = self.page.get_by_role("main").inner_text()
        assert [one for one in words if one not in text] == []


def plan_an_event(planner, day):
    planner.opens("/programme/academy/")
    planner.presses("Plan a session")
    page = planner.page
    page.get_by_label("Title of the event").fill(TITLE)
    page.get_by_label("Day", exact=True).fill(day.isoformat())
    page.get_by_label("From").fill("10")
    page.get_by_label("Until").fill("9:00")
    page.get_by_label("How many places").fill("20")
    planner.presses("Plan it")
    planner.reads("It has to end after it begins")
    assert page.get_by_label("Title of the event").input_value() == TITLE
    page.get_by_label("Until").fill("12:00")
    page.get_by_label("Building and street").fill("Alder House, Mill Street")
    page.get_by_label("Which room").fill("Elm, first floor")
    planner.presses("Plan it")
    planner.reads("Being planned", "One more person who leads it is needed.")


def ask_a_trainer(planner):
    planner.chooses("Ask somebody")
    page = planner.page
    page.get_by_label("leads it").check()
    trainers = page.get_by_label("One of the trainers")
    trainers.select_option(index=1)
    name = trainers.locator("option:checked").inner_text()
    planner.presses("Ask them")
    planner.reads(name, "Nothing is missing")


def hold_places(planner, until):
    planner.chooses("Hold some")
    page = planner.page
    page.get_by_label("a sector", exact=True).check()
    page.get_by_label("Which sector").select_option("police")
    page.get_by_label("How many places").fill("5")
    page.get_by_label("Until").fill(until.isoformat())
    planner.presses("Hold them")
    planner.reads("5 places for Police")


def test_manager_plans_a_quarter_and_somebody_finds_the_day(visit, axe):
    day = timezone.localdate() + timedelta(days=21)
    planner = Planner(visit(), axe)
    planner.visitor.look_around_as("programme-team")
    plan_an_event(planner, day)
    ask_a_trainer(planner)
    hold_places(planner, day - timedelta(days=7))
    planner.presses("Announce it")
    planner.reads("Open for booking")
    session = re.search(r"/academy/sessions/(\d+)/", planner.page.url)[1]
    planner.opens(f"/programme/academy/?quarter={day.year}-Q{(day.month - 1) // 3 + 1}")
    planner.reads(TITLE, "0 of 20 taken, 15 free", "5 free places are held")

    stranger = Planner(visit(narrow=True), axe)
    stranger.opens("/academy/")
    stranger.chooses("See all days that you can book")
    stranger.chooses(TITLE)
    stranger.reads(
        "15 places are free", "5 places are held for Police", "If it is too much", "You can leave at any time"
    )
    assert "Elm, first floor" not in stranger.page.content()

    planner.opens(f"/academy/sessions/{session}/organise/")
    planner.chooses("Cancel it")
    planner.page.get_by_label("Why is it cancelled?").fill("The heating failed.")
    planner.presses("Cancel it")
    stranger.opens(f"/academy/sessions/{session}/")
    stranger.reads("It is cancelled. The heating failed.")
