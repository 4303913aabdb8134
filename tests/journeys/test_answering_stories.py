"""A sergeant's side of being heard: read, answer, do something; a reader looks first; and everybody reads what changed.

Scripts are on here only for axe: no page of this journey needs them.
"""

from __future__ import annotations

import pytest

from tests.journeys.looking import axe_finds

ANSWER = "We are sorry. Nobody should have to say that where others can hear."
PLAN = "From January there is a room with a door that closes, and the first thing we say is that it is there."


class Journey:
    """One browser, in which somebody after somebody signs in."""

    def __init__(self, visit, axe):
        self.visitor, self.axe = visit(), axe
        self.page = self.visitor.page

    def stop_and_look(self):
        self.page.wait_for_load_state()
        assert axe_finds(self.page, self.axe) == []

    def given_somebody_signs_in(self, key):
        self.visitor.look_around_as(key)

    def when_they_open(self, address):
        assert self.page.goto(address).status == 200
        self.stop_and_look()

    def when_they_choose(self, words):
        self.page.get_by_role("main").get_by_role("link", name=words).first.click()
        self.stop_and_look()

    def when_they_press(self, words):
        self.page.get_by_role("main").get_by_role("button", name=words).first.click()
        self.stop_and_look()

    def when_they_answer(self, kind, words, action=""):
        self.page.get_by_label(kind, exact=True).check()
        self.page.get_by_label("Who is speaking?").fill("Station sergeant")
        self.page.get_by_label("Your answer").fill(words)
        self.page.get_by_label("What will be done about it?").fill(action)
        self.when_they_press("Send it to a reader")

    def then_they_read(self, *words):
        text = self.page.get_by_role("main").inner_text()
        assert [one for one in words if one not in text] == []

    def then_they_do_not_read(self, *words):
        text = self.page.get_by_role("main").inner_text()
        assert [one for one in words if one in text] == []


@pytest.fixture
def journey(visit, axe):
    return Journey(visit, axe)


def test_sergeant_answers_a_reader_passes_it_and_everybody_reads_what_changed(journey):
    journey.given_somebody_signs_in("partner-lead-2")
    journey.when_they_open("/for/aire-bend-police-division/told/")
    journey.then_they_read("The place itself; Fear and trust", "With the organisation")
    journey.when_they_choose("The place itself; Fear and trust")
    journey.then_they_read("What follows are somebody's own words", "I had to say why I came across a counter")
    journey.then_they_do_not_read("Bradford")
    journey.when_they_press("Say that you have read it")
    journey.then_they_read("The organisation has read it")

    journey.when_they_press("Write an answer")
    journey.when_they_answer("An apology, and what was put right", "Unfortunately it is a small station. Who are you?")
    journey.then_they_read("asks who they are")
    assert journey.page.get_by_label("Your answer").input_value().endswith("Who are you?")
    journey.when_they_answer("An apology, and what was put right", "Unfortunately it is a small station.")
    journey.then_they_read("Before it goes: something to think about", "Does it say sorry?")
    journey.when_they_answer("An apology, and what was put right", ANSWER)
    journey.then_they_read(ANSWER, "It waits for a reader to look at it.")
    journey.when_they_press("Write an answer")
    journey.when_they_answer(
        "A change that is planned", PLAN, action="A room with a door that closes at the front desk"
    )
    journey.when_they_choose("The Action that came of it")
    journey.then_they_read("The place itself", "Fear and trust")
    journey.then_they_do_not_read("across a counter", ANSWER)

    journey.given_somebody_signs_in("moderator")
    journey.when_they_open("/reading/onward/")
    journey.when_they_choose("An apology, and what was put right")
    journey.then_they_read(ANSWER, "Station sergeant")
    journey.when_they_press("Let them see it")
    journey.when_they_choose("A change that is planned")
    journey.when_they_press("Let them see it")
    journey.then_they_do_not_read("An apology, and what was put right", "A change that is planned")
    journey.when_they_choose("Language and culture")
    journey.then_they_read("What each of them sees", "What is held back from all")

    journey.given_somebody_signs_in("partner-lead-2")
    journey.when_they_open("/for/aire-bend-police-division/told/")
    journey.then_they_read("A change is planned", "Answered on")


def test_what_many_people_said_is_answered_published_by_a_second_person_and_read_by_everybody(journey):
    journey.given_somebody_signs_in("programme-team")
    journey.when_they_open("/programme/listening/themes/")
    journey.when_they_choose("A door that closes")
    journey.then_they_read("You wrote some of this")
    journey.when_they_choose("Say how far it is")
    journey.page.get_by_label("Something was done", exact=True).check()
    journey.when_they_press("Keep it")
    journey.then_they_read("Say what was done.")
    journey.page.get_by_label("What was done").fill("Three stations have a room for it, and say so at the door.")
    journey.when_they_press("Keep it")
    journey.then_they_read("Three stations have a room for it")

    journey.given_somebody_signs_in("programme-team-2")
    journey.when_they_open("/programme/listening/themes/")
    journey.when_they_choose("A door that closes")
    journey.when_they_press("Publish it")

    journey.visitor.context.clear_cookies()
    journey.when_they_open("/what-changed/?service=police")
    journey.then_they_read("A door that closes", "Three stations have a room for it", "Too few have told us whether")
    journey.when_they_choose("A door that closes")
    link = journey.page.get_by_role("link", name="A poster of this to hang up").get_attribute("href")
    poster = journey.visitor.context.request.get(link)
    assert (poster.status, poster.headers["content-type"], poster.body()[:5]) == (200, "application/pdf", b"%PDF-")
