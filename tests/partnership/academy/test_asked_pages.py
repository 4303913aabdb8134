"""Answering on a page, as nobody: what is said first, what is refused with a sentence, and that nothing is lost or kept."""

import re

import pytest
from django.contrib.sessions.models import Session as BrowserSession
from django.test import Client

from partnership.academy.models import AskedAnswer
from partnership.core.models import Event
from partnership.reading.models import Text
from tests.asking import BEFORE, an_asking, held, moved, say
from tests.partnership.plain_words import reading_age, said_on
from tests.people import a_person, sign_in
from tests.stories import a_reader

pytestmark = pytest.mark.django_db
OLDEST = 11
CODE = {"code-phone": "07", "code-birthday": "12", "code-colour": "bl"}


@pytest.fixture
def asking():
    return an_asking()


@pytest.fixture
def later(asking):
    return moved(held(asking), 92)


def address(asking):
    return f"/answer/training/{asking.link_secret}/"


def sheet(client, asking, **chosen):
    """Give what a browser sends: what the page holds, with what was chosen."""
    page = client.get(address(asking)).text
    kept = dict(re.findall(r'<input type="hidden" name="(sheet|wave)" value="([^"]*)"', page))
    return {**kept, **chosen}


def test_page_says_first_that_nobody_is_known_and_nothing_has_to_be(client, asking):
    page = client.get(address(asking)).text
    for said in ("Nobody knows who you are here", "You can pass any question", "If you have answered already"):
        assert said in page
    assert reading_age(said_on(page)) <= OLDEST


def test_what_was_chosen_is_kept_and_the_way_on_says_thank_you(client, asking):
    answer = client.post(address(asking), sheet(client, asking, shouting="rules", calm="pass", **CODE), follow=True)
    assert "Thank you" in answer.text
    row = AskedAnswer.objects.get()
    assert (row.chosen, len(row.code_secret)) == ({"shouting": ["rules"]}, 64)


def test_pressed_twice_it_counts_once(client, asking):
    sent = sheet(client, asking, shouting="rules")
    for _time in range(2):
        assert client.post(address(asking), sent).status_code == 302
    assert AskedAnswer.objects.count() == 1


def test_no_cookie_tells_who_it_was_and_no_session_is_made(asking):
    browser = Client()
    browser.post(address(asking), sheet(browser, asking, shouting="rules"))
    assert set(browser.cookies) <= {"csrftoken"}
    assert not BrowserSession.objects.exists()


def test_somebody_who_is_signed_in_answers_as_nobody_too(asking):
    person = a_person("Sorrel Vale")
    browser = sign_in(Client(), person)
    page = browser.get(address(asking))
    assert "Sorrel Vale" not in page.text
    browser.post(address(asking), sheet(browser, asking, shouting="rules"))
    assert AskedAnswer.objects.count() == 1
    assert not Event.objects.filter(by=person).exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"code-phone": "seven"}, "“seven” was found. 2 digits would do, or leave it out."),
        ({"code-colour": "b7"}, "“b7” was found. 2 letters would do, or leave it out."),
        ({"shouting": ""}, "Nothing is chosen yet."),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_lost(client, asking, typed, said):
    page = client.post(address(asking), sheet(client, asking, **{"shouting": "rules", "code-birthday": "31", **typed}))
    assert said in page.text
    assert 'value="31"' in page.text
    assert typed.get("shouting") == "" or re.search(r'value="rules"[^>]*checked', page.text)
    assert not AskedAnswer.objects.exists()


def test_whoever_answers_after_there_is_no_room_reads_why_and_keeps_what_was_chosen(client, asking):
    say(asking, "before", 5, BEFORE)
    page = client.post(address(asking), sheet(client, asking, shouting="rules")).text
    assert "No more are taken" in page
    assert re.search(r'value="rules"[^>]*checked', page)


def test_words_are_asked_about_once_where_they_could_show_who_it_is(client, later):
    a_reader()
    words = "Ring me on 07700 900123."
    page = client.post(address(later), sheet(client, later, did="yes", words=words)).text
    assert "Something could show who you are" in page
    assert words in page
    client.post(address(later), sheet(client, later, did="yes", words=words, anyway="on"))
    assert (AskedAnswer.objects.count(), Text.objects.count()) == (1, 1)


def test_nobody_is_asked_for_words_while_nobody_reads(client, later):
    page = client.get(address(later)).text
    assert "Nobody can read your words in time" in page
    assert 'name="words"' not in page


def test_words_of_whoever_comes_too_late_are_shown_again(client, later):
    sent = sheet(client, later, did="yes", words="The forms are too long.")
    page = client.post(address(moved(later, 20)), sent).text
    assert "The time to answer is over" in page
    assert "The forms are too long." in page


def test_between_two_times_the_page_says_when_it_asks_again(client, asking):
    page = client.get(address(moved(held(asking), 30))).text
    assert "You can answer again from" in page
    assert reading_age(said_on(page)) <= OLDEST


def test_address_that_is_none_is_said_calmly(client):
    for path in ("/answer/training/NOSUCHPLCE/", "/answer/training/NOSUCHPLCE/thanks/"):
        answer = client.get(path)
        assert (answer.status_code, "Nothing is asked here" in answer.text) == (404, True)


@pytest.mark.parametrize("many", [1, 3])
def test_page_asks_the_same_however_many_answered(client, asking, many, django_assert_num_queries):
    say(asking, "before", many, BEFORE)
    with django_assert_num_queries(2):
        client.get(address(asking))
