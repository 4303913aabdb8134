"""What is known about people and their training, as columns. A person is a whole number; a group is its place in a list.

Days are ``datetime64[D]``; ``NaT`` is "no such day". A group that is not known is -1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Codes: TypeAlias = NDArray[np.int64]
Days: TypeAlias = NDArray[np.datetime64]
Array: TypeAlias = NDArray[np.float64]

EMPLOYMENT = ("employee", "volunteer")
NOT_KNOWN = -1


class By(StrEnum):
    """By what people are told apart, in the order of the axes of every table here."""

    ROLE_FAMILY = "role_family"
    SECTOR = "sector"
    PLACE = "place"
    EMPLOYMENT = "employment"


class How(StrEnum):
    """How levels stand to each other: each holds those below, or none holds another."""

    CUMULATIVE = "cumulative"
    SPECTRUM = "spectrum"


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels of practice, lowest first, as a place chose to read them. Level 1 is the first name."""

    names: tuple[str, ...]
    how: How


@dataclass(frozen=True, slots=True)
class Groups:
    """The names of the groups that codes stand for; employees and volunteers are the same everywhere."""

    role_families: tuple[str, ...]
    sectors: tuple[str, ...]
    places: tuple[str, ...]

    def names(self, by: By) -> tuple[str, ...]:
        """Give the names of the groups by something."""
        return dict(zip(By, (self.role_families, self.sectors, self.places, EMPLOYMENT), strict=True))[by]

    def number(self, by: By, name: str) -> int:
        """Give the code of a group; an empty name is "not known", which stands last.

        Raises
        ------
        ValueError
            If there is no such group.

        >>> Groups(("police",), ("justice",), ("north", "south")).number(By.PLACE, "south")
        1
        """
        names = self.names(by)
        if name and name not in names:
            raise ValueError(f"There is no {by} “{name}”; there is: {', '.join(names)}.")
        return names.index(name) if name else len(names)

    @property
    def shape(self) -> tuple[int, ...]:
        """How many groups there are of each kind, and one more for "not known"."""
        return tuple(len(self.names(by)) + 1 for by in By)


@dataclass(frozen=True, slots=True)
class Completions:
    """Courses that people completed, one row each; every column is (completions,).

    Attributes
    ----------
    level
        From 1; 0 is a course or an event without a level, which trains nobody in this sense.
    completed_on
        The day; one after the day that is asked about does not count yet.
    valid_until
        The last day on which it counts; NaT where it does not expire.
    revoked_on
        The first day on which it no longer counts; NaT where it was not revoked.

    Raises
    ------
    ValueError
        If columns are of different lengths, a level is below 0 or something was completed on no day.
    """

    person: Codes
    course: Codes
    level: NDArray[np.int8]
    completed_on: Days
    valid_until: Days
    revoked_on: Days

    def __post_init__(self) -> None:
        check_lengths(lengths_of(self), "Completions")
        if len(self.level) and self.level.min() < 0:
            raise ValueError(f"A level is 0 or more; {self.level.min()} was found.")
        if np.isnat(self.completed_on).any():
            raise ValueError("A completion without its day cannot be counted.")


@dataclass(frozen=True, slots=True)
class Attendances:
    """Who was at which part of which session; every column is (attendances,). Hours are of that part.

    Raises
    ------
    ValueError
        If columns are of different lengths, or hours are below nought.
    """

    person: Codes
    session: Codes
    part: Codes
    hours: Array

    def __post_init__(self) -> None:
        check_lengths(lengths_of(self), "Attendances")
        if not (self.hours >= 0).all():
            raise ValueError("Hours at a session cannot be below nought or missing.")


@dataclass(frozen=True, slots=True)
class Posts:
    """What people do, where, one row per post; every column is (posts,). A person may have several, and had others.

    Attributes
    ----------
    role_family, sector, place, employment
        Codes, -1 where it is not known.
    since, until
        From a day until a day, which is not part of it; NaT in `until` where there is no end.

    Raises
    ------
    ValueError
        If columns are of different lengths.
    """

    person: Codes
    role_family: Codes
    sector: Codes
    place: Codes
    employment: Codes
    organisation: Codes
    since: Days
    until: Days

    def __post_init__(self) -> None:
        check_lengths(lengths_of(self), "Posts")

    def of(self, organisation: int) -> Posts:
        """Give the posts of one organisation, for its own lead. Whoever works elsewhere too is in both."""
        keep = self.organisation == organisation
        return replace(self, **{one.name: getattr(self, one.name)[keep] for one in fields(self)})


def lengths_of(table: Any) -> dict[str, int]:
    """Give the length of every column of a table."""
    return {one.name: len(getattr(table, one.name)) for one in fields(table)}


def check_lengths(lengths: Mapping[str, int], what: str) -> None:
    """Refuse columns of different lengths, with a sentence."""
    if len(set(lengths.values())) > 1:
        raise ValueError(f"{what} need columns of one length; there are {lengths}.")


@dataclass(frozen=True, slots=True)
class Merged:
    """Rows of one person under two addresses: the number that is gone, and the one that is kept; both (merges,).

    Raises
    ------
    ValueError
        If one number is gone twice, or merges lead round in a circle.
    """

    gone: Codes
    kept: Codes

    def __post_init__(self) -> None:
        check_lengths(lengths_of(self), "Merges")
        if len(np.unique(self.gone)) < len(self.gone):
            raise ValueError("A person cannot be merged into two others.")
        _followed(self)

    def apply(self, persons: Codes) -> Codes:
        """Give the numbers that are kept, in the shape of `persons`. One merged into one that was merged is followed.

        >>> Merged(np.array([5, 7]), np.array([7, 2])).apply(np.array([5, 2, 9])).tolist()
        [2, 2, 9]
        """
        if not len(self.gone):
            return persons
        order = np.argsort(self.gone)
        gone, kept = self.gone[order], _followed(self)[order]
        at = np.minimum(np.searchsorted(gone, persons), len(gone) - 1)
        return np.where(gone[at] == persons, kept[at], persons)


def _followed(merged: Merged) -> Codes:
    """Follow merges to the end, one by one: there are few, and some lead to others."""
    leads = dict(zip(merged.gone.tolist(), merged.kept.tolist(), strict=True))
    ends = []
    for one in merged.gone.tolist():
        steps, at = 0, one
        while at in leads:
            steps, at = steps + 1, leads[at]
            if steps > len(leads):
                raise ValueError(f"Person {one} was merged into others, and back into themselves.")
        ends.append(at)
    return np.array(ends, dtype=np.int64)


NOBODY_MERGED = Merged(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))


def days(given: ArrayLike) -> Days:
    """Give days as this package holds them; None becomes "no such day".

    >>> days([date(2026, 3, 31), None]).tolist()
    [datetime.date(2026, 3, 31), None]
    """
    return np.asarray(given, dtype="datetime64[D]")


def codes(given: ArrayLike) -> Codes:
    """Give whole numbers as this package holds them.

    >>> codes([1, 2]).dtype.name
    'int64'
    """
    return np.asarray(given, dtype=np.int64)


def day(given: date) -> np.datetime64:
    """Give one day."""
    return np.datetime64(given, "D")
