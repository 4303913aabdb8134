"""An organisation answers: a reader looks first, the clock is honest, and nobody is asked who they are."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.core import sealing
from partnership.core.events import urn
from partnership.core.models import Event, Notice, sealed
from partnership.core.refusals import Refusal
from partnership.core.transitions import move
from partnership.listening.actions import answering as actions
from partnership.listening.actions import routing
from partnership.listening.models import Reply, Route, Story, Verdict
from partnership.listening.queries import answering as queries
from partnership.listening.queries import needs, onward
from partnership.listening.rules import answering as rules
from partnership.listening.rules.answering import Written
from partnership.listening.rules.kindness import asks_who_they_are, kind_questions
from partnership.partners.models import Kind
from partnership.plans.models import Action
from tests.answers import ANSWER, WORDS, a_read_story, an_organisation, answered, lead_of, told_to
from tests.people import a_role, sign_in, somebody
from tests.stories import a_reader, a_safeguarding_lead

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return a_reader()


@pytest.fixture
def partner():
    return an_organisation()


def refusal(check, *given):
    with pytest.raises(Refusal) as refused:
        check(*given)
    return refused.value.sentence


def page(route, name="told-story"):
    return reverse(name, kwargs={"partner": route.partner.slug, "pk": route.pk})


def test_lead_says_that_it_was_read_once(reader, partner):
    route = told_to(partner, reader)
    actions.acknowledge(route, by=lead_of(partner))
    assert (route.state, route.acknowledged_by) == ("acknowledged", lead_of(partner))
    assert "The organisation has read it" in refusal(rules.check_can_acknowledge, lead_of(partner), route)


def test_only_leads_see_and_answer(reader, partner, client):
    route, written = told_to(partner, reader), Written("answer", "Manager", "Sorry.")
    member = somebody(Kind.PRACTITIONER, partner=partner)
    for person in (member, reader, somebody(Kind.PROGRAMME_TEAM)):
        assert "Only those who lead The Ward see" in refusal(rules.check_can_reply, person, route, written)
    sign_in(client, member)
    assert client.get(reverse("told-stories", kwargs={"partner": partner.slug})).status_code == 403
    assert client.get(page(route)).status_code == 403


def test_answer_is_locked_waits_for_a_reader_and_then_the_story_stands_as_answered(reader, partner):
    route = told_to(partner, reader)
    reply = answered(route, kind="sorry")
    assert (route.state, route.answered_at) == ("acknowledged", None)  # whoever answers has read it
    assert ANSWER not in Reply.objects.values_list("sealed", flat=True)[0]
    assert sealed.read(reply, "sealed") == ANSWER
    actions.pass_reply(reply, by=reader)
    route.refresh_from_db()
    assert (route.state, route.answered_at, route.answered_by) == ("answered", reply.written_at, lead_of(partner))
    assert Notice.objects.filter(person=lead_of(partner), sentence__contains="It can be seen now").count() == 1
    assert "Somebody has looked at this already" in refusal(rules.check_can_pass_reply, reader, reply)


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        *(("answer", "answered"), ("sorry", "answered"), ("planned", "change-planned"), ("made", "change-made")),
        *(("not-possible", "not-possible"), ("question", "acknowledged")),
    ],
)
def test_each_kind_of_answer_moves_the_story_where_it_says(reader, partner, kind, state):
    route = told_to(partner, reader)
    answered(route, kind=kind, shown_by=reader)
    route.refresh_from_db()
    assert route.state == state
    assert (route.answered_at is None) == (kind == "question")


def test_later_answers_add_and_move_only_where_there_is_a_way(reader, partner):
    route = told_to(partner, reader)
    answered(route, kind="planned", shown_by=reader)
    first = Route.objects.get().answered_at
    answered(route, kind="answer", shown_by=reader)
    assert Route.objects.get().state == "change-planned"
    answered(route, kind="made", shown_by=reader)
    assert (Route.objects.get().state, Route.objects.get().answered_at) == ("change-made", first)


def test_not_better_opens_it_again_and_it_can_be_answered_again(reader, partner):
    route = told_to(partner, reader)
    answered(route, kind="made", shown_by=reader)
    move(route := Route.objects.get(), "found_wanting")
    assert queries.told_story(route, lead_of(partner)).line.is_open
    answered(route, kind="planned", shown_by=reader)
    assert Route.objects.get().state == "change-planned"


def test_reader_sends_back_with_a_reason_and_the_words_wait_to_be_written_again(reader, partner):
    route = told_to(partner, reader)
    reply = answered(route)
    assert "Say why" in refusal(rules.check_can_send_back, reader, reply, " ")
    actions.send_back(reply, "It does not say sorry.", by=reader)
    assert Route.objects.get().answered_at is None
    assert queries.to_write_again(route) == {"kind": "answer", "speaks_as": "Ward manager", "words": ANSWER}
    (own,) = queries.told_story(route, lead_of(partner)).replies
    assert (own.state, own.why) == ("back", "It does not say sorry.")
    assert Notice.objects.filter(person=lead_of(partner), sentence__contains="says why").count() == 1
    assert queries.to_write_again(told_to(partner, reader)) == {}


def test_nobody_looks_at_their_own_answer_or_at_one_of_those_they_are_close_to(reader, partner):
    route = told_to(partner, reader)
    reply = answered(route)
    assert (
        refusal(rules.check_can_pass_reply, somebody(Kind.PROGRAMME_TEAM), reply)
        == "Only trained readers and safeguarding leads look at answers."
    )
    rules.check_can_pass_reply(a_safeguarding_lead(), reply)
    close = a_reader("Close Hand")
    a_role(close, Kind.PRACTITIONER, partner=partner)
    assert "Another reader looks at it" in refusal(rules.check_can_pass_reply, close, reply)
    Reply.objects.update(written_by=reader)
    assert "Another reader looks at it" in refusal(rules.check_can_pass_reply, reader, Reply.objects.get())


def test_answer_to_what_was_taken_back_is_seen_by_nobody(reader, partner):
    for step in ("called-back", "withdrawn"):
        route = told_to(partner, reader)
        reply = answered(route)
        if step == "called-back":
            routing.call_back(route, by=reader)
        else:
            Story.objects.filter(pk=route.story_id).update(state="withdrawn")
        assert "The story was taken back" in refusal(rules.check_can_pass_reply, reader, Reply.objects.get(pk=reply.pk))
        assert "This is not with you any more" in refusal(rules.check_can_answer, lead_of(partner), route)


def test_what_is_not_theirs_is_passed_on_with_who_can_help(reader, partner):
    route = told_to(partner, reader)
    assert "Say who can help" in refusal(rules.check_can_pass_on, lead_of(partner), route, " ")
    actions.pass_on(route, "Police", by=lead_of(partner))
    assert (route.state, route.passed_on_to) == ("not-ours", "Police")
    assert "there is nothing to answer" in refusal(rules.check_can_answer, lead_of(partner), route)
    late = told_to(partner, reader)
    answered(late, shown_by=reader)
    late.refresh_from_db()
    assert "Answered" in refusal(rules.check_can_pass_on, lead_of(partner), late, "Police")


def test_answer_says_who_speaks_and_something_and_not_too_much(reader, partner):
    route, lead = told_to(partner, reader), lead_of(partner)
    assert "Write something" in refusal(rules.check_can_reply, lead, route, Written("answer", "Manager", " "))
    assert "as a job" in refusal(rules.check_can_reply, lead, route, Written("answer", " ", "Sorry."))
    assert "at most 2000 letters" in refusal(rules.check_can_reply, lead, route, Written("answer", "M", "x" * 2001))
    asks = Written("question", "Manager", "Please tell us your name.")
    assert refusal(rules.check_can_reply, lead, route, asks).startswith("“your name” asks who they are.")


@pytest.mark.parametrize(
    "words",
    [
        "Who are you?",
        "Send us your date of birth.",
        "What is your NHS number",
        "Give your email address",
        "What day was it?",
        "Which ward were you on?",
        "so that we can find you",
        "Leave your contact details",
    ],
)
def test_asking_who_they_are_is_found(words):
    assert asks_who_they_are(words)


def test_plain_answers_ask_nobody_who_they_are():
    for words in (ANSWER, "You can keep your story to yourself.", "Your words changed how we work at the desk."):
        assert asks_who_they_are(words) == ""
        assert kind_questions("answer", words) == ()


@pytest.mark.parametrize(
    ("kind", "words", "keys"),
    [
        ("answer", "You should have told the desk.", ["blame"]),
        ("answer", "We are sorry if you felt hurt; we followed our policy.", ["defence"]),
        ("answer", "Sister Brown has learnt from it.", ["name"]),
        ("answer", "Please ring us.", ["reach"]),
        ("answer", "Call 01135550100.", ["reach"]),
        ("sorry", "We changed the desk.", ["no-sorry"]),
        ("sorry", "You did not engage. Unfortunately Dr Hill was away.", ["blame", "defence", "name", "no-sorry"]),
    ],
)
def test_what_could_hurt_is_asked_about(kind, words, keys):
    assert [one.key for one in kind_questions(kind, words)] == keys


def test_plan_raises_an_action_that_leads_to_no_story_and_holds_none_of_its_words(reader, partner):
    route = told_to(partner, reader, barriers=("telling-again", "waiting"))
    written = Written("planned", "Manager", "We are sorry. From January we write it down.", "Write it down once")
    reply = actions.write_reply(route, written, by=lead_of(partner))
    (action,) = Action.objects.all()
    assert (reply.action, action.partner, action.raised_from, action.owner) == (
        urn(action),
        partner,
        "",
        lead_of(partner),
    )
    assert set(action.purposes.values_list("urn", "kind")) == {
        ("urn:heartwood:barrier:west-yorkshire:telling-again", "barrier"),
        ("urn:heartwood:barrier:west-yorkshire:waiting", "barrier"),
    }
    assert action.purposes.first().href.startswith("/what-changed/?barrier=")
    said = f"{action.title} {action.what} {list(action.purposes.values())}"
    assert str(route.story_id) not in said
    assert str(route.pk) not in said
    assert WORDS not in said


def test_log_says_who_did_what_and_no_word(reader, partner):
    route = told_to(partner, reader)
    actions.send_back(answered(route), "Too short.", by=reader)
    actions.pass_reply(answered(route), by=reader)
    verbs = list(Event.objects.filter(verb__startswith="reply.").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["reply.written", "reply.sent_back", "reply.written", "reply.passed"]
    assert ANSWER not in str(list(Event.objects.values()) + list(Notice.objects.values()))


def test_clock_says_what_was_promised_and_when_that_has_passed(reader, partner):
    route = told_to(partner, reader)
    words, late = queries.clock_words(route, route.state)
    assert words.startswith("Say by ")
    assert not late
    route.acknowledge_by = timezone.localdate() - timedelta(days=1)
    words, late = queries.clock_words(route, route.state)
    assert words.endswith("That day has passed.")
    assert late
    assert queries.clock_words(route, "acknowledged")[0].startswith("Answer by ")
    route.answer_by = timezone.localdate() - timedelta(days=1)
    assert queries.clock_words(route, "acknowledged") == (
        f"We promised an answer by {route.answer_by.strftime('%-d %B %Y')}. That day has passed.",
        True,
    )
    route.answered_at = timezone.now()
    assert queries.clock_words(route, "answered")[0].endswith("in the time that was promised.")
    route.answered_at += timedelta(days=40)
    assert queries.clock_words(route, "answered")[0].endswith("was promised.")
    route.answered_at = None
    assert queries.clock_words(route, "not-ours") == ("", False)


def test_organisation_learns_what_was_said_of_its_answer_only_on_the_monday_after(reader, partner):
    route = told_to(partner, reader)
    answered(route, kind="made", shown_by=reader)
    move(route := Route.objects.get(), "found_wanting")
    today = timezone.localdate()
    said = Verdict.objects.create(story=route.story, route=route, weeks=4, better="worse", said_on=today)
    (line,) = queries.lines_of([Route.objects.get()])
    assert (line.state, line.is_open) == ("change-made", False)
    assert not [one for one in needs.needs(lead_of(partner)) if "told" in one.sentence]
    said.said_on = today - timedelta(days=today.weekday() + 1)
    said.save()
    (line,) = queries.lines_of([Route.objects.get()])
    assert (line.state, line.is_open) == ("not-better", True)
    assert [one.sentence for one in needs.needs(lead_of(partner))] == [
        "One thing that people told The Ward waits for an answer"
    ]


def test_what_is_opened_again_names_a_week_and_no_day(reader, partner):
    route = told_to(partner, reader)
    route.state, route.answer_by = "not-better", date(2030, 1, 10)  # a Thursday
    assert queries.clock_words(route, "not-better") == (
        "It is open again: answer in the week of 7 January 2030.",
        False,
    )
    route.answer_by = date(2020, 1, 9)
    words, late = queries.clock_words(route, "not-better")
    assert words.endswith("in the week of 6 January 2020. That week has passed.")
    assert late


def test_answer_that_no_reader_showed_says_nothing_before_monday(reader, partner):
    route = told_to(partner, reader)
    Route.objects.update(state="confirmed")
    Verdict.objects.create(story=route.story, route=route, weeks=4, better="better", said_on=timezone.localdate())
    assert [line.state for line in queries.lines_of([Route.objects.get()])] == ["answered"]


@pytest.mark.parametrize("stories", [1, 3])
def test_list_costs_as_many_questions_for_one_as_for_three(reader, partner, stories, django_assert_num_queries):
    for _number in range(stories):
        answered(told_to(partner, reader))
    lead = lead_of(partner)
    with django_assert_num_queries(6):
        assert len(queries.told_stories(lead, partner, {}).lines) == stories


def test_list_is_narrowed_by_how_far_and_by_what(reader, partner):
    lead = lead_of(partner)
    told_to(partner, reader, barriers=("waiting",))
    answered(told_to(partner, reader), shown_by=reader)
    every = queries.told_stories(lead, partner, {})
    assert [line.state for line in every.lines] == ["with-organisation", "answered"]
    assert [line.state for line in queries.told_stories(lead, partner, {"state": "answered"}).lines] == ["answered"]
    assert [line.barriers for line in queries.told_stories(lead, partner, {"barrier": "waiting"}).lines] == [
        ("Waiting",)
    ]
    assert "called-back" not in dict(every.states)
    assert queries.told_stories(lead, partner, {"state": "x"}).lines == ()


@pytest.mark.parametrize("things", [1, 3])
def test_readers_page_costs_as_many_questions_for_one_as_for_three(reader, partner, things, django_assert_num_queries):
    for _number in range(things):
        answered(told_to(partner, reader))
        a_read_story(reader)
    with django_assert_num_queries(8):
        found = onward.onward(reader)
    assert (len(found.replies), len(found.to_tell)) == (things, things)


def test_readers_page_shows_what_waited_for_others_when_there_are_enough(reader):
    alike = [a_read_story(reader, only_if_others=True) for _number in range(4)]
    assert (onward.onward(reader).waiting, onward.onward(reader).now_others) == (4, ())
    a_read_story(reader, uses=("count",))
    assert len(onward.onward(reader).now_others) == len(alike)
    assert {one.sentence for one in needs.needs(reader)} >= {"4 stories could be told to services"}


def test_reader_hears_of_answers_to_look_at(reader, partner):
    answered(told_to(partner, reader))
    assert {one.sentence for one in needs.needs(reader)} == {"One answer waits for a look"}
    assert needs.needs(somebody(Kind.PROGRAMME_TEAM)) == ()


def test_answer_of_a_reader_belongs_to_no_organisation_and_moves_nothing(reader, partner):
    route, other = told_to(partner, reader), a_reader("Other Hand")
    for deed, words in (
        (lambda one: actions.pass_reply(one, by=other), "shown_at"),
        (lambda one: actions.send_back(one, "Shorter.", by=other), "sent_back_at"),
    ):
        reply = Reply(
            story=route.story, kind="answer", speaks_as="Reader", written_at=timezone.now(), written_by=reader
        )
        sealed.put(reply, "sealed", "We heard you.")
        reply.save(force_insert=True)
        assert getattr(deed(reply), words) is not None
    assert Route.objects.get().state == "with-organisation"
    assert not Notice.objects.filter(sentence__contains="A reader has").exists()


def test_words_whose_key_is_lost_say_so(reader, partner):
    route = told_to(partner, reader)
    answered(route)
    Reply.objects.update(sealed=sealing.seal("Not theirs.", about="elsewhere"))
    (own,) = queries.told_story(route, lead_of(partner)).replies
    assert own.words == "These words cannot be opened any more."
