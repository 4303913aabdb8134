"""A thousand people answer at once on PostgreSQL: is every answer there, and how long does a press take beside an empty view?

All of them are in the middle at the same time: round by round each is shown a question and saves an answer, over as many
kept connections as the machine bears. Between the rounds the same connections ask an empty view as often.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tools import environment, postgres, serve
from tools.steps import ROOT, StepError
from tools.steps import run as step

PEOPLE, CONNECTIONS = 1000, 40
TARGET = 20.0
PREPARE = """
import json
import django
django.setup()
from tests import assessments
made, _lead = assessments.begun(invited={"staff": 1000})
seat = assessments.seat_of(made, "staff")
print(json.dumps({"link": seat.link_secret, "keys": assessments.standards(made)}))
"""
COUNT = """
import json
import django
django.setup()
from django.db.models import Count
from partnership.framework.models import Answer, Response
levels = Answer.objects.order_by().values_list("standard", "level").annotate(Count("pk"))
print(json.dumps({"handed_in": Response.objects.handed_in().count(), "answers": [list(one) for one in levels]}))
"""


@dataclass(slots=True)
class Somebody:
    """One of the thousand: a number, and the cookies of their browser."""

    number: int
    cookies: dict[str, str] = field(default_factory=dict)

    def level(self, question: int) -> int:
        """Give what they choose, so that it can be counted afterwards."""
        return 1 + (self.number + question) % 5


@dataclass(frozen=True, slots=True)
class Press:
    """One request of somebody, and what the server must answer to it."""

    who: Somebody
    path: str
    fields: dict[str, str] | None
    status: int

    def written(self) -> bytes:
        """Write it as a browser without scripts would send it."""
        kept = "; ".join(f"{name}={value}" for name, value in self.who.cookies.items())
        head = f"Host: localhost\r\nAccept: text/html\r\nAccept-Encoding: gzip\r\nCookie: {kept}\r\n"
        if self.fields is None:
            return f"GET {self.path} HTTP/1.1\r\n{head}\r\n".encode()
        body = urlencode({**self.fields, "csrfmiddlewaretoken": self.who.cookies["csrftoken"]})
        kind = "Content-Type: application/x-www-form-urlencoded\r\n"
        return f"POST {self.path} HTTP/1.1\r\n{head}{kind}Content-Length: {len(body)}\r\n\r\n{body}".encode()


async def send(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, press: Press) -> float:
    """Send one request, read its whole answer, keep its cookies, and give the seconds that took."""
    began = time.perf_counter()
    writer.write(press.written())
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = next(int(line[15:]) for line in head.split("\r\n") if line.lower().startswith("content-length:"))
    await reader.readexactly(length)
    took = time.perf_counter() - began
    if int(head.split()[1]) != press.status:
        raise RuntimeError(f"{press.path}: {head.splitlines()[0]}")
    for line in head.split("\r\n"):
        if line.lower().startswith("set-cookie:"):
            name, _is, value = line[11:].strip().split(";")[0].partition("=")
            press.who.cookies[name] = value
    return took


async def all_at_once(port: int, presses: list[Press]) -> float:
    """Send everything over the connections, each as soon as the one before it is answered; give the median seconds."""
    waiting, took = iter(presses), []

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for press in waiting:
            took.append(await send(reader, writer, press))
        writer.close()

    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))
    if len(took) != len(presses):
        raise RuntimeError(f"{len(presses)} were sent, {len(took)} were answered")
    return statistics.median(took)


@dataclass(frozen=True, slots=True)
class Measured:
    """The site and the empty view beside it, and the thousand."""

    port: int
    empty_port: int
    link: str
    keys: list[str]
    people: list[Somebody]

    def every(self, rest: str, status: int, fields: Callable[[Somebody], dict[str, str]] | None = None) -> float:
        """Let everybody send one request; give the median seconds."""
        path = f"/answer/{self.link}/{rest}"
        presses = [Press(one, path, fields(one) if fields else None, status) for one in self.people]
        return asyncio.run(all_at_once(self.port, presses))

    def nothing(self) -> float:
        """Ask the empty view as often."""
        return asyncio.run(all_at_once(self.empty_port, [Press(one, "/", None, 200) for one in self.people]))

    def rounds(self) -> dict[str, list[tuple[float, float]]]:
        """Go the whole way; give the seconds of each kind of request, each beside the empty view's of the same round."""
        self.every("", 200)
        found: dict[str, list[tuple[float, float]]] = {"show a question": [], "save an answer": []}
        found["begin"] = [(self.every("begin/", 302, lambda _one: {}), self.nothing())]
        for number, key in enumerate(self.keys):
            empty = self.nothing()
            rest = f"questions/{key}/"
            found["show a question"].append((self.every(rest, 200), empty))
            saved = self.every(rest, 302, lambda one, at=number: {"level": str(one.level(at))})
            found["save an answer"].append((saved, empty))
        found["hand in"] = [(self.every("hand-in/", 302, lambda _one: {}), self.nothing())]
        return found


