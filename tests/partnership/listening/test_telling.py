"""Telling: what may be sent and saved, what is written down of it, and what is not."""

import json
from datetime import date

import pytest
from django.db import connection

from partnership.accounts.models import Person, System
from partnership.core import codes, pack, sealing
from partnership.core.events import urn
from partnership.core.models import Event, sealed
from partnership.core.refusals import Refusal
from partnership.listening.actions import telling
from partnership.listening.models import CameBy, Draft, EqualityAnswer, Purpose, Story
from partnership.listening.rules import telling as rules
from partnership.listening.rules.told import Told, draft_place, kept_from
from partnership.partners.models import Kind
from partnership.reading.models import Text
from tests.people import a_partner, a_person, a_role
from tests.stories import a_reader

pytestmark = pytest.mark.django_db

CODE = "acorn bread candle dinner engine forest"


@pytest.fixture
def nobody():
    return Person.objects.system(System.WITHOUT_ACCOUNT)


@pytest.fixture(scope="module")
def held():
    return codes.Held("a" * 64, b"k" * 32)


def texts(story):
    return {text.part: sealed.read(text, "sealed") for text in Text.objects.about(urn(story))}


# --- sending


def test_send_writes_down_what_was_chosen_and_nothing_of_who_chose_it(nobody, held):
    partner = a_partner()
    told = Told(
        barriers=("waiting", "telling-again"),
        service="hospital",
        partner=partner.pk,
        place=pack.current().districts[0].code,
        stage="25-64",
        season="2026-autumn",
        words={"own-words": "Five times.", "helped": " ", "would-help": "Once would do."},
        uses=("count", "answer"),
        never=(kept_from("role", "teacher"), "police", kept_from("partner", partner.pk)),
        only_if_others=True,
    )
    story = telling.send_story(told, code=held, by=nobody)
    assert story.pk > 0
    assert (story.code_secret, story.service, story.partner, story.state) == (
        held.lookup,
        "hospital",
        partner,
        "received",
    )
    assert list(story.barriers.values_list("barrier", flat=True)) == ["telling-again", "waiting"]
    assert dict(story.uses.values_list("use", "given")) == {use: use in ("count", "answer") for use in Purpose.values}
    assert [(one.kind, one.partner, one.which) for one in story.never.all()] == [
        ("partner", partner, ""),
        ("police", None, ""),
        ("role", None, "teacher"),
    ]
    assert texts(story) == {"own-words": "Five times.", "would-help": "Once would do."}


def test_log_has_one_line_a_day_without_the_hour_and_without_the_story(nobody):
    for _time in range(3):
        telling.send_story(Told(barriers=("waiting",)), code=None, by=nobody)
    (line,) = Event.objects.filter(verb="story.sent")
    assert (line.by, line.thing, line.at.astimezone().strftime("%H:%M:%S.%f")) == (
        nobody,
        telling.TELLING,
        line.at.astimezone().strftime("00:00:00.000000"),
    )
    assert Story.objects.count() == 3


def test_words_stand_nowhere_in_clear(nobody, held):
    words = "Quartzbell lantern"
    telling.send_story(Told(words={"own-words": words}), code=held, by=nobody)
    telling.save_draft(json.dumps({"words": words}), code=codes.Held("b" * 64, b"j" * 32), by=nobody)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert words not in str(cursor.fetchall()), table


def test_send_of_a_child_is_read_first(nobody):
    telling.send_story(Told(under_18="yes", words={"own-words": "Nobody asked."}), code=None, by=nobody)
    assert [text.first for text in Text.objects.all()] == [True]


def test_nobody_close_to_whom_it_is_about_or_who_must_never_see_it_is_the_reader(nobody):
    about, never, sector, police, other = (
        a_partner(),
        a_partner(),
        a_partner(sector="education"),
        a_partner(sector="police"),
        a_partner(),
    )
    kept_out = (kept_from("partner", never.pk), kept_from("service", "education"), "police")
    told = Told(words={"own-words": "Words."}, partner=about.pk, never=kept_out)
    story = telling.send_story(told, code=None, by=nobody)
    (text,) = Text.objects.about(urn(story))
    concerned = {one.partner for one in text.concerned.all()}
    assert concerned == {about, never, sector, police}
    assert other not in concerned
    assert text.inside


def test_sent_twice_it_counts_once(nobody, held):
    told = Told(words={"own-words": "Once."}, key=77)
    assert telling.send_story(told, code=held, by=nobody) == telling.send_story(told, code=held, by=nobody)
    assert (Story.objects.count(), Text.objects.count()) == (1, 1)


def test_sent_again_with_another_code_says_which_code_works(nobody, held):
    told = Told(barriers=("waiting",), key=77)
    telling.send_story(told, code=held, by=nobody)
    with pytest.raises(rules.SentBefore, match="that is the one that works"):
        telling.send_story(told, code=None, by=nobody)


def test_equality_answers_are_tied_to_nothing(nobody):
    telling.answer_equality({"age": "25-64", "disability": "no"}, by=nobody)
    assert set(EqualityAnswer.objects.values_list("question", "answer")) == {("age", "25-64"), ("disability", "no")}
    assert {field.name for field in EqualityAnswer._meta.fields} == {"id", "question", "answer", "quarter"}


