"""On the day, as stories: a register that is kept offline, somebody who comes, learns and carries it away, and a stranger
who checks a paper.

The sessions are made for these stories, with invented people: what the demonstration shows is not changed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from tests.journeys.conftest import Visit
from tests.journeys.test_partnership import Story

TEN_MINUTES = 10 * 60 * 1000
COUNT = 12
# A session that began a quarter of an hour ago, led by the trainer of the demonstration; and who is booked on it.
A_SESSION = """
import json, pathlib
from datetime import timedelta
from django.utils import timezone
from partnership.accounts.models import Person
from tests.teaching import a_booking, a_leader, a_session, span
trainer = Person.objects.get(email="trainer@example.org")
session = a_session({course!r}, days=0, by=Person.objects.get(email="programme-team@example.org"))
part = session.parts.get()
part.starts_at, part.ends_at = timezone.now() - timedelta(minutes=15), timezone.now() + timedelta(hours=2)
part.save()
span(session)
a_leader(session, trainer)
for number in range({count}):
    name = f"Invented Person {{number:02}} of {{session.pk}}"
    person = Person.objects.create(name=name, email=f"invented-{{session.pk}}-{{number}}@example.org", fictional=True)
    a_booking(session, person)
pathlib.Path({told!r}).write_text(json.dumps({{"session": session.pk, "part": part.pk}}))
"""
IT_IS_OVER = """
from datetime import timedelta
from django.db.models import F
from partnership.academy.models import Session, SessionPart
for rows in (Session.objects.filter(pk={pk}), SessionPart.objects.filter(session={pk})):
    rows.update(starts_at=F("starts_at") - timedelta(hours=3), ends_at=F("ends_at") - timedelta(hours=3))
