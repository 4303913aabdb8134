"""Who taught whom to teach, in words: a list that leads from teachers to those they taught. Nobody is counted or ranked.

The rule of completions decides how far it goes: a trainer sees who taught them and whom they taught, the programme all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from partnership.academy.models import Completion, Leading, Task
from partnership.academy.rules import accrediting as rules
from partnership.accounts.models import Person


@dataclass(frozen=True, slots=True)
class Taught:
    """That somebody taught somebody to teach, on a day."""

    teacher: int
    learner: int
    on: date


@dataclass(frozen=True, slots=True)
class Branch:
    """Somebody, when they learned to teach, and whom they taught; `again` where that stands further up."""

    name: str
    on: date | None
    again: bool
    taught: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """All lines as somebody may see them. Of those they begin with, nobody here knows who taught them."""

    lines: tuple[Branch, ...]
    alone: tuple[str, ...]  # who learned to teach elsewhere, or from nobody whom we know, and taught nobody yet


@dataclass(frozen=True, slots=True)
class MyLineage:
    """Who taught somebody to teach, and whom they taught."""

    learned: tuple[tuple[str, date], ...]
    learned_elsewhere: bool
    taught: tuple[Branch, ...]


@dataclass(frozen=True)
class _Graph:
    names: Mapping[int, str]
    taught: tuple[Taught, ...]
    learned: frozenset[int]  # who completed the course, wherever

    def below(self) -> dict[int, list[Taught]]:
        found: dict[int, list[Taught]] = defaultdict(list)
        for one in self.taught:
            found[one.teacher].append(one)
        return found


def lineage(viewer: Person) -> Lineage:
    """Give every line that this person may see, from those of whom nobody knows who taught them."""
    graph = _graph(viewer)
    shown: set[int] = set()
    below = graph.below()
    lines = [_branch(graph, one, None, below, shown) for one in _roots(graph, shown)]
    alone = [graph.names[one] for one in graph.learned if one not in shown]
    return Lineage(tuple(lines), tuple(sorted(alone)))


def my_lineage(person: Person) -> MyLineage:
    """Give who taught somebody to teach, and whom they taught, each as far as they may see it."""
    graph = _graph(person)
    learned = {(graph.names[one.teacher], one.on) for one in graph.taught if one.learner == person.pk}
    branch = _branch(graph, person.pk, None, graph.below(), set())
    ordered = tuple(sorted(learned, key=lambda one: (one[1], one[0])))
    return MyLineage(ordered, person.pk in graph.learned and not learned, branch.taught)


def _graph(viewer: Person) -> _Graph:
    found = rules.teaching()
    done = Completion.objects.visible_to(viewer).standing().filter(course__in=found.ways if found else ())
    completions = list(done.select_related("person").order_by("completed_on", "pk"))
    tasks = Leading.objects.visible_to(viewer).standing().filter(task=Task.FACILITATES)
    leaders: dict[int | None, list[Leading]] = defaultdict(list)
    for one in tasks.filter(session__in={one.session_id for one in completions}).select_related("person"):
        leaders[one.session_id].append(one)
    names = {one.person_id: str(one.person) for several in leaders.values() for one in several}
    names |= {one.person_id: str(one.person) for one in completions}
    return _Graph(names, tuple(_taught(completions, leaders)), frozenset(one.person_id for one in completions))


def _taught(completions: Iterable[Completion], leaders: Mapping[int | None, list[Leading]]) -> Iterator[Taught]:
    """Each pair once, by the first time: whoever took the course again was taught already."""
    known = set()
    for done in completions:
        for leading in leaders.get(done.session_id, ()):
            pair = (leading.person_id, done.person_id)
            if pair not in known and pair[0] != pair[1]:
                known.add(pair)
                yield Taught(*pair, on=done.completed_on)


def _roots(graph: _Graph, shown: set[int]) -> Iterator[int]:
    """Give those whom nobody taught; then, of circles, whoever taught first: a circle has no beginning."""
    learners = {one.learner for one in graph.taught}
    teachers = dict.fromkeys(one.teacher for one in graph.taught)
    yield from sorted((one for one in teachers if one not in learners), key=lambda one: (graph.names[one], one))
    for one in teachers:
        if one not in shown:
            yield one


def _branch(graph: _Graph, person: int, on: date | None, below: Mapping[int, list[Taught]], shown: set[int]) -> Branch:
    """Follow a line. Whoever stands there already is named, and not followed a second time."""
    again = person in shown
    shown.add(person)
    under = () if again else below.get(person, ())
    taught = tuple(_branch(graph, one.learner, one.on, below, shown) for one in under)
    return Branch(graph.names.get(person, ""), on, again and bool(below.get(person)), taught)
