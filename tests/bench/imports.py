"""A spreadsheet of 10,000 members with 40 bad rows, from bytes to people, on a site that holds the crowd already."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile

from tests.bench.hub import databases
from tools import environment, serve
from tools.steps import ROOT, StepError
from tools.steps import run as step

ROWS, BAD = 10_000, 40
MOST_SECONDS, MOST_MEGABYTES = 20.0, 300.0
FILL = """
import django
django.setup()
from tests.bench import crowd
crowd.fill()
"""
# In a process of its own, so that its memory is what importing takes, and nothing that filled the site before.
IMPORT = """
import csv, io, json, random, resource, time
import django
django.setup()
from partnership.accounts.models import Person
from partnership.partners.actions import imports
from partnership.partners.forms.spreadsheets import read_spreadsheet
from partnership.partners.models import ImportRow, Membership, Partner
from tests.bench import crowd
luck, rows, bad = random.Random(7), ROWS, BAD
team = Person.objects.get(email="crowd0@example.org")
names = list(Partner.objects.current().values_list("name", flat=True))
out = io.StringIO()
writer = csv.writer(out, delimiter=";")
writer.writerow(["Name", "E-mail", "Organisation", "Volunteer?", "Job title", "Since"])
for n in range(rows):
    email = "not an address" if n % (rows // bad) == 0 else f"new{n}@example.org"
    name = f"{luck.choice(crowd.FIRST)} {crowd._word(luck)}{crowd._word(luck).lower()}"
    writer.writerow([name, email, luck.choice(names), luck.choice("YN"), "Worker", "30/09/2024"])
content, before = out.getvalue().encode("cp1252"), Membership.objects.count()
times, own = {}, time.process_time()
def timed(step, work, *args, **more):
    began = time.perf_counter()
    done = work(*args, **more)
    times[step] = time.perf_counter() - began
    return done
sheet = timed("read", read_spreadsheet, "members.csv", content)
batch = timed("keep", imports.upload, "people", sheet.headings, sheet.rows, by=team)
timed("look through", imports.look_through, batch, batch.columns, by=team)
found = ImportRow.objects.filter(batch=batch)
assert (found.filter(verdict="bad").count(), Membership.objects.count()) == (bad, before)
also = list(found.filter(verdict="alike").values_list("number", flat=True))
timed("confirm", imports.confirm, batch, by=team, also=also, fictional=True)
assert Membership.objects.count() == before + rows - bad
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"times": times, "peak": peak, "own": time.process_time() - own}))
"""


def of_one_database(name: str, url: str) -> list[str]:
    """Fill the database, import, and say how long that took and how much memory."""
    with tempfile.TemporaryDirectory(prefix="heartwood-bench-") as folder:
        env = {**serve.site_settings(), "HEARTWOOD_DATA": folder, "DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
        env |= {"DJANGO_SETTINGS_MODULE": "partnership.config.settings"}
        step([environment.PYTHON, ROOT / "manage.py", "migrate", "--no-input"], env=env, quiet=True)
        python(FILL, env)
        took = json.loads(python(IMPORT.replace("ROWS, BAD", f"{ROWS}, {BAD}"), env))
    seconds = sum(took["times"].values())
    parts = ", ".join(f"{step} {each:.1f}" for step, each in took["times"].items())
    good = seconds < MOST_SECONDS and took["peak"] < MOST_MEGABYTES
    return [
        f"{name}: {ROWS:,} members in {seconds:.1f} s ({parts}), at most {MOST_SECONDS:.0f} on a machine that does nothing "
        f"else; {took['own']:.1f} s of them its own work; "
        f"{took['peak']:.0f} MB at most at a time, at most {MOST_MEGABYTES:.0f}: {'yes' if good else 'NO'}"
    ]


def python(program: str, env: dict[str, str]) -> str:
    """Run the program by itself; give what it says."""
    command = [str(environment.PYTHON), "-c", program]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StepError(done.stderr[-2000:])
    return done.stdout


def run() -> list[str]:
    """Measure on every database that this machine has."""
    with databases() as found:
        return [line for name, url in found.items() for line in of_one_database(name, url)]
