"""An organisation looks at itself, as stories: a school from the invitation to the plan, and a charity on a telephone.

They are told on both databases. Scripts are off: nothing here needs them.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.framework.queries.effort import SECONDS_TO_CHOOSE, WORDS_A_MINUTE
from tests.journeys.conftest import NARROW
from tests.journeys.test_partnership import Story
from tests.journeys.test_sign_in import newest_code
from tests.journeys.writing import takes_words_back, writes

pytestmark = pytest.mark.database

SCHOOL, CHARITY = "Three Bridges Primary School", "Lantern House"
CAMPAIGN = "Once more in spring"
THIRD = "Wilhelmina Stackpole-Obi"
QUESTIONS = 12
OWN_WORDS = "The door bangs, and nobody says sorry for it."
PASS, LOWEST = 6, 1
# Nobody can wait for the hour between closing and opening, and the site takes no other clock than the machine's.
AN_HOUR_PASSES = """
from datetime import timedelta
from django.db.models import F
from partnership.framework.models import Assessment
Assessment.objects.filter(state="closed").update(closed_at=F("closed_at") - timedelta(hours=1, minutes=1))
"""
MOST_MINUTES = 45
SENTENCES = re.compile(r"[.:;?!]\s+|\n")  # nobody reads the same one again, whatever number stands before it
SECONDS_A_PRESS = 6  # to find a button with a thumb and see the next page


class Looking(Story):
    """Somebody who looks at an organisation."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.sentences, self.presses = set(), 0

    def stop_and_look(self):
        super().stop_and_look()
        self.presses += 1
        self.sentences |= set(SENTENCES.split(self.page.get_by_role("main").inner_text()))

    @property
    def words(self):
        """How many words were read: every sentence of every page, the first time that it stood there."""
        return sum(len(one.split()) for one in self.sentences)

    @property
    def minutes(self):
        """How long all of this took: the words, every press found, a moment for every choice in answering and meeting."""
        choosing = 2 * QUESTIONS * SECONDS_TO_CHOOSE
        return self.words / WORDS_A_MINUTE + (self.presses * SECONDS_A_PRESS + choosing) / 60

    def when_they_answer(self, levels):
        """Answer every question in turn with the line of that number; the last line passes it."""
        for level in levels:
            self.page.get_by_role("radio").nth(level - 1).check()
            self.when_they_press("Save and go on")

    def when_they_answer_alike(self, level):
        self.when_they_answer([level] * QUESTIONS)


@pytest.fixture(scope="module")
def read():
    """Give what the pages are made of that axe has read."""
    return set()


@pytest.fixture
def somebody(visit, axe, site, pack, read):
    def begin(*, narrow=False):
        return Looking(visit, axe, site, pack, narrow=narrow, read=read)

    return begin


def an_hour_passes(site):
    site.manage("shell", "--no-imports", "--command", AN_HOUR_PASSES)


def links_on(lead):
    """Give the links that a lead hands on, by the heading of their seat."""
    found = {}
    for seat in lead.page.locator(".hw-asked-seat").all():
        link = seat.locator(".hw-link-to-give")
        if link.count():
            found[seat.get_by_role("heading").inner_text()] = "/" + link.inner_text().split("/", 3)[3]
    return found


def test_a_school_from_the_invitation_to_the_plan(somebody, site):
    team, lead, teacher, third = somebody(), somebody(), somebody(narrow=True), somebody()
    the_programme_invites_the_school(team)
    a_third_leader_joins(third, lead)
    here = the_lead_prepares_and_begins(lead)
    three_leaders_answer_by_name(lead, teacher, third, here)
    a_peer_is_asked_for_and_named(lead, team, here)
    links = links_on(lead)
    twelve_staff_answer(somebody, links["People who work or volunteer here"])
    one_of_them_did_so_on_paper(team, links["People who work or volunteer here"])
    somebody_takes_everything_back(somebody, links["People who work or volunteer here"])
    six_parents_answer(somebody, links["People who use the service"])
    the_peer_says_what_they_saw(somebody)
    the_lead_closes_and_opens(lead, site, here)
    the_meeting_talks(lead, here)
    the_school_makes_a_plan(lead, here)
    the_programme_sees_how_far_it_is_and_nothing_more(team)


