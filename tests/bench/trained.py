"""Who is trained from the database: 100,000 people and 400,000 completions, ours beside a plain-Python twin, in one run.

Both read the same tables. The twin reads them as Django gives them and counts with loops, as in `tests.bench.workforce`;
ours reads each column as one text, from an index. What is said of each includes the reading.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from time import perf_counter

from tests.bench.workforce import COMPLETIONS, PEOPLE, slow_trained
from tools.steps import ROOT

LIMIT, ROUNDS = 2.0, 3
AT = date(2026, 9, 30)
PARTNERS = 500
INSIDE = "HEARTWOOD_BENCH_INSIDE"


def fill(people: int = PEOPLE, completions: int = COMPLETIONS) -> None:
    """Put people into an empty database who belong to organisations and completed courses, some long ago, some revoked."""
    import random  # noqa: PLC0415

    from partnership.accounts.models import Person  # noqa: PLC0415
    from partnership.core import pack  # noqa: PLC0415
    from partnership.partners.models import Membership, Merge, Partner, PartnerPlace  # noqa: PLC0415
    from tests.learning import noon  # noqa: PLC0415

    luck, content = random.Random(2030), pack.current()
    sectors, places = list(content.sectors), [one.code for one in content.districts]
    made = Partner.objects.bulk_create(
        Partner(slug=f"bench-{at}", name=f"Bench {at}", sector=luck.choice(sectors)) for at in range(PARTNERS)
    )
    PartnerPlace.objects.bulk_create(PartnerPlace(partner=one, place=luck.choice(places)) for one in made)
    many = Person.objects.bulk_create((Person(name="Bench") for _ in range(people)), batch_size=2000)
    moments = [noon(AT - timedelta(days=back)) for back in range(1, 1500)]
    Membership.objects.bulk_create(
        (
            Membership(
                person=one,
                partner=luck.choice(made),
                state="current",
                decided_at=luck.choice(moments),
                decided_by=one,
                works_as=luck.choice(["employee", "volunteer"]),
            )
            for one in many
        ),
        batch_size=2000,
    )
    pairs = luck.sample(many, people // 100 * 2)
    half = len(pairs) // 2
    Merge.objects.bulk_create(
        Merge(person=kept, person_gone=gone, merged_by=kept)
        for kept, gone in zip(pairs[:half], pairs[half:], strict=True)
    )
    _complete(luck, many, made, moments, completions)


def _complete(luck, people, partners, moments, completions) -> None:
    from partnership.academy.models import Completion  # noqa: PLC0415
    from partnership.core import pack  # noqa: PLC0415

    content = pack.current()
    families, places = ["", *content.academy.families], ["", *(one.code for one in content.districts)]
    levels, recorded = [*content.academy.levels.levels, ""], moments[0]

    def one(at: int) -> Completion:
        who, done = luck.choice(people), AT - timedelta(days=luck.randint(-30, 1400))
        taken = luck.random() < 0.02
        return Completion(
            person=who,
            course=f"course-{at % 40}-{at}",
            edition="bench",
            title="Bench",
            level=luck.choice(levels),
            hours=2,
            completed_on=done,
            valid_until=done + timedelta(days=730) if luck.random() < 0.5 else None,
            partner=luck.choice(partners),
            family=luck.choice(families),
            place=luck.choice(places),
            works_as="employee",
            recorded_at=recorded,
            recorded_by=who,
            revoked_at=luck.choice(moments) if taken else None,
            revoked_by=who if taken else None,
        )

    for start in range(0, completions, 20_000):
        Completion.objects.bulk_create((one(start + at) for at in range(20_000)), batch_size=1000)


def twin() -> tuple[dict[tuple[int, ...], int], int]:
    """Read and count as one would without arrays."""
    from django.utils import timezone  # noqa: PLC0415

    from heartwood.workforce.records import EMPLOYMENT, How  # noqa: PLC0415
    from partnership.academy.models import Completion  # noqa: PLC0415
    from partnership.academy.queries.trained_rows import groups  # noqa: PLC0415
    from partnership.core import pack  # noqa: PLC0415
    from partnership.partners.models import Membership, Merge, Partner, PartnerPlace  # noqa: PLC0415

    taught = pack.current().academy
    names = groups(taught)
    levels = {key: at for at, key in enumerate(taught.levels.levels, start=1)}
    merges = dict(Merge.objects.values_list("person_gone", "person"))
    sectors = dict(Partner.objects.values_list("pk", "sector"))
    only = dict(PartnerPlace.objects.values_list("partner", "place"))
    said, done = {}, []
    rows = (
        Completion.objects.filter(completed_on__lte=AT)
        .order_by("completed_on", "pk")
        .values_list("person", "partner", "level", "family", "place", "completed_on", "valid_until", "revoked_at")
    )
    for person, partner, level, family, place, completed, valid, revoked in rows:
        revoked_on = timezone.localdate(revoked) if revoked else None
        done.append((person, levels.get(level, 0), completed, valid, revoked_on))
        before = said.get((merges.get(person, person), partner), ("", ""))
        said[merges.get(person, person), partner] = family or before[0], place or before[1]
    posts = []
    belonging = (
        Membership.objects.filter(state="current")
        .order_by("pk")
        .values_list("person", "partner", "works_as", "decided_at")
    )
    for person, partner, works_as, decided in belonging:
        family, place = said.get((merges.get(person, person), partner), ("", ""))
        own = family, sectors[partner], place or only[partner]
        keys = zip(own, (names.role_families, names.sectors, names.places), strict=True)
        told = [known.index(key) if key in known else -1 for key, known in keys]
        posts.append((person, *told, EMPLOYMENT.index(works_as), timezone.localdate(decided), None))
    return slow_trained(posts, done, merges, How.CUMULATIVE, AT, AT)


def inside() -> None:
    """Fill, time both in turn, and say it: in a process of its own, with a database of its own."""
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from partnership.academy.queries import trained_counting as ours  # noqa: PLC0415
    from partnership.academy.queries.trained_rows import rows_on  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    fill()
    whole, reading, theirs = [], [], []
    for _round in range(ROUNDS):
        took, _rows = _timed(rows_on, AT, ours.taught())
        reading.append(took)
        took, found = _timed(ours.trained_on, AT)
        whole.append(took)
        took, wanted = _timed(twin)
        theirs.append(took)
    _check(found, wanted)
    mine, plain = min(whole), min(theirs)
    is_met = "yes" if mine < LIMIT else "NO"
    print(  # noqa: T201
        f"who is trained from the database, {PEOPLE} people x {COMPLETIONS} completions: {mine:.2f} s (under {LIMIT:.0f}:"
        f" {is_met}), of which reading {min(reading):.2f} s; plain Python with its reading {plain:.2f} s,"
        f" {plain / mine:.1f} times as fast (counting alone: tests/bench/workforce.py)"
    )


def _timed(work, *args):
    began = perf_counter()
    found = work(*args)
    return perf_counter() - began, found


def _check(found, wanted) -> None:
    from tests.bench.workforce import check  # noqa: PLC0415

    check(found, wanted)


def run() -> list[str]:
    """Say what was measured, in a process with an empty database."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, INSIDE: "1", "HEARTWOOD_DATA": folder, "PYTHONPATH": str(ROOT)}
        env |= {"DJANGO_SETTINGS_MODULE": "partnership.config.settings", "SECRET_KEY": "bench"}
        env.pop("DATABASE_URL", None)
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.trained"],
            env=env,
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
        )
    if done.returncode:
        raise AssertionError(done.stderr[-2000:])
    return done.stdout.splitlines()


if __name__ == "__main__" and os.environ.get(INSIDE):
    inside()
