"""The view of the whole system, 500 partners by five years: ours beside a plain-Python twin, in one run."""

from __future__ import annotations

import math
from time import perf_counter

import numpy as np
from scipy.special import stdtrit

from heartwood.framework import system

PARTNERS, YEARS, STANDARDS, GROUPS = 500, 5, 40, 8
ROUNDS = 5
TARGET = 10.0
LIMIT = 2.0  # seconds


def panel(partners=PARTNERS, years=YEARS, standards=STANDARDS, groups=GROUPS, seed=2030):
    """Give invented partners, the same in every run: some never asked, some asked and silent."""
    luck = np.random.default_rng(seed)
    levels = luck.integers(1, 6, (partners, years, standards))
    invited = luck.random((partners, years)) < 0.9
    said = (luck.random((partners, years, standards)) < 0.8) & invited[..., None]
    return system.Panel(
        np.where(said, levels, 0).astype(np.int8),
        np.exp(luck.normal(4, 1, partners)),
        luck.integers(0, groups, partners),
        tuple(f"group {at}" for at in range(groups)),
        invited,
        luck.random(partners) < 0.3,
    )


def slow_open(partners):
    """Say which groups may be shown, the last being all of them together."""
    *parts, whole = partners
    order = sorted(range(len(parts)), key=lambda at: parts[at])
    closed = 0
    while closed < len(parts):
        together = sum(parts[at] for at in order[:closed])
        if parts[order[closed]] >= 10 and (together == 0 or together >= 10):
            break
        closed += 1
    return [at in order[closed:] for at in range(len(parts))] + [whole >= 10]


def slow_counts(given, year, standard, inside):
    """Give partners, workforce and level of who answered, one list per group and one of all."""
    there = [at for at in range(len(given.levels)) if given.levels[at][year][standard]]
    groups = [[at for at in there if given.group[at] == group] for group in range(len(given.groups))]
    return [*groups, there] if inside is None else [*groups, there][inside]


def slow_spread(given, year, standard, may_show=True):
    """Give counts (hidden or None), and shares of the workforce or None, one per group."""
    groups = slow_counts(given, year, standard, None)
    found = []
    for members, is_open in zip(groups, slow_open([len(one) for one in groups]), strict=True):
        if not (is_open and may_show):
            found.append((None, None))
            continue
        counts, weights = [0] * 5, [0.0] * 5
        for at in members:
            level = given.levels[at][year][standard] - 1
            counts[level] += 1
            weights[level] += given.workforce[at]
        most, total = max(counts), sum(weights)
        alike = most >= len(members) - 2
        if alike:
            top = counts.index(most)
            counts = [0] * 5
            counts[top], counts[top - 1 if top else 1] = len(members) - 1, 1
        large = max(given.workforce[at] for at in members) > total / 2
        found.append((counts, None if alike or large else [weight / total for weight in weights]))
    return found


def slow_move(given, members, year, standard, weigh):
    """Give mean and limits of the moves of some partners, or None."""
    moves = [given.levels[at][year + 1][standard] - given.levels[at][year][standard] for at in members]
    weights = [given.workforce[at] if weigh else 1.0 for at in members]
    total, squares = sum(weights), sum(weight * weight for weight in weights)
    if max(moves.count(move) for move in moves) >= len(moves) - 2 or max(weights) > total / 2:
        return None
    mean = sum(weight * move for weight, move in zip(weights, moves, strict=True)) / total
    worth = total * total / squares
    about = sum((weight * (move - mean)) ** 2 for weight, move in zip(weights, moves, strict=True))
    reach = stdtrit(worth - 1, 0.975) * math.sqrt(about / total**2 * worth / (worth - 1))
    return mean, mean - reach, mean + reach


def slow_moves(given, year, standard, weigh, may_show=True):
    """Give mean and limits, or None, one per group."""
    both = [
        [at for at in members if given.levels[at][year + 1][standard]]
        for members in slow_counts(given, year, standard, None)
    ]
    may = slow_open([len(members) for members in both])
    return [
        slow_move(given, members, year, standard, weigh) if is_open and may_show else None
        for members, is_open in zip(both, may, strict=True)
    ]


def lists(given):
    """Give a panel whose arrays are lists, as plain Python holds them."""
    return system.Panel(
        given.levels.tolist(),
        given.workforce.tolist(),
        given.group.tolist(),
        given.groups,
        given.invited.tolist(),
        given.health.tolist(),
    )


def slow_view(given):
    """Work out the same view of the whole system with loops, from lists."""
    years, standards = len(given.levels[0]), len(given.levels[0][0])
    spread = [[slow_spread(given, year, one) for one in range(standards)] for year in range(years)]
    moves = [
        [[slow_moves(given, year, one, weigh) for one in range(standards)] for year in range(years - 1)]
        for weigh in (False, True)
    ]
    return spread, *moves


def check(found, wanted):
    """Hold ours against the twin: every count, share, mean and limit, and every silence."""
    spread, *moves = wanted
    for year, of_year in enumerate(spread):
        for standard, of_standard in enumerate(of_year):
            for group, (counts, shares) in enumerate(of_standard):
                cell = group, year, standard
                assert found.spread.counts[cell].tolist() == (counts or [0] * 5)
                np.testing.assert_allclose(found.spread.weighted[cell], shares or [np.nan] * 5, rtol=1e-9)
    for ours, theirs in zip((found.moves, found.weighted_moves), moves, strict=True):
        for year, of_year in enumerate(theirs):
            for standard, of_standard in enumerate(of_year):
                for group, move in enumerate(of_standard):
                    each = [one[group, year, standard] for one in (ours.value, ours.low, ours.high)]
                    np.testing.assert_allclose(each, move or [np.nan] * 3, rtol=1e-7, atol=1e-9)


def seconds(work, *args):
    started = perf_counter()
    found = work(*args)
    return perf_counter() - started, found


def run() -> list[str]:
    """Time both, alternating, and say the ratio of the best rounds; raises AssertionError where they disagree."""
    given = panel()
    plain = lists(given)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        took, found = seconds(system.view, given, system.Within.WHOLE_SYSTEM)
        ours.append(took)
        took, wanted = seconds(slow_view, plain)
        theirs.append(took)
    check(found, wanted)
    ratio = min(theirs) / min(ours)
    good = ratio >= TARGET and min(ours) < LIMIT
    return [
        f"system view, {PARTNERS} partners x {YEARS} years x {STANDARDS} standards: ours {min(ours):.3f} s "
        f"(under {LIMIT:.0f}), plain Python {min(theirs):.3f} s, {ratio:.1f} times as fast (at least {TARGET:.0f}): "
        f"{'yes' if good else 'NO'}"
    ]


if __name__ == "__main__":
    print("\n".join(run()))  # noqa: T201
