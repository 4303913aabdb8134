"""A language opens by itself: when people have checked its words, it says everything, and somebody who reads it is on duty."""

import shutil

import pytest
import yaml

from partnership.core import codes, pace, pack
from partnership.core.events import urn
from partnership.listening.models import Story
from partnership.listening.queries.ready import could_open, standing
from partnership.reading.models import Shift, Text
from tests.ready import in_order
from tests.stories import a_reader
from tests.telling import Teller

pytestmark = pytest.mark.django_db
NOBODY_READS_URDU = "آج اردو پڑھنے والا کوئی شخص ڈیوٹی پر نہیں ہے"
CLOSED = "آج کوئی ہمیں کچھ نہیں بتا سکتا"
CHECKED = {"safety": "2026-11-01", "consent": "2026-11-01", "safeguarding": "2026-11-01"}


@pytest.fixture(autouse=True)
def folder(pack_folder, tmp_path, settings):
    """Give a copy of the pack in which people have checked English and Urdu; nothing in it is a demonstration."""
    copied = shutil.copytree(pack_folder, tmp_path / "pack")
    settings.PACK = copied
    for language in ("en", "ur"):
        change(copied, language, checked=CHECKED)
    pace.forget()
    in_order()
    return copied


def change(folder, language, *, but=(), **more):
    path = folder / "listening" / "words" / f"{language}.yaml"
    words = yaml.safe_load(path.read_text(encoding="utf-8"))
    words["said"] = {key: text for key, text in words["said"].items() if key not in but}
    path.write_text(yaml.safe_dump({**words, **more}, allow_unicode=True), encoding="utf-8")
    pack._HELD.clear()  # a running site reads its own files once; here they change under it


def test_urdu_opens_with_checked_words_and_a_reader_of_it(client):
    a_reader(languages=["en", "ur"])
    assert standing().languages == ("en", "ur")
    page = client.get("/tell-us/in/ur/")
    assert '<html lang="ur" dir="rtl">' in page.text
    assert page.headers["Content-Language"] == "ur"
    assert "شروع کریں" in page.text
    assert NOBODY_READS_URDU not in page.text


def test_without_a_reader_of_urdu_a_sentence_in_urdu_says_so_and_where_to_go(client):
    a_reader(languages=["en"])
    page = client.get("/tell-us/in/ur/")
    assert f'lang="ur" dir="rtl">{NOBODY_READS_URDU}' in page.text
    assert '<html lang="en" dir="ltr">' in page.text
    assert standing().languages == ("en",)


def test_words_that_nobody_checked_do_not_open_though_somebody_reads_them(client, folder):
    change(folder, "ur", checked=dict.fromkeys(CHECKED))
    a_reader(languages=["en", "ur"])
    assert could_open() == ("en",)
    assert NOBODY_READS_URDU in client.get("/tell-us/in/ur/").text


def test_language_that_does_not_say_everything_does_not_open(folder):
    change(folder, "ur", but=["before.danger"])
    a_reader(languages=["en", "ur"])
    assert standing().languages == ("en",)


def test_place_is_open_in_urdu_alone_when_nobody_reads_english(client):
    a_reader(languages=["ur"])
    assert standing().is_open
    assert standing().languages == ("ur",)
    assert "شروع کریں" in client.get("/tell-us/").text


def test_closed_place_says_so_in_urdu_and_that_codes_go_on_working(client):
    page = client.get("/tell-us/in/ur/")
    assert '<html lang="ur" dir="rtl">' in page.text
    assert CLOSED in page.text
    assert "آپ کا کوڈ اب بھی کام کرتا ہے" in page.text


def test_somebody_tells_us_in_urdu_and_their_words_wait_for_who_reads_it(client):
    a_reader(languages=["en", "ur"])
    words = "انہوں نے مجھ سے پانچ بار وہی پوچھا"
    teller = Teller(client).begin("ur")
    teller.to_the_end_of_questions(own_words={"words": words}, barriers={"barriers": ["waiting"]})
    assert 'dir="rtl"' in teller.answer.text
    assert "انتظار" in teller.answer.text
    teller.press("send").press("next", kind="digits")
    code = teller.code
    teller.press("next", typed=code)
    story = Story.objects.get()
    assert (story.language, story.code_secret) == ("ur", codes.held(code).lookup)
    assert Text.objects.get(about=urn(story)).language == "ur"


def test_language_closes_itself_when_its_reader_goes(client):
    a_reader(languages=["en"])
    other = a_reader("Linden Hale", languages=["ur"])
    assert "ur" in standing().languages
    Shift.objects.filter(person=other).delete()
    assert standing().languages == ("en",)
