"""What the partnership is for, as stories: join, commit, keep one's word, do something, and be forgotten.

They are told on both databases. Scripts are off: nothing here needs them. Most people of the stories have a phone.
"""

from __future__ import annotations

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.utils import timezone

from tests.journeys.conftest import NARROW, WIDE
from tests.journeys.test_every_page import TOO_WIDE
from tests.journeys.test_people import Journey
from tests.journeys.test_sign_in import newest_code

pytestmark = pytest.mark.database

SCHOOL = "Three Bridges Primary School"
HOUSING = "Hearth and Home Housing Association"
PLEDGE = "Everybody who visits tenants has somebody to ring afterwards."
ACTION = "Hand every new tenant a leaflet that says what they may choose"
SIGNATORY = "Mo Tarrant-Oyelaran"
ADDRESS = "mo@three-bridges.example.org"
# Nobody can wait for a year, and the site takes no other clock than the machine's. So a year of the made-up partner is put
# into the past: the days that its years are counted from. What it signed is not touched, or its receipt would not verify.
A_YEAR_PASSES = """
from partnership.partners.models import Commitment, Pledge
Commitment._base_manager.filter(partner__name="{partner}", state="signed").update(since_on="{since}")
Pledge._base_manager.filter(partner__name="{partner}").update(proposed_at="{since}T09:00Z", agreed_at="{since}T10:00Z")
"""
PIECES = """() => [...new Set([...document.querySelectorAll('main *')].map(
    one => `${one.tagName}.${one.getAttribute('class')}`))].join(' ')"""


class Story(Journey):
    """Somebody with a browser. No page they stop at is too wide in either width, and axe reads it.

    Axe is slow, so it leaves out what is made of the same pieces with other words, or comes from another database.
    """

    def __init__(self, visit, axe, site, pack, *, narrow, read):
        super().__init__(visit, axe, site, pack)
        self.read, self.sizes = read, (WIDE, NARROW) if narrow else (NARROW, WIDE)
        self.page.set_viewport_size(self.sizes[-1])
        self.copy.set_viewport_size(self.sizes[-1])

    def stop_and_look(self):
        self.page.wait_for_load_state()
        for size in self.sizes:
            self.page.set_viewport_size(size)
            assert (self.page.url, self.page.evaluate(TOO_WIDE)) == (self.page.url, [])
        pieces = self.page.evaluate(PIECES)
        if not self.site.env["DATABASE_URL"] and pieces not in self.read:
            super().stop_and_look()
            self.read.add(pieces)

    def given_the_page(self, path):
        assert self.page.goto(path).status == 200
        self.stop_and_look()

    def given_an_account(self, name, address):
        self.given_the_page("/accounts/signup/")
        self.when_they_type("The name you go by", name)
        self.when_they_type("Your e-mail address", address)
        self.when_they_press("Send me a code")
        self.when_they_type("The code", newest_code(self.site.log.parent / "letters", address))
        self.when_they_press("Confirm")

    def given_somebody_of_the_demonstration(self, key):
        self.visitor.look_around_as(key)
        self.given_the_page("/my-work/")

    def question(self, label):
        asked, may_be_left_out = (
            self.page.get_by_label(words, exact=True) for words in (label, f"{label} (you can leave this out)")
        )
        return asked.or_(may_be_left_out)

    def when_they_type(self, label, words):
        self.question(label).fill(words)

    def when_they_mark(self, label):
        self.page.get_by_label(label, exact=True).check()

    def when_they_pick(self, label, words):
        self.question(label).select_option(label=words)

    def when_they_press_beside(self, thing, words, role="button"):
        line = self.page.get_by_role("main").get_by_role("listitem").filter(has_text=thing).last
        line.get_by_role(role, name=words).click()
        self.stop_and_look()

    def when_they_follow(self, words):
        """Choose a link by some of its words."""
        self.page.get_by_role("main").get_by_role("link", name=words).first.click()
        self.stop_and_look()

    def when_they_bring(self, name, content):
        self.page.get_by_label("Or the receipt itself").set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        )
        self.when_they_press("Check it")

    def when_they_take(self, name, role="link"):
        with self.page.expect_download() as download:
            self.page.get_by_role("main").get_by_role(role, name=name).first.click()
        return download.value.path().read_bytes()

    def then_they_do_not_read(self, words):
        assert words not in self.page.get_by_role("main").inner_text()


@pytest.fixture(scope="module")
def read():
    """Give what the pages are made of that axe has read."""
    return set()


@pytest.fixture
def somebody(visit, axe, site, pack, read):
    def begin(*, narrow=False):
        return Story(visit, axe, site, pack, narrow=narrow, read=read)

    return begin


def test_somebody_joins_and_signs_and_the_receipt_outlives_their_account(somebody):
    mo, lead, stranger = somebody(), somebody(narrow=True), somebody(narrow=True)
    mo_asks_to_join(mo)
    the_lead_lets_them_in_and_gives_them_a_role(lead, mo)
    mo_talks_it_through(mo)
    mo_prepares_and_signs(mo)
    code, paper, lines = mo_takes_the_receipt(mo)
    a_stranger_checks_it(stranger, code, paper, lines)
    mo_takes_their_data_with_them(mo, paper)
    mo_is_erased(mo)
    what_is_left_names_nobody(lead, stranger, code, paper)


