"""The meeting of 40 standards, 4 seats and 500 responses in each: opened, then shown beside an empty view, and its queries.

The edition of forty standards is a draft. Here it is offered in a copy of the pack, so that nobody else is asked with it.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from tests.bench import hub, pages
from tools import environment, serve
from tools.steps import ROOT, StepError
from tools.steps import run as step

EDITION, RESPONSES, MOST_QUERIES = "long-2026", 500, 12
REQUESTS, PAIRS = 10, 5
PREPARE = """
import json, random, time
import django
django.setup()
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from partnership.framework import tasks
from partnership.framework.models import Answer, Response
from tests import assessments
from tests.people import a_person, sign_in
made, lead = assessments.begun(edition={edition!r}, invited=dict.fromkeys(("leaders", "staff", "people", "peer"), {many}))
luck, asked = random.Random(2030), assessments.standards(made)
for seat in made.seats.all():
    names = [None] * {many} if seat.anonymous else [a_person() for _ in range({many})]
    held = Response.objects.bulk_create([Response(seat=seat, person=one, handed_in=True) for one in names])
    Answer.objects.bulk_create(
        (Answer(response=one, standard=key, level=luck.choice((None, 1, 2, 3, 4, 5))) for one in held for key in asked),
        batch_size=5000,
    )
assessments.closed_for_an_hour(made, lead)
answers, began = Answer.objects.count(), time.monotonic()
tasks.open_now(made, by=lead)
took = time.monotonic() - began
client = sign_in(Client(SERVER_NAME="localhost"), lead)
path = reverse("meeting", kwargs=dict(partner=made.partner.slug, pk=made.pk))
client.get(path)
with CaptureQueriesContext(connection) as asked_for:
    shown = client.get(path)
assert shown.status_code == 200, shown.status_code
print(json.dumps(dict(path=path, cookie=client.cookies["sessionid"].value, took=took, answers=answers,
                      standards=len(asked), queries=len(asked_for), kilobytes=len(shown.content) // 1024)))
"""


def offered(folder: Path) -> Path:
    """Copy the pack, with the draft of forty standards on offer."""
    pack = shutil.copytree(ROOT / "packs" / "west-yorkshire", folder / "pack")
    path = pack / "framework" / EDITION / "edition.yaml"
    path.write_text(path.read_text("utf-8").replace("status: draft", "status: offered", 1), "utf-8")
    return pack


def of_one_database(name: str, url: str) -> list[str]:
    """Fill the database, open, and say the queries of the meeting and the ratio to an empty view."""
    with tempfile.TemporaryDirectory(prefix="heartwood-bench-") as folder:
        pack = offered(Path(folder))
        env = {**serve.site_settings(), "HEARTWOOD_DATA": folder, "HEARTWOOD_PACK": str(pack), "DATABASE_URL": url}
        env |= {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "partnership.config.settings"}
        step([environment.PYTHON, ROOT / "manage.py", "migrate", "--no-input"], env=env, quiet=True)
        filled = subprocess.run(
            [str(environment.PYTHON), "-c", PREPARE.format(edition=EDITION, many=RESPONSES)],
            cwd=ROOT,
            env={**os.environ, **env},
            capture_output=True,
            text=True,
            check=False,
        )
        if filled.returncode:
            raise StepError(filled.stderr[-2000:])
        made = json.loads(filled.stdout.splitlines()[-1])
        return [*said(name, made), beside_an_empty_view(name, env, made)]


def beside_an_empty_view(name: str, env: dict[str, str], made: dict) -> str:
    """Ask for the meeting and for an empty view in turn, one request at a time: a meeting has one screen."""
    ports = serve.free_port(), serve.free_port()
    site = serve.start(ports[0], env)
    empty = serve.start(ports[1], {**env, "DJANGO_SETTINGS_MODULE": "tests.bench.empty_settings"})
    try:
        serve.wait_until_ready(site, ports[0])
        serve.wait_until_ready(empty, ports[1], path="/")
        wanted = hub.request(made["path"], made["cookie"]), hub.request("/", made["cookie"])
        pairs = [
            [
                statistics.median(asyncio.run(pages.ask_often(port, one, REQUESTS)))
                for port, one in zip(ports, wanted, strict=True)
            ]
            for _ in range(PAIRS + 1)
        ][1:]
    finally:
        serve.stop(site)
        serve.stop(empty)
    ratios = sorted(one / other for one, other in pairs)
    ours, theirs = (statistics.median(seconds) * 1000 for seconds in zip(*pairs, strict=True))
    return (
        f"{name}: the meeting {ours:.0f} ms, empty view {theirs:.1f} ms, ratio {statistics.median(ratios):.0f} "
        f"(from {ratios[0]:.0f} to {ratios[-1]:.0f})"
    )


def said(name: str, made: dict) -> list[str]:
    """Say what was opened and what it asks."""
    verdict = "met" if made["queries"] <= MOST_QUERIES else "MISSED"
    return [
        f"{name}: {made['answers']} answers to {made['standards']} standards opened in {made['took']:.1f} s",
        f"{name}: the meeting of {made['standards']} standards and 4 seats asks {made['queries']} queries, "
        f"{made['kilobytes']} kB (target: at most {MOST_QUERIES}; {verdict})",
    ]


def run() -> list[str]:
    """Measure it on each database that this machine can have."""
    with hub.databases() as urls:
        return [line for name, url in urls.items() for line in of_one_database(name, url)]
