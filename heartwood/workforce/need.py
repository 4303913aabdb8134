"""Who still needs training at each level and place, against the places that are planned until a day to come.

Every number is worked out three times: from all values, and from the ends that make it smallest and largest. That is a
bracket and no confidence interval: if each part lies between its ends, the result does, and nobody says how likely it is.
Exact counts of people stand behind it: it is for those who plan, and not for everybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from heartwood.estimates import Estimate, Shown
from heartwood.sentences import sentence
from heartwood.workforce.coverage import ALL, Workforce, covered
from heartwood.workforce.definitions import UNIT, Definition
from heartwood.workforce.records import Array
from heartwood.workforce.trained import Trained

DAYS_IN_A_YEAR = 365.25
NO_WORKFORCE = sentence("Nobody has told us how many people of each role family work here.")
NO_NEED = sentence("Nobody has said how many of those who work here should have this level.")


@dataclass(frozen=True, slots=True)
class Between:
    """A value with its ends, a number or an array, and where it is from.

    Raises
    ------
    ValueError
        If the ends are the wrong way round, or the value lies outside them.

    >>> Between(0.1, 0.12, 0.15, "a survey").low
    0.1
    """

    low: float | Array
    value: float | Array
    high: float | Array
    source: str

    def __post_init__(self) -> None:
        if not np.all((np.asarray(self.low) <= self.value) & (np.asarray(self.value) <= self.high)):
            raise ValueError(f"A value lies between its low and its high end; not so in “{self.source}”.")


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is supposed about the time until then; each with its ends and its source.

    Attributes
    ----------
    need
        Shares of 1 of each role family that should have each level, (levels, role families).
    planned
        Places that are planned until then, (levels, places).
    completing
        Of 1 planned place, how many end with somebody who completed that level and had not had it: attendance.
    leaving
        Share of 1 of the workforce that leaves in a year. They are trained as often as those who stay.
    growing
        Share of 1 by which the workforce grows in a year, below 0 where it shrinks. Whoever joins has no level yet.

    Raises
    ------
    ValueError
        If a share lies outside 0 and 1, or fewer places than none are planned.
    """

    need: Between
    planned: Between
    completing: Between
    leaving: Between
    growing: Between

    def __post_init__(self) -> None:
        for one, name in ((self.need, "need"), (self.completing, "completing"), (self.leaving, "leaving")):
            if np.min(one.low) < 0 or np.max(one.high) > 1:
                raise ValueError(f"“{name}” is a share between 0 and 1.")
        if np.min(self.growing.low) < -1 or np.min(self.planned.low) < 0:
            raise ValueError("A workforce cannot shrink by more than itself, nor fewer places than none be planned.")


@dataclass(frozen=True, slots=True)
class Balance:
    """Need and supply of one level in one place.

    Attributes
    ----------
    should_have
        Who should have the level then: the workforce then, times what is needed of each role family.
    trained
        Who has it now, and a figure says how many they are.
    needing
        expiring
        Of those who have it, whose training is over by then.
    leaving, joining
        Of those who have it still, who will have left; and of the whole workforce, who will have come.
    supply
        Who will complete the level by the places that are planned.
    gap
        Who will need it then and have it neither from before nor from those places. Below 0: more places than people.
    left_out
        Role families that need the level and of whom no figure says how many work there.
    """

    level: str
    place: str
    definition: Definition
    should_have: Estimate
    trained: Estimate
    needing: Estimate
    expiring: Estimate
    leaving: Estimate
    joining: Estimate
    supply: Estimate
    gap: Estimate
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ends:
    """A value with its ends, arrays of one shape."""

    low: Array
    value: Array
    high: Array

    def less(self, other: Ends) -> Ends:
        """Take away: least where most is taken."""
        return Ends(self.low - other.high, self.value - other.value, self.high - other.low)

    def short(self, other: Ends) -> Ends:
        """Give what is missing of this in the other, each cell of its own: what one has too much is no help to another."""
        short = self.less(other)
        return Ends(*(np.maximum(one, 0.0) for one in (short.low, short.value, short.high)))

    def total(self) -> Ends:
        """Add up over the last axis."""
        return Ends(self.low.sum(-1), self.value.sum(-1), self.high.sum(-1))

    def times(self, other: Ends) -> Ends:
        """Multiply; both are nought or more."""
        return Ends(self.low * other.low, self.value * other.value, self.high * other.high)


def _ends(given: Between) -> Ends:
    return Ends(*(np.asarray(one, dtype=float) for one in (given.low, given.value, given.high)))


def staying(leaving: Between, years: float) -> Ends:
    """Give the share that is still there after some years: (1 - leaving) to the power of the years."""
    gone = _ends(leaving)
    return Ends(*((1 - one) ** years for one in (gone.high, gone.value, gone.low)))


def growth(growing: Between, years: float) -> Ends:
    """Give how many times as large a workforce is after some years."""
    more = _ends(growing)
    return Ends(*((1 + one) ** years for one in (more.low, more.value, more.high)))


def by_family(workforce: Workforce) -> Ends:
    """Add up the workforce by place and role family, (places, role families); 0 where no figure tells the two apart."""
    shape = len(workforce.groups.places), len(workforce.groups.role_families)
    told = (workforce.place != ALL) & (workforce.role_family != ALL)
    sums = []
    for column in (workforce.low, workforce.people, workforce.high):
        total = np.zeros(shape)
        np.add.at(total, (workforce.place[told], workforce.role_family[told]), column[told])
        sums.append(total)
    return Ends(*sums)


