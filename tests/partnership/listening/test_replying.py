"""A reader answers where somebody asked for it and no organisation does: a second reader looks first."""

import re

import pytest
from django.urls import reverse

from partnership.core import pack
from partnership.core.models import Event, Notice, sealed
from partnership.core.refusals import Refusal
from partnership.listening.actions import answering as actions
from partnership.listening.actions import routing
from partnership.listening.models import Reply, Story, StoryUse
from partnership.listening.queries import back, needs, onward, replying
from partnership.listening.rules import answering as rules
from partnership.listening.rules.answering import Written
from partnership.partners.models import Kind
from tests.answers import an_organisation, answered, lead_of, made_ready, text_of, told_to
from tests.coming_back import STORY, a_story_with_a_code, come_in, said
from tests.people import a_role, sign_in, somebody
from tests.stories import a_reader, a_safeguarding_lead, a_story

pytestmark = pytest.mark.django_db

INSIDE = ("count", "answer")  # they asked for an answer, and for no service to be told
WORDS = "We read it, and we are sorry. It goes to nobody, as you asked."
ANSWER = Written("answer", "Reader", WORDS)
REFERRAL = Written("referral", "Reader", WORDS, helplines=("samaritans", "nhs-111"))


@pytest.fixture
def reader():
    return a_reader()


@pytest.fixture
def second():
    return a_reader("Second Hand")


def refusal(check, *given):
    with pytest.raises(Refusal) as refused:
        check(*given)
    return refused.value.sentence


def a_kept_story(**more):
    return a_story_with_a_code(**{"state": "cannot-share", "uses": INSIDE, **more})


def here(story):
    return reverse("answer-as-reader", kwargs={"pk": story.pk})


def test_person_sees_a_readers_answer_once_a_second_reader_passed_it(reader, second, client):
    story = a_kept_story()
    reply = actions.write_as_reader(story, ANSWER, by=reader)
    assert WORDS not in Reply.objects.values_list("sealed", flat=True)[0]
    assert sealed.read(reply, "sealed") == WORDS
    assert WORDS not in text_of(come_in(client).get(STORY))
    assert "Another reader looks at it" in refusal(rules.check_can_pass_reply, reader, reply)
    actions.pass_reply(reply, by=second)
    shown = text_of(client.get(STORY))
    assert WORDS in shown
    assert "From the people who read this: Reader, on" in shown
    assert Story.objects.get().state == "cannot-share"


def test_referral_names_helplines_of_the_pack_and_moves_the_story_once_it_was_passed(reader, second, client):
    story = a_kept_story()
    reply = actions.write_as_reader(story, REFERRAL, by=reader)
    assert Story.objects.get().state == "cannot-share"
    actions.pass_reply(reply, by=second)
    assert Story.objects.get().state == "referred"
    shown = text_of(come_in(client).get(STORY))
    for words in (said("state.referred"), said("reply.referral"), said("reply.help")):
        assert words in shown
    lines = pack.current().helplines
    for key in REFERRAL.helplines:
        assert lines[key].contact in shown.split(said("reply.help"))[1].split("</ul>")[0]
    assert lines["shout"].contact not in shown.split(said("reply.help"))[1].split("</ul>")[0]


def test_line_that_left_the_pack_is_named_to_nobody(reader, second):
    story = a_kept_story()
    actions.pass_reply(actions.write_as_reader(story, REFERRAL, by=reader), by=second)
    Reply.objects.update(helplines=["no-longer-there", "nhs-111"])
    (reply,) = back.story_page(story).replies
    assert [one.contact for one in reply.helplines] == [pack.current().helplines["nhs-111"].contact]


def test_referral_to_a_story_that_cannot_go_that_way_is_seen_and_moves_nothing(reader, second):
    story = a_kept_story(state="duplicate")
    actions.pass_reply(actions.write_as_reader(story, REFERRAL, by=reader), by=second)
    assert (Story.objects.get().state, len(back.story_page(story).replies)) == ("duplicate", 1)


def test_referred_story_can_be_read_again_and_taken_back():
    assert {step.name for step in Story.TRANSITIONS.steps if "referred" in step.sources} == {"read", "withdrawn"}


