"""The pages of coming back, as a browser without an account sees them: what they ask, keep, and never give away."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.core import codes, pace, pack
from partnership.core.models import sealed
from partnership.listening.models import Draft, Purpose, Route, Story, StoryUse
from partnership.listening.rules.told import Told, written
from partnership.reading.models import Text, Version
from tests.coming_back import (
    CODE,
    DOOR,
    STORY,
    a_draft,
    a_story_with_a_code,
    a_version,
    an_answered_story,
    come_in,
    said,
)
from tests.partnership.plain_words import reading_age, said_on
from tests.people import a_partner
from tests.stories import a_reader, a_text, told

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


# --- the story


def test_own_words_are_shown_only_when_they_are_asked_for(inside):
    for rest in ("", "print/", "correct/", "add/"):
        assert WORDS not in inside.get(STORY + rest).text
    assert inside.get(STORY + "words/").status_code == 405
    assert WORDS in inside.post(STORY + "words/").text
    assert WORDS in inside.post(STORY + "print/", {"with": "words"}).text


def test_words_whose_key_is_lost_get_a_sentence(inside):
    text = Text.objects.get()
    Text.objects.update(sealed=text.sealed[:-8] + "AAAAAAAA")
    assert said("unreadable") in text_of(inside.post(STORY + "words/"))


def test_story_that_has_just_come_says_by_when_it_is_read(inside, story):
    shown = text_of(inside.get(STORY))
    assert "We have it. A trained reader reads it by" in shown
    assert said("openings.none") in shown
    assert said("lost.text") in shown
    assert said("replies.none") in shown


@pytest.mark.parametrize(
    ("state", "more", "key"),
    [
        ("read", {"only_if_others": True}, "state.waits"),
        ("read", {"uses": ("count",)}, "state.stays"),
        ("read", {}, "state.next"),
        ("being-read", {}, "state.being-read"),
        ("duplicate", {}, "state.duplicate"),
        ("cannot-share", {}, "state.cannot-share"),
        ("received", {"words": ""}, "state.nothing-to-read"),
    ],
)
def test_every_state_is_said_in_plain_words(client, state, more, key):
    a_story_with_a_code(**{"state": state, **more})
    assert said(key) in text_of(come_in(client).get(STORY))


def test_every_state_of_a_route_has_words():
    for state in Route.TRANSITIONS.states:
        assert state == "called-back" or said(f"route.{state}", who="somebody")
    for state in Story.TRANSITIONS.states:
        assert state == "withdrawn" or said(f"state.{state}", day="today")


def test_organisation_that_is_late_is_said_to_be_late(client, reader):
    story = a_story_with_a_code(state="told")
    route = told(story, a_partner("The Ward"), reader)
    assert said("route.late") not in text_of(come_in(client).get(STORY))
    Route.objects.filter(pk=route.pk).update(acknowledge_by=timezone.localdate() - timedelta(days=1))
    assert said("route.late") in text_of(client.get(STORY))


def test_answer_says_who_is_speaking(client, reader):
    an_answered_story(a_partner("The Ward"), reader)
    shown = text_of(come_in(client).get(STORY))
    assert "From The Ward, Ward manager, on" in shown
    assert "We are sorry. We ask once now." in shown


def test_words_for_everybody_are_seen_approved_and_taken_down(client, reader):
    story = a_story_with_a_code(state="read")
    version = a_version(story, reader, risks=["small-place"])
    page = f"{STORY}public/{version.pk}/"
    shown = text_of(come_in(client).get(page))
    assert "They asked me […] five times." in shown
    assert said("public.risk") in shown
    assert said("approve.text") in text_of(client.get(page + "yes/"))
    assert Version.objects.get().state == "ready"
    assert client.post(page + "yes/").headers["Location"] == STORY + "?done=approved"
    assert Version.objects.get().state == "approved"
    assert said("done.approved") in text_of(client.get(STORY + "?done=approved"))
    assert said("public.undo") in text_of(client.get(page))
    client.post(STORY + "uses/publish/", {"given": "no"})
    assert Version.objects.get().state == "withdrawn"


def test_words_are_refused_with_a_reason_that_a_reader_reads(client, reader):
    version = a_version(a_story_with_a_code(state="read"), reader)
    page = f"{STORY}public/{version.pk}/no/"
    come_in(client)
    assert said("refuse.text") in text_of(client.get(page))
    assert "You wrote 1001 letters" in text_of(client.post(page, {"words": "a" * 1001}))
    client.post(page, {"words": "Leave the place out."})
    assert Version.objects.get().state == "refused"
    assert sealed.read(Text.objects.get(part="added"), "sealed") == "Leave the place out."


def test_child_is_told_that_a_second_person_looks_first(client, reader):
    version = a_version(a_story_with_a_code(state="read", under_18="yes"), reader)
    page = f"{STORY}public/{version.pk}/"
    shown = text_of(come_in(client).get(page))
    assert said("public.second") in shown
    assert said("public.yes") not in shown
    assert "second person" in text_of(client.post(page + "yes/"))
    assert Version.objects.get().state == "ready"


def test_words_of_somebody_else_are_nowhere(client, reader, story):
    other = a_version(a_story_with_a_code("Another", code_secret="b" * 64), reader)
    assert come_in(client).get(f"{STORY}public/{other.pk}/").status_code == 404
    assert client.get(f"{STORY}better/1/").status_code == 404
    assert client.get(f"{STORY}uses/sell/").status_code == 404


def test_something_is_added_and_bad_input_loses_nothing(inside):
    assert said("add.empty") in text_of(inside.post(STORY + "add/", {"words": " "}))
    long = "a" * 1001
    answer = inside.post(STORY + "add/", {"words": long})
    assert "You wrote 1001 letters" in text_of(answer)
    assert long in answer.text
    assert inside.post(STORY + "add/", {"words": "a\r\n" * 500}).status_code == 302
    assert sealed.read(Text.objects.get(part="added"), "sealed") == ("a\n" * 500).strip()


def test_what_may_show_who_they_are_is_said_once_and_can_be_sent_all_the_same(inside):
    typed = {"words": "Karen Hill rang me on 07700 900 123."}
    answer = inside.post(STORY + "add/", typed)
    shown = text_of(answer)
    assert said("add.looked") in shown
    assert "Karen Hill" in shown
    assert typed["words"] in shown
    assert not Text.objects.filter(part="added").exists()
    looked = re.search(r'name="looked" value="(\w+)"', answer.text)[1]
    assert inside.post(STORY + "add/", {**typed, "looked": looked}).status_code == 302
    assert sealed.read(Text.objects.get(part="added"), "sealed") == typed["words"]


def test_closed_answers_are_shown_as_they_are_and_corrected(inside, story):
    page = inside.get(STORY + "correct/").text
    assert re.findall(r'value="([\w-]+)"[^>]*checked', page) == ["telling-again"]
    assert re.search(r'<option value="hospital" selected', page)
    inside.post(STORY + "correct/", {"barriers": ["waiting"], "service": "", "season": "before"})
    story.refresh_from_db()
    assert (story.service, story.season) == ("", "before")


def test_whether_it_is_better_is_said(client, reader):
    _story, route = an_answered_story(a_partner("The Ward"), reader)
    page = f"{STORY}better/{route.pk}/"
    assert said("better.label", partner="The Ward") in text_of(come_in(client).get(page))
    assert said("better.empty") in text_of(client.post(page, {}))
    client.post(page, {"better": "worse"})
    shown = text_of(client.get(STORY + "?done=judged"))
    assert said("route.not-better") in shown
    assert said("done.judged") in shown


def test_before_four_weeks_the_page_says_from_when(client, reader):
    _story, route = an_answered_story(a_partner("The Ward"), reader, weeks=1)
    shown = text_of(come_in(client).get(STORY))
    assert "you can say here whether it is better" in shown
    assert said("route.ask") not in shown
    assert "from four weeks after an answer" in text_of(client.post(f"{STORY}better/{route.pk}/", {"better": "same"}))


@pytest.mark.parametrize("use", Purpose.values)
def test_each_use_says_first_what_it_cannot_undo(inside, story, use):
    page = f"{STORY}uses/{use}/"
    assert said(f"stop.{use}") in text_of(inside.get(page))
    inside.post(page, {"given": "no"})
    assert StoryUse.objects.get(story=story, use=use).given is False
    assert said(f"start.{use}") in text_of(inside.get(page))
    inside.post(page, {"given": "yes"})
    assert StoryUse.objects.get(story=story, use=use).given is True
    assert inside.get(STORY + "uses/").text.count(">Yes<") + inside.get(STORY + "uses/").text.count("Yes ") >= 6


def test_answers_here_are_turned_on(client, reader):
    an_answered_story(a_partner(), reader, uses=("tell",))
    shown = text_of(come_in(client).get(STORY))
    assert said("replies.off") in shown
    assert "We are sorry" not in shown
    client.post(STORY + "uses/answer/", {"given": "yes"})
    assert "We are sorry" in text_of(client.get(STORY))


def test_everything_is_taken_back_after_it_was_said_what_that_cannot_undo(inside, story):
    shown = text_of(inside.get(STORY + "withdraw/"))
    for key in ("counts", "known", "duty", "backups", "code"):
        assert said(f"withdraw.{key}") in shown
    answer = inside.post(STORY + "withdraw/")
    assert answer.headers["Location"] == "/tell-us/back/taken-back/?in=en"
    assert answer.cookies[codes.COOKIE].value == ""
    assert said("withdraw.done") in text_of(inside.get(answer.headers["Location"]))
    assert inside.get(STORY).headers["Location"] == DOOR
    assert said("code.unknown") in text_of(inside.post(DOOR, {"code": CODE}))


def test_code_is_locked_for_good(inside, story):
    assert said("lock.text") in text_of(inside.get(STORY + "lock/"))
    answer = inside.post(STORY + "lock/")
    assert answer.cookies[codes.COOKIE].value == ""
    assert said("lock.done") in text_of(inside.get(answer.headers["Location"]))
    assert said("code.unknown") in text_of(inside.post(DOOR, {"code": CODE}))


def test_draft_says_that_nobody_reads_it_and_is_deleted(client):
    draft = a_draft()
    shown = text_of(come_in(client).get("/tell-us/back/draft/"))
    assert "Nobody has read it, and nobody can" in shown
    assert client.get(STORY).headers["Location"] == DOOR
    assert said("draft.delete-text") in text_of(client.get("/tell-us/back/draft/delete/"))
    assert client.post("/tell-us/back/draft/delete/").headers["Location"] == DOOR
    assert not Draft.objects.filter(pk=draft.pk).exists()


def test_draft_is_handed_back_to_telling_as_it_was(client):
    a_draft(written(Told(barriers=("waiting",), words={"own-words": "Nobody rang & nobody came."}, key=7)))
    page = come_in(client).get("/tell-us/back/draft/")
    assert "Nobody rang" not in page.text
    again = client.post("/tell-us/back/draft/")
    assert "Nobody rang &amp; nobody came." in again.text
    assert 'action="/tell-us/tell/"' in again.text
    assert Draft.objects.exists()


def test_draft_that_does_not_open_gets_a_sentence(client):
    draft = a_draft()
    Draft.objects.filter(pk=draft.pk).update(locked_words="QUJD")
    for answer in (come_in(client).get("/tell-us/back/draft/"), client.post("/tell-us/back/draft/")):
        assert said("draft.unreadable") in text_of(answer)


def test_story_says_that_there_is_a_draft_too(inside, story):
    a_draft()
    assert said("story.draft") in text_of(inside.get(STORY))
    assert inside.post("/tell-us/back/draft/delete/").headers["Location"] == STORY


# --- how it reads


@pytest.mark.parametrize(
    "rest",
    ["", *(f"story/{one}" for one in ("", "add/", "correct/", "uses/", "uses/tell/", "withdraw/", "lock/", "print/"))],
)
def test_pages_can_be_read_by_whoever_is_11(client, reader, rest):
    story, _route = an_answered_story(a_partner("The Ward"), reader)
    a_text("More", about=f"urn:heartwood:listening.story:{story.pk}", part="added")
    sentences = said_on(come_in(client).get(DOOR + rest).text)
    assert sentences
    assert reading_age(sentences) <= OLDEST


def test_every_sentence_that_a_page_says_is_in_the_words_of_the_pack(root):
    words, folder = pack.current().telling["en"].said, root / "partnership" / "listening"
    files = [*folder.glob("templates/listening/**/*.html"), folder / "forms" / "back.py", *folder.glob("views/*.py")]
    asked = {
        key for path in files for key in re.findall(r"[\"'](back\.[\w.-]+[\w])[\"'](?! ~)", path.read_text("utf-8"))
    }
    assert len(asked) > 100
    assert sorted(asked - set(words)) == []
