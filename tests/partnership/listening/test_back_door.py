"""The way in with a code, as a browser without an account sees it: nothing is given away, and nothing typed is lost."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partnership.core import codes, pace
from partnership.core.models import sealed
from partnership.reading.models import Text
from tests.coming_back import (
    CODE,
    DOOR,
    STORY,
    UNKNOWN,
    a_draft,
    a_story_with_a_code,
    come_in,
    held,
    said,
)
from tests.people import sign_in
from tests.stories import a_reader

pytestmark = pytest.mark.django_db
OLDEST = 11
WORDS = "They asked me the same questions five times."


@pytest.fixture(autouse=True)
def nobody_was_counted():
    pace.forget()
    yield
    pace.forget()


@pytest.fixture
def reader():
    return a_reader()


@pytest.fixture
def story():
    return a_story_with_a_code(WORDS)


@pytest.fixture
def inside(client, story):
    return come_in(client)


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).replace("&#39;", "'").split())


# --- the way in


def test_code_leads_to_the_story_and_leaves_one_cookie_for_these_pages(client, story):
    answer = client.post(DOOR, {"code": f"  {CODE.title().replace(' ', ',  ')} "})
    assert (answer.status_code, answer.headers["Location"]) == (302, STORY)
    (name,) = set(answer.cookies) - {"csrftoken"}
    cookie = answer.cookies[name]
    assert (name, cookie["path"], cookie["httponly"], cookie["samesite"]) == (codes.COOKIE, DOOR, True, "Strict")
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert held().lookup not in cookie.value
    story.refresh_from_db()
    assert story.seen_on == timezone.localdate()
    assert not Session.objects.exists()
    assert client.get(STORY).status_code == 200


def test_code_of_a_draft_leads_to_it(client):
    a_draft()
    assert client.post(DOOR, {"code": CODE}).headers["Location"] == "/tell-us/back/draft/"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type the code that you were given."),
        ("amber basket candle", "This has 3 words or parts."),
        ("1234 5678", "This has 8 digits."),
        ("\N{GRINNING FACE}", "This has 0 words or parts."),
        ("a" * 201, "That is too long for a code."),
    ],
)
def test_what_can_be_no_code_gets_a_sentence_and_stays_typed(client, typed, sentence, monkeypatch):
    monkeypatch.setattr(codes, "_LINE", None)  # nothing of this is worth the slow look
    answer = client.post(DOOR, {"code": typed})
    assert sentence in text_of(answer)
    assert not typed or typed in answer.text


@pytest.mark.parametrize("gone", [{"code_secret": None}, {"locked": True}, {"state": "withdrawn"}])
def test_unknown_locked_and_taken_back_say_and_cost_the_same(client, gone):
    a_story_with_a_code(**gone)
    pages = []
    for code in (CODE, UNKNOWN):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.post(DOOR, {"code": code})
        assert said("code.unknown") in text_of(answer)
        assert codes.COOKIE not in answer.cookies
        page = answer.text.replace(code, "").replace(
            re.search(r'csrfmiddlewaretoken" value="([^"]+)', answer.text)[1], ""
        )
        pages.append((answer.status_code, len(asked), page))
    assert pages[0] == pages[1]


def test_whoever_guesses_waits_and_even_the_right_code_waits(client, story):
    for _one in range(20):
        assert said("code.unknown") in text_of(client.post(DOOR, {"code": UNKNOWN}))
    for code in (UNKNOWN, CODE):
        assert said("code.wait") in text_of(client.post(DOOR, {"code": code}))
    elsewhere = client.post(DOOR, {"code": CODE}, REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 302


def test_right_codes_are_not_counted(client, story):
    for _one in range(21):
        assert client.post(DOOR, {"code": CODE}).status_code == 302


def test_busy_gets_a_sentence_and_the_code_stays_typed(client, story):
    for _one in range(codes.IN_LINE):
        codes._LINE.acquire()
    try:
        answer = client.post(DOOR, {"code": CODE})
    finally:
        for _one in range(codes.IN_LINE):
            codes._LINE.release()
    assert said("code.busy") in text_of(answer)
    assert CODE in answer.text
    assert client.post(DOOR, {"code": CODE}).status_code == 302


def test_no_address_is_kept_where_codes_are_tried(client):
    for _one in range(3):
        client.post(DOOR, {"code": UNKNOWN}, REMOTE_ADDR="203.0.113.9")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM kept_for_minutes")
        assert "203.0.113.9" not in str(cursor.fetchall())
    assert cache.get("203.0.113.9") is None


# --- what the browser keeps


@pytest.mark.parametrize("rest", ["", "story/", "story/add/", "story/uses/", "story/print/", "locked/", "taken-back/"])
def test_every_page_leaves_nothing_in_the_browser_and_says_nothing_in_its_tab(inside, rest):
    answer = inside.get(DOOR + rest)
    assert "no-store" in answer.headers["Cache-Control"]
    assert re.search(r"<title>(.*?) \u2013 ", answer.text)[1] == "Your page"


def test_signed_in_people_are_not_named_and_deeds_are_nobodys(client, story, reader):
    sign_in(client, reader)
    page = come_in(client).get(STORY)
    assert str(reader) not in page.text
    client.post(STORY + "add/", {"words": "More"})
    assert Text.objects.filter(part="added").count() == 1


def test_without_a_code_nothing_is_shown(client, story):
    assert client.get(STORY).headers["Location"] == DOOR
    client.cookies[codes.COOKIE] = "made up"
    assert client.get(STORY + "add/").headers["Location"] == DOOR
    client.cookies[codes.COOKIE] = codes.carried(held(), timezone.now().timestamp() - 30 * 60)
    assert client.get(STORY).headers["Location"] == DOOR


def test_closing_lets_the_browser_forget(inside):
    answer = inside.post(DOOR + "close/")
    assert answer.headers["Location"] == DOOR
    assert (answer.cookies[codes.COOKIE].value, answer.cookies[codes.COOKIE]["path"]) == ("", DOOR)


def test_leaving_fast_forgets_the_code_too(inside):
    cookie = inside.get("/leave/").cookies[codes.COOKIE]
    assert (cookie.value, cookie["path"]) == ("", DOOR)


def test_each_page_gives_another_half_hour(inside):
    before = inside.cookies[codes.COOKIE].value
    assert inside.get(STORY).cookies[codes.COOKIE].value != before


# --- a page that was open too long


def test_what_was_typed_is_kept_when_the_half_hour_is_over(client, story):
    typed = {"words": "A long and <hard> sentence.", "in": "en"}
    page = client.post(STORY + "add/", typed)
    assert "A long and &lt;hard&gt; sentence." in page.text
    assert said("again.lede") in text_of(page)
    assert 'name="code"' in page.text
    wrong = client.post(STORY + "add/", {**typed, "code": UNKNOWN})
    assert said("code.unknown") in text_of(wrong)
    assert "A long and &lt;hard&gt; sentence." in wrong.text
    assert not Text.objects.filter(part="added").exists()
    done = client.post(STORY + "add/", {**typed, "code": CODE})
    assert done.headers["Location"] == STORY + "?done=added"
    assert sealed.read(Text.objects.get(part="added"), "sealed") == typed["words"]
    assert client.get(STORY).status_code == 200


def test_chosen_lines_go_through_too(client, story):
    typed = {"barriers": ["waiting", "digital"], "service": "school"}
    page = client.post(STORY + "correct/", typed)
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text)
    assert {("barriers", "waiting"), ("barriers", "digital"), ("service", "school")} <= set(hidden)
    assert client.post(STORY + "correct/", {**typed, "code": CODE}).status_code == 302
    assert sorted(story.barriers.values_list("barrier", flat=True)) == ["digital", "waiting"]


def test_no_deed_is_done_without_the_code(client, story):
    for rest in ("withdraw/", "lock/", "uses/tell/", "correct/"):
        assert said("again.not") in text_of(client.post(STORY + rest))
    story.refresh_from_db()
    assert (story.state, story.locked) == ("received", False)
