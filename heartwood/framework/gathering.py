"""From rows to the panel that the view of the system is worked out from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from heartwood.framework.system import LEAST_PARTNERS, Panel


@dataclass(frozen=True, slots=True)
class Partner:
    """One partner: how many work there, in which group it is (from 0), and whether it is of the health service."""

    workforce: float
    group: int
    health: bool


def gather(
    partners: Sequence[Partner],
    groups: Sequence[str],
    shape: tuple[int, int],
    said: Iterable[tuple[int, int, int, int]],
    invited: Iterable[tuple[int, int]],
) -> Panel:
    """Make a panel.

    Parameters
    ----------
    shape
        How many years and standards there are.
    said
        Rows of (partner, year, standard, level): the first three from 0, the level from 1.
    invited
        Rows of (partner, year), from 0.

    >>> gather([Partner(30, 0, False)], ["schools"], (1, 2), [(0, 0, 1, 4)], [(0, 0)]).levels.tolist()
    [[[0, 4]]]
    """
    levels = np.zeros((len(partners), *shape), dtype=np.int8)
    rows = np.array(list(said), dtype=np.int64).reshape(-1, 4)
    levels[rows[:, 0], rows[:, 1], rows[:, 2]] = rows[:, 3]
    asked = np.zeros((len(partners), shape[0]), dtype=bool)
    pairs = np.array(list(invited), dtype=np.int64).reshape(-1, 2)
    asked[pairs[:, 0], pairs[:, 1]] = True
    return Panel(
        levels,
        np.array([one.workforce for one in partners], dtype=float),
        np.array([one.group for one in partners], dtype=np.int64),
        tuple(groups),
        asked,
        np.array([one.health for one in partners], dtype=bool),
    )


def in_tens(keys: Sequence[int]) -> tuple[int, ...]:
    """Give as many of those who came, in the order in which they came, as make whole tens.

    A view that is drawn anew with each newcomer shows what the newcomer said, by what changed.

    >>> in_tens(range(12)), in_tens(range(9))
    ((0, 1, 2, 3, 4, 5, 6, 7, 8, 9), ())
    """
    return tuple(keys[: len(keys) // LEAST_PARTNERS * LEAST_PARTNERS])