def asked(script: str, env: dict[str, str]) -> dict:
    """Let a script ask the database, and give what it says."""
    command = [str(environment.PYTHON), "-c", script]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StepError(done.stderr[-2000:])
    return json.loads(done.stdout)


def said(what: str, pairs: list[tuple[float, float]]) -> str:
    """Put one kind of request into a line."""
    ratios = sorted(one / other for one, other in pairs)
    ours, theirs = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
    return (
        f"{what}: {ours:.1f} ms, empty view {theirs:.1f} ms, ratio {statistics.median(ratios):.1f} "
        f"(from {ratios[0]:.1f} to {ratios[-1]:.1f}); at most {TARGET:.0f}"
    )


def counted(measured: Measured, env: dict[str, str]) -> str:
    """Count every answer of every person in the database, and say how many are missing or are not what was chosen."""
    kept = asked(COUNT, env)
    wanted = Counter((key, one.level(at)) for one in measured.people for at, key in enumerate(measured.keys))
    there = Counter({(key, level): number for key, level, number in kept["answers"]})
    lost, strange = (wanted - there).total(), (there - wanted).total()
    if lost or strange or kept["handed_in"] != PEOPLE:
        raise StepError(f"{lost} answers are lost, {strange} are not what was chosen, {kept['handed_in']} handed in.")
    return f"{PEOPLE} people, {there.total()} answers saved, {there.total()} there; lost: {lost}"


def on_postgresql(url: str) -> list[str]:
    """Serve the site and an empty view, let everybody answer, and count."""
    with tempfile.TemporaryDirectory(prefix="heartwood-bench-") as folder:
        env = {**serve.site_settings(), "HEARTWOOD_DATA": folder, "DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
        env |= {"DJANGO_SETTINGS_MODULE": "partnership.config.settings"}
        step([environment.PYTHON, ROOT / "manage.py", "migrate", "--no-input"], env=env, quiet=True)
        made = asked(PREPARE, env)
        port, empty_port = serve.free_port(), serve.free_port()
        site = serve.start(port, env)
        empty = serve.start(empty_port, {**env, "DJANGO_SETTINGS_MODULE": "tests.bench.empty_settings"})
        try:
            serve.wait_until_ready(site, port)
            serve.wait_until_ready(empty, empty_port, path="/")
            measured = Measured(port, empty_port, made["link"], made["keys"], [Somebody(n) for n in range(PEOPLE)])
            found = measured.rounds()
        finally:
            serve.stop(site)
            serve.stop(empty)
        return [counted(measured, env), *(said(what, pairs) for what, pairs in found.items())]


def run() -> list[str]:
    """Measure, where this machine has PostgreSQL."""
    with postgres.cluster() as url:
        return on_postgresql(url) if url else ["There is no PostgreSQL here, so nothing was measured."]
