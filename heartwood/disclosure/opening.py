"""The opening rule: what is shown of a seat whose people answered without a name, and when.

Pure functions from counts to what is shown. Whatever else is said about such a seat (a gap, a movement) is worked out
from `Table.counts`, never from the answers: so the attacker, who is given `Table.counts`, is given everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from heartwood.estimates import Shown
from heartwood.sentences import sentence

# Each of these is a rule; a test breaks each on purpose, and the attacker then succeeds.
LEAST = 5  # people before anything opens; a partner may raise it
LEAST_OF_A_PULSE = 10
BY_STANDARD_FROM = 10  # people; below, domains only
ROUNDED_TO = 5
ALL_BUT = 2  # answers that "nearly all" may leave out: one's own, and one more
ALL_BUT_FROM_TEN = 3  # and two who compare notes
LEAST_CHANGED = 3  # people who must have answered differently before a table is drawn anew

NOT_CLOSED = sentence("This opens once, after everybody has had the time to answer.")
TOO_FEW_PEOPLE = sentence("Too few people answered in this seat, so that nobody can be recognised.")
TOO_FEW_HERE = sentence("Too few people answered this one, so that nobody can be recognised.")
NOBODY_ANSWERED = sentence("Nobody in this seat answered.")


@dataclass(frozen=True, slots=True)
class Domain:
    """What one seat answered in one domain.

    Attributes
    ----------
    standards
        Their keys.
    counts
        One row per standard: how many people chose each level, lowest level first. Who passed is in no level.
    """

    key: str
    standards: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """What one seat answered: counts, and nobody's answer."""

    people: int  # who handed anything in
    domains: tuple[Domain, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What is shown of one standard, or of a whole domain together.

    Attributes
    ----------
    counts
        Answers per level with a near-unanimous table hidden among its like; empty where `shown` is a silence.
    bars
        The same to the nearest five; 0 is "few or none".
    nearly_all
        The level (from 1) that nearly all chose, or None.
    as_before
        Whether it is the table of an earlier date, because too few people answered differently since.
    """

    domain: str
    standards: tuple[str, ...]
    counts: tuple[int, ...]
    bars: tuple[int, ...]
    nearly_all: int | None
    as_before: bool
    shown: Shown
    why: str

    @property
    def per_person(self) -> tuple[float, ...]:
        """Counts as if each person had answered once: a domain of two standards has two answers of everybody."""
        return tuple(count / len(self.standards) for count in self.counts)


@dataclass(frozen=True, slots=True)
class Kept:
    """A table that was shown, and exactly how many people were in the seat: for the next opening, told to nobody."""

    table: Table
    people: int


@dataclass(frozen=True, slots=True)
class Opened:
    """What is shown of a seat: about how many people (in fives), and its tables; or one sentence that says why not."""

    people_at_least: int
    tables: tuple[Table, ...]
    shown: Shown
    why: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What is shown, and what must be remembered, unseen, to open the seat another time."""

    opened: Opened
    kept: tuple[Kept, ...]


def in_fives(people: int) -> int:
    """Give a number of people in whole fives, rounded down.

    >>> in_fives(4), in_fives(13)
    (0, 10)
    """
    return people // ROUNDED_TO * ROUNDED_TO


def completed(people: int, invited: int) -> int:
    """Give how many have answered as it may be shown meanwhile: in fives, and never that all who were invited have.

    >>> completed(9, 12), completed(10, 10)
    (5, 5)
    """
    return in_fives(min(people, invited - 1))


def concealed(counts: ArrayLike, all_but: ArrayLike) -> NDArray[np.int64]:
    """Hide which of all near-unanimous tables each table is; leave every other as it is.

    Parameters
    ----------
    counts
        (..., levels).
    all_but
        How many answers may be missing at the top level, in the shape of `counts` without its last axis.

    Returns
    -------
    (..., levels): where one level holds more than half and all but so many, all but one answer at that level and one
    at the next level towards the middle. Somebody who knows their own answer cannot tell whether all others agree.

    >>> concealed([[0, 0, 0, 0, 12], [1, 0, 0, 0, 11], [0, 0, 4, 4, 4]], [3, 3, 3]).tolist()
    [[0, 0, 0, 1, 11], [0, 0, 0, 1, 11], [0, 0, 4, 4, 4]]
    """
    table = np.asarray(counts, dtype=np.int64)
    levels, total, top = table.shape[-1], table.sum(-1), table.argmax(-1)
    most = table.max(-1)
    hide = (most >= total - np.asarray(all_but)) & (2 * most > total)
    beside = np.where(top > 0, top - 1, 1)  # the level below; of the lowest, the one above
    hidden = np.eye(levels, dtype=np.int64)[top] * (total - 1)[..., None] + np.eye(levels, dtype=np.int64)[beside]
    return np.where(hide[..., None], hidden, table)


def _bars(counts: Sequence[int]) -> tuple[int, ...]:
    """Round to the nearest five; the longest bar is never "few or none", or five bars of two would be told exactly."""
    rounded = [(count + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO for count in counts]
    top = max(range(len(counts)), key=lambda at: (counts[at], -at))
    rounded[top] = max(rounded[top], ROUNDED_TO)
    return tuple(rounded)


def _silent(domain: str, standards: tuple[str, ...]) -> Table:
    return Table(domain, standards, (), (), None, False, Shown.TOO_FEW, TOO_FEW_HERE)


def _table(domain: Domain, rows: Sequence[int], people: int, least: int) -> Table:
    """Draw one table of some of a domain's standards."""
    standards = tuple(domain.standards[at] for at in rows)
    alone = people >= BY_STANDARD_FROM
    all_but = _all_but(people, len(rows))
    whole = [sum(of_level) for of_level in zip(*(domain.counts[at] for at in rows), strict=True)]
    enough = max(least, BY_STANDARD_FROM) if alone else least
    if max(sum(domain.counts[at]) for at in rows) < enough or sum(whole) <= 2 * ALL_BUT * len(rows):
        return _silent(domain.key, standards)
    counts = tuple(int(count) for count in concealed(whole, all_but))
    nearly = next((at + 1 for at, count in enumerate(whole) if count >= sum(whole) - all_but), None)
    return Table(domain.key, standards, counts, _bars(counts), nearly, False, Shown.SHOWN, "")


def _groups(standards: int, people: int) -> list[tuple[int, ...]]:
    """Say which standards share a table: each its own, or all together. Never both, or one follows from the rest."""
    return [(at,) for at in range(standards)] if people >= BY_STANDARD_FROM else [tuple(range(standards))]


def people_apart(before: Sequence[int], people_before: int, now: Sequence[int], people_now: int) -> int:
    """Give how many people must have answered differently, at the least: by level, by passing, by coming or going.

    >>> people_apart([0, 3, 2], 5, [0, 2, 4], 6)
    2
    """
    then = [*before, people_before - sum(before)]
    today = [*now, people_now - sum(now)]
    changes = [new - old for old, new in zip(then, today, strict=True)]
    return max(sum(change for change in changes if change > 0), -sum(change for change in changes if change < 0))


def _all_but(people: int, standards: int) -> int:
    return (ALL_BUT_FROM_TEN if people >= BY_STANDARD_FROM else ALL_BUT) * standards


def _stood_still(before: Kept, now: Kept) -> bool:
    """Say whether fewer people may have changed than may be seen, judging only by what both tables show.

    A near-unanimous table may be any of its like, so that much is taken off: were the answers behind it looked at,
    the mere fact that a table was drawn anew would tell which of them it is.
    """
    standards = len(now.table.standards)
    apart = people_apart(before.table.counts, before.people * standards, now.table.counts, now.people * standards)
    hidden = sum(_all_but(one.people, standards) for one in (before, now) if one.table.nearly_all)
    return apart - hidden < LEAST_CHANGED * standards


def _once_more(before: Kept | None, now: Kept) -> tuple[Table, Kept]:
    """Give the table to show, and the one to hold the next opening against."""
    if before is None or not before.table.counts:
        return now.table, now
    if not now.table.counts:
        return now.table, before
    if _stood_still(before, now):
        return replace(before.table, as_before=True), before
    return now.table, now


def _draw(domain: Domain, people: int, least: int, kept: Sequence[Kept]) -> list[tuple[Table, Kept]]:
    """Give a domain's tables of today, or those of last time wherever too few people answered differently."""
    groups = _groups(len(domain.standards), people)
    names = [tuple(domain.standards[at] for at in rows) for rows in groups]
    before = {one.table.standards: one for one in kept}
    nearest = min((abs(people - one.people) for one in kept), default=LEAST_CHANGED)
    if not before.keys() & set(names) and nearest < LEAST_CHANGED:  # one more person opens no standard
        return [(replace(one.table, as_before=True), one) for one in kept]
    return [
        _once_more(before.get(name), Kept(_table(domain, rows, people, least), people))
        for rows, name in zip(groups, names, strict=True)
    ]


def open_seat(answers: Answers, *, closed: bool, least: int = LEAST, before: Opening | None = None) -> Opening:
    """Open a seat: once, after closing, from so many people, and never so that a change shows one person.

    Parameters
    ----------
    answers
        Everything that the seat answered.
    closed
        Whether the time to answer is over.
    least
        From how many people; a partner may raise it.
    before
        The seat's last opening, if it was ever opened.

    Raises
    ------
    ValueError
        If `least` is below five.

    >>> staff = Domain("safety", ("calm", "choice"), ((0, 1, 2, 3, 1), (0, 0, 0, 0, 7)))
    >>> opening = open_seat(Answers(7, (staff,)), closed=True)
    >>> opening.opened.people_at_least, [table.bars for table in opening.opened.tables]
    (5, [(0, 0, 0, 5, 10)])
    """
    if least < LEAST:
        raise ValueError(f"A seat opens from {LEAST} people or more; {least} would be too few.")
    kept = before.kept if before else ()
    if not closed:
        return Opening(Opened(0, (), Shown.NOT_PUBLISHED, NOT_CLOSED), kept)
    if answers.people < least:
        return Opening(Opened(0, (), Shown.TOO_FEW, TOO_FEW_PEOPLE), kept)
    drawn = [
        one
        for domain in answers.domains
        for one in _draw(domain, answers.people, least, [old for old in kept if old.table.domain == domain.key])
    ]
    opened = Opened(in_fives(answers.people), tuple(table for table, _ in drawn), Shown.SHOWN, "")
    return Opening(opened, tuple(one for _, one in drawn))


def open_beside(
    answers: Answers, *, closed: bool, least: int = LEAST, before: Opening | None, others: Sequence[Opening]
) -> Opening:
    """Open a seat that shares people with seats that were opened: the whole after a part of it, or a part after the whole.

    A table that is too near to one of theirs is not drawn: theirs is shown again, as last time's would be. Else the one
    person whom the whole has and the part has not would be found by taking one from the other.

    Parameters
    ----------
    others
        The last opening of each of those seats.

    >>> whole = open_seat(Answers(12, (Domain("safety", ("calm",), ((0, 0, 4, 4, 4),)),)), closed=True)
    >>> without_one = Answers(11, (Domain("safety", ("calm",), ((0, 0, 4, 4, 3),)),))
    >>> open_beside(without_one, closed=True, before=None, others=[whole]).opened.tables[0].as_before
    True
    """
    opening = open_seat(answers, closed=closed, least=least, before=before)
    for other in others:
        opening = _held_against(opening, open_seat(answers, closed=closed, least=least, before=other))
    return opening


def _held_against(opening: Opening, again: Opening) -> Opening:
    """Put in the tables that another seat's opening would show again, unless the seat's own last one is shown."""
    if not opening.opened.tables:
        return opening
    drawn, other = (list(zip(one.opened.tables, one.kept, strict=True)) for one in (opening, again))
    found: list[tuple[Table, Kept]] = []
    for domain in dict.fromkeys(table.domain for table, _ in drawn):
        ours, theirs = ([one for one in each if one[0].domain == domain] for each in (drawn, other))
        found += _nearest(ours, theirs)
    tables, kept = zip(*found, strict=True)
    return Opening(replace(opening.opened, tables=tables), kept)


def _nearest(ours: list[tuple[Table, Kept]], theirs: list[tuple[Table, Kept]]) -> list[tuple[Table, Kept]]:
    if [table.standards for table, _ in ours] != [table.standards for table, _ in theirs]:
        held = any(table.as_before for table, _ in ours)
        return ours if held else theirs  # one person fewer opens no standard of a domain either
    return [
        their if their[0].as_before and not our[0].as_before else our for our, their in zip(ours, theirs, strict=True)
    ]


def open_by_name(answers: Answers) -> Opened:
    """Give the tables of a seat whose people answer with their names: exact, by standard, from the first of them.

    They agreed to be named, so nothing is hidden, and `people_at_least` is how many they are. Whatever reads what was
    opened reads both kinds of seat alike.

    >>> open_by_name(Answers(1, (Domain("safety", ("calm",), ((0, 0, 0, 1, 0),)),))).tables[0].bars
    (0, 0, 0, 1, 0)
    """
    if not answers.people:
        return Opened(0, (), Shown.TOO_FEW, NOBODY_ANSWERED)
    tables = (
        Table(domain.key, (standard,), counts, counts, None, False, Shown.SHOWN, "")
        if any(counts)
        else Table(domain.key, (standard,), (), (), None, False, Shown.TOO_FEW, NOBODY_ANSWERED)
        for domain in answers.domains
        for standard, counts in zip(domain.standards, domain.counts, strict=True)
    )
    return Opened(answers.people, tuple(tables), Shown.SHOWN, "")
