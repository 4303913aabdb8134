"""From stories to exact counts, cell by cell. What leaves this module goes to the counting rule, and to nobody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from heartwood.disclosure.counting import Cell


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked: one question with several answers (barriers), and others with one each, with the values listed."""

    several: str
    values: tuple[str, ...]
    alone: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Columns:
    """Stories as columns.

    Attributes
    ----------
    story, said
        One row per barrier of a story: the number of its story, and of the barrier.
    codes
        By question: per story, the number of its answer; what is not listed or was passed is the number after the last.
    """

    questions: Questions
    story: NDArray[np.int64]
    said: NDArray[np.int64]
    codes: Mapping[str, NDArray[np.int64]]


def columns(questions: Questions, stories: Sequence[Mapping[str, str]], said: Iterable[tuple[int, str]]) -> Columns:
    """Number the answers of stories. What is not listed is counted nowhere.

    Parameters
    ----------
    stories
        Per story, its answers by question.
    said
        For each barrier of a story, the story's place in `stories`, and the barrier.
    """
    known = {value: at for at, value in enumerate(questions.values)}
    pairs = [(at, known[value]) for at, value in said if value in known]
    rows = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    codes = {}
    for name, values in questions.alone.items():
        numbers = {value: at for at, value in enumerate(values)}
        rest = len(values)
        found = (numbers.get(one.get(name, ""), rest) for one in stories)
        codes[name] = np.fromiter(found, dtype=np.int64, count=len(stories))
    return Columns(questions, rows[:, 0], rows[:, 1], codes)


def tally(held: Columns) -> dict[Cell, int]:
    """Count every barrier, alone and with each answer to each other question.

    >>> asked = Questions("barrier", ("waiting", "cost"), {"place": ("north",)})
    >>> told = columns(asked, [{"place": "north"}, {}], [(0, "waiting"), (0, "cost"), (1, "waiting")])
    >>> sorted(tally(told).values())
    [1, 1, 1, 2]
    """
    asked = held.questions
    alone = np.bincount(held.said, minlength=len(asked.values))
    counts: dict[Cell, int] = {((asked.several, value),): int(alone[at]) for at, value in enumerate(asked.values)}
    for name, values in asked.alone.items():
        wide = len(values) + 1
        together = held.said * wide + held.codes[name][held.story]
        grid = np.bincount(together, minlength=len(asked.values) * wide).reshape(-1, wide).tolist()
        counts |= {
            ((asked.several, barrier), (name, value)): count
            for barrier, row in zip(asked.values, grid, strict=True)
            for value, count in zip(values, row, strict=False)
        }
    return counts


def answers(question: str, values: Sequence[str], given: Iterable[str]) -> dict[Cell, int]:
    """Count the answers to a question that is crossed with nothing.

    >>> answers("age", ("18-24",), ["18-24", "18-24", "old"])
    {(('age', '18-24'),): 2}
    """
    counted = Counter(given)
    return {((question, value),): counted[value] for value in values}
