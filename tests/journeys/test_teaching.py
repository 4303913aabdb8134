"""Those who teach, as stories: a session that was held elsewhere reaches somebody's passport; one watches and the other replies.

The sessions are made for these stories; what the demonstration shows is not changed.
"""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journeys.test_partnership import Story

# A session that the trainer of the demonstration led yesterday, with a course that is led by somebody accredited.
LED = """
import json, pathlib
from partnership.accounts.models import Person
from tests.teaching import a_leader, a_session
session = a_session("school-day", state="held", days=-1, by=Person.objects.get(email="programme-team@example.org"))
a_leader(session, Person.objects.get(email="trainer@example.org"))
pathlib.Path({told!r}).write_text(json.dumps(session.pk))
"""
REGISTER = "E-mail,Name,Part 1\npractitioner-3@example.org,,here\nnobody-yet@example.org,Somebody New,here\n"


@pytest.fixture(scope="module")
def read():
    """Give what the pages are made of that axe has read."""
    return set()


@pytest.fixture
def story(visit, axe, site, pack, read):
    """Give somebody with a telephone and no scripts."""
    return lambda: Story(visit, axe, site, pack, narrow=True, read=read)


def test_session_that_was_held_elsewhere_reaches_a_passport(story):
    trainer, learner = story(), story()
    trainer.given_somebody_of_the_demonstration("trainer-2")
    trainer.given_the_page("/academy/i-lead/")
    trainer.when_they_follow("Write down a session that you led elsewhere")
    page, day = trainer.page, timezone.localdate() - timedelta(days=5)
    page.get_by_label("Which course was it?").select_option("ten-minutes")
    page.get_by_label("Day", exact=True).fill(day.isoformat())
    page.get_by_label("From", exact=True).fill("9")
    page.get_by_label("Until", exact=True).fill("10.30")
    for _time in ("new", "again"):
        page.get_by_label("The register, filled in").set_input_files(
            {"name": "register.csv", "mimeType": "text/csv", "buffer": REGISTER.encode()}
        )
        trainer.when_they_press("Write it down")
        trainer.then_they_read(
            "one person was there. For one more without an account it waits"
            if _time == "new"
            else "This register stands here already. Nothing has changed."
        )
        page.go_back()
    learner.given_somebody_of_the_demonstration("practitioner-3")
    learner.given_the_page("/my-training/passport/")
    learner.then_they_read("Ten minutes")


def test_one_watches_and_the_other_reads_it_first_and_replies(story, site, tmp_path):
    told = tmp_path / "session.json"
    site.manage("shell", "-c", LED.format(told=str(told)))
    trainer, observer = story(), story()
    trainer.given_somebody_of_the_demonstration("trainer")
    trainer.given_the_page("/academy/observations/")
    trainer.when_they_press("Ask somebody to watch")
    trainer.page.get_by_label("At which session?").select_option(str(json.loads(told.read_text())))
    trainer.when_they_type(
        "Or the e-mail address of somebody else who is accredited, or of the programme team", "champion@example.org"
    )
    trainer.when_they_press("Ask them")
    trainer.then_they_read("Asked. They are told, and can say no.")
    address = trainer.page.url
    observer.given_somebody_of_the_demonstration("champion")
    observer.given_the_page(address)
    observer.when_they_press("Say yes")
    observer.when_they_press("Write down what you saw")
    for one in observer.page.get_by_role("radio", name="seen", exact=True).all():
        one.check()
    observer.when_they_type("One thing that was good", "You waited until everybody was there.")
    observer.when_they_type("One thing to try", "Say when the break is.")
    observer.when_they_press("Give it to them")
    observer.then_they_read("Whoever you watched reads it before anybody else.")
    trainer.given_the_page(address)
    trainer.then_they_read("Say when the break is.")
    trainer.when_they_press("Say whether it was so")
    trainer.page.get_by_label("Yes, it was so").check()
    trainer.when_they_type("What you want to say to whoever watched", "I will. Thank you for coming.")
    trainer.when_they_press("Say it")
    observer.given_the_page(address)
    observer.then_they_read("I will. Thank you for coming.")
