"""Who is trained, of how many work here: the doubt about how many work here is the doubt of the share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from heartwood.disclosure.counting import Cell, Released, Rule
from heartwood.estimates import Estimate, Shown
from heartwood.evidence import rates
from heartwood.sentences import sentence
from heartwood.workforce.definitions import UNIT, Counted
from heartwood.workforce.publishing import TOO_FEW, cell
from heartwood.workforce.records import Array, By, Codes, Groups, check_lengths
from heartwood.workforce.trained import Trained, people, row

ALL = -1  # a figure that is about every group of a kind
STEP = 5.0  # per cent: to which a published share is rounded

SHARE = sentence("% of the workforce")
NO_WORKFORCE = sentence("Nobody has told us how many people work here.")
MORE_THAN_ALL = sentence(
    "More people are trained than the figure says work here. It is older, or leaves some out, so no share is shown."
)
TOO_SMALL = sentence("So few people work here that a share would show how few are trained.")


@dataclass(frozen=True, slots=True)
class Workforce:
    """How many people work here, one row per figure; every column is (figures,). No two figures share anybody.

    Attributes
    ----------
    role_family, sector, place, employment
        Codes; -1 where a figure is about all of them together.
    low, people, high
        People, with the ends that the source gives, or that whoever brought it in can answer for. Of a count that is
        exact they are the same.
    year
        Of the figure.
    source
        The edition of each figure.
    sampled
        Whether `people` were drawn by chance out of all, and who is trained is counted among them only.
    level
        Of the ends: 1.0 where nobody gave one, and they are a bracket.

    Raises
    ------
    ValueError
        If columns are of different lengths, ends are the wrong way round or below 1, a sample has ends, or two
        figures share people.
    """

    groups: Groups
    role_family: Codes
    sector: Codes
    place: Codes
    employment: Codes
    low: Array
    people: Array
    high: Array
    year: Codes
    source: tuple[str, ...]
    sampled: bool = False
    level: float = 1.0

    def __post_init__(self) -> None:
        columns = [one.name for one in fields(self) if one.name not in ("groups", "sampled", "level")]
        check_lengths({name: len(getattr(self, name)) for name in columns}, "Figures of the workforce")
        if not ((self.low >= 1) & (self.low <= self.people) & (self.people <= self.high)).all():
            raise ValueError("A workforce is 1 or more, and lies between its low and its high end.")
        if self.sampled and (self.low != self.high).any():
            raise ValueError("Of a sample, we know how many were asked: low and high are the same.")
        _check_codes(self)
        if (at := _sharing(self.codes)) is not None:
            raise ValueError(f"Figures {at[0] + 1} and {at[1] + 1} of the workforce are about the same people.")

    @property
    def codes(self) -> Codes:
        """Which groups each figure is about, (figures, 4)."""
        return np.stack([getattr(self, by.value) for by in By], axis=1)

    def inside(self, where: Mapping[By, str]) -> NDArray[np.bool_]:
        """Say which figures are about nobody else than some groups, (figures,)."""
        inside = np.ones(len(self.people), dtype=bool)
        for by, name in where.items():
            inside &= getattr(self, by.value) == self.groups.number(by, name)
        return inside


def _check_codes(workforce: Workforce) -> None:
    for by in By:
        column, many = getattr(workforce, by.value), len(workforce.groups.names(by))
        if (column < ALL).any() or (column >= many).any():
            raise ValueError(f"A {by} of the workforce is a number from 0 to {many - 1}, or -1 for all of them.")


def _sharing(codes: Codes) -> tuple[int, int] | None:
    """Give the first two figures that are about some of the same people: alike in each kind, or one is about all."""
    one, other = codes[:, None, :], codes[None, :, :]
    shared = np.triu(((one == other) | (one == ALL) | (other == ALL)).all(-1), k=1)
    first, second = np.nonzero(shared)
    return (int(first[0]), int(second[0])) if len(first) else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """A share with everything that stands beside it.

    Attributes
    ----------
    share
        Trained, per cent of the workforce.
    trained
        Those who are trained and of whom a figure says how many they are.
    workforce
        How many work there, with its ends.
    outside
        Trained people of the same groups of whom no figure says how many they are: they are in neither.
    years
        Of the figures, the oldest and the newest; None where there is none.
    """

    share: Counted
    trained: Counted
    workforce: Estimate
    outside: Estimate
    years: tuple[int, int] | None


def covered(found: Trained, workforce: Workforce, figures: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Count those who are trained among the people of some figures, (levels + 1,)."""
    return sum(
        (_of_figure(found, codes) for codes in workforce.codes[figures]), np.zeros_like(found.counts[:, 0, 0, 0, 0])
    )


def _of_figure(found: Trained, codes: Codes) -> NDArray[np.int64]:
    parts = tuple(slice(None) if code == ALL else slice(code, code + 1) for code in codes.tolist())
    return np.asarray(found.counts[(slice(None), *parts)].sum((1, 2, 3, 4)))