def the_programme_invites_the_school(team):
    team.given_somebody_of_the_demonstration("programme-team")
    team.given_the_page("/programme/campaigns/")
    team.when_they_press("Make a campaign")
    team.when_they_press("Go on to whom to invite")
    team.then_they_read("Give the campaign a name")
    team.when_they_type("Name", CAMPAIGN)
    team.when_they_type("Last day", (timezone.localdate() + timedelta(days=60)).isoformat())
    team.when_they_press("Go on to whom to invite")
    team.given_the_page(team.page.url.split("?")[0] + "?ticked=none&sector=education")
    team.page.get_by_label(re.compile(f"^{SCHOOL}")).check()
    team.when_they_press("Invite those that are ticked")
    team.then_they_read(SCHOOL)


def a_third_leader_joins(third, lead):
    address = "wilhelmina@three-bridges.example.org"
    third.given_the_page("/accounts/signup/")
    third.when_they_type("The name you go by", THIRD)
    third.when_they_type("Your e-mail address", address)
    third.when_they_press("Send me a code")
    third.when_they_type("The code", newest_code(third.site.log.parent / "letters", address))
    third.when_they_press("Confirm")
    third.given_the_page("/join/?q=bridges+primary")
    third.when_they_follow(f"Ask to join {SCHOOL}")
    third.when_they_mark("I am employed there")
    third.when_they_press("Ask them")
    lead.given_somebody_of_the_demonstration("partner-lead-3")
    lead.when_they_follow("asks to join")
    lead.when_they_press_beside(THIRD, "Let in")


def the_lead_prepares_and_begins(lead):
    lead.given_the_page("/my-work/")
    lead.when_they_follow(CAMPAIGN)
    lead.when_they_press("Look at what it takes")
    lead.then_they_read("As a school, listen to pupils in your own way")
    lead.when_they_press("Start to prepare")
    lead.then_they_read("Give a day.")
    lead.when_they_type("Last day to answer", (timezone.localdate() + timedelta(days=21)).isoformat())
    lead.when_they_type("People who lead", "3")
    lead.when_they_type("People who work or volunteer here", "12")
    lead.when_they_type("People who use the service", "6")
    lead.when_they_press("Start to prepare")
    here = lead.page.url
    for name in ("Odalys Pepperthwaite", "Alaric Busby-Fell", THIRD):
        lead.when_they_follow("Ask somebody by name")
        lead.when_they_pick("Whom do you ask?", name)
        lead.when_they_press("Ask them")
    lead.when_they_press("Begin: let people answer")
    return here


def three_leaders_answer_by_name(lead, teacher, third, here):
    teacher.given_somebody_of_the_demonstration("practitioner-4")
    lead.given_the_page(here)
    lead.when_they_follow("Give your own answers")
    answers_by_name(lead, 4)
    for one, level in ((teacher, 4), (third, 3)):
        one.given_the_page("/asked/")
        one.page.get_by_role("main").get_by_role("link", name=SCHOOL).first.click()
        answers_by_name(one, level)


def answers_by_name(one, level, *, asked_for_words=True):
    one.stop_and_look()
    one.then_they_read("You answer by name.")
    one.when_they_follow("To the questions")
    one.when_they_answer_alike(level)
    if asked_for_words:
        one.then_they_read("They stand without your name")
        writes(one, "")
    one.when_they_press("Hand in")


def a_peer_is_asked_for_and_named(lead, team, here):
    lead.given_the_page(here + "peer/")
    lead.when_they_press("Ask for a visit")
    team.given_the_page("/visits/")
    team.when_they_follow(SCHOOL)
    team.when_they_follow("Name a peer")
    team.when_they_type("E-mail address of the peer", "partner-lead-5@example.org")
    team.when_they_press("Name them")
    team.then_they_read("Quilla Harrowdene")
    lead.given_the_page(here)


def twelve_staff_answer(somebody, link):
    first = somebody(narrow=True)
    code = answer_without_a_name(first, link, [3, 2, 3, 2, 3, 2, 3, 3, PASS, 3, 2, 2], words=OWN_WORDS)
    takes_words_back(first, link, code)
    for number in range(10):
        answer_quickly(somebody, link, [2 + (number + at) % 2 for at in range(QUESTIONS)])


