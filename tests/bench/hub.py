"""Directory, my work and search beside an empty view, with a crowd on each database: pairs in turn, the ratio of medians.

Where other work shares the machine, whoever needs longer waits more often, and the ratio of waiting grows. So each line
also says how much the server's own processors worked for a request, which nobody else's work changes by much.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import pages
from tools import environment, postgres, serve
from tools.steps import ROOT, StepError
from tools.steps import run as step

CONNECTIONS, REQUESTS, PAIRS = 10, 300, 7
TICK = 1000 / os.sysconf("SC_CLK_TCK")  # milliseconds
TARGET = 15.0
PREPARE = """
import json, os, sys, time
import django
django.setup()
from django.test import Client
from django.urls import Resolver404, resolve
from tests.bench import crowd
from tests.people import sign_in
began = time.monotonic()
made = crowd.fill()
took = time.monotonic() - began
def answers(path):
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
def cookie(person):
    return sign_in(Client(), person).cookies["sessionid"].value
print(json.dumps({
    "took": took, "directory": answers("/directory/"),
    "programme": cookie(made.programme), "lead": cookie(made.lead), "name": made.member.name.split()[1],
}))
"""


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """Give the address of each database that this machine can have; an empty one is SQLite's file."""
    with postgres.cluster() as url:
        yield {"SQLite": "", **({"PostgreSQL": url} if url else {})}


def asked(crowd: dict) -> list[tuple[str, str, str]]:
    """Give what is measured: its name, its address, and who asks."""
    name = crowd["name"]
    slip = name[:3] + name[4] + name[3] + name[5:]
    directory = [("directory", "/directory/", "")] if crowd["directory"] else []
    return [
        *directory,
        ("my work", "/my-work/", crowd["lead"]),
        ("search, a name", f"/search/?q={name}", crowd["programme"]),
        ("search, a slip", f"/search/?q={slip}", crowd["programme"]),
        ("search, a word of thousands", "/search/?q=meeting+hospital", crowd["programme"]),
        ("search, by nobody", "/search/?q=hospital", ""),
    ]


def request(path: str, cookie: str) -> bytes:
    """Write one request."""
    who = f"Cookie: sessionid={cookie}\r\n" if cookie else ""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nAccept: text/html\r\n{who}\r\n".encode()


async def measure(port: int, wanted: bytes) -> float:
    """Give the median seconds of a request, with every connection asking at once."""
    rounds = [pages.ask_often(port, wanted, REQUESTS // CONNECTIONS) for _ in range(CONNECTIONS)]
    return statistics.median(second for one in await asyncio.gather(*rounds) for second in one)


@dataclass(frozen=True, slots=True)
class Asked:
    """A server that is asked for a page, and what that took: median seconds of waiting, own work of a request in ms."""

    server: subprocess.Popen[bytes]
    port: int
    wanted: bytes

    def measured(self) -> tuple[float, float]:
        """Ask for it, often."""
        before = worked(self.server.pid)
        waited = asyncio.run(measure(self.port, self.wanted))
        return waited, (worked(self.server.pid) - before) / REQUESTS


def worked(pid: int) -> float:
    """Give the milliseconds that the server's processes have worked (not those of the database); 0 where none says."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if not children.exists():
        return 0.0
    said = [
        Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split() for child in children.read_text().split()
    ]
    return TICK * sum(int(fields[11]) + int(fields[12]) for fields in said)


def alternate(page: Asked, empty: Asked) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Measure one after the other, so that a busy minute touches both; the first pair only warms up."""
    return [(page.measured(), empty.measured()) for _ in range(PAIRS + 1)][1:]


def of_one_database(name: str, url: str) -> list[str]:
    """Fill the database, serve the site and an empty view, and say the ratio of each page."""
    with tempfile.TemporaryDirectory(prefix="heartwood-bench-") as folder:
        env = {**serve.site_settings(), "HEARTWOOD_DATA": folder, "DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
        env |= {"DJANGO_SETTINGS_MODULE": "partnership.config.settings"}
        step([environment.PYTHON, ROOT / "manage.py", "migrate", "--no-input"], env=env, quiet=True)
        made = subprocess.run(
            [str(environment.PYTHON), "-c", PREPARE],
            cwd=ROOT,
            env={**os.environ, **env},
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise StepError(made.stderr[-2000:])
        crowd = json.loads(made.stdout)
        return [f"{name}: the crowd is there after {crowd['took']:.0f} s", *served(name, env, asked(crowd))]


def served(name: str, env: dict[str, str], wanted: list[tuple[str, str, str]]) -> list[str]:
    """Serve both and measure every page."""
    port, empty_port = serve.free_port(), serve.free_port()
    site = serve.start(port, env)
    empty = serve.start(empty_port, {**env, "DJANGO_SETTINGS_MODULE": "tests.bench.empty_settings"})
    try:
        serve.wait_until_ready(site, port)
        serve.wait_until_ready(empty, empty_port, path="/")
        return [
            said(
                f"{name}: {page}",
                alternate(Asked(site, port, request(path, cookie)), Asked(empty, empty_port, request("/", cookie))),
            )
            for page, path, cookie in wanted
        ]
    finally:
        serve.stop(site)
        serve.stop(empty)


def said(what: str, pairs: list[tuple[tuple[float, float], tuple[float, float]]]) -> str:
    """Put one page's figures into a line."""
    ratios = sorted(one / other for (one, _work), (other, _less) in pairs)
    ours, theirs = (statistics.median(waited for waited, _work in times) * 1000 for times in zip(*pairs, strict=True))
    work, less = (sum(work for _waited, work in times) / len(times) for times in zip(*pairs, strict=True))
    own = f"; own work {work:.1f} ms against {less:.1f} ms, ratio {work / less:.1f}" if less else ""
    return (
        f"{what}: {ours:.1f} ms, empty view {theirs:.1f} ms, ratio {statistics.median(ratios):.1f} "
        f"(from {ratios[0]:.1f} to {ratios[-1]:.1f}){own}; at most {TARGET:.0f}"
    )


def run() -> list[str]:
    """Measure on every database that this machine has."""
    with databases() as found:
        return [line for name, url in found.items() for line in of_one_database(name, url)]
