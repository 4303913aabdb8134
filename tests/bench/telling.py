"""Two hundred people send at once on PostgreSQL: is every story there, and how long does it take beside an empty view?

Each has come to the last page, half of them with a code, whose hash is slow on purpose. Whoever is told that many are
sending presses again, as the page says: so busy is counted, and nobody may be lost.
"""

from __future__ import annotations

import asyncio
import html
import json
import re
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.bench.answering import asked
from tools import environment, postgres, serve
from tools.steps import ROOT, StepError
from tools.steps import run as step

PEOPLE = 200
TELL = "/tell-us/tell/"
WAIT = 3.0  # seconds before somebody presses again
HIDDEN = re.compile(r'<input type="hidden" name="([\w-]+)" value="([^"]*)">')
CODE = re.compile(r'<ol class="hw-telling__code"[^>]*>(.*?)</ol>', re.DOTALL)
PREPARE = """
import django, json
django.setup()
from tests import ready
from tests.stories import a_reader
ready.in_order()
a_reader()
print(json.dumps({}))
"""
COUNT = """
import django, json
django.setup()
from partnership.core.models import sealed
from partnership.listening.models import Story
from partnership.reading.models import Text
said = [sealed.read(text, "sealed") for text in Text.objects.all()]
coded = Story.objects.filter(code_secret__isnull=False).count()
print(json.dumps({"stories": Story.objects.count(), "coded": coded, "said": said}))
"""


@dataclass(slots=True)
class Somebody:
    """One of the two hundred: what their page carries, and how often they were asked to press again."""

    number: int
    carries: dict[str, str] = field(default_factory=dict)
    again: int = 0
    took: float = 0.0

    @property
    def words(self) -> str:
        """Give what they tell, so that it can be looked for afterwards."""
        return f"Somebody's words, number {self.number}."

    @property
    def coded(self) -> bool:
        """Whether they want a code."""
        return self.number % 2 == 0

    async def press(self, port: int, **typed: str) -> str:
        """Send the page, as a browser without scripts would, from an address of their own; give the next one."""
        body = urlencode({**self.carries, "go": "next", **typed})
        head = f"POST {TELL} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 10.0.{self.number // 250}.{self.number % 250}\r\n"
        kind = "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"{head}{kind}Content-Length: {len(body)}\r\n\r\n{body}".encode())
        page = (await reader.read()).decode()
        writer.close()
        self.carries = {name: html.unescape(value) for name, value in HIDDEN.findall(page)}
        return page

    async def come_to_the_last_page(self, port: int) -> None:
        """Answer, and stand before the button that sends."""
        self.carries = {"told": json.dumps({"words": {"own-words": self.words}}), "step": "look-over"}
        await self.press(port, go="send")
        if self.coded:
            self.carries["typed"] = code_on(await self.press(port, kind="words"))
        else:
            self.carries["kind"] = "none"

    async def send(self, port: int) -> None:
        """Send, and press again as long as the page says that many are sending."""
        began, last = time.perf_counter(), dict(self.carries)
        while "We have it" not in (page := await self.press(port)):
            if "Nothing is lost" not in page:
                raise StepError(f"Number {self.number} was told: {page[:200]}")
            self.again, self.carries = self.again + 1, dict(last)
            await asyncio.sleep(WAIT)
        self.took = time.perf_counter() - began


def code_on(page: str) -> str:
    """Read the code that stands on a page."""
    found = CODE.search(page)
    if not found:
        raise StepError(f"There is no code on the page: {page[:200]}")
    return " ".join(re.findall(r"<li>(.*?)</li>", found[1]))


def all_at_once(people: list[Somebody], deed: Callable[[Somebody], Awaitable[None]]) -> float:
    """Let everybody do it at the same moment; give the seconds until the last is done."""

    async def everybody() -> None:
        await asyncio.gather(*map(deed, people))

    began = time.perf_counter()
    asyncio.run(everybody())
    return time.perf_counter() - began


async def nothing(port: int) -> None:
    """Ask the empty view."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    await reader.read()
    writer.close()


def counted(people: list[Somebody], env: dict[str, str]) -> str:
    """Look for every story and every word in the database; none may be missing, and none may be there twice."""
    kept = asked(COUNT, env)
    wanted = sorted(one.words for one in people)
    coded = sum(one.coded for one in people)
    if sorted(kept["said"]) != wanted or (kept["stories"], kept["coded"]) != (len(people), coded):
        raise StepError(f"{kept['stories']} stories, {kept['coded']} with a code, {len(kept['said'])} texts are there.")
    return f"{len(people)} people sent at once, {kept['stories']} stories there, {coded} with a code; lost: 0"


def on_postgresql(url: str) -> list[str]:
    """Serve the site and an empty view, let everybody send at once, and count."""
    with tempfile.TemporaryDirectory(prefix="heartwood-bench-") as folder:
        env = {**serve.site_settings(), "HEARTWOOD_DATA": folder, "DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
        env |= {"DJANGO_SETTINGS_MODULE": "partnership.config.settings", "BEHIND_PROXY": "1"}
        env |= {"HEARTWOOD_DEMONSTRATION": "1"}
        step([environment.PYTHON, ROOT / "manage.py", "migrate", "--no-input"], env=env, quiet=True)
        asked(PREPARE, env)
        port, empty_port = serve.free_port(), serve.free_port()
        site = serve.start(port, env)
        empty = serve.start(empty_port, {**env, "DJANGO_SETTINGS_MODULE": "tests.bench.empty_settings"})
        try:
            serve.wait_until_ready(site, port)
            serve.wait_until_ready(empty, empty_port, path="/")
            people = [Somebody(number) for number in range(PEOPLE)]
            all_at_once(people, lambda one: one.come_to_the_last_page(port))
            ours = all_at_once(people, lambda one: one.send(port))
            theirs = all_at_once(people, lambda _one: nothing(empty_port))
        finally:
            serve.stop(site)
            serve.stop(empty)
        return [counted(people, env), *said(people, ours, theirs)]


def said(people: list[Somebody], ours: float, theirs: float) -> list[str]:
    """Put what was measured into lines."""
    lines = [f"all of them: {ours:.1f} s, an empty view as often: {theirs:.2f} s, ratio {ours / theirs:.0f}"]
    for coded, called in ((False, "without a code"), (True, "with a code")):
        took = sorted(one.took for one in people if one.coded is coded)
        again = sum(one.again > 0 for one in people if one.coded is coded)
        lines.append(
            f"{called}: half within {statistics.median(took):.1f} s, all within {took[-1]:.1f} s, pressed again: {again}"
        )
    return lines


def run() -> list[str]:
    """Measure, where this machine has PostgreSQL."""
    with postgres.cluster() as url:
        return on_postgresql(url) if url else ["There is no PostgreSQL here, so nothing was measured."]
