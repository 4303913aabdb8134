"""Sends statements to a learning record store (xAPI 1.0.3): a few at a time, and what came of each."""

from __future__ import annotations

import base64
import json
import logging
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

PATIENCE = 10.0  # seconds for one answer
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Store:
    """Where a store is, and with which words it opens."""

    address: str
    authorization: str


def store_at(address: str) -> Store:
    """Read `https://user:password@store.example.org/xapi/`.

    >>> store_at("https://sam:se%40cret@store.example.org/xapi/").address
    'https://store.example.org/xapi/'
    """
    told = urlsplit(address)
    words = f"{unquote(told.username or '')}:{unquote(told.password or '')}".encode()
    place = told.hostname or ""
    place = f"{place}:{told.port}" if told.port else place
    whole = urlunsplit((told.scheme, place, told.path.rstrip("/") + "/", "", ""))
    return Store(whole, "Basic " + base64.b64encode(words).decode())


def send(store: Store, statements: Sequence[Mapping[str, Any]]) -> list[bool]:
    """Send statements; say of each whether the store has it. One that it has already, it has."""
    if not statements:
        return []
    status = _post(store, list(statements))
    if status == HTTPStatus.OK or (len(statements) == 1 and status in (HTTPStatus.NO_CONTENT, HTTPStatus.CONFLICT)):
        return [True] * len(statements)
    if len(statements) > 1 and status in (HTTPStatus.CONFLICT, HTTPStatus.BAD_REQUEST):
        return [send(store, [one])[0] for one in statements]  # one of them keeps the others back
    return [False] * len(statements)


def _post(store: Store, statements: list[Mapping[str, Any]]) -> int:
    """Give the status of the answer; 0 where none came."""
    request = urllib.request.Request(
        f"{store.address}statements",
        data=json.dumps(statements).encode(),
        method="POST",
        headers={
            "Content-Type": "application/json",
            "X-Experience-API-Version": "1.0.3",
            "Authorization": store.authorization,
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            log.warning("The learning record store answered %s.", refused.code)
            return int(refused.code)
    except OSError:
        log.warning("The learning record store did not answer.")
        return 0
