"""Standardised rates with limits over 2.5 million cells: ours beside vectorised pandas, in one run."""

from __future__ import annotations

from time import perf_counter

import numpy as np
import pandas as pd

from heartwood.evidence import rates

PLACES, INDICATORS, AGES = 33_755, 4, 19  # every small area of England: 2,565,380 cells
ROUNDS = 9
TARGET = 8.0
Z = 1.959963984540054


def cells():
    """Give invented counts and people of a likely size, the same in every run."""
    luck = np.random.default_rng(2030)
    people = luck.integers(20, 180, (PLACES, AGES)).astype(np.int32)
    risk = np.exp(np.linspace(-6, -3, AGES)) * np.exp(0.3 * luck.standard_normal((PLACES, INDICATORS, 1)))
    return luck.poisson(people[:, None, :] * risk).astype(np.int32), people


def long_table(events, people):
    """Give the cells as an analyst holds them, one row each."""
    return pd.DataFrame(
        {
            "place": np.repeat(np.arange(PLACES, dtype=np.int32), INDICATORS * AGES),
            "indicator": np.tile(np.repeat(np.arange(INDICATORS, dtype=np.int16), AGES), PLACES),
            "age": np.tile(np.arange(AGES, dtype=np.int8), PLACES * INDICATORS),
            "events": events.ravel(),
            "people": np.broadcast_to(people[:, None, :], events.shape).ravel(),
        }
    )


def with_pandas(table):
    """Work out the same rates without a loop, as a good analyst would."""
    weights = rates.EUROPEAN_STANDARD_2013 / rates.EUROPEAN_STANDARD_2013.sum()
    each = weights[table.age.to_numpy()] / table.people.to_numpy()
    parts = pd.DataFrame(
        {
            "place": table.place,
            "indicator": table.indicator,
            "rate": table.events * each,
            "variance": table.events * each * each,
            "total": table.events,
        }
    )
    sums = parts.groupby(["place", "indicator"], sort=False).sum()
    total = sums.total.where(sums.total >= 10).to_numpy()
    low = total * (1 - 1 / (9 * total) - Z / (3 * np.sqrt(total))) ** 3
    high = (total + 1) * (1 - 1 / (9 * (total + 1)) + Z / (3 * np.sqrt(total + 1))) ** 3
    reach = np.sqrt(sums.variance / total)
    value = sums.rate.where(sums.total >= 10)
    sums["value"] = value * 1e5
    sums["low"], sums["high"] = (value + reach * (low - total)) * 1e5, (value + reach * (high - total)) * 1e5
    return sums[["value", "low", "high"]]


def seconds(work, *args):
    started = perf_counter()
    found = work(*args)
    return perf_counter() - started, found


def run() -> list[str]:
    """Time both, alternating, and say the ratio of the best rounds; raises AssertionError where they disagree."""
    events, people = cells()
    table, shared = long_table(events, people), people[:, None, :]
    ours, theirs = [], []
    for _ in range(ROUNDS):
        took, found = seconds(rates.directly_standardised, events, shared)
        ours.append(took)
        took, wanted = seconds(with_pandas, table)
        theirs.append(took)
    for name in ("value", "low", "high"):
        np.testing.assert_allclose(getattr(found, name).ravel(), wanted[name].to_numpy(), rtol=1e-9)
    ratio = min(theirs) / min(ours)
    return [
        f"standardised rates, {events.size:,} cells: ours {min(ours):.3f} s, pandas {min(theirs):.3f} s, "
        f"{ratio:.1f} times as fast (at least {TARGET:.0f}): {'yes' if ratio >= TARGET else 'NO'}"
    ]


if __name__ == "__main__":
    print("\n".join(run()))  # noqa: T201
