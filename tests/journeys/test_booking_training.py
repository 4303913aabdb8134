"""From a word typed into the search to a passport in one's pocket; and a lead who books for a whole team.

Both on a telephone, without scripts. The sessions are made for these stories: what the demonstration shows is not changed.
"""

from __future__ import annotations

import json

import pytest

from tests.journeys.test_partnership import Story

TITLE = "What hurt does, and what helps"
PARTNER = "moss-and-willow-hospitals-trust"
A_SESSION = """
import pathlib
from partnership.accounts.models import Person
from tests.teaching import a_leader, a_session
session = a_session("foundation", capacity={capacity}, by=Person.objects.get(email="programme-team@example.org"))
a_leader(session, Person.objects.get(email="trainer@example.org"))
pathlib.Path({told!r}).write_text(str(session.pk))
"""
# Nobody can wait for the day, and the site takes no other clock than the machine's: the session is put two weeks earlier.
THE_DAY_PASSES = """
from datetime import timedelta
from django.db.models import F
from partnership.academy.models import Session, SessionPart
for rows in (Session.objects.filter(pk={pk}), SessionPart.objects.filter(session={pk})):
    rows.update(starts_at=F("starts_at") - timedelta(days=15), ends_at=F("ends_at") - timedelta(days=15))
"""


@pytest.fixture(scope="module")
def read():
    """Give what the pages are made of that axe has read."""
    return set()


@pytest.fixture
def story(visit, axe, site, pack, read):
    """Give somebody with a telephone and no scripts."""
    return lambda: Story(visit, axe, site, pack, narrow=True, read=read)


@pytest.fixture
def a_session_to_come(site, tmp_path):
    """Give the number of a session in two weeks."""

    def make(capacity):
        told = tmp_path / "session.txt"
        site.manage("shell", "-c", A_SESSION.format(capacity=capacity, told=str(told)))
        return int(told.read_text())

    return make


def follow_address(one, address):
    """Choose the link of the page that leads there: of days that are alike, the words do not say which is which."""
    one.page.get_by_role("main").locator(f'a[href="{address}"]').first.click()
    one.stop_and_look()


def test_from_a_word_in_the_search_to_a_passport(story, a_session_to_come, site):
    number = a_session_to_come(capacity=12)
    learner, leader = story(), story()
    learner.given_an_account("Ines Merriweather", "ines@example.org")
    learner.given_the_page("/search/?q=what+hurt+does")
    learner.then_they_read(TITLE)
    follow_address(learner, "/academy/courses/foundation/")
    learner.then_they_read("You never have to speak about your own life.")
    learner.when_they_follow("All days of this course")
    follow_address(learner, f"/academy/sessions/{number}/")
    learner.when_they_press("Ask for a place")
    learner.then_they_read("There is a place. If you ask now, it is booked at once.")
    learner.when_they_press("Ask for a place")
    learner.then_the_page_is_about(TITLE)
    learner.then_they_read("You have a place")

    site.manage("shell", "-c", THE_DAY_PASSES.format(pk=number))
    leader.given_somebody_of_the_demonstration("trainer")
    leader.given_the_page(f"/academy/sessions/{number}/register/")
    leader.page.locator(".hw-register__row").first.get_by_role("radio", name="here", exact=True).check()
    leader.when_they_press("Keep the register")

    learner.given_the_page("/my-training/")
    learner.given_the_page("/my-training/passport/")
    learner.then_they_read(TITLE)
    learner.then_they_read("Completed on")
    assert learner.when_they_take("On paper").startswith(b"%PDF-")
    carried = json.loads(learner.when_they_take("As data for another system"))
    assert TITLE in json.dumps(carried)


def test_lead_books_a_team_and_each_is_told_what_became_of_it(story, a_session_to_come):
    number = a_session_to_come(capacity=2)
    lead, member = story(), story()
    lead.given_somebody_of_the_demonstration("partner-lead")
    lead.given_the_page(f"/for/{PARTNER}/training/")
    follow_address(lead, f"/for/{PARTNER}/training/sessions/{number}/")
    lead.when_they_press("Ask for places")
    lead.then_they_read("Tick somebody, or type an address.")
    boxes = lead.page.get_by_role("main").get_by_role("checkbox")
    assert boxes.count() >= 3
    for at in range(3):
        boxes.nth(at).check()
    lead.when_they_type("Or type their e-mail addresses", "nobody.here@example.org")
    lead.when_they_press("Ask for places")
    became = lead.page.get_by_role("status").get_by_role("listitem").all_inner_texts()
    assert len(became) == 4
    assert len([one for one in became if "place" in one and "list" not in one]) >= 2
    assert any("waiting list" in one for one in became)
    assert any("Invite them first" in one for one in became)
    lead.given_the_page(f"/for/{PARTNER}/training/")
    lead.then_they_read("Who comes")
    member.given_somebody_of_the_demonstration("practitioner")
    member.given_the_page("/my-training/")
    member.then_they_read(TITLE)