def mo_asks_to_join(mo):
    mo.given_an_account(SIGNATORY, ADDRESS)
    mo.given_the_page("/join/")
    mo.when_they_type("Name, or a part of it", "bridges primary")
    mo.when_they_press("Find")
    mo.when_they_follow(f"Ask to join {SCHOOL}")
    mo.when_they_mark("I am employed there")
    mo.when_they_type("What you do there", "Deputy head")
    mo.when_they_press("Ask them")
    mo.then_they_read(SCHOOL)


def the_lead_lets_them_in_and_gives_them_a_role(lead, mo):
    lead.given_somebody_of_the_demonstration("partner-lead-3")
    lead.when_they_follow("asks to join")
    lead.when_they_press_beside(SIGNATORY, "Let in")
    lead.then_the_page_is_about(SIGNATORY)
    lead.when_they_choose("Give a role")
    lead.when_they_mark("Partner lead")
    lead.when_they_press("Give the role")
    mo.given_the_page("/my-work/")


def mo_talks_it_through(mo):
    mo.when_they_choose(SCHOOL)
    mo.when_they_choose("The charter")
    mo.then_they_read("You have not signed yet.")
    mo.when_they_choose("Go on with the conversation")
    mo.when_they_choose("Go on with the next question")
    mo.when_they_press("Save and go on")
    mo.then_they_read("“We leave this one for now” is a choice too")
    mo.when_they_mark("Not yet")
    mo.when_they_type("A note for yourselves", "We ask it on three forms.")
    mo.when_they_press("Save and go on")
    mo.when_they_choose("All questions")
    mo.when_they_press("That is enough for now")
    mo.then_the_page_is_about("What you said")
    mo.then_they_read("We ask it on three forms.")
    mo.when_they_choose("Go on to the charter")


def mo_prepares_and_signs(mo):
    mo.when_they_press("Prepare to sign")
    mo.when_they_mark("We have read these, and talked about what each would mean for us")
    mo.when_they_press("Save and go on")
    mo.when_they_mark("I sign")
    mo.when_they_type("Name of the senior lead", "Ignatius Fairweather-Quill")
    mo.when_they_press("Save and go on")
    mo.when_they_mark("I lead this organisation, or I am one of those who do")
    mo.when_they_press("Save and go on")
    mo.when_they_press("Sign for our organisation")
    mo.then_they_read("Type your name to sign.")
    mo.when_they_type("Type your name", SIGNATORY)
    mo.when_they_mark("My name may be shown on the public page of the receipt")
    mo.when_they_press("Sign for our organisation")
    mo.then_the_page_is_about("You have signed")


def mo_takes_the_receipt(mo):
    code = mo.page.locator(".hw-receipt-code").inner_text()
    paper = mo.when_they_take("Take the receipt as PDF")
    assert paper.startswith(b"%PDF-")
    mo.when_they_choose("See its public page")
    mo.then_they_read(SIGNATORY)
    return code, paper, mo.when_they_take("Take the lines as a file")


def a_stranger_checks_it(stranger, code, paper, lines):
    stranger.given_the_page("/verify/")
    stranger.when_they_type("The code on the receipt", code.lower())
    stranger.when_they_press("Check it")
    stranger.then_they_read(f"This code belongs to a receipt. {SCHOOL} signed")
    stranger.when_they_follow("See the receipt")
    stranger.then_the_page_is_about(SCHOOL)
    stranger.given_the_page("/verify/")
    for name, content in (("receipt.pdf", paper), ("receipt.txt", lines)):
        stranger.when_they_bring(name, content)
        stranger.then_they_read("This is the receipt, unchanged.")
    one_byte = len(paper) // 2
    altered = paper[:one_byte] + bytes([paper[one_byte] ^ 1]) + paper[one_byte + 1 :]
    for name, content in (("receipt.pdf", altered), ("receipt.txt", lines.replace(b"School", b"Schools"))):
        stranger.when_they_bring(name, content)
        stranger.then_they_read("something in it was changed after it was made")
        stranger.then_they_do_not_read("unchanged")


def mo_takes_their_data_with_them(mo, paper):
    mo.given_the_page("/accounts/me/")
    mo.when_they_follow("What is held about you")
    with ZipFile(io.BytesIO(mo.when_they_take("Download everything", role="button"))) as taken:
        inside = {name: taken.read(name) for name in taken.namelist()}
    assert paper in inside.values()
    text = {name: content.decode() for name, content in inside.items() if not name.endswith(".pdf")}
    assert ADDRESS in text["accounts.json"]
    assert "Deputy head" in text["memberships.csv"]
    assert "Odalys" not in "".join(text.values())


