"""What is wrong with a pack, as sentences: which file, which line, what was found, what would be accepted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that a person has to put right before the pack can be used."""

    file: str  # from the pack's folder on
    line: int
    found: str  # a clause: `"poverti" is not a factor`
    accepted: str  # a clause: `one of poverty, absence`
    steps: tuple[str | int, ...] = field(default=(), compare=False)  # from the top of the file: keys and positions

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.found}; {self.accepted} would do."


class PackError(Exception):
    """The pack cannot be read. Its text is one sentence for each problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
