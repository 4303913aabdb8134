"""What was learned elsewhere, as a story: a lead brings in Moodle's report, and a nurse reads it in her passport on a phone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journeys.test_partnership import Story
from tests.partnership.academy.reports import MOODLE, as_moodle_for_excel

OURS = "Looking back after two years"


@pytest.fixture(scope="module")
def read():
    """Give what the pages are made of that axe has read."""
    return set()


@pytest.fixture
def somebody(visit, axe, site, pack, read):
    def begin(*, narrow=False):
        return Story(visit, axe, site, pack, narrow=narrow, read=read)

    return begin


def test_a_lead_brings_in_what_a_nurse_learned_and_she_reads_it_on_her_phone(somebody):
    lead, nurse = somebody(), somebody(narrow=True)
    lead.given_somebody_of_the_demonstration("partner-lead")
    lead.given_the_page("/for/moss-and-willow-hospitals-trust/training/")
    lead.when_they_follow("What they learned elsewhere")
    lead.page.get_by_role("button", name="Bring in a report").click()
    lead.stop_and_look()
    day = timezone.localdate() - timedelta(days=5)
    report = as_moodle_for_excel(
        MOODLE,
        (
            "7",
            "Xanthe Pimlowe",
            "practitioner@example.org",
            "Completed",
            f"{day:%d/%m/%y}, 10:30",
            f"{day:%d/%m/%y}, 11:05",
        ),
        ("8", "Dunstan Appleyard-Moss", "dunstan at example.org", "Completed", "", f"{day:%d/%m/%y}, 11:05"),
        ("9", "Ada Copperthorn", "ada.copperthorn@example.org", "Not completed", "", ""),
    )
    lead.page.get_by_label("The report", exact=True).set_input_files(
        {"name": "completion-looking-back.csv", "mimeType": "text/csv", "buffer": report}
    )
    lead.when_they_type("Who taught it?", "An invented learning hub")
    lead.when_they_pick("Which report is it?", "Moodle: course completion report")
    lead.when_they_press("Read it")
    lead.then_they_read("This report is about one course and does not name it.")
    lead.page.get_by_label("The report", exact=True).set_input_files(
        {"name": "completion-looking-back.csv", "mimeType": "text/csv", "buffer": report}
    )
    lead.when_they_pick("Which course is it about?", OURS)
    lead.when_they_press("Read it")
    lead.then_they_read("Nothing is written down until you do.")
    lead.then_they_read("“dunstan at example.org” is no e-mail address.")
    nurse.given_somebody_of_the_demonstration("practitioner")
    nurse.given_the_page("/my-training/passport/")
    nurse.then_they_do_not_read("An invented learning hub")
    lead.when_they_press("Write it down")
    lead.then_they_read("Written down on")
    nurse.given_the_page("/my-training/passport/")
    nurse.then_they_read("An invented learning hub")
