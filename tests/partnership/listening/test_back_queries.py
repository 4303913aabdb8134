"""What the page of a story knows: who has it, what is late, who is speaking, who read the words again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.core.events import urn
from partnership.listening.actions import back as actions
from partnership.listening.models import Purpose, Reply, Route
from partnership.listening.queries import back as queries
from partnership.plans.models import Action
from partnership.reading.models import Text
from tests.coming_back import a_reply, a_story_with_a_code, a_version, an_answered_story, nobody
from tests.people import a_partner
from tests.stories import a_reader, a_safeguarding_lead, told

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def reader():
    return a_reader()


@pytest.fixture
def story():
    return a_story_with_a_code()


def test_page_says_who_has_it_and_what_is_late(reader):
    story, route = an_answered_story(a_partner("The Ward"), reader)
    second = told(story, a_partner("The Surgery"), reader, state="acknowledged")
    Route.objects.filter(pk=second.pk).update(answer_by=TODAY() - timedelta(days=1))
    third = told(story, a_partner("The School"), reader)
    Route.objects.filter(pk=third.pk).update(acknowledge_by=TODAY() - timedelta(days=1))
    lines = {one.partner: one for one in queries.story_page(story).routes}
    assert {name: one.late for name, one in lines.items()} == {
        "The Ward": False,
        "The Surgery": True,
        "The School": True,
    }
    assert lines["The Ward"].asked == 4
    assert lines["The Ward"].ask_from == timezone.localdate(route.answered_at) + timedelta(weeks=4)


def test_replies_are_shown_once_a_reader_has_passed_them(reader):
    story, route = an_answered_story(a_partner("The Ward"), reader)
    a_reply(route, reader, "Not looked at yet", passed=False)
    (reply,) = queries.story_page(story).replies
    assert (reply.partner, reply.speaks_as, reply.words) == (
        "The Ward",
        "Ward manager",
        "We are sorry. We ask once now.",
    )
    actions.set_use(story, Purpose.ANSWER, given=False, by=nobody())
    page = queries.story_page(story)
    assert (page.answers_here, page.replies) == (False, ())


def test_what_is_done_is_shown_only_where_anybody_may_see_it(reader):
    story, route = an_answered_story(a_partner(), reader)
    Reply.objects.all().delete()
    shown = Action.objects.create(title="Ask once", shown_to="anyone", raised_by=reader)
    hidden = Action.objects.create(title="Inside", shown_to="own", raised_by=reader)
    for action in (urn(shown), urn(hidden), "urn:heartwood:plans.action:x", ""):
        a_reply(route, reader, action=action)
    done = [one.done.title if one.done else "" for one in queries.story_page(story).replies]
    assert done == ["Ask once", "", "", ""]


def test_openings_say_who_and_why(story, reader):
    text, lead = Text.objects.get(), a_safeguarding_lead()
    for person in (reader, lead):
        text.openings.create(why="To check a word", opened_at=timezone.now(), opened_by=person)
    assert [(one.by_lead, one.why) for one in queries.story_page(story).openings] == [
        (False, "To check a word"),
        (True, "To check a word"),
    ]


def test_what_is_unread_and_late_is_said(story):
    text = Text.objects.get()
    page = queries.story_page(story)
    assert (page.read_by, page.late) == (text.read_by_on, False)
    Text.objects.update(read_by_on=TODAY() - timedelta(days=1))
    assert queries.story_page(story).late
    Text.objects.update(state="read")
    assert queries.story_page(story).read_by is None


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_as_much_with_three_as_with_one(reader, count, django_assert_num_queries):
    story = a_story_with_a_code(state="told")
    for number in range(count):
        partner = a_partner()
        route = told(story, partner, reader, state="answered", answered_at=timezone.now(), answered_by=reader)
        a_reply(route, reader, action=f"urn:heartwood:plans.action:{number}")
        a_version(story, reader)
        Text.objects.get().openings.create(why="Why", opened_at=timezone.now(), opened_by=reader)
    with django_assert_num_queries(9):
        queries.story_page(story)
