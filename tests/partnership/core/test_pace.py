"""Whoever is too quick waits, and nobody is written down for it."""

from __future__ import annotations

import gc
import logging
import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache

from partnership.core import pace
from partnership.core.pace import MOST_TIMES, Pace, place_of

ADDRESS, ANOTHER = "203.0.113.77", "203.0.113.78"


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.seconds, self.day = 0.0, date(2026, 11, 2)

    def __call__(self) -> float:
        return self.seconds

    def today(self) -> date:
        return self.day


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def counted(clock):
    return Pace(clock, clock.today)


@pytest.fixture
def asked(rf):
    return lambda address=ADDRESS, **more: rf.get("/", REMOTE_ADDR=address, **more)


def test_so_many_are_allowed_and_no_more(counted, asked):
    assert [counted.allowed(asked(), "send", 3, 60) for _one in range(5)] == [True, True, True, False, False]


def test_after_the_time_they_are_allowed_again(counted, clock, asked):
    counted.allowed(asked(), "send", 1, 60)
    clock.seconds = 59.9
    assert not counted.allowed(asked(), "send", 1, 60)
    clock.seconds = 60
    assert counted.allowed(asked(), "send", 1, 60)


def test_another_place_and_another_deed_have_counts_of_their_own(counted, asked):
    counted.allowed(asked(), "send", 1, 60)
    assert counted.allowed(asked(ANOTHER), "send", 1, 60)
    assert counted.allowed(asked(), "code", 1, 60)


def test_only_wrong_ones_count_where_that_is_asked(counted, asked):
    assert all(counted.allowed(asked(), "code", 2, 60, counts=False) for _one in range(9))
    counted.wrong(asked(), "code")
    counted.wrong(asked(), "code")
    assert not counted.allowed(asked(), "code", 2, 60, counts=False)


@pytest.mark.parametrize("most", [0, MOST_TIMES + 1])
def test_limit_that_cannot_be_counted_is_an_error(counted, asked, most):
    with pytest.raises(ValueError, match="cannot be counted"):
        counted.allowed(asked(), "send", most, 60)


def test_full_memory_forgets_who_came_longest_ago(counted, asked, monkeypatch):
    monkeypatch.setattr(pace, "MOST_KEPT", 2)
    for address in (ADDRESS, ANOTHER, "203.0.113.79"):
        counted.wrong(asked(address), "send")
    assert counted.allowed(asked(), "send", 1, 60, counts=False)
    assert not counted.allowed(asked("203.0.113.79"), "send", 1, 60, counts=False)


def everything_in(thing):
    """Give every text and every bytes that can be reached from a thing of the memory."""
    seen, waiting, found = set(), [thing], []
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, type) or (callable(one) and not isinstance(one, Clock)):
            continue
        seen.add(id(one))
        if isinstance(one, str | bytes):
            found.append(one if isinstance(one, bytes) else one.encode())
        waiting += gc.get_referents(one)
    return found


def test_memory_holds_no_address(counted, asked):
    counted.wrong(asked(), "send")
    assert any(len(one) == 32 for one in everything_in(counted))
    assert not any(ADDRESS.encode() in one for one in everything_in(counted))
    counted._counts[ADDRESS.encode()] = counted._counts.popitem()[1]
    assert any(ADDRESS.encode() in one for one in everything_in(counted)), "an address in the memory would be found"


def test_hashes_of_yesterday_are_gone_and_cannot_be_made_again(counted, clock, asked):
    counted.wrong(asked(), "send")
    yesterday, key = set(counted._counts), counted._key
    clock.day += timedelta(days=1)
    assert counted.allowed(asked(), "send", 1, 86_400, counts=False)
    assert counted._key != key
    assert not yesterday & set(counted._counts)
    assert not any(key in one for one in everything_in(counted))


def test_two_processes_hash_one_address_differently(clock, asked):
    one, other = Pace(clock, clock.today), Pace(clock, clock.today)
    one.wrong(asked(), "send")
    other.wrong(asked(), "send")
    assert not set(one._counts) & set(other._counts)


@pytest.mark.django_db
def test_nothing_is_written_to_the_database_a_cache_a_file_or_a_log(
    asked, caplog, tmp_path, monkeypatch, django_assert_num_queries
):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(cache, "set", lambda *_said, **_more: pytest.fail("it was kept"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with django_assert_num_queries(0):
        pace.allowed(asked(), "send", 1, 60)
        pace.allowed(asked(), "send", 1, 60)
        pace.wrong(asked(), "send")
    assert caplog.records == []
    assert list(Path(tmp_path).iterdir()) == []
    pace.forget()
    assert pace.allowed(asked(), "send", 1, 60)
    pace.forget()


@pytest.mark.parametrize(
    ("told", "place"),
    [
        (ADDRESS, ADDRESS),
        ("2001:db8:1:2:aaaa::1", "2001:0db8:0001:0002"),
        ("2001:db8:1:2:bbbb::9", "2001:0db8:0001:0002"),
        (f"::ffff:{ADDRESS}", ADDRESS),
        ("", ""),
        ("a-socket", ""),
    ],
)
def test_place_is_an_address_or_a_households_part_of_it(asked, told, place):
    assert place_of(asked(told)) == place


def test_behind_our_proxy_only_what_the_proxy_wrote_counts(asked, settings):
    made_up = asked("127.0.0.1", HTTP_X_FORWARDED_FOR=f"198.51.100.1, {ADDRESS}")
    assert place_of(made_up) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert place_of(made_up) == ADDRESS
    assert place_of(asked("127.0.0.1")) == "127.0.0.1"