def one_of_them_did_so_on_paper(team, link):
    """The twelfth ticked a sheet, which went in a closed envelope to the programme team."""
    team.given_the_page("/typing/")
    team.when_they_type("The end of the address on the sheet", link.split("/")[2].lower())
    team.when_they_press("Find its page")
    team.then_the_page_is_about(f"A sheet from {SCHOOL}")
    team.when_they_follow("Type them into a workbook")
    assert team.when_they_take("The sealed workbook").startswith(b"PK")
    team.given_the_page("/typing/")
    team.when_they_type("The end of the address on the sheet", link.split("/")[2])
    team.when_they_press("Find its page")
    for question in team.page.locator("main fieldset").all():
        question.get_by_role("radio").nth(2).check()
    team.when_they_press("Keep this sheet")


def somebody_takes_everything_back(somebody, link):
    one = somebody(narrow=True)
    one.given_the_page(link)
    one.when_they_press("I am 16 or over. Begin")
    one.when_they_follow("first question")
    one.when_they_answer([LOWEST])
    one.when_they_follow("Delete my answers")
    one.when_they_press("Delete all my answers")
    one.then_the_page_is_about("Your answers are deleted")
    one.given_the_page(link)
    one.visitor.leave_fast()


def six_parents_answer(somebody, link):
    first = somebody(narrow=True)
    code = answer_without_a_name(first, link, [2, 2, 3, 2, 1, 2, 2, 3, 2, 2, PASS, 2])
    somebody_goes_on_with_their_code(first, link, code)
    for number in range(5):
        answer_quickly(somebody, link, [2 + (number * at) % 2 for at in range(QUESTIONS)])


def answer_without_a_name(one, link, levels, words=""):
    one.given_the_page(link)
    for said in ("Nobody asks what happened to you", "You can pass any question", "freedom of information"):
        one.then_they_read(said)
    one.when_they_press("I am 16 or over. Begin")
    code = one.page.locator(".hw-code").inner_text()
    one.when_they_follow("first question")
    one.when_they_answer(levels)
    writes(one, words)
    one.when_they_press("Hand in")
    one.then_the_page_is_about("Thank you")
    assert code not in one.page.url
    return code


def somebody_goes_on_with_their_code(one, link, code):
    one.given_the_page(link)
    one.when_they_follow("I have begun already, and have a code")
    one.when_they_type("Your code", "B" * len(code))
    one.when_they_press("Go on")
    one.when_they_type("Your code", code.lower().replace(" ", ""))
    one.when_they_press("Go on")
    one.then_the_page_is_about("All my answers")
    one.when_they_follow("Stop for now")
    one.when_they_press("I have it. Let this browser forget it")


def answer_quickly(somebody, link, levels):
    """Answer by the same forms as everybody, without looking at each page."""
    one = somebody()
    one.page.goto(link)
    one.page.get_by_role("button", name="I am 16 or over. Begin").click()
    one.page.get_by_role("main").get_by_role("link", name="first question").click()
    for level in levels:
        one.page.get_by_role("radio").nth(level - 1).check()
        one.page.get_by_role("button", name="Save and go on").click()
    one.page.get_by_role("link", name="Go on without words").click()
    one.page.get_by_role("button", name="Hand in").click()
    one.then_the_page_is_about("Thank you")
    one.visitor.context.close()


def the_peer_says_what_they_saw(somebody):
    peer = somebody(narrow=True)
    peer.given_somebody_of_the_demonstration("partner-lead-5")
    peer.when_they_follow(f"Visit {SCHOOL} as a peer")
    peer.when_they_follow("Give your answers to each standard")
    answers_by_name(peer, 3, asked_for_words=False)
    peer.given_the_page("/my-work/")
    peer.when_they_follow(f"Visit {SCHOOL} as a peer")
    peer.when_they_follow("Say what you saw")
    peer.when_they_type("Day of your visit", timezone.localdate().isoformat())
    peer.when_they_type("What did you see?", "Somebody walked me to the door. The bell is loud.")
    peer.when_they_press("Send it to them")