def _having(found: Trained, workforce: Workforce) -> Ends:
    """Count who has each level among the people of those figures, (levels, places, role families)."""
    groups = workforce.groups
    having = np.zeros((len(found.levels.names), len(groups.places), len(groups.role_families)))
    for place, family in np.ndindex(*having.shape[1:]):
        figures = (workforce.place == place) & (workforce.role_family == family)
        having[:, place, family] = covered(found, workforce, figures)[1:]
    return Ends(having, having, having)


def need_against_supply(
    now: Trained, then: Trained, workforce: Workforce, assumed: Assumptions
) -> Mapping[tuple[str, str], Balance]:
    """Give need against supply until a day to come, such as two years ahead, by level and place.

    With W people of a role family, a share s of them that needs the level, growth g and leaving l in a year, y years, V
    who have the level and will have it still, P places and a share a of them that completes:

        gap = sum over role families of max(0, W (1 + g)^y s - V (1 - l)^y) - P a

    Each part stands in it once and pushes one way, so the ends of the gap are those of its parts.

    Parameters
    ----------
    now
        Who is trained today.
    then
        The same of the same day, valid on the day to come (``trained(…, valid_on=…)``).

    Raises
    ------
    ValueError
        If the two are not of one day and one definition, the day is not to come, the groups are not those of the
        workforce, or what is supposed has another shape than levels by role families or places.
    """
    _check(now, then, workforce, assumed)
    sums = _sums(now, then, workforce, assumed)
    work, need = by_family(workforce), _ends(assumed.need)
    sources = tuple(dict.fromkeys((*workforce.source, *(one.source for one in _all(assumed)))))
    found = {}
    for at, level in enumerate(now.levels.names):
        for place, name in enumerate(now.groups.places):
            missing = (need.high[at] > 0) & (work.high[place] == 0)
            why = "" if work.high[place].any() else NO_WORKFORCE
            why = why or ("" if need.high[at].any() else NO_NEED)
            told = {key: _estimate(one, (at, place), why, sources) for key, one in sums.items()}
            left_out = tuple(one for one, out in zip(now.groups.role_families, missing, strict=True) if out)
            found[level, name] = Balance(level, name, now.definition, left_out=left_out, **told)
    return found


def _all(assumed: Assumptions) -> tuple[Between, ...]:
    return assumed.need, assumed.planned, assumed.completing, assumed.leaving, assumed.growing


def _sums(now: Trained, then: Trained, workforce: Workforce, assumed: Assumptions) -> dict[str, Ends]:
    """Work everything out, (levels, places)."""
    years = (then.valid_on - now.at).days / DAYS_IN_A_YEAR
    stay, grow, work = staying(assumed.leaving, years), growth(assumed.growing, years), by_family(workforce)
    having, still, should = _having(now, workforce), _having(then, workforce), _needed(work, assumed.need)
    should_then, kept = should.times(grow), still.times(stay)
    supply = _ends(assumed.planned).times(_ends(assumed.completing))
    joining = work.total().times(Ends(grow.low - stay.high, grow.value - stay.value, grow.high - stay.low))
    return {
        "should_have": should_then.total(),
        "trained": having.total(),
        "needing": should.short(having).total(),
        "expiring": having.less(still).total(),
        "leaving": still.less(kept).total(),
        "joining": _spread(joining, supply.value.shape),
        "supply": supply,
        "gap": should_then.short(kept).total().less(supply),
    }


def _needed(work: Ends, need: Between) -> Ends:
    """Give who should have each level today, (levels, places, role families)."""
    shares = _ends(need)
    return Ends(*(getattr(shares, end)[:, None, :] * getattr(work, end) for end in ("low", "value", "high")))


def _spread(ends: Ends, shape: tuple[int, ...]) -> Ends:
    return Ends(*(np.broadcast_to(one, shape) for one in (ends.low, ends.value, ends.high)))


def _estimate(ends: Ends, cell: tuple[int, int], why: str, sources: tuple[str, ...]) -> Estimate:
    if why:
        return Estimate(
            None, None, None, 1.0, UNIT, None, Shown.NOBODY_MEASURES, why, method="need-against-supply", sources=()
        )
    value, low, high = (float(one[cell]) for one in (ends.value, ends.low, ends.high))
    return Estimate(value, low, high, 1.0, UNIT, None, Shown.SHOWN, "", method="need-against-supply", sources=sources)


def _check(now: Trained, then: Trained, workforce: Workforce, assumed: Assumptions) -> None:
    if now.at != then.at or not now.definition.same_as(then.definition) or now.groups != then.groups:
        raise ValueError("Both counts must be of one day, one definition and one list of groups.")
    if not now.valid_on == now.at < then.valid_on:
        raise ValueError("The first count is of today, and the second of a day to come.")
    if workforce.groups != now.groups:
        raise ValueError("The workforce and those who are trained are told apart by different groups.")
    if workforce.sampled:
        raise ValueError("A sample does not say how many people work here.")
    _check_shapes(now, assumed)


def _check_shapes(now: Trained, assumed: Assumptions) -> None:
    levels, groups = len(now.levels.names), now.groups
    for given, shape, what in (
        (assumed.need, (levels, len(groups.role_families)), "levels by role families"),
        (assumed.planned, (levels, len(groups.places)), "levels by places"),
    ):
        if any(np.shape(one) != shape for one in (given.low, given.value, given.high)):
            raise ValueError(f"“{given.source}” must be a table of {what}, {shape}; it is {np.shape(given.value)}.")
