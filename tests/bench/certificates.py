"""Five hundred certificates of one session, stopped on the way and gone on with, beside the setting of as many papers alone.

The peer is what cannot be left out: 500 papers set by the same layout, with nothing kept, asked or logged.
"""

from __future__ import annotations

import json
import tempfile

from tests.bench.hub import databases
from tests.bench.imports import python
from tools import environment, serve
from tools.steps import ROOT, StepError
from tools.steps import run as step

COUNT = 500
MOST_TIMES, MOST_SECONDS = 4.0, 60.0
MAKE = """
import json, time
import django
django.setup()
from django.utils import timezone
from partnership.academy import tasks
from partnership.academy.actions import certificates as actions
from partnership.academy.actions.papers import _paper
from partnership.academy.models import Attendance, Booking, Certificate
from partnership.accounts.models import Person, System
from partnership.core import documents
from tests.teaching import a_leader, a_session
count, now = COUNT, timezone.now()
site = Person.objects.system(System.HOUSEKEEPER)
planned_by = Person.objects.create(name="Planner", email="planner@example.org")
session = a_session(days=-3, capacity=count, by=planned_by)
leader = a_leader(session, Person.objects.create(name="Leader", email="leader@example.org"))
people = Person.objects.bulk_create(
    Person(name=f"Invented Person {n}", email=f"bench{n}@example.org", fictional=True) for n in range(count)
)
said = {"session": session, "state": "attended", "asked_at": now, "asked_by": planned_by}
bookings = Booking.objects.bulk_create(Booking(person=person, **said) for person in people)
told = {"part": session.parts.get(), "came": "here", "how": "led", "ticked_at": now, "marked_at": now}
Attendance.objects.bulk_create(Attendance(booking=one, marked_by=leader, **told) for one in bookings)
actions.ask_for_certificates(session, by=leader)
began, own = time.perf_counter(), time.process_time()
for _go in range(count // 2 // tasks.IN_ONE_GO):
    actions.make_certificates(session, most=tasks.IN_ONE_GO, by=site)
whole = time.perf_counter() - began
actions.stop_certificates(session, by=leader)
half = Certificate.objects.count()
assert half == count // 2, half
actions.ask_for_certificates(session, by=leader)
began = time.perf_counter()
tasks.work_on(session.pk, site)
whole += time.perf_counter() - began
own = time.process_time() - own
made = list(Certificate.objects.all())
assert len(made) == count == len({one.person_id for one in made})
began = time.perf_counter()
for one in made:
    documents.pdf(_paper(one), at=one.issued_at)
print(json.dumps({"whole": whole, "alone": time.perf_counter() - began, "own": own}))
"""


def of_one_database(name: str, url: str) -> tuple[bool, str]:
    """Make them on one database, and say how many times as long as the papers alone that took."""
    with tempfile.TemporaryDirectory(prefix="heartwood-bench-") as folder:
        env = {**serve.site_settings(), "HEARTWOOD_DATA": folder, "DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
        env |= {"DJANGO_SETTINGS_MODULE": "partnership.config.settings"}
        step([environment.PYTHON, ROOT / "manage.py", "migrate", "--no-input"], env=env, quiet=True)
        took = json.loads(python(MAKE.replace("COUNT", str(COUNT)), env))
    times, seconds = took["whole"] / took["alone"], took["whole"]
    return times <= MOST_TIMES, (
        f"{name}: {COUNT} certificates, stopped once: {times:.1f} times the papers alone ({took['alone']:.1f} s), at most "
        f"{MOST_TIMES:.0f}; {seconds:.1f} s, at most {MOST_SECONDS:.0f} on a machine that does nothing else; "
        f"{took['own']:.1f} s of them its own work: {'yes' if seconds < MOST_SECONDS else 'NO'}"
    )


def run() -> list[str]:
    """Make them on both databases.

    Raises
    ------
    StepError
        If it takes too long.
    """
    with databases() as all_of_them:
        told = [of_one_database(name, url) for name, url in all_of_them.items()]
    lines = [line for _good, line in told]
    if not all(good for good, _line in told):
        raise StepError("\n".join(lines))
    return lines
