"""Who is trained on a day: each person once, however many courses, posts and addresses they have.

Arrays inside: one table of levels x role families x sectors x places x employment, from which every count is a sum.
Its counts are exact, for those who may see them; what everybody sees comes from `heartwood.workforce.publishing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from heartwood.estimates import Estimate, Shown
from heartwood.sentences import sentence
from heartwood.workforce.definitions import UNIT, Counted, Definition
from heartwood.workforce.records import (
    NOBODY_MERGED,
    Attendances,
    By,
    Codes,
    Completions,
    Groups,
    How,
    Levels,
    Merged,
    Posts,
    day,
)

ATTENDANCES = sentence("attendances")
PARTS = sentence("parts of sessions attended")
HOURS = sentence("hours")
SPARSE = 16  # times as far apart as there are people: then numbers are looked up by sorting, not in a table


@dataclass(frozen=True, slots=True)
class Trained:
    """Who is trained, as exact counts of people.

    Attributes
    ----------
    at
        The day: who has a post, and what is completed.
    valid_on
        The day on which what was completed must still be valid. The same day, or one to come.
    counts
        (levels + 1, role families + 1, sectors + 1, places + 1, 3). The first of the levels is "any"; the last of each
        group is "not known".
    without_post
        People with something valid and no post on the day: they left, or nobody told us. They are in no count.
    """

    definition: Definition
    at: date
    valid_on: date
    levels: Levels
    groups: Groups
    counts: NDArray[np.int64]
    without_post: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Came:
    """How many came, in four counts that are never mixed up.

    Attributes
    ----------
    attendances
        One person at one session is one, however many of its parts.
    people
        Each once, however many sessions.
    parts, hours
        All of them together.
    """

    attendances: Counted
    people: Counted
    parts: Counted
    hours: Counted


def trained(
    completions: Completions,
    posts: Posts,
    *,
    levels: Levels,
    groups: Groups,
    at: date,
    definition: Definition,
    merged: Merged = NOBODY_MERGED,
    valid_on: date | None = None,
    sources: tuple[str, ...] = (),
) -> Trained:
    """Count who is trained on a day. 100,000 people and 400,000 completions take well under a second.

    A person counts by the post that they have had longest of those they have on the day. By levels that are cumulative,
    somebody with the third is in the first and the second too, even where only the third is still valid.

    Parameters
    ----------
    valid_on
        A day to come, to see who will still be trained: what is completed and who has a post is of `at`.

    Raises
    ------
    ValueError
        If the definition does not reach back to the day, a code is of no group, or a level is above the highest.

    >>> from heartwood.workforce.records import codes, days
    >>> posts = Posts(*map(codes, ([7, 8], [0, 0], [0, 0], [0, 0], [0, 1], [1, 1])), days([None, None]), days([None, None]))
    >>> done = Completions(*map(codes, ([7, 7, 8], [1, 2, 1], [1, 2, 1])), days(["2025-01-01"] * 3),
    ...                    days([None, None, "2025-12-31"]), days([None] * 3))
    >>> once = Definition("trained", 1, date(2020, 1, 1), "People, once.", ("People.",), ("Attendances.",))
    >>> names = Groups(("police",), ("justice",), ("north",))
    >>> steps = Levels(("informed", "skilled"), How.CUMULATIVE)
    >>> found = trained(done, posts, levels=steps, groups=names, at=date(2026, 1, 1), definition=once)
    >>> [people(found, level).estimate.value for level in ("", "informed", "skilled")]
    [1.0, 1.0, 1.0]
    """
    if at < definition.since:
        raise ValueError(f"What is counted since {definition.since} is not told of {at}: that is another series.")
    known, until = _numbering(posts.person, merged), valid_on or at
    cells = _cells(posts, known.of(posts.person), len(known.keys), groups, at)
    valid = np.flatnonzero(_counting(completions, len(levels.names), at, until))
    counts, without = _once(completions, valid, known, cells, levels, groups)
    return Trained(definition, at, until, levels, groups, counts, without, sources)


def _once(
    completions: Completions, valid: Codes, known: _Numbering, cells: Codes, levels: Levels, groups: Groups
) -> tuple[NDArray[np.int64], int]:
    """Count everybody once, in the table; and, once too, whoever has no place in it."""
    persons, level = completions.person[valid], completions.level[valid]
    who = known.of(persons)
    here, away = _with_post(who, cells)
    counts = _counts(_held(who[here], level[here], levels, len(cells)), cells, groups)
    return counts, len(_distinct(who[away])) + len(_distinct(persons[who < 0]))


def _counting(completions: Completions, highest: int, at: date, until: date) -> NDArray[np.bool_]:
    """Say which completions count: of a level, completed by the day, not revoked by then, and valid until the other."""
    if len(completions.level) and completions.level.max() > highest:
        raise ValueError(f"There are {highest} levels; a completion of level {completions.level.max()} was found.")
    over = (completions.valid_until < day(until)) | (completions.revoked_on <= day(at))
    return np.asarray((completions.level > 0) & (completions.completed_on <= day(at)) & ~over)


@dataclass(frozen=True, slots=True)
class _Numbering:
    """Numbers people from 0, merged ones alike: by a table where their own numbers lie close together, else by sorting."""

    keys: Codes  # every number that somebody has or had, in order
    numbers: Codes
    table: Codes | None

    def of(self, persons: Codes) -> Codes:
        """Give the number of each, -1 where it is nobody known."""
        if not len(self.keys):
            return np.full(len(persons), -1)
        if self.table is not None:
            inside = (persons >= self.keys[0]) & (persons <= self.keys[-1])
            return np.where(inside, self.table[np.where(inside, persons - self.keys[0], 0)], -1)
        found = np.minimum(np.searchsorted(self.keys, persons), len(self.keys) - 1)
        return np.where(self.keys[found] == persons, self.numbers[found], -1)


def _numbering(persons: Codes, merged: Merged) -> _Numbering:
    ends = merged.apply(merged.gone)
    keys = _distinct(np.concatenate([persons, merged.gone, ends]))
    numbers = np.arange(len(keys))
    numbers[np.searchsorted(keys, merged.gone)] = np.searchsorted(keys, ends)
    if not len(keys) or keys[-1] - keys[0] > SPARSE * len(keys):
        return _Numbering(keys, numbers, None)
    table = np.full(keys[-1] - keys[0] + 1, -1)
    table[keys - keys[0]] = numbers
    return _Numbering(keys, numbers, table)


def _distinct(numbers: Codes) -> Codes:
    """Give each number once, in order: quicker than NumPy's own way, which hashes."""
    ordered = np.sort(numbers)
    return ordered[_changes(ordered)]