def test_equality_takes_only_what_is_offered(nobody):
    with pytest.raises(Refusal, match="no such answer"):
        telling.answer_equality({"age": "very"}, by=nobody)


def test_quarters_begin_in_january():
    quarters = [rules.quarter_of(date(2026, month, 1)) for month in (1, 3, 4, 9, 12)]
    assert quarters == ["2026-Q1", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]


# --- refusals


@pytest.mark.parametrize(
    "wrong",
    [
        {"under_18": "perhaps"},
        {"barriers": ("weather",)},
        {"barriers": ("waiting", "waiting")},
        {"service": "circus"},
        {"place": "E99999999"},
        {"stage": "99"},
        {"season": "2026-11-29"},
        {"words": {"name": "Karen"}},
        {"uses": ("sell",)},
        {"never": ("everybody",)},
        {"never": ("role:wizard",)},
        {"never": ("service:wizards",)},
        {"never": ("partner:0",)},
        {"never": ("partner:me",)},
        {"never": ("police",) * 41},
        {"partner": 0},
        {"language": "tlh"},
        {"came_by": "pigeon"},
        {"group_size": "2-5"},
        {"words": {"own-words": "a" * 1001}},
        {"equality": {"age": "very"}},
    ],
)
def test_send_refuses_what_no_page_of_ours_sends(nobody, wrong):
    with pytest.raises(rules.NotAsAsked):
        telling.send_story(Told(**{"barriers": ("waiting",), **wrong}), code=None, by=nobody)
    assert Story.objects.count() == 0


def test_send_refuses_nothing(nobody):
    with pytest.raises(rules.NothingTold, match="nothing in it yet"):
        telling.send_story(Told(uses=("count",), words={"helped": ""}), code=None, by=nobody)


@pytest.mark.parametrize("use", ["publish", "quote"])
def test_nothing_of_a_child_is_published_on_a_click(nobody, use):
    with pytest.raises(Refusal, match="under 18"):
        telling.send_story(Told(under_18="yes", barriers=("waiting",), uses=(use,)), code=None, by=nobody)


def test_nobody_sends_by_name_but_who_types_in_paper(held):
    typist = a_person()
    with pytest.raises(Refusal, match="by name"):
        telling.send_story(Told(barriers=("waiting",)), code=None, by=typist)
    assert telling.send_story(Told(barriers=("waiting",), came_by=CameBy.PAPER), code=None, by=typist)
    with pytest.raises(Refusal, match="by name"):
        telling.save_draft("{}", code=held, by=typist)


def test_partner_that_is_not_in_the_directory_cannot_be_named(nobody):
    hidden = a_partner(listed=False)
    with pytest.raises(rules.NotAsAsked):
        telling.send_story(Told(barriers=("waiting",), partner=hidden.pk), code=None, by=nobody)


# --- drafts


def test_draft_opens_with_its_own_code_alone(nobody, held):
    draft = telling.save_draft('{"words": {}}', code=held, by=nobody)
    assert codes.unlock(draft.locked_words, held.key, about=draft_place(held.lookup)) == '{"words": {}}'
    with pytest.raises(sealing.KeyLost):
        codes.unlock(draft.locked_words, b"x" * 32, about=draft_place(held.lookup))


def test_saving_again_lies_over_what_was_there(nobody, held):
    telling.save_draft("{}", code=held, by=nobody)
    telling.save_draft('{"stage": "0-4"}', code=held, by=nobody)
    assert Draft.objects.count() == 1


def test_draft_goes_when_it_is_sent(nobody, held):
    telling.save_draft("{}", code=held, by=nobody)
    telling.send_story(Told(barriers=("waiting",)), code=held, by=nobody)
    assert Draft.objects.count() == 0


def test_draft_takes_no_more_than_telling_can_be(nobody, held):
    with pytest.raises(rules.NotAsAsked):
        telling.save_draft("x" * (rules.MOST_SAVED + 1), code=held, by=nobody)


# --- whoever must never see it


@pytest.mark.parametrize("sector", ["police", "education"])
def test_reader_who_belongs_to_whoever_must_never_see_it_does_not_know_that_it_is_there(nobody, sector):
    partner = a_partner(sector=sector)
    reader, other = a_reader(), a_reader("Hazel Fern")
    a_role(reader, Kind.PRACTITIONER, partner=partner)
    never = ("police",) if sector == "police" else (kept_from("service", sector),)
    told = Told(words={"own-words": "Words."}, never=never)
    story = telling.send_story(told, code=None, by=nobody)
    assert list(Story.objects.visible_to(other)) == [story]
    assert list(Story.objects.visible_to(reader)) == list(Text.objects.visible_to(reader)) == []


# --- seasons


def test_seasons_begin_with_the_one_that_is_now():
    assert rules.seasons(date(2026, 1, 15))[:2] == ("2026-winter", "2025-autumn")
    assert rules.seasons(date(2026, 12, 1))[:2] == ("2027-winter", "2026-autumn")
    assert rules.seasons(date(2026, 6, 1))[:3] == ("2026-summer", "2026-spring", "2026-winter")
