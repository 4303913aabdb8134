"""How often do our intervals hold the truth? Simulated; the tables of docs/methods/seat-gap.md and alpha.md.

`python -m tests.bench.coverage` prints them. Each row has its own seed, so that a test can work one out again.
"""

from __future__ import annotations

import numpy as np
from scipy.special import expit, logit, ndtri, stdtrit

from heartwood.framework import agreement, pairs

RUNS = 4_000
SHAPES = {
    "spread": (0.2, 0.2, 0.2, 0.2, 0.2),
    "middle": (0.05, 0.2, 0.5, 0.2, 0.05),
    "ceiling": (0.0, 0.02, 0.08, 0.2, 0.7),
    "nearly all at the top": (0.0, 0.0, 0.0, 0.1, 0.9),
    "two ends": (0.45, 0.05, 0.0, 0.05, 0.45),
    "low": (0.3, 0.4, 0.2, 0.1, 0.0),
}
COUPLES = (
    ("spread", "spread"),
    ("middle", "middle"),
    ("ceiling", "ceiling"),
    ("ceiling", "middle"),
    ("nearly all at the top", "low"),
    ("two ends", "middle"),
    ("middle", "two ends"),
    ("nearly all at the top", "nearly all at the top"),
)
SIZES = ((3, 12), (5, 5), (6, 12), (8, 8), (12, 12), (10, 30), (30, 30))
ALPHA_RUNS = 400
RATERS, UNITS, SAME = (4, 12), (12, 40), (0.0, 0.3, 0.7)
CUTS = (-1.2, -0.4, 0.4, 1.2)  # of a normal curve, into five levels


def as_published(one, other):
    """Give Newcombe's method 5 without our two changes."""
    m, n = one.sum(-1).astype(float), other.sum(-1).astype(float)
    theta, reach = pairs.compare(one, other).value, ndtri(0.975)
    low, high = (pairs.end(theta, reach, m, n, towards) for towards in (0.0, 1.0))
    return pairs.Pairs(theta, low, high)


def brunner_munzel(one, other):
    """Give Brunner and Munzel's interval, on the scale of the logit, with their degrees of freedom."""
    m, n = one.sum(-1), other.sum(-1)
    theta = np.clip(pairs.compare(one, other).value, 1 / (2 * m * n), 1 - 1 / (2 * m * n))
    of_one, of_other = pairs.seen(one.astype(float), other.astype(float), theta)
    variance = np.maximum(of_one + of_other, 1 / (m * n) ** 2)
    worth = variance**2 / np.maximum(of_one**2 / (m - 1) + of_other**2 / (n - 1), 1e-12)
    reach = stdtrit(np.clip(worth, 1, m + n - 2), 0.975) * np.sqrt(variance) / (theta * (1 - theta))
    return pairs.Pairs(theta, expit(logit(theta) - reach), expit(logit(theta) + reach))


def gap_coverage(sizes, couple, method=pairs.compare):
    """Give in how many of 100 runs the interval holds the true share of pairs."""
    luck = np.random.default_rng([*sizes, COUPLES.index(couple)])
    one, other = (np.array(SHAPES[name]) for name in couple)
    truth = float(pairs.compare(one * 1e6, other * 1e6).value)
    drawn = (luck.multinomial(size, shape, RUNS) for size, shape in zip(sizes, (one, other), strict=True))
    found = method(*drawn)
    return 100 * float(((found.low <= truth + 1e-9) & (truth - 1e-9 <= found.high)).mean())


def gap_row(sizes):
    """Give one line of the table of gaps."""
    cells = [f"{gap_coverage(sizes, couple):.0f}" for couple in COUPLES]
    return f"| {sizes[0]} and {sizes[1]} | {' | '.join(cells)} |"


def peer_row(words, method):
    """Give one line of the table of other ways, at ten and thirty people."""
    cells = [f"{gap_coverage((10, 30), couple, method):.0f}" for couple in COUPLES]
    return f"| {words} | {' | '.join(cells)} |"


def answers(luck, runs, units, raters, same):
    """Draw counts per level, (runs, units, 5): people share `same` of what they see in each standard."""
    seen = np.sqrt(same) * luck.standard_normal((runs, units, 1))
    own = np.sqrt(1 - same) * luck.standard_normal((runs, units, raters))
    return (np.searchsorted(CUTS, seen + own)[..., None] == np.arange(5)).sum(2).astype(float)


def alpha_coverage(units, raters, same):
    """Give in how many of 100 runs the interval holds the alpha of a great many standards."""
    luck = np.random.default_rng([units, raters, round(10 * same)])
    together = agreement.coincidences(answers(luck, 1, 20_000, raters, same)[0]).sum(0)
    truth = agreement.alpha_of(together, agreement.distances(together.sum(-1), agreement.Metric.ORDINAL))
    held = 0
    for at, counts in enumerate(answers(luck, ALPHA_RUNS, units, raters, same)):
        found = agreement.krippendorff(counts, agreement.Metric.ORDINAL, seed=at)
        held += found.low <= truth <= found.high
    return 100 * held / ALPHA_RUNS


def alpha_row(units):
    """Give one line of the table of alpha."""
    cells = [f"{alpha_coverage(units, raters, same):.0f}" for raters in RATERS for same in SAME]
    return f"| {units} | {' | '.join(cells)} |"


PEERS = (
    ("ours", pairs.compare),
    ("Newcombe, as published", as_published),
    ("Brunner and Munzel, logit", brunner_munzel),
)


def main() -> None:
    """Print the three tables."""
    couples = f"{' | '.join(' against '.join(couple) for couple in COUPLES)} |\n|{'---|' * (len(COUPLES) + 1)}"
    rows = [
        f"| people | {couples}",
        *map(gap_row, SIZES),
        "",
        f"| 10 and 30 people | {couples}",
        *(peer_row(*peer) for peer in PEERS),
        "",
        f"| standards | {' | '.join(f'{raters} people, {same:g}' for raters in RATERS for same in SAME)} |",
        f"|{'---|' * (len(RATERS) * len(SAME) + 1)}",
        *map(alpha_row, UNITS),
    ]
    print("\n".join(rows))  # noqa: T201


if __name__ == "__main__":
    main()