def test_reader_answers_only_where_it_was_asked_for_and_no_organisation_does(reader, second):
    check = rules.check_can_answer_as_reader
    for person in (somebody(Kind.PROGRAMME_TEAM), somebody(Kind.PRACTITIONER)):
        assert refusal(check, person, a_story(state="read")).startswith("Only trained readers")
    rules.check_can_answer_as_reader(a_safeguarding_lead(), a_story(state="read"))
    for state in ("received", "being-read", "withdrawn"):
        assert "so nobody answers it now" in refusal(check, reader, a_story(state=state))
    assert "did not ask for an answer" in refusal(check, reader, a_story(state="read", uses=("count",)))
    waiting = a_kept_story(code_secret=None)
    actions.write_as_reader(waiting, ANSWER, by=reader)
    assert "waits for a second reader already" in refusal(check, second, waiting)


def test_reader_answers_again_after_an_organisation_said_that_it_is_not_theirs(reader):
    partner = an_organisation()
    route = told_to(partner, reader)
    assert "Call it back first" in refusal(rules.check_can_answer_as_reader, reader, route.story)
    actions.pass_on(route, "Police", by=lead_of(partner))
    rules.check_can_answer_as_reader(reader, route.story)
    other = told_to(partner, reader)
    answered(other, shown_by=reader)
    assert "Call it back first" in refusal(rules.check_can_answer_as_reader, reader, other.story)
    other.refresh_from_db()
    routing.call_back(other, by=reader)
    rules.check_can_answer_as_reader(reader, other.story)


def test_nobody_answers_or_checks_about_those_they_are_close_to(reader):
    partner = an_organisation()
    close = a_reader("Close Hand")
    a_role(close, Kind.PRACTITIONER, partner=partner)
    story = a_kept_story(partner=partner)
    assert "that you are close to" in refusal(rules.check_can_answer_as_reader, close, story)
    reply = actions.write_as_reader(story, ANSWER, by=reader)
    assert "Another reader looks at it" in refusal(rules.check_can_pass_reply, close, reply)
    assert list(onward.replies_to_check(close)) == []


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (Written("answer", "Reader", " "), "Write something"),
        (Written("answer", " ", WORDS), "as a job"),
        (Written("answer", "Reader", "What is your name?"), "asks who they are"),
        (Written("made", "Reader", WORDS), "Choose what it is"),
        (Written("referral", "Reader", WORDS), "at least one who can help"),
        (Written("answer", "Reader", WORDS, helplines=("psychic",)), "from the list"),
    ],
)
def test_readers_answer_is_held_to_the_same(reader, written, sentence):
    assert sentence in refusal(rules.check_can_write_as_reader, reader, a_kept_story(), written)


def test_organisation_refers_to_nobody_by_an_answer(reader):
    route = told_to(an_organisation(), reader)
    assert "Choose what it is" in refusal(rules.check_can_reply, lead_of(route.partner), route, REFERRAL)


def test_what_is_sent_back_waits_to_be_written_again(reader, second):
    story = a_kept_story()
    actions.send_back(actions.write_as_reader(story, REFERRAL, by=reader), "Say sorry first.", by=second)
    again = replying.to_write_again_as_reader(story)
    assert again == {"kind": "referral", "speaks_as": "Reader", "words": WORDS, "helplines": ["samaritans", "nhs-111"]}
    assert [one.why for one in replying.story_to_answer(story, reader).replies] == ["Say sorry first."]
    (notice,) = Notice.objects.filter(person=reader, category="reading")
    assert (notice.href, str(story.pk) in notice.sentence) == (here(story), False)
    assert replying.to_write_again_as_reader(a_story(state="read")) == {}


def test_story_that_was_taken_back_is_answered_to_nobody(reader, second):
    story = a_kept_story()
    reply = actions.write_as_reader(story, REFERRAL, by=reader)
    Story.objects.update(state="withdrawn")
    assert "taken back" in refusal(rules.check_can_pass_reply, second, Reply.objects.get(pk=reply.pk))


