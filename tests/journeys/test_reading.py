"""What somebody told is read, as stories: a reader on a telephone, and a safeguarding lead who decides who must know.

They are told on both databases. Scripts are off: nothing here needs them.
"""

from __future__ import annotations

import re

import pytest

from tests.journeys.test_partnership import Story

pytestmark = pytest.mark.database

SAID = "Margaret at the desk asked me the same things five times. My son was with me."
LEFT = "[…] at the desk asked me the same things five times. […] was with me."
HELP = "Write it down once."
SENT = f"""
from django.utils import timezone
from partnership.accounts.models import Person, System
from partnership.core.events import urn
from partnership.listening.models import Barrier, Never, Purpose, Story, StoryUse
from partnership.reading.actions.arriving import put_in_queue
today = timezone.localdate()
story = Story.objects.create(sent_on=today, service="hospital", under_18="yes")
Barrier.objects.create(story=story, barrier="telling-again")
Never.objects.create(story=story, kind="police")
StoryUse.objects.bulk_create(StoryUse(story=story, use=one, given=True, changed_on=today) for one in Purpose.values)
nobody = Person.objects.system(System.WITHOUT_ACCOUNT)
for part, words in (("own-words", {SAID!r}), ("would-help", {HELP!r})):
    put_in_queue(
        about=urn(story), href=f"/reading/stories/{{story.pk}}/", part=part, words=words, first=True, by=nobody
    )
"""


@pytest.fixture(scope="module")
def read():
    """Give what the pages are made of that axe has read."""
    return set()


@pytest.fixture
def somebody(visit, axe, site, pack, read):
    def begin(*, narrow=False):
        return Story(visit, axe, site, pack, narrow=narrow, read=read)

    return begin


def test_a_reader_reads_raises_a_concern_and_makes_words_ready_and_a_lead_decides(somebody, site):
    site.manage("shell", "--no-imports", "--command", SENT)
    reader, lead = somebody(narrow=True), somebody()
    the_reader_takes_it(reader)
    story = the_reader_makes_words_ready(reader)
    the_reader_raises_a_concern(reader, story)
    the_reader_finishes_and_asks_for_a_talk(reader, story)
    the_lead_decides(lead)
    the_lead_looks_after_readers(lead)
    the_reader_opens_it_again_with_a_reason(reader, story)


def the_reader_takes_it(reader):
    reader.given_somebody_of_the_demonstration("moderator")
    reader.when_they_follow("Reading")
    reader.then_they_do_not_read("Margaret")
    reader.when_they_press_beside("What would have helped", re.compile("Read it now"))
    reader.then_they_read("Before you read")
    reader.then_they_do_not_read("Margaret")
    reader.when_they_press("Hand it back")
    reader.then_they_read("Handed back. That is always all right.")
    reader.when_they_press_beside("What would have helped", re.compile("Read it now"))
    reader.when_they_follow("Show me the words")
    reader.then_they_read(SAID)
    reader.then_they_read("The police")


def the_reader_makes_words_ready(reader):
    story = reader.page.url
    reader.when_they_follow("Make it ready for the service")
    reader.then_they_read("This may be a name")
    reader.when_they_type("What others read", SAID.replace("asked", "begged"))
    reader.when_they_mark("I looked at what could show who it is, and it can stay")
    reader.when_they_press("Keep it")
    reader.then_they_read("is not as it was written")
    reader.when_they_type("What others read", LEFT)
    reader.when_they_press("Keep it")
    reader.then_they_read("Kept.")
    reader.given_the_page(story.split("?")[0] + "?words=1")
    reader.when_they_follow("Make it ready for everybody")
    reader.then_they_read("A safeguarding lead who did not read it first looks at it too.")
    return story


def the_reader_raises_a_concern(reader, story):
    reader.given_the_page(story)
    reader.when_they_follow("Somebody may be in danger")
    reader.then_they_read("ring 999 first")
    reader.when_they_mark("A child may be harmed")
    reader.when_they_press("Raise it")
    reader.then_they_read("A safeguarding lead is told now")


def the_reader_finishes_and_asks_for_a_talk(reader, story):
    reader.given_the_page(story)
    reader.when_they_mark("4: grave harm, or it could happen again")
    reader.when_they_press("I have read it")
    reader.then_they_read("The words are closed since they were read.")
    reader.then_they_read(LEFT)
    reader.then_they_do_not_read("Margaret")
    reader.given_the_page("/reading/")
    reader.then_they_read("Something you read was grave.")
    reader.when_they_press("Ask for a talk")
    reader.then_they_read("A safeguarding lead finds a time with you.")


def the_lead_decides(lead):
    lead.given_somebody_of_the_demonstration("safeguarding-lead")
    lead.when_they_follow("One concern waits for a decision")
    lead.when_they_follow("A child may be harmed")
    lead.when_they_press("Take it")
    lead.when_they_type("What was done", "Rang the front door of the council at ten.")
    lead.when_they_press("Write it down")
    lead.when_they_follow("Say what was decided")
    lead.when_they_mark("The council's children's social care")
    lead.when_they_press("Write it down")
    lead.then_they_read("Rang the front door of the council at ten.")
    lead.when_they_press("Close it: all is done")
    lead.then_they_read("It can be taken up again.")
    lead.when_they_follow("The text")
    lead.then_they_do_not_read("Margaret")


def the_lead_looks_after_readers(lead):
    lead.given_the_page("/reading/rota/")
    lead.when_they_press_beside("asked for a talk", re.compile("The talk was had"), role="link")
    lead.when_they_press("Write it down")
    lead.then_they_read("last talk on")
    lead.when_they_follow("Plan who reads")
    lead.when_they_press("Plan it")
    lead.then_they_read("Choose at least one language.")
    lead.given_the_page("/reading/concerns/")
    lead.then_they_read("Closed")


def the_reader_opens_it_again_with_a_reason(reader, story):
    reader.given_the_page(story.split("?")[0])
    reader.when_they_follow("Open it again, with a reason")
    reader.when_they_type("Why do you open these words again?", "The service asks what was meant.")
    reader.when_they_press("Open it")
    reader.then_they_read("Margaret")
    reader.then_they_read("The service asks what was meant.")
