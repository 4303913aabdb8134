"""Codes of six plain words, or of sixteen digits, with which somebody without an account comes back.

A code is kept only as a slow hash (scrypt). The salt is one secret for the whole site, beside the keys and outside the
database: so a code can be looked up, and whoever steals the database alone cannot try codes at all. From the same hash
comes a key that stands nowhere; what is locked with it, nobody opens but whoever holds the code.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from threading import BoundedSemaphore

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from partnership.core import sealing

WORDS, DIGITS = 6, 16
# 32 MB and about a tenth of a second; the interpreter's lock is let go meanwhile. Never to be changed where codes were
# given out: they are looked up by this hash. docs/decisions/0017 says why it is not more.
_N, _R, _P = 2**15, 8, 1
AT_ONCE = 2  # in one process: the other threads go on answering everybody else
PATIENCE = 2.0  # seconds that somebody who comes back waits for their turn
IN_LINE = AT_ONCE + 1  # of those who come back; so one of a process's four threads is left for everybody else
_TURNS, _LINE = BoundedSemaphore(AT_ONCE), BoundedSemaphore(IN_LINE)
_BACK = BoundedSemaphore(1)  # one of those who come back at a time: guessing leaves a turn for whoever sends a story
_NONCE = 12

# What a browser holds of whoever came back: one cookie, for these pages alone, gone with its window and after this time.
# Whoever leaves fast lets it forget: `response.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Lax")`.
COOKIE, COOKIE_PATH, COOKIE_MINUTES = "back", "/tell-us/back/", 30


class Busy(Exception):
    """Too many codes are being looked up at this moment; try again in some seconds."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a code gives: a hash to look for, and a key to lock with. The key is never written down."""

    lookup: str
    key: bytes


def new_words(words: Sequence[str]) -> str:
    """Give a code of six words out of a list: with 600 of them, one of 46 million billion.

    Raises
    ------
    ValueError
        If the list is too short to be safe, or names a word twice.
    """
    if len(set(words)) < 512 or len(set(words)) != len(words):
        raise ValueError("A list of at least 512 different words is needed.")
    return " ".join(secrets.choice(words) for _one in range(WORDS))


def new_digits() -> str:
    """Give a code of sixteen digits, in fours.

    >>> [len(four) for four in new_digits().split()]
    [4, 4, 4, 4]
    """
    digits = "".join(str(secrets.randbelow(10)) for _one in range(DIGITS))
    return " ".join(digits[at : at + 4] for at in range(0, DIGITS, 4))


def tidied(typed: str) -> str:
    """Give a code as it is hashed, however it was typed: small letters, one space; digits without any.

    >>> tidied("  Apple,  river-stone ")
    'apple river stone'
    >>> tidied("1234-5678 90123456")
    '1234567890123456'
    """
    parts = re.findall(r"\w+", typed.lower())
    return "".join(parts) if parts and all(part.isdigit() for part in parts) else " ".join(parts)


def looks_like_one(typed: str) -> bool:
    """Whether this can be a code at all: six words, or sixteen digits. Nothing else is worth the slow hash."""
    code = tidied(typed)
    return (code.isdigit() and len(code) == DIGITS) or (
        not any(map(str.isdigit, code)) and code.count(" ") == WORDS - 1
    )


def held(code: str, wait: float = 5.0) -> Held:
    """Hash a code slowly. Call it outside any transaction: nothing in the database is held meanwhile.

    Raises
    ------
    Busy
        If so many are being hashed that this one would wait for longer than `wait` seconds.
    """
    if not _TURNS.acquire(timeout=wait):
        raise Busy
    try:
        slow = hashlib.scrypt(
            tidied(code).encode(), salt=sealing.secret("codes"), n=_N, r=_R, p=_P, maxmem=256 * _N * _R, dklen=64
        )
    finally:
        _TURNS.release()
    return Held(hashlib.sha256(slow[:32]).hexdigest(), slow[32:])


def shown(code: str) -> Held:
    """Hash a code that somebody comes back with, however many are tried at once: the rest of the site goes on answering.

    Raises
    ------
    Busy
        At once where so many stand in line already; or when patience is at its end.
    """
    if not _LINE.acquire(blocking=False):
        raise Busy
    try:
        return _in_turn(code)
    finally:
        _LINE.release()


def _in_turn(code: str) -> Held:
    if not _BACK.acquire(timeout=PATIENCE):
        raise Busy
    try:
        return held(code, PATIENCE)
    finally:
        _BACK.release()


def carried(code: Held, now: float | None = None) -> str:
    """Give what the browser carries of a code until it is too old: locked, so that nobody reads it there."""
    until = int((time.time() if now is None else now) + 60 * COOKIE_MINUTES)
    said = f"{until} {code.lookup} {base64.urlsafe_b64encode(code.key).decode()}"
    return lock(said, sealing.secret("browser"), about=COOKIE)


def brought(carried_by_browser: str, now: float | None = None) -> Held | None:
    """Give the code that a browser brings; nothing where it brings none, another's, or one that is too old."""
    try:
        until, lookup, key = unlock(carried_by_browser, sealing.secret("browser"), about=COOKIE).split(" ")
    except sealing.KeyLost:
        return None
    if int(until) <= (time.time() if now is None else now):
        return None
    return Held(lookup, base64.urlsafe_b64decode(key))


def lock(text: str, key: bytes, *, about: str) -> str:
    """Lock a text with a code's key."""
    nonce = secrets.token_bytes(_NONCE)
    return base64.urlsafe_b64encode(nonce + AESGCM(key).encrypt(nonce, text.encode(), about.encode())).decode()


def unlock(locked: str, key: bytes, *, about: str) -> str:
    """Open what was locked with a code's key.

    Raises
    ------
    sealing.KeyLost
        If it was locked with another, or is not as it was written.
    """
    try:
        raw = base64.urlsafe_b64decode(locked)
        return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], about.encode()).decode()
    except (InvalidTag, ValueError):
        raise sealing.KeyLost("This code does not open these words.") from None