def test_log_says_who_answered_and_who_looked_and_no_word(reader, second):
    story = a_kept_story()
    actions.pass_reply(actions.write_as_reader(story, REFERRAL, by=reader), by=second)
    verbs = dict(Event.objects.exclude(verb__startswith="role").values_list("verb", "by"))
    assert verbs["reply.written"] == reader.pk
    assert (verbs["reply.passed"], verbs["story.referred"]) == (second.pk, second.pk)
    assert WORDS not in str(list(Event.objects.values()) + list(Notice.objects.values()))


@pytest.mark.parametrize(
    ("more", "listed"),
    [
        ({"state": "cannot-share"}, True),
        ({"state": "read"}, True),
        ({"state": "read", "uses": ("tell", "answer"), "never_any": True}, True),
        ({"state": "read", "uses": ("tell", "answer")}, False),  # a service may be told yet
        ({"state": "cannot-share", "uses": ("count",)}, False),
        ({"state": "received"}, False),
        ({"state": "duplicate"}, False),
    ],
)
def test_list_holds_what_asks_for_an_answer_and_goes_to_nobody(reader, more, listed):
    a_story(**{"uses": INSIDE, **more})
    assert len(onward.onward(reader).to_answer) == listed
    assert ("One story asks for an answer" in str(needs.needs(reader))) == listed


def test_story_leaves_the_list_when_a_reader_answers_and_comes_back_with_what_is_sent_back(reader, second):
    reply = actions.write_as_reader(a_kept_story(), ANSWER, by=reader)
    assert onward.onward(second).to_answer == ()
    actions.send_back(reply, "Shorter.", by=second)
    assert len(onward.onward(second).to_answer) == 1


@pytest.mark.parametrize("stories", [1, 3])
def test_list_costs_as_many_questions_for_one_as_for_three(reader, stories, django_assert_num_queries):
    for _number in range(stories):
        a_story(state="cannot-share", uses=INSIDE)
    with django_assert_num_queries(9):
        assert len(onward.onward(reader).to_answer) == stories


def test_reader_answers_on_the_page_and_nothing_typed_is_lost(reader, second, client):
    story = made_ready(a_kept_story(), reader, "They asked me […] five times.")
    sign_in(client, reader)
    typed = {"kind": "referral", "speaks_as": "Reader", "words": WORDS}
    assert here(story) in text_of(client.get(reverse("reading-onward")))
    text = text_of(client.post(here(story), typed))
    assert "Choose at least one who can help" in text
    assert WORDS in text
    ticked = ["nhs-111", "samaritans"]
    text = text_of(client.post(here(story), {**typed, "words": "Please ring us.", "helplines": ticked}))
    assert "Does it ask them to come forward?" in text
    assert set(re.findall(r'value="([\w-]+)"[^>]* checked', text)) == {"referral", *ticked}
    assert not Reply.objects.exists()
    assert client.post(here(story), {**typed, "helplines": ["nhs-111"]}).status_code == 302
    text = text_of(client.get(here(story)))
    assert "It waits for a second reader." in text
    assert "waits for a second reader already" in text
    check = reverse("check-reply", kwargs={"pk": Reply.objects.get().pk})
    text = text_of(sign_in(client, second).get(check))
    for words in (WORDS, "Who can help, as they see it", reverse("read-story", kwargs={"pk": story.pk})):
        assert words in text
    client.post(reverse("pass-reply", kwargs={"pk": Reply.objects.get().pk}))
    assert Story.objects.get().state == "referred"
    assert "A second reader has passed it" in text_of(client.get(here(story)))


def test_second_reader_is_not_told_that_there_were_no_words_where_none_were_made_ready(reader, second, client):
    reply = actions.write_as_reader(a_kept_story(), ANSWER, by=reader)
    text = text_of(sign_in(client, second).get(reverse("check-reply", kwargs={"pk": reply.pk})))
    assert "They wrote no words" not in text
    assert "The story as readers see it" in text


def test_others_find_no_page_to_answer_on(client):
    story = a_kept_story()
    assert sign_in(client, somebody(Kind.PROGRAMME_TEAM)).get(here(story)).status_code == 404


def test_who_waits_for_readers_is_told_so_without_a_day(client):
    a_kept_story()
    assert said("state.readers-answer") in text_of(come_in(client).get(STORY))
    StoryUse.objects.filter(use="answer").update(given=False)
    assert said("state.readers-answer") not in text_of(client.get(STORY))
