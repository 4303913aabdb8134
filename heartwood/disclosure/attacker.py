"""The attacker: knows the rules and everything shown, and tries every world that could have been.

A world is anything that could be true: everybody's answers, at one date or at two, or the order in which people
handed in. `possible` keeps the worlds that look alike, and says what each of somebody's secrets might be in them. A
secret with one possibility is found out. Every attack is exact: worlds are counted through, not drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import TypeVar

from heartwood.disclosure.opening import Answers, Domain

World = TypeVar("World")
Secret = TypeVar("Secret", bound=Hashable)
Levels = tuple[int, ...]  # how many answers each level holds


def possible(
    worlds: Iterable[World], view: Callable[[World], Hashable], secrets: Callable[[World], Iterable[Secret]]
) -> dict[Hashable, frozenset[Secret]]:
    """Give, for everything that might be seen, each value that a secret could have behind it.

    >>> possible([(0, 3), (1, 2), (2, 1)], max, lambda world: [level for level in (1, 2) if world[level - 1]])
    {3: frozenset({2}), 2: frozenset({1, 2})}
    """
    found: dict[Hashable, frozenset[Secret]] = {}
    for world in worlds:
        seen = view(world)
        found[seen] = found.get(seen, frozenset()) | frozenset(secrets(world))
    return found


def certain(
    worlds: Iterable[World], view: Callable[[World], Hashable], facts: Callable[[World], Iterable[Secret]]
) -> dict[Hashable, frozenset[Secret]]:
    """Give, for everything that might be seen, the facts that hold in every world behind it."""
    found: dict[Hashable, frozenset[Secret]] = {}
    for world in worlds:
        seen, facts_here = view(world), frozenset(facts(world))
        found[seen] = found.get(seen, facts_here) & facts_here
    return found


def tables(answers: int, levels: int) -> Iterator[Levels]:
    """Give every way in which so many answers can stand at so many levels.

    >>> list(tables(2, 2))
    [(0, 2), (1, 1), (2, 0)]
    """
    for bars in combinations(range(answers + levels - 1), levels - 1):
        edges = (-1, *bars, answers + levels - 1)
        yield tuple(edges[at + 1] - edges[at] - 1 for at in range(levels))


def with_known(others: Levels, known: Sequence[int]) -> Levels:
    """Add the answers that the attacker knows (levels from 0) to those of everybody else."""
    return tuple(count + list(known).count(level) for level, count in enumerate(others))


def one_domain(people: int, counts: Sequence[Levels], key: str = "domain") -> Answers:
    """Give the answers of a seat that was asked about one domain."""
    standards = tuple(f"standard {at + 1}" for at in range(len(counts)))
    return Answers(people, (Domain(key, standards, tuple(counts)),))


def rooms(others: int, standards: int, levels: int) -> Iterator[tuple[Levels, ...]]:
    """Give every way in which so many people can have answered so many standards, one table each."""
    yield from product(list(tables(others, levels)), repeat=standards)


def held(counts: Levels) -> frozenset[int]:
    """Give the levels at which somebody stands. Nothing shown says who, so it may be anybody."""
    return frozenset(level for level, count in enumerate(counts) if count)


def singled(counts: Levels) -> frozenset[int]:
    """Give the levels at which exactly one person stands."""
    return frozenset(level for level, count in enumerate(counts) if count == 1)


def counts_seen(arrived: Levels, count: Callable[[int], int]) -> tuple[int, ...]:
    """Give the counts that were shown, one at each look, of people who handed in before each (`tables` has all ways)."""
    return tuple(count(sum(arrived[: at + 1])) for at in range(len(arrived)))
