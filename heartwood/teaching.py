"""What is seen when a course is led, over all trainers together: never of one of them."""

from __future__ import annotations

from collections.abc import Sequence

from heartwood.estimates import Estimate, Shown
from heartwood.evidence import rates
from heartwood.sentences import sentence

UNIT = sentence("% of observations")
TOO_FEW = sentence("Too few sessions were watched, or too few trainers, to say it without saying it of one of them.")
LEAST_TRAINERS = 5  # behind every ten observations: a share of one trainer's sessions would be a mark


def counted(trainers: Sequence[int], least: int) -> int:
    """Say how many observations count, of those of these trainers, oldest first.

    They are taken in groups, each closed as soon as it has so many observations from enough trainers. What comes after the
    last group waits. So whoever compares two days learns something of a whole group, and never of one session.

    >>> counted([1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 6], least=10)
    10
    >>> counted([1] * 30, least=10)
    0
    """
    closed, group = 0, set[int]()
    for at, trainer in enumerate(trainers, start=1):
        group.add(trainer)
        if at - closed >= least and len(group) >= LEAST_TRAINERS:
            closed, group = at, set()
    return closed


def share_seen(trainers: Sequence[int], seen: Sequence[bool], least: int) -> Estimate:
    """Give the share of observations in which an item was seen, with Wilson's interval.

    Parameters
    ----------
    trainers, seen
        Of each observation in which the item could be seen, oldest first: whose it is, and whether it was seen.
    least
        How many observations stand behind every change of the share.
    """
    number = counted(trainers, least)
    if not number:
        return Estimate(None, None, None, 0.95, UNIT, None, Shown.TOO_FEW, TOO_FEW, method="wilson", sources=())
    limits = rates.proportion(sum(seen[:number]), number, per=100)
    value, low, high = (float(one) for one in (limits.value, limits.low, limits.high))
    return Estimate(value, low, high, 0.95, UNIT, number, Shown.SHOWN, "", method="wilson", sources=())
