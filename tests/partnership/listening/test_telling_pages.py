"""The pages of telling, as a browser without a script and without an account sees them; and what they leave behind."""

import json
import re

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from partnership.core import codes, pace
from partnership.core.calendars import after_working_days
from partnership.core.events import urn
from partnership.core.layouts import day
from partnership.core.models import sealed
from partnership.listening.models import Assurance, EqualityAnswer, Story
from partnership.reading.models import Text
from tests import ready
from tests.people import a_partner, a_person, sign_in
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


# --- before the first question


def test_first_page_says_what_it_must_before_anything_is_asked(client):
    said = " ".join(client.get("/tell-us/").text.split())
    for sentence in (
        "We cannot help in an emergency. Nobody watches this page.",
        "0800 1111",
        "reads it within 2 working days. Nobody reads at night, at weekends or on bank holidays.",
        "They are not the police, your doctor, your social worker or your landlord.",
        "We do not ask who you are.",
        "But your words may show it",
        "A court can order us to show what we hold.",
        "We cannot give what we do not have.",
        "to be confirmed by the hosts",
        "This is no complaint, and no report of a crime",
        "It stops no clock.",
        "NHS complaints advocacy service",
        "Some things stay.",
        "How to clear your history",
        "Leave this page",
        "You can pass every question.",
    ):
        assert sentence in said


def test_pages_leave_no_cookie_and_no_copy_and_tell_nobody_where_somebody_came_from(client, teller):
    teller.begin()
    for answer in (client.get("/tell-us/"), client.get(TELL), teller.answer, teller.press("pass").answer):
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "no-referrer"
        assert re.search(r"<title>(.*?) \u2013", answer.text)[1] == "Some questions"
    assert dict(client.cookies) == {}
    assert Session.objects.count() == 0


def test_name_of_whoever_is_signed_in_stands_on_no_page(client):
    sign_in(client, a_person("Wilhelmina Stackpole"))
    assert "Stackpole" not in client.get("/tell-us/").text
    assert "Stackpole" not in client.get(TELL).text


def test_closed_says_where_else_to_go_and_asks_nothing(client):
    Assurance.objects.all().delete()
    for answer in (client.get("/tell-us/"), client.get(TELL)):
        assert "Nobody can tell us anything today" in answer.text
        assert "0800 1111" in answer.text
        assert "NHS complaints advocacy service" in answer.text
        assert "<form" not in answer.text.split("<main")[1].split("</main>")[0]


def test_language_that_nobody_reads_today_is_not_offered(client):
    answer = client.get("/tell-us/in/tlh/")
    assert "Nobody is on duty today who reads that language" in answer.text
    assert 'lang="en" dir="ltr"' in answer.text


# --- one question on a page


def test_every_question_can_be_passed_and_then_there_is_nothing_to_send(teller):
    teller.begin().to_the_end_of_questions()
    assert teller.title == "Look it over"
    assert "There is nothing in it yet." in teller.answer.text
    assert "Go on to send it" not in teller.answer.text
    assert teller.press("send").press("next", kind="none").answer.status_code == 409
    assert Story.objects.count() == 0


def test_each_page_asks_one_question_and_ticks_nothing_before(teller):
    teller.begin()
    titles = []
    while teller.title != "Look it over":
        titles.append(teller.title)
        assert " checked" not in teller.answer.text
        assert teller.answer.text.count("<h1") == 1
        teller.press("pass")
    assert len(titles) == len(set(titles)) == 12
    assert titles[0] == "Are you under 18?"


def test_whole_way_without_a_code(teller):
    partner = a_partner(sector="health", name="Thistle Practice")
    teller.begin().to_the_end_of_questions(
        barriers={"barriers": ["waiting", "digital"]},
        own_words={"words": WORDS},
        service={"choice": "surgery"},
        which={"partner": str(partner.pk), "where": "The one by the bridge"},
        place={"choice": "E08000032"},
        stage={"choice": "25-64"},
        season={"choice": "before"},
        uses={"uses": ["count", "tell"]},
        others={"when": "later"},
        never={"police": "on", "jobs": ["role:manager"]},
    )
    for words in (
        WORDS,
        "Waiting",
        "Thistle Practice",
        "The one by the bridge",
        "Bradford",
        "Longer ago",
        "The police",
    ):
        assert words in teller.answer.text
    teller.press("send").press("next", kind="none")
    assert teller.title == "We have it"
    (story,) = Story.objects.all()
    assert (story.partner, story.service, story.season, story.code_secret) == (partner, "surgery", "before", None)
    assert story.only_if_others
    assert {one.part for one in Text.objects.about(urn(story))} == {"own-words", "where"}
    assert WORDS not in teller.answer.text  # what was told goes no further than it must
    read_by = after_working_days(timezone.localdate(), 2)
    end = teller.press("pass").answer.text
    assert f"Somebody reads it by {day(read_by)}." in end
    assert "You chose no code." in end
    assert EqualityAnswer.objects.count() == 0


def test_whole_way_with_a_code_that_is_typed_again_before_it_goes(teller):
    teller.begin().to_the_end_of_questions(own_words={"words": WORDS}).press("send").press("next", kind="words")
    code = teller.code
    assert len(code.split()) == 6
    teller.press("next", typed=code.replace(code.split()[0], "wrong"))
    assert "That is not the same yet." in teller.answer.text
    assert teller.code == code
    assert Story.objects.count() == 0
    teller.press("next", typed=f" {code.upper()}, ")
    (story,) = Story.objects.all()
    assert story.code_secret == codes.held(code).lookup
    assert code not in teller.answer.text
    teller.press("next", age="25-64")
    assert "You can look for an answer with your code." in teller.answer.text
    assert list(EqualityAnswer.objects.values_list("question", "answer")) == [("age", "25-64")]


