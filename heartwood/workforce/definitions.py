"""What a number counts, said in words beside it: two numbers of two definitions are two series and are never joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from heartwood.estimates import Estimate, Shown
from heartwood.sentences import sentence

NEW_SERIES = sentence("What is counted changed here. Before and after are two series, and are not compared.")
NO_NUMBER = sentence("One of the two dates has no number.")
CHANGE_OF_A_BAND = sentence("One of the two is a band or has no exact number, so the change is not told.")
UNIT = sentence("people")


@dataclass(frozen=True, slots=True)
class Definition:
    """What is counted, and what is not.

    Attributes
    ----------
    key, version
        Which it is. Whatever changes in what is counted is a new version.
    since
        The first day that is counted by it.
    words
        One sentence that stands beside every number.
    counted, not_counted
        Each a sentence.

    Raises
    ------
    ValueError
        If it does not say in words what is counted.
    """

    key: str
    version: int
    since: date
    words: str
    counted: tuple[str, ...]
    not_counted: tuple[str, ...]

    def __post_init__(self) -> None:
        if not (self.key and self.words and self.counted and self.not_counted):
            raise ValueError("A definition needs a key, one sentence, what is counted and what is not.")

    def same_as(self, other: Definition) -> bool:
        """Whether numbers of both may stand in one series."""
        return (self.key, self.version) == (other.key, other.version)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number, what it counts, and of which day."""

    estimate: Estimate
    definition: Definition
    at: date


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers of one definition, oldest first. `why` says why it does not go on from the run before; empty in the first."""

    definition: Definition
    numbers: tuple[Counted, ...]
    why: str


def series(numbers: Sequence[Counted]) -> tuple[Run, ...]:
    """Put numbers in the order of their days, and begin a new run wherever what is counted changed.

    Parameters
    ----------
    numbers
        Of the same thing, at different days, in any order.

    Returns
    -------
    Runs, oldest first; each but the first says in a sentence that a new series begins.

    >>> first = Definition("trained", 1, date(2022, 1, 1), "Attendances.", ("Attendances.",), ("Nothing.",))
    >>> second = Definition("trained", 2, date(2024, 1, 1), "People, once.", ("People.",), ("Attendances.",))
    >>> many = Estimate(3000.0, None, None, 1.0, "people", None, Shown.SHOWN, "", "who-is-trained", ())
    >>> runs = series([Counted(many, second, date(2025, 3, 31)), Counted(many, first, date(2022, 3, 31))])
    >>> [(run.definition.version, run.why) for run in runs] == [(1, ""), (2, NEW_SERIES)]
    True
    """
    runs: list[list[Counted]] = []
    for one in sorted(numbers, key=lambda counted: counted.at):
        if runs and runs[-1][-1].definition.same_as(one.definition):
            runs[-1].append(one)
        else:
            runs.append([one])
    return tuple(Run(run[0].definition, tuple(run), NEW_SERIES if at else "") for at, run in enumerate(runs))


def change(before: Counted, now: Counted) -> Estimate:
    """Give how many more there are now; a silence where the two are of different definitions, or one is not exact.

    >>> rule = Definition("trained", 1, date(2024, 1, 1), "People, once.", ("People.",), ("Attendances.",))
    >>> then, today = (Estimate(n, None, None, 1.0, UNIT, None, Shown.SHOWN, "", "who-is-trained", ()) for n in (9, 12))
    >>> change(Counted(then, rule, date(2024, 3, 31)), Counted(today, rule, date(2025, 3, 31))).value
    3
    """
    then, today = before.estimate, now.estimate
    if not before.definition.same_as(now.definition):
        return _silent(Shown.NOBODY_MEASURES, NEW_SERIES)
    if then.has_interval or today.has_interval:
        return _silent(Shown.TOO_FEW, CHANGE_OF_A_BAND)
    if then.value is None or today.value is None:
        return _silent(Shown.NOBODY_MEASURES, NO_NUMBER)
    sources = tuple(dict.fromkeys((*then.sources, *today.sources)))
    value = today.value - then.value
    return Estimate(value, None, None, 1.0, UNIT, None, Shown.SHOWN, "", method="who-is-trained", sources=sources)


def _silent(shown: Shown, why: str) -> Estimate:
    return Estimate(None, None, None, 1.0, UNIT, None, shown, why, method="who-is-trained", sources=())
