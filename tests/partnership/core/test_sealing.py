"""Words told in confidence: locked, opened, moved to a newer key, and lost with their key."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from partnership.core import sealing
from partnership.core.models import sealed
from partnership.core.sealing import KeyLost
from partnership.reading.models import Text

HERE, THERE = "reading.text:1:sealed", "reading.text:2:sealed"
WORDS = "They asked me five times. Ünïcödé, too: \N{PENSIVE FACE}"


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.KEYS = tmp_path / "keys"
    return settings.KEYS


def test_text_is_opened_where_it_was_locked():
    locked = sealing.seal(WORDS, about=HERE)
    assert sealing.is_sealed(locked)
    assert WORDS[:9] not in locked
    assert sealing.unseal(locked, about=HERE) == WORDS


def test_same_words_are_never_locked_alike():
    assert sealing.seal(WORDS, about=HERE) != sealing.seal(WORDS, about=HERE)


def test_text_moved_to_another_row_does_not_open():
    with pytest.raises(KeyLost, match="not as they were written"):
        sealing.unseal(sealing.seal(WORDS, about=HERE), about=THERE)


def test_text_that_was_changed_does_not_open():
    mark, key, own, words = sealing.seal(WORDS, about=HERE).split(".")
    for broken in (f"{mark}.{key}.{own}.{words[:-4]}AAA=", f"{mark}.{key}.{own}.!", f"{mark}.{key}..{words}"):
        with pytest.raises(KeyLost):
            sealing.unseal(broken, about=HERE)


@pytest.mark.parametrize("clear", ["", WORDS, "sealed1.two.dots", "sealed2.a.b.c"])
def test_what_was_never_locked_is_known_as_such(clear):
    assert not sealing.is_sealed(clear)
    with pytest.raises(KeyLost, match="not locked as this program"):
        sealing.unseal(clear, about=HERE)


def test_lost_key_is_lost_words_and_a_calm_sentence(folder):
    locked = sealing.seal(WORDS, about=HERE)
    sealing.drop_key(sealing.key_of(locked))
    with pytest.raises(KeyLost, match="key-0001 is gone") as lost:
        sealing.unseal(locked, about=HERE)
    assert lost.value.sentence == sealing.LOST
    assert lost.value.status == 503


def test_newer_key_locks_and_older_ones_still_open():
    before = sealing.seal(WORDS, about=HERE)
    assert sealing.new_key() == "key-0002"
    after = sealing.seal(WORDS, about=HERE)
    assert (sealing.key_of(before), sealing.key_of(after)) == ("key-0001", "key-0002")
    assert sealing.keys() == ["key-0001", "key-0002"]
    assert sealing.unseal(before, about=HERE) == sealing.unseal(after, about=HERE) == WORDS


def test_rewrapping_moves_a_text_to_the_newest_key_and_leaves_its_words_locked():
    before = sealing.seal(WORDS, about=HERE)
    assert sealing.rewrap(before, about=HERE) == before
    newest = sealing.new_key()
    after = sealing.rewrap(before, about=HERE)
    assert sealing.key_of(after) == newest
    assert after.split(".")[3] == before.split(".")[3]
    sealing.drop_key("key-0001")
    assert sealing.unseal(after, about=HERE) == WORDS


def test_keys_are_files_that_only_the_site_reads(folder):
    sealing.seal(WORDS, about=HERE)
    sealing.secret("codes")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    kept = [path for path in folder.iterdir() if path.name != sealing.CURRENT]
    assert {path.name for path in kept} == {"key-0001.key", "codes.secret"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}


def test_key_that_somebody_else_made_meanwhile_is_the_one(folder, monkeypatch):
    first = sealing.secret("codes")
    monkeypatch.setattr(Path, "exists", lambda _path: False)  # as it looked a moment before
    sealing._read.cache_clear()
    assert sealing.secret("codes") == first
    assert sorted(path.name for path in folder.iterdir()) == ["codes.secret"]


def test_production_makes_no_key_and_no_secret_by_itself(settings, folder):
    settings.PRODUCTION = True
    with pytest.raises(KeyLost, match="new_key makes"):
        sealing.seal(WORDS, about=HERE)
    with pytest.raises(KeyLost, match="new_key makes"):
        sealing.secret("codes")
    assert not folder.exists()
    with pytest.raises(ValueError, match="No secret lunch"):
        sealing.secret("lunch", make=True)
    made = sealing.secret("codes", make=True)
    assert sealing.secret("codes") == made


def test_column_takes_locked_words_only_and_says_so_where_nobody_can_open_them(db):
    text = Text(pk=7)
    sealed.put(text, "sealed", WORDS)
    assert sealed.read(text, "sealed") == sealed.read_or_say(text, "sealed") == WORDS
    sealed.put(text, "sealed", "")
    assert (text.sealed, sealed.read(text, "sealed"), sealed.rewrapped(text, "sealed")) == ("", "", "")
    text.sealed = WORDS
    with pytest.raises(ValueError, match="takes locked words only"):
        text.save()
    assert sealed.read_or_say(text, "sealed") == sealing.LOST
