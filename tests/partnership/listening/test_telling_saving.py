"""Telling as a child, saving, what cannot be taken now, organisations, and plain words."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.core import codes, pace
from partnership.core.layouts import day
from partnership.core.models import Event
from partnership.listening.models import Assurance, Draft, Story
from partnership.listening.queries import telling as queries
from partnership.reading.models import Text
from tests import ready
from tests.partnership.plain_words import WORD, reading_age, said_on
from tests.people import a_partner
from tests.telling import TELL, Teller

pytestmark = pytest.mark.django_db
OLDEST, MOST_WORDS = 11, 30
WORDS = "They asked me the same five times. I waited from nine."


@pytest.fixture(autouse=True)
def _open(settings):
    ready.open_to_tell(settings)
    pace.forget()


@pytest.fixture
def teller(client):
    return Teller(client)


def told_so_far(teller):
    return json.loads(teller.carries["told"])


# --- somebody under 18


def test_child_gets_other_words_help_first_and_nothing_to_publish(teller):
    teller.begin().press("next", choice="yes")
    assert teller.title == "What went wrong?"
    assert "Childline" in teller.answer.text.split("<main")[1].split("<form")[0]
    assert "I had to wait too long." in teller.answer.text
    teller.to_the_end_of_questions(own_words={"words": WORDS})
    teller.press("to:uses")
    assert 'value="answer"' in teller.answer.text
    assert 'value="publish"' not in teller.answer.text
    assert 'value="quote"' not in teller.answer.text
    teller.press("next", uses=["learn"]).press("send").press("next", kind="none")
    assert Text.objects.get().first
    assert "Yours is read first." in teller.press("pass").answer.text


def test_child_who_says_so_later_takes_back_what_they_let_us_publish(teller):
    teller.begin().to_the_end_of_questions(own_words={"words": WORDS}, uses={"uses": ["count", "publish", "quote"]})
    teller.press("to:under-18").press("next", choice="yes")
    assert told_so_far(teller)["uses"] == ["count"]


# --- saving


def save(teller, kind="words"):
    teller.press("save", words=WORDS).press("next", kind=kind)
    code = teller.code
    teller.press("next", typed=code)
    return code


def test_save_and_stop_in_the_middle(teller):
    code = save(teller.begin().press("pass").press("next", barriers="waiting"))
    assert teller.title == "It is saved"
    until = timezone.localdate() + timedelta(days=30)
    assert f"It is kept until {day(until)}." in teller.answer.text
    (draft,) = Draft.objects.all()
    assert WORDS not in draft.locked_words
    told = queries.draft_of(codes.held(code))
    assert (told.barriers, told.words["own-words"]) == (("waiting",), WORDS)
    assert Story.objects.count() == Text.objects.count() == 0


def test_saving_offers_no_line_without_a_code(teller):
    teller.begin().press("save")
    assert teller.answer.text.count('type="radio"') == 2
    assert teller.press("next", kind="none").title == "Save it and stop"


def test_saved_is_sent_with_the_code_that_somebody_has(teller):
    code = save(teller.begin().press("pass").press("next", barriers="waiting"))
    told = queries.draft_of(codes.held(code))
    teller.answer = teller.client.post(
        TELL, {"told": json.dumps({"barriers": list(told.barriers)}), "step": "look-over", "drafted": "1", "go": "send"}
    )
    teller.press("next", kind="mine")
    assert teller.title == "Type your code"
    assert "A code has six words" in teller.press("next", typed="river").answer.text
    assert "Nothing is saved with this code." in teller.press("next", typed="a b c d e f").answer.text
    teller.press("next", typed=code)
    assert teller.title == "We have it"
    assert Story.objects.get().code_secret == codes.held(code).lookup
    assert Draft.objects.count() == 0


def test_wrong_codes_are_slowed_down(client, monkeypatch):
    monkeypatch.setattr("partnership.listening.views.sending.MOST_WRONG", 1)
    given = {
        "told": '{"barriers": ["waiting"]}',
        "step": "own-code",
        "drafted": "1",
        "go": "next",
        "typed": "a b c d e f",
    }
    assert "Nothing is saved with this code." in client.post(TELL, given).text
    assert "Many things came from where you are." in client.post(TELL, given).text


# --- when it cannot be taken now


def test_closed_in_the_middle_loses_nothing_and_can_be_saved(teller):
    teller.begin().to_the_end_of_questions(own_words={"words": WORDS}).press("send")
    Assurance.objects.all().delete()
    teller.press("next", kind="none")
    assert "We closed while you were writing" in teller.answer.text
    assert told_so_far(teller)["words"]["own-words"] == WORDS
    teller.press("back").press("save").press("next", kind="words")
    teller.press("next", typed=teller.code)
    assert Draft.objects.count() == 1


def test_too_many_from_one_place_wait_and_lose_nothing(teller, monkeypatch):
    monkeypatch.setattr("partnership.listening.views.sending.MOST", 1)
    for number in (1, 1):
        teller.begin().to_the_end_of_questions(own_words={"words": WORDS}).press("send").press("next", kind="none")
        assert Story.objects.count() == number
    assert "Wait ten minutes, and press again." in teller.answer.text
    assert told_so_far(teller)["words"]["own-words"] == WORDS


def test_busy_keeps_the_code_on_the_page(teller, monkeypatch):
    teller.begin().to_the_end_of_questions(own_words={"words": WORDS}).press("send").press("next", kind="words")
    code = teller.code
    monkeypatch.setattr(codes, "held", busy)
    teller.press("next", typed=code)
    assert "Many people are sending something at this moment." in teller.answer.text
    assert teller.code == code
    monkeypatch.undo()
    assert teller.press("next", typed=code).title == "We have it"


def busy(_code, *_more):
    raise codes.Busy


def test_sent_with_another_code_says_which_one_works(teller):
    teller.begin().to_the_end_of_questions(own_words={"words": WORDS}).press("send")
    before = teller.answer
    teller.press("next", kind="none")
    teller.answer = before
    teller.press("next", kind="words")
    teller.press("next", typed=teller.code)
    assert "This was sent already." in teller.answer.text


# --- organisations


def test_only_organisations_of_that_kind_are_offered(teller):
    a_partner(sector="health", name="Thistle Practice")
    a_partner(sector="police", name="Beck Police")
    teller.begin().to_the_end_of_questions(service={"choice": "police"})
    teller.press("to:which")
    assert "Beck Police" in teller.answer.text
    assert "Thistle Practice" not in teller.answer.text


def test_many_organisations_can_be_looked_for(teller, monkeypatch):
    monkeypatch.setattr("partnership.listening.forms.telling.MOST_LISTED", 2)
    for name in ("Ash House", "Birch House", "Cedar House"):
        a_partner(name=name)
    teller.begin().to_the_end_of_questions().press("to:which")
    assert "Cedar House" not in teller.answer.text
    teller.press("look", search="ceda", where="By the river")
    assert "Cedar House" in teller.answer.text
    assert "By the river" in teller.answer.text
    assert "We found none with “zzz”" in teller.press("look", search="zzz").answer.text


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_organisations_asks_the_database_as_often(teller, count, django_assert_num_queries):
    for _one in range(count):
        a_partner()
    teller.begin().to_the_end_of_questions().press("to:which")
    with django_assert_num_queries(2):
        teller.press("look")


# --- plain words


def test_pages_can_be_read_by_whoever_is_11(teller):
    pages = [teller.client.get("/tell-us/").text]
    teller.begin()
    while teller.title != "Look it over":
        pages.append(teller.answer.text)
        teller.press("next", words=WORDS) if teller.carries["step"] == "own-words" else teller.press("pass")
    pages += [teller.answer.text, teller.press("send").answer.text]
    pages += [teller.press("next", kind="words").answer.text, teller.press("next", typed=teller.code).answer.text]
    pages.append(teller.press("pass").answer.text)
    for text in pages:
        said = said_on(text)
        assert reading_age(said) <= OLDEST, said
        assert [one for one in said if len(WORD.findall(one)) > MOST_WORDS] == []


def test_event_log_says_nothing_but_the_day(teller):
    teller.begin().to_the_end_of_questions(own_words={"words": WORDS}).press("send").press("next", kind="none")
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"story.sent", "text.arrived"} <= verbs
    assert not any(WORDS in str(event.__dict__) for event in Event.objects.all())
