"""Whether a pack holds what it should, and which of its figures are to be doubted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from heartwood.check.code_words import code_word_problems
from heartwood.check.doubts import Found, find_doubts
from heartwood.check.facts import doubt_problems, fact_problems
from heartwood.check.references import framework_problems, reference_problems
from heartwood.check.schemas import schema_problems
from heartwood.check.telling import Unsaid, unsaid
from heartwood.pack import Doubt, FrameworkEdition, PackError, Problem, read
from heartwood.pack.facts import read_facts
from heartwood.pack.files import FRAMEWORK, Layers

__all__ = ["Checked", "Found", "FrameworkChecked", "Unsaid", "check", "check_framework", "find_doubts"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of a pack came to."""

    problems: tuple[Problem, ...]
    new_doubts: tuple[Found, ...]  # found, and no row of facts/doubts.csv says what is shown instead
    doubts: tuple[Doubt, ...]  # that stand in facts/doubts.csv
    indicators: int
    facts: int
    unsaid: tuple[Unsaid, ...] = ()  # languages of telling that cannot open yet

    @property
    def sound(self) -> bool:
        """Whether the pack can be published as it is."""
        return not self.problems and not self.new_doubts


def check(folder: Path, overlay: Path | None = None) -> Checked:
    """Check every file of a pack: its shape, what it refers to, its holes and its doubtful figures.

    Files of the overlay count instead of the pack's own of the same name.
    """
    problems = tuple(sorted(schema_problems(folder, overlay)))
    if problems:
        return Checked(problems, (), (), 0, 0)
    try:
        pack, facts = read(folder, overlay), read_facts(folder, overlay)
    except PackError as unread:  # each file has its shape, and still they cannot be read together
        return Checked(unread.problems, (), (), 0, 0)
    told = code_word_problems(Layers(folder, overlay))
    problems = tuple(
        sorted([*reference_problems(pack), *fact_problems(pack, facts), *doubt_problems(pack, facts), *told])
    )
    if problems:
        return Checked(problems, (), pack.doubts, len(pack.indicators), len(facts))
    found = find_doubts(pack, facts)
    new = tuple(one for one in found if not _written_down(one, pack.doubts))
    return Checked((), new, pack.doubts, len(pack.indicators), len(facts), unsaid(pack))


def _written_down(found: Found, doubts: tuple[Doubt, ...]) -> bool:
    # By the name of the check as well: one doubt about a whole indicator must not hide another about one figure of it.
    return any(doubt.found_by == found.found_by and doubt.covers(*found.figure) for doubt in doubts)


@dataclass(frozen=True, slots=True)
class FrameworkChecked:
    """What a check of a pack's framework came to."""

    problems: tuple[Problem, ...]
    editions: tuple[FrameworkEdition, ...]  # none where their files could not be read


def check_framework(folder: Path, overlay: Path | None = None) -> FrameworkChecked:
    """Check the framework alone: the shape of its files, what they refer to, and that nothing offered was changed.

    Raises
    ------
    PackError
        If the rest of the pack, which it refers to, cannot be read.
    """
    shapes = schema_problems(folder, overlay)
    ours = tuple(sorted(one for one in shapes if one.file.startswith(f"{FRAMEWORK}/")))
    if ours:
        return FrameworkChecked(ours, ())
    pack = read(folder, overlay)
    return FrameworkChecked(tuple(sorted(framework_problems(pack))), tuple(pack.frameworks.values()))
