"""A place's profile beside an empty view with the same middleware: 50 keep-alive connections, five alternating pairs."""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from pathlib import Path

from heartwood.pack import read
from tools import serve

CONNECTIONS, REQUESTS, PAIRS = 50, 3000, 5
TARGET = 3.0


async def ask(reader, writer, request):
    """Send one request, read its whole answer, and give the seconds that took."""
    began = time.perf_counter()
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head.split(b"\r\n")[0].decode())
    length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
    await reader.readexactly(length)
    return time.perf_counter() - began


async def ask_often(port, request, times):
    """Ask on one connection that is kept."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        return [await ask(reader, writer, request) for _ in range(times)]
    finally:
        writer.close()


async def measure(port, path):
    """Give the median seconds of a request, with every connection asking at once."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nAccept: text/html\r\n\r\n".encode()
    rounds = [ask_often(port, request, REQUESTS // CONNECTIONS) for _ in range(CONNECTIONS)]
    return statistics.median(second for one in await asyncio.gather(*rounds) for second in one)


def alternate(page_port, page, empty_port):
    """Measure one after the other, so that a busy minute touches both; the first pair only warms up."""
    pairs = []
    for _ in range(PAIRS + 1):
        pairs.append((asyncio.run(measure(page_port, page)), asyncio.run(measure(empty_port, "/"))))
    return pairs[1:]


def run() -> list[str]:
    """Serve both, measure them, and say the ratio."""
    env = {**serve.site_settings(), "DATABASE_URL": os.environ.get("DATABASE_URL", "")}
    page = f"/places/{read(Path(env['HEARTWOOD_PACK'])).districts[0].slug}/"
    page_port, empty_port = serve.free_port(), serve.free_port()
    site = serve.start(page_port, env)
    empty = serve.start(empty_port, {**env, "DJANGO_SETTINGS_MODULE": "tests.bench.empty_settings"})
    try:
        serve.wait_until_ready(site, page_port)
        serve.wait_until_ready(empty, empty_port, path="/")
        pairs = alternate(page_port, page, empty_port)
    finally:
        serve.stop(site)
        serve.stop(empty)
    ratios = sorted(one / other for one, other in pairs)
    ours, theirs = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
    return [
        f"profile page: {ours:.1f} ms a request, empty view {theirs:.1f} ms (median, {CONNECTIONS} connections)",
        f"ratio {statistics.median(ratios):.2f} (from {ratios[0]:.2f} to {ratios[-1]:.2f}); at most {TARGET:.0f}",
    ]