def the_lead_closes_and_opens(lead, site, here):
    lead.given_the_page(here)
    lead.then_they_read("At least 10 of 12 have answered.")
    lead.then_they_read("At least 5 of 6 have answered.")
    lead.when_they_press("Close now")
    lead.given_the_page(here)
    lead.page.get_by_role("main").get_by_role("button", name="Open the results").click()
    lead.then_they_read("an hour after closing")
    an_hour_passes(site)
    lead.given_the_page(here)
    lead.when_they_press("Open the results")
    lead.given_the_page(here + "peer/")
    lead.when_they_follow("Answer the peer")
    lead.when_they_type("What do you say to it?", "The bell goes quiet in January.")
    lead.when_they_press("Send your answer")
    lead.then_they_read("The bell goes quiet in January.")


def the_meeting_talks(lead, here):
    lead.given_the_page(here + "meeting/")
    lead.then_they_read("cannot tell")  # twelve staff and six parents apart, on most standards
    lead.when_they_follow("Our rules do not hurt people again")
    lead.when_they_mark("2. We have looked")
    lead.when_they_type("Who saw it otherwise, and how?", "Two of us would have said 3.")
    lead.when_they_press("Keep this, and go on")
    lead.given_the_page(here + "meeting/")
    lead.then_they_read("Two of us would have said 3.")
    lead.when_they_follow("Say how they were heard")
    lead.when_they_type("What can you show?", "Pupils walked the building with the caretaker.")
    lead.when_they_press("Add it")
    lead.given_the_page(here + "meeting/")
    lead.when_they_press("This is what we agree on")
    lead.given_the_page(here + "report/")
    lead.then_they_read("Pupils walked the building with the caretaker.")


def the_school_makes_a_plan(lead, here):
    lead.given_the_page(here + "plan/")
    lead.page.get_by_label("Do something about this: Our rules do not hurt people again").check()
    lead.when_they_press("Write down what will be done")
    lead.when_they_type("Done by", (timezone.localdate() + timedelta(days=90)).isoformat())
    lead.when_they_press("Raise it")
    lead.then_they_read("One Action")


def the_programme_sees_how_far_it_is_and_nothing_more(team):
    team.given_the_page("/programme/campaigns/")
    team.when_they_follow(CAMPAIGN)
    team.then_they_read("Agreed")
    team.then_they_do_not_read("Two of us would have said 3.")


def test_a_charity_looks_at_itself_on_a_telephone_in_one_evening(somebody, site):
    """One lead does all that one person must, on a telephone 360 px wide, and reads every word of every page."""
    lead = somebody(narrow=True)
    assert lead.page.viewport_size == NARROW
    lead.given_somebody_of_the_demonstration("partner-lead-6")
    lead.when_they_choose(CHARITY)
    lead.when_they_follow("Looking honestly at ourselves")
    lead.when_they_follow("Look at ourselves again")
    lead.when_they_type("Last day to answer", (timezone.localdate() + timedelta(days=14)).isoformat())
    lead.when_they_type("People who lead", "1")
    lead.when_they_press("Start to prepare")
    here = lead.page.url
    lead.when_they_follow("Ask somebody by name")
    lead.when_they_pick("Whom do you ask?", "Rosalba Tindlewick")
    lead.when_they_press("Ask them")
    lead.when_they_press("Begin: let people answer")
    lead.when_they_follow("Give your own answers")
    answers_by_name(lead, 3)
    lead.given_the_page(here)
    lead.when_they_press("Close now")
    an_hour_passes(site)
    lead.given_the_page(here)
    lead.when_they_press("Open the results")
    lead.given_the_page(here + "meeting/")
    lead.page.goto(here + "meeting/?order=framework")
    lead.when_they_follow("People who lead hold it, and say so")
    for _standard in range(QUESTIONS):
        lead.when_they_mark("3. We have begun")
        lead.when_they_press("Keep this, and go on")
    lead.given_the_page(here + "meeting/")
    lead.when_they_press("This is what we agree on")
    lead.given_the_page(here + "plan/")
    lead.page.get_by_role("checkbox").first.check()
    lead.when_they_press("Write down what will be done")
    lead.when_they_press("Raise it")
    lead.then_they_read("One Action")
    assert lead.minutes < MOST_MINUTES, f"{lead.words} words, {lead.presses} pages: {lead.minutes:.0f} minutes"