"""
STANDS = """
import json, pathlib
from partnership.academy.models import Attendance
told = list(Attendance.objects.filter(part={part}).values_list("booking__person__name", "came"))
pathlib.Path({told!r}).write_text(json.dumps(sorted(told)))
"""


@dataclass(frozen=True)
class Made:
    """A session that was made for a story."""

    session: int
    part: int

    @property
    def register(self) -> str:
        return f"/academy/sessions/{self.session}/register/"


@pytest.fixture
def a_session_now(site, tmp_path):
    """Give a session that has just begun."""

    def make(course="foundation", count=COUNT) -> Made:
        told = tmp_path / "session.json"
        site.manage("shell", "-c", A_SESSION.format(course=course, count=count, told=str(told)))
        return Made(**json.loads(told.read_text()))

    return make


@pytest.fixture
def stands(site, tmp_path):
    """Give what stands in the register of a part: names and marks."""

    def ask(made: Made) -> list[list[str]]:
        told = tmp_path / "stands.json"
        site.manage("shell", "-c", STANDS.format(part=made.part, told=str(told)))
        return json.loads(told.read_text())

    return ask


def quiet(visit: Visit) -> None:
    """Take away what the browser says of requests that could not be sent, which is what these stories are about."""
    visit.complaints[:] = [said for said in visit.complaints if "ERR_INTERNET_DISCONNECTED" not in said]


def press(page, number: int, label: str) -> None:
    page.locator(".hw-register__row").nth(number).get_by_role("radio", name=label, exact=True).check()


def names_kept_on_device(page) -> str:
    return page.evaluate("JSON.stringify(Object.entries(window.localStorage))")


@pytest.fixture
def leader(visit):
    """Give whoever leads, with a telephone whose clock the story moves."""
    one = visit(narrow=True)
    one.page.clock.install()
    one.look_around_as("trainer")
    return one


def test_no_tick_is_lost_in_ten_minutes_without_a_connection(leader, a_session_now, stands):
    made, page = a_session_now(), leader.page
    page.goto(made.register)
    press(page, 0, "here")
    page.get_by_text("Everything is kept.").wait_for()
    leader.context.set_offline(True)
    for number in range(1, COUNT):
        press(page, number, "here" if number % 3 else "not here")
        page.clock.run_for(TEN_MINUTES // COUNT)
    press(page, 1, "here for some of it")  # corrected while still offline
    page.get_by_text(f"{COUNT - 1} ticks wait on this device").wait_for()
    assert "Invented" not in names_kept_on_device(page)
    assert len(stands(made)) == 1
    leader.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.get_by_text("Everything is kept.").wait_for()
    quiet(leader)
    marks = [came for _name, came in stands(made)]
    assert len(marks) == COUNT
    assert marks[:2] == ["here", "partly"]
    assert marks.count("not") == 3
    assert names_kept_on_device(page) == "[]"


def test_ticks_wait_for_the_next_visit_where_the_page_was_closed(leader, a_session_now, stands):
    made, page = a_session_now(count=2), leader.page
    page.goto(made.register)
    leader.context.set_offline(True)
    press(page, 0, "here")
    page.get_by_text("One tick waits on this device.").wait_for()
    page.close()
    quiet(leader)
    leader.context.set_offline(False)
    assert stands(made) == []
    page = leader.context.new_page()
    page.goto(made.register)
    page.get_by_text("Everything is kept.").wait_for()
    assert [came for _name, came in stands(made)] == ["here"]
    assert page.locator(".hw-register__row").first.get_by_role("radio").first.is_checked()


def test_whoever_was_signed_out_loses_no_tick(leader, a_session_now, stands):
    made, page = a_session_now(count=1), leader.page
    page.goto(made.register)
    leader.context.clear_cookies()
    press(page, 0, "here")
    page.get_by_text("They wait on this device.").or_(page.get_by_text("your ticks wait here")).wait_for()
    leader.look_around_as("trainer")
    page.goto(made.register)
    page.get_by_text("Everything is kept.").wait_for()
    assert [came for _name, came in stands(made)] == ["here"]


@pytest.fixture(scope="module")
def read():
    """Give what the pages are made of that axe has read."""
    return set()


@pytest.fixture
def story(visit, axe, site, pack, read):
    """Give somebody with a telephone and no scripts."""

    def begin():
        return Story(visit, axe, site, pack, narrow=True, read=read)

    return begin


def test_register_without_scripts(story, a_session_now, stands):
    made = a_session_now(count=2)
    leader = story()
    leader.given_somebody_of_the_demonstration("trainer")
    leader.given_the_page(made.register)
    press(leader.page, 1, "here")
    leader.when_they_press("Keep the register")
    leader.then_they_read("Kept: one person stands otherwise now.")
    assert [came for _name, came in stands(made)] == ["here"]


def test_from_a_place_to_a_paper_that_a_stranger_checks(story, a_session_now, site):
    """Booked, there by the code in the room, completed, passport, certificate; checked; taken back; checked again."""
    made = a_session_now(count=0)
    leader, learner, stranger, team = story(), story(), story(), story()
    leader.given_somebody_of_the_demonstration("trainer")
    leader.given_the_page(made.register)
    leader.when_they_type("Their e-mail address", "practitioner@example.org")
    leader.when_they_press("Add them")
    leader.then_they_read("is in the register.")
    leader.when_they_follow("Show a code")
    code = leader.page.locator(".hw-poster__address").inner_text().split("/academy/")[1]
    learner.given_somebody_of_the_demonstration("practitioner")
    learner.given_the_page(f"/academy/{code}")
    learner.then_they_read("You are in the register")
    site.manage("shell", "-c", IT_IS_OVER.format(pk=made.session))
    learner.given_the_page("/my-training/passport/")
    paper = learner.when_they_take("Get the certificate", role="button")
    assert paper.startswith(b"%PDF-")
    learner.given_the_page("/my-training/passport/")
    learner.when_they_follow("What others see who check it")
    address = learner.page.url
    stranger.given_the_page("/certificates/")
    stranger.page.get_by_label("Or the certificate itself").set_input_files(
        {"name": "certificate.pdf", "mimeType": "application/pdf", "buffer": paper}
    )
    stranger.when_they_press("Check it")
    stranger.then_they_read("This is the certificate, unchanged.")
    stranger.when_they_follow("See whether it stands")
    stranger.then_they_read("It stands.")
    team.given_somebody_of_the_demonstration("programme-team")
    team.given_the_page(f"{address}take-back/")
    team.when_they_type("Why it is taken back", "It was given to the wrong person.")
    team.when_they_press("Take it back")
    stranger.given_the_page(address)
    stranger.then_they_read("It does not stand any more.")
    stranger.then_they_read("It was given to the wrong person.")
