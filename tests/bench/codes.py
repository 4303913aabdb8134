"""A code that somebody comes back with, beside an empty view: how slow one look is, and how little others notice of ten.

The look is slow on purpose, so that nobody guesses. Others must not wait for it: while ten people try a code each second,
the empty view of the same site is asked as often as before, and its median may only grow so much. Both are measured in turns, so that a busy minute touches each.
"""

from __future__ import annotations

import asyncio
import itertools
import statistics
import tempfile
import time
from collections import Counter
from urllib.parse import urlencode

from tools import environment, serve
from tools.steps import ROOT
from tools.steps import run as step

CODES, ALONE, ASKED, PAIRS = 10, 10, 100, 3
SLOWER = 5.0  # times as long as alone, at most, for somebody else's page while ten codes are tried
UNKNOWN = "walnut vessel umber tunnel silver river"
TOKEN = "t" * 32
PATH = "/tell-us/back/"
EMPTY = "/healthz"  # of the same site, in the same processes
_ADDRESSES = itertools.count(1)


def looked_up() -> bytes:
    """Write a request with a code that opens nothing, each from an address of its own: nobody waits for having guessed."""
    number = next(_ADDRESSES)
    body = urlencode({"code": UNKNOWN, "csrfmiddlewaretoken": TOKEN})
    head = f"Host: localhost\r\nAccept: text/html\r\nCookie: csrftoken={TOKEN}\r\nX-Forwarded-For: 10.0.{number // 250}.{number % 250}\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    return f"POST {PATH} HTTP/1.1\r\n{head}{kind}Content-Length: {len(body)}\r\n\r\n{body}".encode()


async def send(port: int, request: bytes) -> tuple[float, bytes]:
    """Send one request on a connection of its own; give the seconds until its whole answer, and the answer."""
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.split(b"\r\n")[0].decode())
        length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
        body = await reader.readexactly(length)
        return time.perf_counter() - began, body
    finally:
        writer.close()


async def others(port: int, times: int) -> list[float]:
    """Ask the empty view so often, one after the other."""
    asked = f"GET {EMPTY} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    return [(await send(port, asked))[0] for _one in range(times)]


async def one_after_another(port: int) -> list[float]:
    """Try codes while nobody else is there."""
    return [(await send(port, looked_up()))[0] for _one in range(ALONE)]


async def while_ten_are_tried(port: int) -> tuple[list[float], Counter[str]]:
    """Ask the empty view while ten people try codes, each again a second after they are answered; count their answers."""
    answers: Counter[str] = Counter()
    going = True

    async def tries() -> None:
        while going:
            _took, body = await send(port, looked_up())
            answers["busy" if b"Press again in some seconds" in body else "looked at"] += 1
            await asyncio.sleep(1)

    trying = [asyncio.create_task(tries()) for _one in range(CODES)]
    await asyncio.sleep(0.5)
    took = await others(port, ASKED)
    going = False
    await asyncio.gather(*trying)
    return took, answers


def measure(port: int) -> list[str]:
    """Measure in turns, and say it."""
    asyncio.run(others(port, ASKED))
    asyncio.run(one_after_another(port))
    alone, looks, beside = [], [], []
    answers: Counter[str] = Counter()
    for _pair in range(PAIRS):
        alone += asyncio.run(others(port, ASKED))
        looks += asyncio.run(one_after_another(port))
        took, said = asyncio.run(while_ten_are_tried(port))
        beside += took
        answers += said
    return list(sentences(alone, looks, beside, answers))


def sentences(alone: list[float], looks: list[float], beside: list[float], answers: Counter[str]) -> list[str]:
    """Say what was measured."""
    empty, look, slowed = map(statistics.median, (alone, looks, beside))
    worst = statistics.quantiles(beside, n=20)[-1]
    return [
        f"one code: {look * 1000:.0f} ms, ratio {look / empty:.0f} to the empty view ({empty * 1000:.1f} ms); slow on purpose",
        f"empty view while {CODES} codes are tried: {slowed * 1000:.1f} ms, ratio {slowed / empty:.2f}; at most {SLOWER:.0f}",
        f"nineteen of twenty of them within {worst * 1000:.0f} ms; codes looked at: {answers['looked at']}, told to press again: {answers['busy']}",
    ]


def run() -> list[str]:
    """Serve the site with a database of its own, and measure."""
    with tempfile.TemporaryDirectory(prefix="heartwood-bench-") as folder:
        env = {**serve.site_settings(), "HEARTWOOD_DATA": folder, "DATABASE_URL": "", "BEHIND_PROXY": "1"}
        step([environment.PYTHON, ROOT / "manage.py", "migrate", "--no-input"], env=env, quiet=True)
        port = serve.free_port()
        site = serve.start(port, env)
        try:
            serve.wait_until_ready(site, port)
            return measure(port)
        finally:
            serve.stop(site)
