"""100,000 stories counted in every table: ours beside a plain-Python twin, in one run."""

from __future__ import annotations

import random
from collections import Counter
from time import perf_counter

from heartwood.disclosure.tallies import Questions, columns, tally

STORIES, ROUNDS = 100_000, 5
TARGET = 10.0
ASKED = Questions(
    "barrier",
    tuple(f"barrier {at}" for at in range(12)),
    {
        "sector": tuple(f"sector {at}" for at in range(11)),
        "place": tuple(f"place {at}" for at in range(5)),
        "stage": tuple(f"stage {at}" for at in range(7)),
        "season": tuple(f"season {at}" for at in range(8)),
    },
)


def stories(many=STORIES, seed=2030):
    """Give invented stories, the same in every run: some passed a question, some said what is not listed."""
    luck = random.Random(seed)
    told = [
        {name: luck.choice((*values, "", "elsewhere")) for name, values in ASKED.alone.items()} for _ in range(many)
    ]
    said = [(at, barrier) for at in range(many) for barrier in luck.sample(ASKED.values, luck.randint(0, 4))]
    return told, said


def slow_tally(asked, told, said):
    """Count the same with loops, story by story."""
    counts = Counter()
    listed = {name: set(values) for name, values in asked.alone.items()}
    for at, barrier in said:
        if barrier not in asked.values:
            continue
        counts[((asked.several, barrier),)] += 1
        for name, values in listed.items():
            value = told[at].get(name, "")
            if value in values:
                counts[(asked.several, barrier), (name, value)] += 1
    return counts


def check(ours, theirs):
    """Hold ours against the twin: every cell."""
    assert {cell: count for cell, count in ours.items() if count} == dict(theirs)


def seconds(work, *args):
    started = perf_counter()
    found = work(*args)
    return perf_counter() - started, found


def run() -> list[str]:
    """Time both, alternating, and say the ratio of the best rounds; raises AssertionError where they disagree."""
    told, said = stories()
    ours, numbering, theirs = [], [], []
    for _round in range(ROUNDS):
        took, held = seconds(columns, ASKED, told, said)
        numbering.append(took)
        took, found = seconds(tally, held)
        ours.append(took)
        took, wanted = seconds(slow_tally, ASKED, told, said)
        theirs.append(took)
    check(found, wanted)
    ratio, whole = min(theirs) / min(ours), min(theirs) / (min(ours) + min(numbering))
    return [
        f"{STORIES} stories in every table: counting {min(ours):.3f} s, plain Python {min(theirs):.3f} s, {ratio:.1f} times"
        f" as fast (at least {TARGET:.0f}): {'yes' if ratio >= TARGET else 'NO'}; with numbering the answers first"
        f" ({min(numbering):.3f} s) {whole:.1f} times"
    ]


if __name__ == "__main__":
    print("\n".join(run()))  # noqa: T201
