"""Somebody comes back with their code, on a narrow telephone, with a script and without one: until they take it all back."""

from __future__ import annotations

import re

import pytest

from tests.coming_back import CODE, DOOR, STORY, UNKNOWN
from tests.journeys.conftest import begin_visit
from tests.journeys.looking import TOO_WIDE, axe_finds

PUBLIC, ORGANISATION = "They asked me […] five times.", "Lantern House"
# Nobody can wait for the weeks between an answer and the question whether it helped, and the site takes no other clock.
SCENE = f"""
from django.utils import timezone
from partnership.accounts.models import Person
from partnership.listening.models import Draft, Story
from partnership.partners.models import Partner
from partnership.reading.models import Text
from tests.coming_back import a_draft, a_reply, a_version, an_answered_story, held
code = held()
Story.objects.filter(code_secret=code.lookup).delete()
Draft.objects.filter(code_secret=code.lookup).delete()
by = Person.objects.get(email="safeguarding-lead@example.org")
story, route = an_answered_story(Partner.objects.get(name="{ORGANISATION}"), by, weeks=5)
a_reply(route, by, "The form follows you now. Nobody asks twice.", kind="made", speaks_as="Head of the front desk")
version = a_version(story, by, "{PUBLIC}", risks=["small-place"])
version.text.openings.create(why="To check one word", opened_at=timezone.now(), opened_by=by)
a_draft()
"""


class Returning:
    """Somebody who holds a code, and stops at each page for a look at its width and, with a script, for axe."""

    def __init__(self, one, axe, site, *, scripts):
        self.visit, self.page, self.axe, self.site, self.scripts = one, one.page, axe, site, scripts

    def stop_and_look(self):
        self.page.wait_for_load_state()
        assert (self.page.url, self.page.evaluate(TOO_WIDE)) == (self.page.url, [])
        assert self.page.title().startswith("Your page")
        if self.scripts:
            assert (self.page.url, axe_finds(self.page, self.axe)) == (self.page.url, [])

    def given_the_page(self, path):
        assert self.page.goto(path).status == 200
        self.stop_and_look()

    def when_they_type_the_code(self, code):
        self.page.get_by_label("Your code").fill(code)
        self.when_they_press("Go on")

    def when_they_press(self, words):
        self.page.get_by_role("main").get_by_role("button", name=words, exact=True).first.click()
        self.stop_and_look()

    def when_they_follow(self, words):
        self.page.get_by_role("main").get_by_role("link", name=words).first.click()
        self.stop_and_look()

    def when_half_an_hour_passes(self):
        self.visit.context.clear_cookies(name="back")

    def then_they_read(self, *sentences):
        for sentence in sentences:
            assert sentence in self.page.get_by_role("main").inner_text()

    def then_they_do_not_read(self, words):
        assert words not in self.page.content()


@pytest.fixture(params=[True, False], ids=["with a script", "without one"])
def somebody(request, browser, site, axe):
    site.manage("shell", "-c", SCENE)
    one = begin_visit(browser, site, narrow=True, scripts=request.param)
    yield Returning(one, axe, site, scripts=request.param)
    one.context.close()
    assert (one.elsewhere, one.complaints) == ([], [])


def test_somebody_reads_an_answer_approves_says_not_better_and_takes_it_back(somebody):
    somebody_comes_back(somebody)
    they_see_what_became_of_it(somebody)
    they_let_words_be_published(somebody)
    they_say_that_it_is_not_better(somebody)
    they_add_something_after_a_long_pause(somebody)
    they_look_at_everything_else(somebody)
    they_take_one_thing_back(somebody)
    they_take_everything_back(somebody)


def somebody_comes_back(them):
    them.given_the_page(DOOR)
    them.when_they_type_the_code("amber basket")
    them.then_they_read("This has 2 words or parts.")
    them.when_they_type_the_code(UNKNOWN)
    them.then_they_read("This code opens nothing.")
    them.when_they_type_the_code(CODE.upper())
    assert them.page.url.endswith(STORY)


def they_see_what_became_of_it(them):
    them.then_they_read(
        ORGANISATION,
        "They have answered.",
        "The form follows you now. Nobody asks twice.",
        "Head of the front desk",
        "To check one word",
        "If you lost your code",
    )
    them.then_they_do_not_read("They asked me the same questions")
    them.when_they_press("Show my own words")
    them.then_they_read("They asked me the same questions five times.")
    them.when_they_follow("Back to your page")


def they_let_words_be_published(them):
    them.when_they_follow("Look at words of yours")
    them.then_they_read(PUBLIC, "People who work there may still know that this is you")
    them.when_they_follow("No, do not publish them")
    them.when_they_follow("No, go back")
    them.when_they_follow("Yes, publish these words")
    them.then_they_read(PUBLIC, "We cannot take back what somebody has read, copied or printed")
    them.when_they_press("Yes, publish them")
    them.then_they_read("You said yes. These words can be published now, and no others.")


def they_say_that_it_is_not_better(them):
    them.when_they_follow("Say whether it is better")
    them.page.get_by_label("It is the same").check()
    them.when_they_press("Say it")
    them.then_they_read("You said that it is not better. They are asked to answer again.")


def they_add_something_after_a_long_pause(them):
    them.when_they_follow("Add something")
    them.page.get_by_label("What do you want to add?").fill("They still ask. Karen Hill did it again.")
    them.when_half_an_hour_passes()
    them.when_they_press("Send it")
    them.then_they_read("Nothing that you typed is lost.")
    assert them.page.get_by_label("What you typed").input_value() == "They still ask. Karen Hill did it again."
    them.page.get_by_label("Your code").fill(CODE)
    them.when_they_press("Go on with this")
    them.then_they_read("Karen Hill")
    them.when_they_press("Send it as it is")
    them.then_they_read("We have what you added. A reader reads it first.")


def they_look_at_everything_else(them):
    for rest in ("story/correct/", "story/uses/", "story/lock/", "story/print/", "draft/", "draft/delete/", "locked/"):
        them.given_the_page(DOOR + rest)
    them.given_the_page(STORY + "print/")
    them.then_they_do_not_read("Karen Hill")
    them.when_they_press("Put my own words on it")
    them.then_they_read("Karen Hill")


def they_take_one_thing_back(them):
    them.given_the_page(STORY)
    them.when_they_follow("What we may do with it")
    them.page.get_by_role("link", name=re.compile("Tell the service")).click()
    them.stop_and_look()
    them.then_they_read("Every organisation that has it is called back and sees it no more.")
    them.when_they_press("No, stop this")
    them.then_they_do_not_read("Who has it")
    them.then_they_read("It is stopped from now on.", "The form follows you now.")


def they_take_everything_back(them):
    them.when_they_follow("Take everything back")
    them.then_they_read("Counts that were published already stay as they are.")
    them.when_they_press("Take everything back")
    them.then_they_read("It is taken back")
    them.page.goto(STORY)
    assert them.page.url.endswith(DOOR)
    them.page.go_back()
    them.then_they_do_not_read("Karen Hill")
    them.given_the_page(DOOR)
    them.when_they_type_the_code(CODE)
    assert them.page.url.endswith("/tell-us/back/draft/")  # what they began and never sent is still theirs
    them.when_they_follow("Delete it")
    them.when_they_press("Delete it")
    them.when_they_type_the_code(CODE)
    them.then_they_read("This code opens nothing.")