def _cells(posts: Posts, who: Codes, many: int, groups: Groups, at: date) -> Codes:
    """Give where each person stands in the table, by their longest-standing post of the day; -1 where they have none."""
    now = ~(posts.since > day(at)) & ~(posts.until <= day(at))  # no day is neither before nor after
    rows = np.flatnonzero(now)
    began = np.where(np.isnat(posts.since[rows]), np.iinfo(np.int64).min, posts.since[rows].astype(np.int64))
    rows = rows[np.argsort(began, kind="stable")[::-1]]
    cells = np.full(many, -1)
    cells[who[rows]] = _places(posts, groups)[rows]  # of several posts, the last that is written stays: the oldest
    return cells


def _with_post(who: Codes, cells: Codes) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Say which rows are of somebody with a post on the day, and which of somebody who has none now."""
    if not len(cells):
        return who >= 0, who >= 0
    stands = cells[who] >= 0
    return stands & (who >= 0), ~stands & (who >= 0)


def _places(posts: Posts, groups: Groups) -> Codes:
    columns = []
    for by, size in zip(By, groups.shape, strict=True):
        column = getattr(posts, by.value)
        if len(column) and not -1 <= column.min() <= column.max() < size - 1:
            raise ValueError(f"A {by} is a number from 0 to {size - 2}, or -1 where it is not known.")
        columns.append(np.where(column < 0, size - 1, column))
    return np.ravel_multi_index(tuple(columns), groups.shape).astype(np.int64)


def _held(who: Codes, level: NDArray[np.int8], levels: Levels, many: int) -> NDArray[np.bool_]:
    """Say who holds which level, (levels + 1, people), "any" first."""
    held = np.zeros((len(levels.names) + 1, many), dtype=bool)
    held[level, who] = True
    if levels.how is How.CUMULATIVE:
        held = np.logical_or.accumulate(held[::-1], axis=0)[::-1]
    held[0] = held.any(0)
    return held


def _counts(held: NDArray[np.bool_], cells: Codes, groups: Groups) -> NDArray[np.int64]:
    many = int(np.prod(groups.shape))
    counted = [np.bincount(cells[one], minlength=many) for one in held]
    return np.array(counted, dtype=np.int64).reshape(len(held), *groups.shape)


def row(levels: Levels, level: str) -> int:
    """Give the row of a level in the counts; an empty name is "any level".

    Raises
    ------
    ValueError
        If there is no such level.
    """
    if level and level not in levels.names:
        raise ValueError(f"There is no level “{level}”; there is: {', '.join(levels.names)}.")
    return levels.names.index(level) + 1 if level else 0


def slices(groups: Groups, where: Mapping[By, str]) -> tuple[int | slice, ...]:
    """Give the part of a table that is about some groups: one number per axis that is named, all of every other."""
    return tuple(groups.number(by, where[by]) if by in where else slice(None) for by in By)


def people(found: Trained, level: str = "", where: Mapping[By, str] | None = None) -> Counted:
    """Give how many people are trained, exactly: for those who may see small numbers.

    Parameters
    ----------
    level
        Its name; empty for any level.
    where
        Which groups, such as ``{By.PLACE: "E08000032"}``; an empty name asks for those of whom it is not known.

    Returns
    -------
    A count without an interval: all of them are counted.
    """
    value = float(found.counts[(row(found.levels, level), *slices(found.groups, where or {}))].sum())
    return Counted(_count(value, UNIT, found.sources), found.definition, found.at)


def _count(value: float, unit: str, sources: tuple[str, ...]) -> Estimate:
    return Estimate(value, None, None, 1.0, unit, None, Shown.SHOWN, "", method="who-is-trained", sources=sources)


def came(
    attendances: Attendances,
    *,
    definition: Definition,
    at: date,
    merged: Merged = NOBODY_MERGED,
    sources: tuple[str, ...] = (),
) -> Came:
    """Count who came: attendances, people, parts and hours. A register that was brought in twice counts once.

    Where two rows tell different hours of the same person at the same part, the longer counts.

    >>> from heartwood.workforce.records import codes
    >>> rule = Definition("came", 1, date(2020, 1, 1), "Who came.", ("Who was there.",), ("Who was booked.",))
    >>> twice = Attendances(*map(codes, ([7, 7, 7, 8], [1, 1, 2, 1], [1, 2, 1, 1])), np.array([2.0, 1.0, 3.0, 2.0]))
    >>> found = came(twice, definition=rule, at=date(2026, 3, 31))
    >>> found.attendances.estimate.value, found.people.estimate.value, found.hours.estimate.value
    (3.0, 2.0, 8.0)
    """
    values = zip(_ways(attendances, merged.apply(attendances.person)), (ATTENDANCES, UNIT, PARTS, HOURS), strict=True)
    return Came(*(Counted(_count(value, unit, sources), definition, at) for value, unit in values))


def _ways(attendances: Attendances, person: Codes) -> tuple[float, float, float, float]:
    """Count attendances, people, parts and hours: of rows that are alike, the one with most hours, which comes last."""
    order = np.lexsort((attendances.hours, attendances.part, attendances.session, person))
    who, session, part = person[order], attendances.session[order], attendances.part[order]
    last = _changes(who, session, part)
    hours = attendances.hours[order][last].sum()
    return float(_changes(who, session).sum()), float(_changes(who).sum()), float(last.sum()), float(hours)


def _changes(*columns: NDArray[Any]) -> NDArray[np.bool_]:
    """Say which rows, in order, are the last of their kind."""
    last = np.zeros(len(columns[0]), dtype=bool)
    last[-1:] = True
    for column in columns:
        last[:-1] |= column[1:] != column[:-1]
    return last
