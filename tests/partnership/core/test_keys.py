"""The site's keys: made, brought up to date row by row, dropped only when nothing needs them."""

from __future__ import annotations

import os
import time

import pytest
from django.core.management import CommandError, call_command

from partnership.core import keys, sealing
from partnership.core.models import sealed
from partnership.reading.models import Text
from tests.stories import a_story

pytestmark = pytest.mark.django_db
WORDS = "The form asked what happened, on every page."


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.KEYS = tmp_path / "keys"
    return settings.KEYS


def said(capsys):
    return capsys.readouterr().out


def an_old_text():
    a_story(WORDS)
    return Text.objects.latest("pk")


def make_older(folder, name, days):
    at = time.time() - days * 86_400
    os.utime(folder / f"{name}.key", (at, at))


def test_every_column_of_locked_words_is_known():
    assert {
        "reading.Text.sealed",
        "reading.Version.sealed",
        "reading.ConcernNote.sealed",
        "listening.Reply.sealed",
    } <= {str(column) for column in keys.columns()}


def test_rotating_brings_every_text_under_the_newest_key_and_loses_no_word(capsys, folder):
    texts = [an_old_text() for _one in range(3)]
    call_command("new_key")
    assert "key-0002 locks from now on" in said(capsys)
    assert (folder / "codes.secret").exists()
    assert keys.used() == {"key-0001": 3, "key-0002": 0}
    call_command("rotate_keys")
    assert "reading.Text.sealed: 3 of 3" in said(capsys)
    assert keys.used() == {"key-0001": 0, "key-0002": 3}
    for text in texts:
        text.refresh_from_db()
        assert sealed.read(text, "sealed") == WORDS


def test_rotating_can_be_stopped_and_gone_on_with():
    for _one in range(3):
        an_old_text()
    sealing.new_key()
    begun = keys.rotate()
    next(begun)
    begun.close()
    assert keys.used() == {"key-0001": 2, "key-0002": 1}
    assert [far.of for far in keys.rotate()] == [2, 2]
    assert keys.used() == {"key-0001": 0, "key-0002": 3}
    assert list(keys.rotate()) == []


def test_what_somebody_wrote_meanwhile_is_not_written_over():
    text = an_old_text()
    before = Text.objects.get(pk=text.pk)
    sealed.put(text, "sealed", "Something newer.")
    text.save()
    sealing.new_key()
    column = next(one for one in keys.columns() if one.model is Text)
    keys._turn(column, before)
    text.refresh_from_db()
    assert sealed.read(text, "sealed") == "Something newer."


def test_text_without_its_key_is_left_and_said(capsys):
    text = an_old_text()
    sealing.new_key()
    sealing.drop_key("key-0001")
    with pytest.raises(CommandError, match="1 texts could not be opened"):
        call_command("rotate_keys")
    held = text.sealed
    text.refresh_from_db()
    assert text.sealed == held


def test_key_is_dropped_only_when_nothing_needs_it(folder, capsys):
    an_old_text()
    with pytest.raises(CommandError, match="Make a new key first"):
        call_command("drop_key", "key-0001")
    sealing.new_key()
    with pytest.raises(CommandError, match="1 texts open with key-0001 alone"):
        call_command("drop_key", "key-0001", "--at-once")
    call_command("rotate_keys")
    with pytest.raises(CommandError, match="Backups of the last 35 days may need key-0001"):
        call_command("drop_key", "key-0001")
    make_older(folder, "key-0002", 36)
    call_command("drop_key", "key-0001")
    assert sealing.keys() == ["key-0002"]
    with pytest.raises(CommandError, match="There is no key key-0001"):
        call_command("drop_key", "key-0001")


def test_key_may_go_at_once_where_no_backup_needs_it(capsys):
    sealing.new_key()
    sealing.new_key()
    call_command("drop_key", "key-0001", "--at-once")
    assert "key-0001 is gone" in said(capsys)


def test_page_that_meets_a_lost_key_shows_a_calm_sentence(client, monkeypatch):
    text = an_old_text()
    sealing.drop_key("key-0001")
    monkeypatch.setattr("partnership.core.views.exports.as_csv", lambda *_given: sealed.read(text, "sealed"))
    page = client.get("/about/processing.csv")
    assert page.status_code == 503
    assert "the key to them is lost" in page.text


def check():
    return {one.id: one.msg for one in keys.the_keys_are_where_they_should_be(None)}


def test_keys_that_would_be_copied_with_what_they_lock_are_found(settings, tmp_path):
    assert check() == {}
    settings.PRODUCTION, settings.DATA = True, tmp_path / "data"
    assert set(check()) == {"core.E004"}
    call_command("new_key")
    assert check() == {}
    for inside in (settings.DATA / "deep" / "keys", settings.BASE_DIR / "no-such-keys"):
        settings.KEYS = inside
        assert set(check()) == {"core.E003", "core.E004"}
