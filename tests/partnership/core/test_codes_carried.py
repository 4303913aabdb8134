"""What a browser carries of a code, for half an hour; and that codes tried at once keep nobody else waiting."""

from __future__ import annotations

import pytest

from partnership.core import codes

NOW = 1_790_000_000.0
HELD = codes.Held("a" * 64, b"k" * 32)


def test_what_is_carried_is_found_again_and_cannot_be_read():
    carried = codes.carried(HELD, NOW)
    assert codes.brought(carried, NOW) == HELD
    assert "a" * 8 not in carried
    assert carried != codes.carried(HELD, NOW)


def test_what_is_carried_is_nothing_after_half_an_hour():
    carried = codes.carried(HELD, NOW)
    assert codes.brought(carried, NOW + 29 * 60) == HELD
    assert codes.brought(carried, NOW + 30 * 60) is None


@pytest.mark.parametrize("cookie", ["", "é", "nonsense", "QUJD", codes.lock("1 2", b"k" * 32, about="back")])
def test_what_we_did_not_give_is_nothing(cookie):
    assert codes.brought(cookie, NOW) is None


def test_code_is_the_same_however_it_comes_in():
    assert codes.shown("one two three four five six") == codes.held("One two, three four five six")


def test_so_many_stand_in_line_and_the_next_is_told_at_once():
    line = [codes._LINE.acquire(blocking=False) for _one in range(codes.IN_LINE)]
    try:
        assert line == [True] * codes.IN_LINE
        with pytest.raises(codes.Busy):
            codes.shown("one two three four five six")
    finally:
        for _one in line:
            codes._LINE.release()
    assert codes.shown("one two three four five six").lookup


def test_whoever_waits_too_long_for_a_turn_is_told(monkeypatch):
    monkeypatch.setattr(codes, "PATIENCE", 0.01)
    for _one in range(codes.AT_ONCE):
        codes._TURNS.acquire()
    try:
        with pytest.raises(codes.Busy):
            codes.shown("one two three four five six")
    finally:
        for _one in range(codes.AT_ONCE):
            codes._TURNS.release()


def test_whoever_comes_back_leaves_a_turn_for_whoever_sends(monkeypatch):
    monkeypatch.setattr(codes, "PATIENCE", 0.01)
    assert codes._BACK.acquire(blocking=False)  # somebody's code is looked at
    try:
        with pytest.raises(codes.Busy):
            codes.shown("one two three four five six")
        assert codes.held("one two three four five six").lookup
    finally:
        codes._BACK.release()
    assert codes.shown("one two three four five six").lookup
