"""Who is trained, of 100,000 people with 400,000 completions: ours beside a plain-Python twin, in one run."""

from __future__ import annotations

from datetime import date, timedelta
from time import perf_counter

import numpy as np

from heartwood.workforce.definitions import Definition
from heartwood.workforce.records import Completions, Groups, How, Levels, Merged, Posts, days
from heartwood.workforce.trained import trained

PEOPLE, COMPLETIONS, ROUNDS = 100_000, 400_000, 5
TARGET, LIMIT = 10.0, 2.0  # times as fast; seconds
AT = date(2026, 3, 31)
RULE = Definition("trained", 1, date(2020, 1, 1), "People, once.", ("People.",), ("Attendances.",))
GROUPS = Groups(
    tuple(f"family {at}" for at in range(10)),
    tuple(f"sector {at}" for at in range(11)),
    tuple(f"place {at}" for at in range(5)),
)
FOUR = ("informed", "skilled", "enhanced", "specialist")


def _some_days(luck, many, none):
    """Give days of ten years around the day that is asked about, some of them missing."""
    found = np.datetime64(AT) + luck.integers(-1800, 1800, many).astype("timedelta64[D]")
    return days(np.where(luck.random(many) < none, np.datetime64("NaT"), found))


def invented(people=PEOPLE, completions=COMPLETIONS, seed=2030, spread=3):
    """Give invented posts, completions and merges, the same in every run: some unknown, left, expired, revoked or to come."""
    luck = np.random.default_rng(seed)
    numbers = 1000 + luck.permutation(people * spread)[:people]
    holders = np.concatenate([numbers, luck.choice(numbers, people // 5)]) if people else numbers
    posts = Posts(
        holders,
        *(luck.integers(-1, len(one), len(holders)) for one in (GROUPS.role_families, GROUPS.sectors, GROUPS.places)),
        luck.integers(-1, 2, len(holders)),
        luck.integers(0, 300, len(holders)),
        _some_days(luck, len(holders), 0.1),
        _some_days(luck, len(holders), 0.8),
    )
    done = days(np.datetime64(AT) - luck.integers(-60, 1500, completions).astype("timedelta64[D]"))
    return (
        posts,
        Completions(
            luck.choice(np.append(numbers, 5), completions),
            luck.integers(0, 40, completions),
            luck.choice(5, completions, p=(0.1, 0.5, 0.25, 0.1, 0.05)).astype(np.int8),
            done,
            done + np.where(luck.random(completions) < 0.5, 730, np.timedelta64("NaT")),
            np.where(luck.random(completions) < 0.02, done + 100, np.datetime64("NaT")),
        ),
        _merges(luck, numbers),
    )


def _merges(luck, numbers):
    """Merge some into others, and some of those into others again: always into somebody who stands later in the list."""
    gone = np.flatnonzero(luck.random(len(numbers)) < 0.01)
    gone = gone[gone < len(numbers) - 1]
    kept = numbers[luck.integers(gone + 1, len(numbers))] if len(gone) else numbers[:0]
    return Merged(numbers[gone], kept)


def lists(posts, completions, merged):
    """Give the same as plain Python holds it: tuples, dates and None."""
    return (
        list(
            zip(
                *(
                    getattr(posts, name).tolist()
                    for name in ("person", "role_family", "sector", "place", "employment", "since", "until")
                ),
                strict=True,
            )
        ),
        list(
            zip(
                *(
                    getattr(completions, name).tolist()
                    for name in ("person", "level", "completed_on", "valid_until", "revoked_on")
                ),
                strict=True,
            )
        ),
        dict(zip(merged.gone.tolist(), merged.kept.tolist(), strict=True)),
    )


def slow_posts(posts, kept, at):
    """Give each person's longest-standing post of the day: (since, groups)."""
    found = {}
    for person, family, sector, place, employment, since, until in posts:
        if (since and since > at) or (until and until <= at):
            continue
        who, began = kept(person), since or date.min
        if who not in found or began < found[who][0]:
            found[who] = began, (family, sector, place, employment)
    return found


def slow_held(completions, kept, at, until):
    """Give the levels that each person holds on the day."""
    held = {}
    for person, level, completed, valid, revoked in completions:
        if not level or completed > at or (valid and valid < until) or (revoked and revoked <= at):
            continue
        held.setdefault(kept(person), set()).add(level)
    return held


def slow_trained(posts, completions, merges, how, at, until):
    """Count the same with loops: by level (0 is any) and groups; and how many have no post."""

    def kept(person):
        while person in merges:
            person = merges[person]
        return person

    where, counts, without = slow_posts(posts, kept, at), {}, 0
    for person, levels in slow_held(completions, kept, at, until).items():
        if person not in where:
            without += 1
            continue
        if how is How.CUMULATIVE:
            levels = range(1, max(levels) + 1)
        for level in (0, *levels):
            cell = (level, *where[person][1])
            counts[cell] = counts.get(cell, 0) + 1
    return counts, without


def check(found, wanted):
    """Hold ours against the twin: every cell of the table, and who has no post."""
    counts, without = wanted
    unknown = [size - 1 for size in found.counts.shape[1:]]
    ours = {
        (cell[0], *(-1 if at == last else at for at, last in zip(cell[1:], unknown, strict=True))): int(
            found.counts[cell]
        )
        for cell in zip(*(axis.tolist() for axis in np.nonzero(found.counts)), strict=True)
    }
    assert ours == counts
    assert found.without_post == without


def ours_of(given, how, at=AT, until=AT):
    posts, completions, merged = given
    asked = {"levels": Levels(FOUR, how), "groups": GROUPS, "at": at, "definition": RULE, "merged": merged}
    return trained(completions, posts, valid_on=until, **asked)


def seconds(work, *args):
    started = perf_counter()
    found = work(*args)
    return perf_counter() - started, found


def run() -> list[str]:
    """Time both, alternating, and say the ratio of the best rounds; raises AssertionError where they disagree."""
    given, said = invented(), []
    plain, until = lists(*given), AT + timedelta(days=730)
    for how in How:
        ours, theirs = [], []
        for _round in range(ROUNDS):
            took, found = seconds(ours_of, given, how, AT, until)
            ours.append(took)
            took, wanted = seconds(slow_trained, *plain, how, AT, until)
            theirs.append(took)
        check(found, wanted)
        ratio = min(theirs) / min(ours)
        said.append(
            f"who is trained, {PEOPLE} people x {COMPLETIONS} completions, {how}: {min(ours):.3f} s (under {LIMIT:.0f}), "
            f"plain Python {min(theirs):.3f} s, {ratio:.1f} times as fast (at least {TARGET:.0f}): "
            f"{'yes' if min(ours) < LIMIT and ratio >= TARGET else 'NO'}"
        )
    return said


if __name__ == "__main__":
    print("\n".join(run()))  # noqa: T201
