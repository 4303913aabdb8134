"""Codes are looked at slowly, and nobody else waits for that: on the handler that a real server calls, in threads."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections

from partnership.core import codes, pace
from partnership.listening.models import Draft
from tests.coming_back import DOOR, UNKNOWN, a_draft, said

pytestmark = pytest.mark.django_db(transaction=True)
TOKEN = "t" * 32
BOUND = 120  # seconds after which something is broken; nothing is measured


def asked(site, path, fields=None):
    """Send one request as a server would; give the status and the page."""
    body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN}).encode() if fields else b""
    environ = {
        "REQUEST_METHOD": "POST" if fields else "GET",
        "PATH_INFO": path,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "203.0.113.9",
        "HTTP_COOKIE": f"csrftoken={TOKEN}",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        "wsgi.errors": BytesIO(),
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    told = []
    page = b"".join(site(environ, lambda status, _headers, *_more: told.append(status)))
    return told[0], page.decode()


def asked_in_a_thread(site, path, fields):
    try:
        return asked(site, path, fields)
    finally:
        connections.close_all()


@pytest.fixture
def turns_taken(monkeypatch):
    """Hold every turn of the slow look, so that whoever comes back stands in line until the test lets go."""
    monkeypatch.setattr(codes, "PATIENCE", BOUND)
    pace.forget()
    for _one in range(codes.AT_ONCE):
        assert codes._TURNS.acquire(timeout=BOUND)
    left = [codes.AT_ONCE]

    def let_go():
        while left[0]:
            codes._TURNS.release()
            left[0] -= 1

    yield let_go
    let_go()
    pace.forget()


def until_all_stand_in_line():
    until = time.monotonic() + BOUND
    while codes._LINE._value:
        assert time.monotonic() < until, "nobody came into the line"
        time.sleep(0.01)


def test_others_are_answered_and_can_write_while_codes_are_looked_at(turns_taken):
    site = get_wsgi_application()
    with ThreadPoolExecutor(codes.IN_LINE) as threads:
        guesses: list[Future] = [
            threads.submit(asked_in_a_thread, site, DOOR, {"code": UNKNOWN}) for _one in range(codes.IN_LINE)
        ]
        until_all_stand_in_line()
        status, _page = asked(site, "/healthz")
        a_draft_is_saved = _write()
        busy = asked(site, DOOR, {"code": UNKNOWN})
        assert not any(one.done() for one in guesses)  # all of this came back while they were still in line
        turns_taken()
        answers = [one.result(timeout=BOUND) for one in guesses]
    assert status == "200 OK"
    assert a_draft_is_saved
    assert (busy[0], said("code.busy") in busy[1]) == ("200 OK", True)
    assert [(one[0], said("code.unknown") in one[1]) for one in answers] == [("200 OK", True)] * codes.IN_LINE


def _write():
    Draft.objects.create(code_secret="w" * 64, locked_words="locked", saved_on="2026-11-29")
    return Draft.objects.filter(code_secret="w" * 64).exists()


def test_looking_slowly_happens_in_no_transaction(monkeypatch):
    """Held by the real look: whatever connection the thread has, it is in no transaction when the look begins."""
    a_draft()
    seen = []
    real = codes.hashlib.scrypt

    def looks(*args, **more):
        seen.append(any(one.in_atomic_block for one in connections.all(initialized_only=True)))
        return real(*args, **more)

    monkeypatch.setattr(codes.hashlib, "scrypt", looks)
    asked(get_wsgi_application(), DOOR, {"code": UNKNOWN})
    assert seen == [False]