def coverage(
    found: Trained,
    workforce: Workforce,
    level: str = "",
    where: Mapping[By, str] | None = None,
    *,
    released: Released | None = None,
    rule: Rule | None = None,
) -> Coverage:
    """Give the share of a workforce that is trained: only people of whom a figure says how many they are.

    Its interval is trained / high to trained / low of the workforce: everybody who is trained was counted, so chance has
    no part in it. Of a sample it is Wilson's. A share above 100 is not shown, and never cut off; an end above 100 is left,
    and says that the low end of the workforce cannot be right.

    Parameters
    ----------
    level
        Its name; empty for any level.
    where
        Which groups; figures that are about others too are left out.
    released
        What is published, where everybody may see the share: then it is shown only where its count is, in steps of five
        per cent that are each worth as many people as the counting rule asks for.

    Raises
    ------
    ValueError
        If the workforce has other groups than the count.
    """
    where = where or {}
    told = _exact(found, workforce, level, where)
    return told if released is None else _for_everybody(told, _is_open(released, level, where), rule or Rule())


def _exact(found: Trained, workforce: Workforce, level: str, where: Mapping[By, str]) -> Coverage:
    if workforce.groups != found.groups:
        raise ValueError("The workforce and those who are trained are told apart by different groups.")
    figures = workforce.inside(where)
    counted, there = int(covered(found, workforce, figures)[row(found.levels, level)]), people_there(workforce, figures)
    share = _share(counted, workforce, figures, there.sources)
    outside = (people(found, level, where).estimate.value or 0) - counted
    first, second = (Counted(one, found.definition, found.at) for one in (share, _trained(counted, found.sources)))
    return Coverage(first, second, there, _trained(outside, found.sources), _years(workforce.year[figures]))


def _for_everybody(told: Coverage, is_open: bool, rule: Rule) -> Coverage:
    """Round the share or hold it back; the counts that it is made of are told by what is published, and by nothing else."""
    enough = is_open and (told.trained.estimate.value or 0) >= rule.least
    share = _published(told.share.estimate, told.workforce, enough, rule)
    few = _silent(UNIT, Shown.TOO_FEW, TOO_FEW)
    return replace(
        told, share=replace(told.share, estimate=share), trained=replace(told.trained, estimate=few), outside=few
    )


def _years(years: Codes) -> tuple[int, int] | None:
    return (int(years.min()), int(years.max())) if len(years) else None


def people_there(workforce: Workforce, figures: NDArray[np.bool_]) -> Estimate:
    """Give how many work there: the sum of some figures, and of their ends, as if all were off to the same side."""
    if not figures.any():
        return _silent(UNIT, Shown.NOBODY_MEASURES, NO_WORKFORCE)
    sources = tuple(dict.fromkeys(np.array(workforce.source)[figures].tolist()))
    value, low, high = _sums(workforce, figures)
    return _shown(value, low, high, workforce.level, UNIT, sources)


def _sums(workforce: Workforce, figures: NDArray[np.bool_]) -> tuple[float, float, float]:
    columns = workforce.people, workforce.low, workforce.high
    value, low, high = (float(one[figures].sum()) for one in columns)
    return value, low, high


def _share(counted: int, workforce: Workforce, figures: NDArray[np.bool_], sources: tuple[str, ...]) -> Estimate:
    if not figures.any():
        return _silent(SHARE, Shown.NOBODY_MEASURES, NO_WORKFORCE)
    value, low, high = _sums(workforce, figures)
    if counted > value:
        return _silent(SHARE, Shown.DOUBTED, MORE_THAN_ALL)
    if workforce.sampled:
        found = rates.proportion(counted, value, per=100)
        return _shown(float(found.value), float(found.low), float(found.high), 0.95, SHARE, sources, round(value))
    share, least, most = 100 * counted / value, 100 * counted / high, 100 * counted / low
    return _shown(share, least, most, workforce.level, SHARE, sources, round(value))


def _is_open(released: Released, level: str, where: Mapping[By, str]) -> bool:
    """Say whether the count that a share is made of is published; two kinds of groups at once never are."""
    asked: Cell = cell(level, *next(iter(where.items()))) if where else cell(level)
    count = released.counts.get(asked) if len(where) < 2 else None
    return count is not None and count.low is not None


def _published(share: Estimate, workforce: Estimate, enough: bool, rule: Rule) -> Estimate:
    if share.value is None or share.low is None or share.high is None or workforce.low is None:
        return share
    if not enough:
        return _silent(SHARE, Shown.TOO_FEW, TOO_FEW)
    if workforce.low * STEP / 100 < rule.least:
        return _silent(SHARE, Shown.TOO_FEW, TOO_SMALL)
    low, high = (float(to(one / STEP) * STEP) for to, one in ((np.floor, share.low), (np.ceil, share.high)))
    value = float(np.rint(share.value / STEP) * STEP) or STEP / 2  # ten people are never "none"
    return _shown(value, low, high, share.level, SHARE, share.sources, share.people)


def _trained(value: float, sources: tuple[str, ...]) -> Estimate:
    return Estimate(
        float(value), None, None, 1.0, UNIT, None, Shown.SHOWN, "", method="who-is-trained", sources=sources
    )


def _shown(
    value: float, low: float, high: float, level: float, unit: str, sources: tuple[str, ...], people: int | None = None
) -> Estimate:
    return Estimate(value, low, high, level, unit, people, Shown.SHOWN, "", method="training-coverage", sources=sources)


def _silent(unit: str, shown: Shown, why: str) -> Estimate:
    return Estimate(None, None, None, 1.0, unit, None, shown, why, method="training-coverage", sources=())