def mo_is_erased(mo):
    mo.when_they_choose("Be erased")
    mo.then_they_read("someone who left")
    mo.when_they_press("Go on")
    mo.when_they_press("Erase me now")
    mo.then_the_page_is_about("Goodbye")


def what_is_left_names_nobody(lead, stranger, code, paper):
    stranger.given_the_page("/verify/")
    stranger.when_they_bring("receipt.pdf", paper)
    stranger.then_they_read("This is the receipt, unchanged.")
    stranger.when_they_follow("See the receipt")
    stranger.then_they_read(code)
    stranger.then_they_read("It stands.")
    stranger.then_they_do_not_read(SIGNATORY)
    lead.given_somebody_of_the_demonstration("partner-lead-3")
    lead.when_they_follow("You were told")
    lead.then_they_read("someone who left")
    lead.then_they_do_not_read(SIGNATORY)
    lead.given_the_page("/my-work/")
    lead.when_they_choose(SCHOOL)
    lead.then_they_read("said by someone who left")
    lead.when_they_choose("People")
    lead.then_they_do_not_read(SIGNATORY)


def test_partner_says_a_year_later_what_it_kept(somebody, site):
    lead, anybody = somebody(narrow=True), somebody()
    lead.given_somebody_of_the_demonstration("partner-lead-5")
    a_lead_makes_a_pledge(lead)
    since = timezone.localdate() - timedelta(days=350)
    site.manage("shell", "--no-imports", "--command", A_YEAR_PASSES.format(partner=HOUSING, since=since))
    site.manage("look_after_commitments")
    the_lead_says_what_was_kept(lead)
    anybody.given_the_page("/directory/")
    anybody.when_they_choose(HOUSING)
    anybody.then_they_read("Partly kept")
    anybody.then_they_read("Eleven of twelve months.")


def a_lead_makes_a_pledge(lead):
    lead.when_they_choose(HOUSING)
    lead.when_they_choose("Pledges")
    lead.when_they_choose("Propose a pledge")
    lead.when_they_pick("Under which clause?", "We look after our own people")
    lead.when_they_type("What will you do?", PLEDGE)
    lead.when_they_type("By when?", (timezone.localdate() + timedelta(days=300)).isoformat())
    lead.when_they_press("Propose it")
    lead.then_the_page_is_about(PLEDGE)
    lead.when_they_press("Agree to it")
    lead.when_they_press("We have begun")


def the_lead_says_what_was_kept(lead):
    lead.given_the_page("/my-work/")
    lead.when_they_follow("can say what was kept this year")
    lead.then_they_read("2 pledges have no word yet.")
    lead.when_they_press_beside(PLEDGE, "Say what you kept", role="link")
    lead.when_they_mark("Not kept")
    lead.when_they_mark("It goes on next year")
    lead.when_they_press("Save")
    lead.then_they_read("Say in a sentence why it was not kept. Nobody is blamed for it.")
    lead.when_they_mark("Partly kept")
    lead.when_they_type("In your words", "Eleven of twelve months. December fell out.")
    lead.when_they_press("Save")
    lead.then_they_read("Eleven of twelve months.")


def test_somebody_raises_an_action_and_finishes_it(somebody):
    worker, lead = somebody(narrow=True), somebody()
    worker.given_somebody_of_the_demonstration("practitioner-3")
    a_worker_raises_an_action(worker)
    lead.given_somebody_of_the_demonstration("partner-lead-5")
    the_lead_agrees_to_it(lead)
    the_worker_does_it(worker)


def a_worker_raises_an_action(worker):
    worker.when_they_choose(HOUSING)
    worker.when_they_choose("Actions")
    worker.when_they_press("Raise something to be done")
    worker.when_they_press("Raise it")
    worker.then_they_read("Say in a few words what will be done")
    worker.when_they_type("What will be done?", ACTION)
    worker.when_they_type("Done by", (timezone.localdate() + timedelta(days=5)).isoformat())
    worker.when_they_pick("How much work is it?", "Small: less than a day")
    worker.when_they_mark("Prevention: before anybody is hurt")
    worker.when_they_mark("We give real choices")
    worker.when_they_press("Raise it")
    worker.then_the_page_is_about(ACTION)
    worker.then_they_read("Proposed")


def the_lead_agrees_to_it(lead):
    lead.when_they_choose(HOUSING)
    lead.when_they_choose("Actions")
    lead.when_they_choose(ACTION)
    lead.when_they_press("Agree it")
    lead.then_they_read("Agreed")


def the_worker_does_it(worker):
    worker.given_the_page("/my-work/")
    worker.when_they_follow(ACTION)
    worker.when_they_press("Begin, or carry on")
    worker.when_they_choose("Add evidence")
    worker.when_they_type("What does it show?", "The leaflet as it is handed out, read by six tenants")
    worker.when_they_type("Where can it be read?", "https://hearth-homes.example.org/leaflet")
    worker.when_they_press("Keep it")
    worker.when_they_press("It is done")
    worker.then_they_read("Done")
    worker.then_they_read("The leaflet as it is handed out")
