"""Whether figures of a workforce name what there is, have their ends the right way round, and share nobody."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from heartwood.check.faults import Fault, any_of
from heartwood.pack import Pack, Workforce, WorkforceFigure
from heartwood.pack.files import WORKFORCE

TOLD_APART = ("family", "sector", "place", "works_as")


def workforce_faults(pack: Pack) -> Iterator[Fault]:
    """Say what is wrong with the figures of the pack's own workforce."""
    if pack.academy and pack.academy.workforce:
        yield from faults_of(pack.academy.workforce, pack)


def faults_of(workforce: Workforce, pack: Pack, file: str = WORKFORCE) -> Iterator[Fault]:
    """Say what is wrong with some figures, which may be invented."""
    for number, one in enumerate(workforce.figures):
        yield from (Fault(file, ("figures", number), *said) for said in _wrong(one, workforce, pack))
    for (first, one), (second, other) in combinations(enumerate(workforce.figures), 2):
        if _shares(one, other):
            found = f"figures {first + 1} and {second + 1} are about some of the same people"
            yield Fault(file, ("figures", second), found, "figures that share nobody")


def _wrong(one: WorkforceFigure, workforce: Workforce, pack: Pack) -> Iterator[tuple[str, str]]:
    if not 1 <= one.low <= one.people <= one.high:
        yield "the ends are the wrong way round, or below 1", "low, people and high in that order, from 1"
    if one.source not in workforce.sources:
        yield f'"{one.source}" is not a source of this file', any_of(workforce.sources)
    for kind, known in _known(pack).items():
        if (key := getattr(one, kind)) and key not in known:
            yield f'"{key}" is not a {kind} of this pack', any_of(known)


def _known(pack: Pack) -> dict[str, tuple[str, ...]]:
    families = tuple(pack.academy.families) if pack.academy else ()
    places = tuple(one.code for one in pack.districts)
    told = families, tuple(pack.sectors), places, ("employee", "volunteer")
    return dict(zip(TOLD_APART, told, strict=True))


def _shares(one: WorkforceFigure, other: WorkforceFigure) -> bool:
    pairs = [(getattr(one, kind), getattr(other, kind)) for kind in TOLD_APART]
    return all(first == second or not first or not second for first, second in pairs)
