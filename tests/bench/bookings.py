"""A thousand people ask for one of forty places at once on PostgreSQL: who has one, who waits, in which order, how long?

Each has opened the page. Then all of them press, over as many kept connections as the machine bears. Before and after, the
same connections ask an empty view as often.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from dataclasses import dataclass

from tests.bench.answering import Press, Somebody, all_at_once, asked
from tools import environment, postgres, serve
from tools.steps import ROOT, StepError
from tools.steps import run as step

PEOPLE, PLACES = 1000, 40
TARGET = 20.0
PREPARE = f"""
import json
import django
django.setup()
from django.conf import settings
from django.test import Client
from tests.people import a_person
from tests.teaching import a_session
session = a_session(capacity={PLACES})
keys = []
for _one in range({PEOPLE}):
    client = Client()
    client.force_login(a_person())
    keys.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
print(json.dumps({{"session": session.pk, "cookie": settings.SESSION_COOKIE_NAME, "keys": keys}}))
"""
COUNT = """
import json
import django
django.setup()
from partnership.academy.models import Booking, BookingStep
from partnership.core.models import Event
rows = list(BookingStep.objects.order_by("pk").values_list("state", "booking__in_line_since_at"))
line = [when.isoformat() for state, when in rows if state == "waiting"]
print(json.dumps({
    "states": [state for state, _when in rows],
    "in_order": line == sorted(line),
    "people": Booking.objects.values("person").distinct().count(),
    "log": Event.objects.filter(verb="booking.asked").count(),
}))
"""
TOLD = {"partner": "0", "works_as": "employee", "family": "", "place": "", "adjustment": ""}


@dataclass(frozen=True, slots=True)
class Measured:
    """The site and the empty view beside it, the session, and the thousand."""

    port: int
    empty_port: int
    session: int
    people: list[Somebody]

    def every(self, status: int, fields: dict[str, str] | None = None) -> float:
        """Let everybody send one request to the page; give the median seconds."""
        path = f"/academy/sessions/{self.session}/book/"
        return asyncio.run(all_at_once(self.port, [Press(one, path, fields, status) for one in self.people]))

    def nothing(self) -> float:
        """Ask the empty view as often."""
        return asyncio.run(all_at_once(self.empty_port, [Press(one, "/", None, 200) for one in self.people]))

    def rounds(self) -> dict[str, tuple[float, float]]:
        """Open the page, then press; each beside the empty view, asked before and after."""
        self.nothing()
        before = self.nothing()
        opened = self.every(200)
        between = self.nothing()
        pressed = self.every(302, TOLD)
        after = self.nothing()
        return {
            "open the page": (opened, statistics.mean((before, between))),
            "ask for a place": (pressed, statistics.mean((between, after))),
        }


def counted(env: dict[str, str]) -> str:
    """Count in the database who has a place and who waits; whoever is missing, or is out of order, is an error."""
    kept = asked(COUNT, env)
    booked, waiting = (kept["states"].count(state) for state in ("booked", "waiting"))
    as_it_must_be = (PLACES, PEOPLE - PLACES, PEOPLE, PEOPLE, True)
    if (booked, waiting, kept["people"], kept["log"], kept["in_order"]) != as_it_must_be:
        raise StepError(f"{booked} booked, {waiting} waiting, {kept['people']} people, in order: {kept['in_order']}.")
    if kept["states"] != ["booked"] * PLACES + ["waiting"] * (PEOPLE - PLACES):
        raise StepError("Somebody was booked after somebody else had to wait.")
    return f"{PEOPLE} people, {PLACES} places: {booked} booked, {waiting} waiting in order, lost: 0"


def said(what: str, ours: float, theirs: float) -> str:
    """Put one kind of request into a line."""
    ratio = ours / theirs
    return f"{what}: {ours * 1000:.1f} ms, empty view {theirs * 1000:.1f} ms, ratio {ratio:.1f}; at most {TARGET:.0f}"


def on_postgresql(url: str) -> list[str]:
    """Serve the site and an empty view, let everybody ask, and count."""
    with tempfile.TemporaryDirectory(prefix="heartwood-bench-") as folder:
        env = {**serve.site_settings(), "HEARTWOOD_DATA": folder, "DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
        env |= {"DJANGO_SETTINGS_MODULE": "partnership.config.settings"}
        step([environment.PYTHON, ROOT / "manage.py", "migrate", "--no-input"], env=env, quiet=True)
        made = asked(PREPARE, env)
        people = [Somebody(number, {made["cookie"]: key}) for number, key in enumerate(made["keys"])]
        port, empty_port = serve.free_port(), serve.free_port()
        site = serve.start(port, env)
        empty = serve.start(empty_port, {**env, "DJANGO_SETTINGS_MODULE": "tests.bench.empty_settings"})
        try:
            serve.wait_until_ready(site, port)
            serve.wait_until_ready(empty, empty_port, path="/")
            found = Measured(port, empty_port, made["session"], people).rounds()
        finally:
            serve.stop(site)
            serve.stop(empty)
        return [counted(env), *(said(what, *pair) for what, pair in found.items())]


def run() -> list[str]:
    """Measure, where this machine has PostgreSQL."""
    with postgres.cluster() as url:
        return on_postgresql(url) if url else ["There is no PostgreSQL here, so nothing was measured."]
