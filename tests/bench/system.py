"""The picture of the whole from the database: 500 partners by five years, ours beside a plain-Python twin, in one run.

What is read from the database is the same for both; the twin works everything out with loops, as in
`tests.bench.framework`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from time import perf_counter

from tests.bench import framework as twin
from tools.steps import ROOT

PARTNERS, YEARS, ROUNDS = 500, 5, 3
LIMIT, TARGET = 2.0, 10.0
INSIDE = "HEARTWOOD_BENCH_INSIDE"


def fill(partners: int = PARTNERS) -> None:
    """Put partners into an empty database that looked at themselves each year, whole tens of them."""
    import random  # noqa: PLC0415
    from datetime import timedelta  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415

    from partnership.accounts.models import Person  # noqa: PLC0415
    from partnership.core import pack  # noqa: PLC0415
    from partnership.framework.models import AgreedLevel, Assessment  # noqa: PLC0415
    from partnership.partners.models import Band, Partner, PartnerPlace  # noqa: PLC0415

    luck, content = random.Random(2030), pack.current()
    by = Person.objects.create(email="bench@example.org", name="Bench")
    sectors, places = list(content.sectors), [one.code for one in content.districts]
    made = Partner.objects.bulk_create(
        Partner(slug=f"bench-{at}", name=f"Bench {at}", sector=luck.choice(sectors), employees=luck.choice(Band.values))
        for at in range(partners)
    )
    PartnerPlace.objects.bulk_create(PartnerPlace(partner=one, place=luck.choice(places)) for one in made)
    for year in range(YEARS):
        at = timezone.now() - timedelta(days=366 * year)
        when = {"closes_on": at.date(), "started_at": at, "agreed_at": at, "shared_at": at}
        who = dict.fromkeys(("started_by", "agreed_by", "shared_by"), by)
        edition = content.framework
        looks = Assessment.objects.bulk_create(
            Assessment(partner=one, edition=edition.key, state="agreed", **when, **who) for one in made
        )
        AgreedLevel.objects.bulk_create(
            AgreedLevel(assessment=one, standard=key.key, level=luck.randint(1, 5), agreed_at=at, agreed_by=by)
            for one in looks
            for key in edition.standards
        )


def inside() -> None:
    """Fill, time both in turn, and say it: in a process of its own, with a database of its own."""
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from heartwood.framework import system  # noqa: PLC0415
    from partnership.framework.queries.gathered import gathered  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    fill()
    reading, ours, theirs = [], [], []
    for _round in range(ROUNDS):
        began = perf_counter()
        panel = gathered().panels["sector"]
        reading.append(perf_counter() - began)
        began = perf_counter()
        found = system.view(panel, system.Within.WHOLE_SYSTEM)
        ours.append(perf_counter() - began)
        plain = twin.lists(panel)
        began = perf_counter()
        wanted = twin.slow_view(plain)
        theirs.append(perf_counter() - began)
        twin.check(found, wanted)
    whole, ratio = min(reading) + min(ours), min(theirs) / min(ours)
    print(  # noqa: T201
        f"picture of the whole from the database, {PARTNERS} partners x {YEARS} years: {whole:.3f} s (under {LIMIT:.0f}; "
        f"of it {min(reading):.3f} s reading); the sums alone {min(ours):.3f} s, in plain Python {min(theirs):.3f} s, "
        f"{ratio:.1f} times as fast (at least {TARGET:.0f}): {'yes' if whole < LIMIT and ratio >= TARGET else 'NO'}"
    )


def run() -> list[str]:
    """Measure in a process with an empty SQLite file of its own."""
    import tempfile  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        named = {"HEARTWOOD_DATA": folder, "DJANGO_SETTINGS_MODULE": "partnership.config.settings", INSIDE: "1"}
        asked = [sys.executable, "-m", "tests.bench.system"]
        done = subprocess.run(asked, cwd=ROOT, env={**os.environ, **named}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(done.stderr)
    return done.stdout.splitlines()


if __name__ == "__main__":
    if os.environ.get(INSIDE):
        inside()
    else:
        print("\n".join(run()))  # noqa: T201