def test_code_of_digits(teller):
    teller.begin().to_the_end_of_questions(barriers={"barriers": "waiting"}).press("send").press("next", kind="digits")
    code = teller.code
    assert re.fullmatch(r"(\d{4} ){3}\d{4}", code)
    teller.press("next", typed=code.replace(" ", ""))
    assert Story.objects.get().code_secret == codes.held(code).lookup


def test_code_that_we_did_not_make_is_not_taken(teller):
    teller.begin().to_the_end_of_questions(barriers={"barriers": "waiting"}).press("send").press("next", kind="words")
    teller.press("next", code="a b c d e f", typed="a b c d e f")
    assert teller.title == "Do you want a code?"
    assert Story.objects.count() == 0


def test_code_page_chooses_nothing_for_anybody(teller):
    teller.begin().to_the_end_of_questions(barriers={"barriers": "waiting"}).press("send")
    assert teller.answer.text.count('type="radio"') == 3
    assert " checked" not in teller.answer.text
    assert "Choose one of these lines." in teller.press("next").answer.text


def test_pressed_twice_it_counts_once(teller):
    teller.begin().to_the_end_of_questions(own_words={"words": WORDS}).press("send")
    carried, before = teller.carries, teller.answer
    teller.press("next", kind="none")
    teller.answer = before
    assert teller.carries == carried
    teller.press("next", kind="none")
    assert teller.title == "We have it"
    assert (Story.objects.count(), Text.objects.count()) == (1, 1)


# --- going back, changing, getting it wrong


def test_back_keeps_what_was_typed_on_this_page_and_before(teller):
    teller.begin().press("pass").press("next", barriers="waiting")
    teller.press("back", words=WORDS)
    assert teller.title == "What got in the way?"
    assert re.search(r'value="waiting" checked', teller.answer.text)
    assert WORDS in teller.press("next", barriers="waiting").answer.text


def test_change_leads_back_to_the_list(teller):
    teller.begin().to_the_end_of_questions(own_words={"words": WORDS})
    teller.press("to:own-words")
    assert WORDS in teller.answer.text
    teller.press("next", words="Other words.")
    assert teller.title == "Look it over"
    assert "Other words." in teller.answer.text


def test_too_long_says_how_much_fits_and_loses_nothing(teller):
    long = "ab\r\n" * 400 + "end"
    teller.begin().press("pass").press("pass").press("next", words=long)
    assert "You wrote 1,203 letters. 1,000 fit in this box." in teller.answer.text
    assert long.replace("\r\n", "\n") in teller.answer.text.replace("\r\n", "\n")
    assert teller.press("pass").title == "What kind of place or service was it?"


def test_script_is_text_and_nothing_else(teller):
    script = '<script>alert("x")</script>'
    teller.begin().to_the_end_of_questions(own_words={"words": script})
    assert script not in teller.answer.text
    assert "&lt;script&gt;" in teller.answer.text
    teller.press("send").press("next", kind="none")
    assert sealed.read(Text.objects.get(), "sealed") == script


@pytest.mark.parametrize("words", ["😢😢😢", "مجھے پانچ بار بتانا پڑا", "a\0b"])
def test_any_letters_may_be_sent(teller, words):
    teller.begin().to_the_end_of_questions(own_words={"words": words}).press("send").press("next", kind="none")
    assert sealed.read(Text.objects.get(), "sealed") == words.replace("\0", "")


def test_what_may_show_who_somebody_is_is_shown_before_it_goes_and_may_stay(teller):
    words = "Nurse Ash rang me on 07700 900123. Write to me@example.org, I live at LS1 3AB."
    teller.begin().to_the_end_of_questions(own_words={"words": words})
    for one in ("Nurse Ash", "07700 900123", "me@example.org", "LS1 3AB"):
        assert f'<mark class="hw-telling__mark" dir="auto">{one}</mark>' in teller.answer.text
    teller.press("send").press("next", kind="none")
    assert Story.objects.count() == 1


@pytest.mark.parametrize(
    "told",
    ["{", "[]", "null", '"x"', '{"barriers": "waiting"}', '{"key": -1}', '{"key": true}', '{"name": "x"}', "[" * 5000],
)
def test_broken_page_gets_a_sentence(client, told):
    answer = client.post(TELL, {"told": told, "step": "barriers", "go": "next"})
    assert answer.status_code == 400
    assert "This page came to us broken" in answer.text
    assert "Begin again" in answer.text


def test_forged_answers_are_not_sent(client):
    told = json.dumps({"barriers": ["weather"], "words": {"name": "x"}})
    answer = client.post(TELL, {"told": told, "step": "code", "go": "next", "kind": "none"})
    assert answer.status_code == 409
    assert Story.objects.count() == 0


def test_too_much_at_once_gets_a_sentence(client):
    answer = client.post(TELL, {"told": "{}", "step": "own-words", "words": "a" * 3_000_000})
    assert answer.status_code == 400
    assert "too large for us" in answer.text


@pytest.mark.parametrize("step", ["nowhere", "look-over", "code", "keep-code", "own-code", "equality", "others"])
def test_step_with_nothing_in_it_leads_somewhere(client, step):
    assert client.post(TELL, {"step": step}).status_code == 200


def test_form_of_another_site_is_not_taken(client, teller):
    teller.begin().to_the_end_of_questions(own_words={"words": WORDS}).press("send")
    teller.more = {"Sec-Fetch-Site": "cross-site"}
    assert "came from another site" in teller.press("next", kind="none").answer.text
    assert Story.objects.count() == 0
