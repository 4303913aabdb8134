"""How often something may be tried from one place, without anybody being written down.

What is counted is a keyed hash of an address, in the memory of this process: in no table, no file and no log. The key is
made anew each day and kept nowhere, so that yesterday's counts say nothing about anybody, and whoever reads the memory
finds no address. Each process counts for itself: with four of them, up to four times as much gets through.

One address may be a whole hospital or refuge. So limits are wide, and whoever is too quick is asked to wait for a while.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import date
from ipaddress import IPv6Address, ip_address
from threading import Lock

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

MOST_KEPT = 50_000  # counts in memory; of more, the one that was touched longest ago is forgotten
MOST_TIMES = 1_000  # of one count: no limit of ours is higher


class Pace:
    """Counts of today, each under a hash that only this process can make, and only today."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, today: Callable[[], date] = timezone.localdate
    ) -> None:
        self._clock, self._today, self._lock = clock, today, Lock()
        self._day, self._key = date.min, b""
        self._counts: OrderedDict[bytes, deque[float]] = OrderedDict()

    def allowed(self, request: HttpRequest, what: str, most: int, seconds: float, *, counts: bool = True) -> bool:
        """Whether fewer than `most` were counted within `seconds`; this one is counted too, unless that is left to `wrong`."""
        if not 0 < most <= MOST_TIMES:
            raise ValueError(f"A limit of {most} cannot be counted; 1 to {MOST_TIMES} would do.")
        with self._lock:
            times = self._times(request, what)
            since = self._clock() - seconds
            if sum(at > since for at in times) >= most:
                return False
            if counts:
                times.append(self._clock())
            return True

    def wrong(self, request: HttpRequest, what: str) -> None:
        """Count one that was wrong. What was right is not counted, so that nobody learns from the pace which it was."""
        with self._lock:
            self._times(request, what).append(self._clock())

    def forget(self) -> None:
        """Forget every count, and the key with them."""
        with self._lock:
            self._day = date.min

    def _times(self, request: HttpRequest, what: str) -> deque[float]:
        self._begin_the_day()
        hashed = hmac.digest(self._key, f"{what} {place_of(request)}".encode(), hashlib.sha256)
        times = self._counts.setdefault(hashed, deque(maxlen=MOST_TIMES))
        self._counts.move_to_end(hashed)
        if len(self._counts) > MOST_KEPT:
            self._counts.popitem(last=False)
        return times

    def _begin_the_day(self) -> None:
        today = self._today()
        if today != self._day:
            self._day, self._key = today, secrets.token_bytes(32)
            self._counts.clear()


def place_of(request: HttpRequest) -> str:
    """Give the address that a request came from. Of the newer ones, the half that a household has: the rest it can choose."""
    told = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:  # our own proxy wrote the last one; those before it anybody can make up
        told = request.META.get("HTTP_X_FORWARDED_FOR", told).rsplit(",", 1)[-1].strip()
    try:
        address = ip_address(told)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or address.exploded[:19])
    return str(address)


_PACE = Pace()


def allowed(request: HttpRequest, what: str, most: int, seconds: float, *, counts: bool = True) -> bool:
    """Whether something may be done now from where the request came; if so it is counted.

    Parameters
    ----------
    request
        Read for the address alone.
    what
        The deed, so that each has a count of its own: "send-story".
    most, seconds
        At most so many within so many seconds.
    counts
        No, where only wrong ones count: ask first with `counts=False`, and tell `wrong` afterwards.
    """
    return _PACE.allowed(request, what, most, seconds, counts=counts)


def wrong(request: HttpRequest, what: str) -> None:
    """Count something that was wrong: a code that nothing has."""
    _PACE.wrong(request, what)


def forget() -> None:
    """Forget every count."""
    _PACE.forget()
