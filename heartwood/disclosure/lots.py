"""Lots: answers without a name are added up in whole sessions, at least ten people at a time, and then let go.

Everything that is ever published of such answers (of a course, a place, a trainer) is a sum of whole lots. So whatever is
taken from whatever else, what is left is a sum of lots too, and no lot says anything of fewer than ten. Within a lot each
question is told of people who share nobody: those who answered it twice and were matched, and the rest of each time. What
is shown is rounded to fives, so that "all" and "all but two" look alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LEAST = 10  # people; a partnership may ask for more, never for fewer
WIDTH = 5
BEFORE, AFTER, LATER = "before", "after", "later"
WAVES = (BEFORE, AFTER, LATER)


@dataclass(frozen=True, slots=True)
class Said:
    """What one person chose at one time: by question, one choice or several. The code is empty where they made none."""

    wave: str
    code: str
    chosen: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Matching:
    """Who could be matched with themselves at two times; never a guess."""

    pairs: tuple[tuple[Said, Said], ...]
    alone: tuple[int, int]  # of each time: no code, one that nobody had at the other time, or one that two had
    twice: int  # answers whose code somebody else had at the same time


def matched(first: Sequence[Said], second: Sequence[Said]) -> Matching:
    """Match one to one by the whole code. A code that two have at one time matches nobody: they cannot be told apart.

    >>> one = [Said("before", code, {}) for code in ("aa", "bb", "bb", "")]
    >>> other = [Said("after", code, {}) for code in ("aa", "bb", "cc")]
    >>> found = matched(one, other)
    >>> len(found.pairs), found.alone, found.twice
    (1, (3, 2), 2)
    """
    times = Counter(one.code for one in first if one.code), Counter(one.code for one in second if one.code)
    once = {code for code in times[0] if times[0][code] == times[1][code] == 1}
    there = {one.code: one for one in second if one.code in once}
    pairs = tuple((one, there[one.code]) for one in first if one.code in once)
    alone = len(first) - len(pairs), len(second) - len(pairs)
    return Matching(pairs, alone, sum(count for both in times for count in both.values() if count > 1))


@dataclass(frozen=True, slots=True)
class Counted:
    """What one lot says. Of each question only what at least ten people said stands in it."""

    came: int  # people who had a place, and could have answered
    answered: Mapping[str, int]  # by wave
    matched: int  # before and after
    again: int  # of those three months later, who was matched with an answer of before or after
    twice: int
    choices: Mapping[str, Mapping[str, int]]  # "wave/question": how many chose what; under "" how many answered it
    moves: Mapping[str, Mapping[str, int]]  # by question: "then>now", of matched people

    def plain(self) -> dict[str, Any]:
        """Give it as it is written down."""
        return {name: getattr(self, name) for name in self.__slots__}


def _key(wave: str, item: str) -> str:
    return f"{wave}/{item}"


def count(sessions: Iterable[Sequence[Said]], came: int, twice_asked: Iterable[str], *, least: int = LEAST) -> Counted:
    """Add up whole sessions. People are matched within their session alone: a code means nothing elsewhere.

    Parameters
    ----------
    sessions
        For each session, everything that was said there.
    twice_asked
        The questions that are asked before and after.
    """
    several = [_by_wave(one) for one in sessions]
    found = [matched(one[BEFORE], one[AFTER]) for one in several]
    pairs = [pair for one in found for pair in one.pairs]
    asked = set(twice_asked)
    said = {wave: [each for one in several for each in one[wave]] for wave in WAVES}
    return Counted(
        came=came,
        answered={wave: len(said[wave]) if len(said[wave]) >= least else 0 for wave in WAVES},
        matched=len(pairs) if len(pairs) >= least else 0,
        again=sum(_again(one) for one in several),
        twice=sum(one.twice for one in found),
        choices=_choices(said, pairs, asked, least),
        moves=_moves(pairs, asked, least),
    )


def _by_wave(said: Sequence[Said]) -> dict[str, list[Said]]:
    return {wave: [one for one in said if one.wave == wave] for wave in WAVES}


def _again(one: Mapping[str, Sequence[Said]]) -> int:
    """Count those three months later whose code one person alone had then, and one alone before or one alone after."""
    later, before, after = (Counter(each.code for each in one[wave] if each.code) for wave in (LATER, BEFORE, AFTER))
    return sum(later[code] == 1 and 1 in (before[code], after[code]) for code in later)


def _choices(
    said: Mapping[str, Sequence[Said]], pairs: Sequence[tuple[Said, Said]], asked: set[str], least: int
) -> dict[str, dict[str, int]]:
    """Count choices. A question that is asked twice is told here of the rest alone: those who are in no pair that is told."""
    found = {}
    for wave, everybody in said.items():
        for item in sorted({item for one in everybody for item in one.chosen}):
            both = [pair for pair in pairs if _both(pair, item)] if item in asked else []
            paired = {id(one) for pair in both for one in pair} if len(both) >= least else set()
            rest = [one for one in everybody if item in one.chosen and id(one) not in paired]
            if len(rest) >= least:
                found[_key(wave, item)] = _counts(rest, item)
    return found


def _both(pair: tuple[Said, Said], item: str) -> bool:
    return all(item in one.chosen for one in pair)


def _counts(said: Sequence[Said], item: str) -> dict[str, int]:
    return {"": len(said), **Counter(choice for one in said for choice in one.chosen[item])}


def _moves(pairs: Sequence[tuple[Said, Said]], asked: set[str], least: int) -> dict[str, dict[str, int]]:
    found = {}
    for item in sorted(asked):
        both = [pair for pair in pairs if _both(pair, item)]
        if len(both) >= least:
            found[item] = dict(Counter(">".join(one.chosen[item][0] for one in pair) for pair in both))
    return found


def added(lots: Iterable[Counted]) -> Counted:
    """Add up whole lots; what a lot does not say of a question is not in the sum of that question."""
    several = list(lots)
    return Counted(
        came=sum(one.came for one in several),
        answered=_sum(one.answered for one in several),
        matched=sum(one.matched for one in several),
        again=sum(one.again for one in several),
        twice=sum(one.twice for one in several),
        choices=_sums(one.choices for one in several),
        moves=_sums(one.moves for one in several),
    )


def _sum(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for one in counts:
        found.update(one)
    return dict(found)


def _sums(tables: Iterable[Mapping[str, Mapping[str, int]]]) -> dict[str, dict[str, int]]:
    several = list(tables)
    keys = sorted({key for one in several for key in one})
    return {key: _sum(one[key] for one in several if key in one) for key in keys}


def fives(number: int) -> int:
    """Round to the nearest five, as everything is that is shown.

    >>> [fives(one) for one in (0, 2, 3, 7, 8, 12)]
    [0, 0, 5, 5, 10, 10]
    """
    return WIDTH * ((number + WIDTH // 2) // WIDTH)


@dataclass(frozen=True, slots=True)
class Waits:
    """A session whose three times are over and whose answers wait: what it shares with others, and how many said what."""

    key: Hashable
    edition: str  # of course and questions: sessions of two editions are never in one lot
    place: str
    trainers: tuple[int, ...]
    days: int  # for which it has waited
    matched: int
    later: int
    most: int  # of the three times, the most that answered


@dataclass(frozen=True, slots=True)
class Lot:
    """Whole sessions that are added up together; `place` and `trainers` only where all of them share it."""

    keys: tuple[Hashable, ...]
    edition: str
    place: str = ""
    trainers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Patience:
    """After how many days a session may go with others of its place, then with any of its edition, then as it is."""

    place: int = 91
    edition: int = 182
    any: int = 365


@dataclass(slots=True)
class _Gathering:
    """Lots in the making."""

    waiting: list[Waits]
    least: int
    lots: list[Lot] = field(default_factory=list)


def gather(waiting: Iterable[Waits], *, least: int = LEAST, patience: Patience | None = None) -> tuple[Lot, ...]:
    """Put sessions that wait into lots, each large enough to be told by itself; the others go on waiting.

    First those with the same people to lead them at the same place. Who has waited long goes with others of the place,
    whoever led it; then with any of the same edition. No session is ever in two lots.

    >>> one = Waits(1, "first@1", "north", (7,), days=0, matched=12, later=11, most=14)
    >>> gather([one])
    (Lot(keys=(1,), edition='first@1', place='north', trainers=(7,)),)
    >>> few = Waits(2, "first@1", "north", (7,), days=0, matched=9, later=11, most=14)
    >>> gather([few])
    ()
    """
    at, wait = _Gathering(sorted(waiting, key=lambda one: -one.days), least), patience or Patience()
    _take(at, 0, lambda one: (one.edition, one.place, one.trainers), _is_enough)
    _take(at, wait.place, lambda one: (one.edition, one.place, ()), _is_enough)
    _take(at, wait.edition, lambda one: (one.edition, "", ()), _is_enough)
    _take(at, wait.any, lambda one: (one.edition, "", ()), _says_anything)
    return tuple(at.lots)


def _take(at: _Gathering, days: int, shared: Any, enough: Any) -> None:
    groups: dict[tuple[str, str, tuple[int, ...]], list[Waits]] = {}
    for one in at.waiting:
        groups.setdefault(shared(one), []).append(one)
    for (edition, place, trainers), several in groups.items():
        if several[0].days >= days and enough(several, at.least):
            at.lots.append(Lot(tuple(one.key for one in several), edition, place, trainers))
            at.waiting = [one for one in at.waiting if one not in several]


def _is_enough(several: Sequence[Waits], least: int) -> bool:
    return min(sum(one.matched for one in several), sum(one.later for one in several)) >= least


def _says_anything(several: Sequence[Waits], least: int) -> bool:
    return sum(one.most for one in several) >= least
