"""Codes of six words or sixteen digits: given out, tidied, hashed slowly, and nothing opened without them."""

from __future__ import annotations

import threading

import pytest

from partnership.core import codes
from partnership.core.sealing import KeyLost

WORDS = [f"word{chr(97 + one // 26)}{chr(97 + one % 26)}" for one in range(600)]
CODE, HERE = "apple river stone moss lantern quiet", "listening.draft:1"


@pytest.fixture(autouse=True)
def keys(tmp_path, settings):
    settings.KEYS = tmp_path / "keys"


def test_words_come_from_the_list_six_at_a_time_and_never_twice_alike():
    given = {codes.new_words(WORDS) for _one in range(200)}
    assert len(given) == 200
    assert {len(one.split()) for one in given} == {codes.WORDS}
    assert {word for one in given for word in one.split()} <= set(WORDS)


@pytest.mark.parametrize("words", [WORDS[:511], [*WORDS, WORDS[0]]])
def test_list_that_is_short_or_names_a_word_twice_gives_no_code(words):
    with pytest.raises(ValueError, match="512 different words"):
        codes.new_words(words)


def test_digits_come_in_fours():
    given = codes.new_digits()
    assert [len(four) for four in given.split()] == [4, 4, 4, 4]
    assert codes.looks_like_one(given)


@pytest.mark.parametrize("typed", [CODE, CODE.upper(), f"  {CODE.replace(' ', ' - ')}. ", CODE.replace(" ", "\n")])
def test_code_is_the_same_however_it_is_typed(typed):
    assert codes.tidied(typed) == CODE
    assert codes.looks_like_one(typed)


@pytest.mark.parametrize(
    "typed", ["", "apple river", f"{CODE} more", "1234 5678", "apple 2 stone moss lantern quiet", "!"]
)
def test_what_can_be_no_code_is_known_before_anything_slow(typed):
    assert not codes.looks_like_one(typed)


def test_code_gives_the_same_lookup_and_key_and_another_gives_others():
    one, again, other = codes.held(CODE), codes.held(CODE.title()), codes.held(CODE.replace("moss", "fern"))
    assert one == again
    assert (one.lookup, one.key) != (other.lookup, other.key)
    assert len(one.lookup) == 64
    assert len(one.key) == 32


def test_lookup_does_not_give_the_key_away_and_neither_holds_the_code():
    one = codes.held(CODE)
    assert one.key.hex() not in one.lookup
    assert b"apple" not in one.lookup.encode() + one.key


def test_whoever_has_the_database_alone_cannot_try_codes(tmp_path, settings):
    one = codes.held(CODE)
    settings.KEYS = tmp_path / "of-a-thief"
    assert codes.held(CODE).lookup != one.lookup


def test_more_at_once_than_there_are_turns_are_asked_to_wait():
    for _turn in range(codes.AT_ONCE):
        codes._TURNS.acquire()
    try:
        with pytest.raises(codes.Busy):
            codes.held(CODE, wait=0.01)
    finally:
        codes._TURNS.release(codes.AT_ONCE)
    assert codes.held(CODE).lookup


def test_turn_is_given_back_where_hashing_fails(settings, tmp_path):
    settings.PRODUCTION = True  # and no secret is there
    for _one in range(codes.AT_ONCE + 1):
        with pytest.raises(KeyLost):
            codes.held(CODE, wait=0.01)


def test_others_go_on_while_a_code_is_hashed():
    hashing = threading.Thread(target=codes.held, args=(CODE,))
    codes.held(CODE)  # the secret is there
    hashing.start()
    steps = 0
    while hashing.is_alive():
        steps += 1
    hashing.join()
    assert steps > 100


def test_what_a_code_locked_only_that_code_opens():
    one, other = codes.held(CODE), codes.held(CODE.replace("moss", "fern"))
    locked = codes.lock("what I began", one.key, about=HERE)
    assert "began" not in locked
    assert codes.unlock(locked, one.key, about=HERE) == "what I began"
    for key, about, held in ((other.key, HERE, locked), (one.key, "elsewhere", locked), (one.key, HERE, "!")):
        with pytest.raises(KeyLost, match="does not open"):
            codes.unlock(held, key, about=about)


def test_line_that_is_full_turns_others_away_at_once():
    places = codes._LINE._initial_value
    for _place in range(places):
        codes._LINE.acquire()
    try:
        with pytest.raises(codes.Busy):
            codes.shown(CODE)
    finally:
        codes._LINE.release(places)
    assert codes.shown(CODE) == codes.held(CODE)


def test_browser_carries_a_code_for_a_while_and_cannot_read_it():
    one = codes.held(CODE)
    carried = codes.carried(one, now=1000)
    assert one.lookup not in carried
    last = 1000 + 60 * codes.COOKIE_MINUTES
    assert codes.brought(carried, now=last - 1) == one
    assert codes.brought(carried, now=last) is None
    assert codes.brought(codes.carried(one)) == one
    assert codes.brought("made up") is None
