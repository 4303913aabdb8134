"""Things with more than three states: the states and the steps between them in one table, moved by one function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from partnership.core.refusals import Refusal

MACHINES: dict[str, Machine] = {}


@dataclass(frozen=True, slots=True)
class Step:
    """One way to go: its name (the past participle that the log uses), from where, to where, by whom in words."""

    name: str
    sources: tuple[str, ...]
    target: str
    who: str | Promise


@dataclass(frozen=True)
class Machine:
    """Every state of a thing, in public words, and every step between them."""

    thing: str
    states: Mapping[str, str | Promise]
    start: tuple[str, ...]
    steps: tuple[Step, ...]
    ends: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        MACHINES[self.thing] = self

    def check(self, name: str, state: str) -> Step:
        """Give the step of this name from this state.

        Raises
        ------
        Refusal
            If there is none: the thing has moved on, perhaps in another tab.
        """
        for step in self.steps:
            if step.name == name and state in step.sources:
                return step
        raise Refusal(_("This is now “%(state)s”, so that cannot be done any more.") % {"state": self.states[state]})

    def reached(self) -> set[str]:
        """Give every state that can be reached from a start."""
        seen: set[str] = set()
        found = set(self.start)
        while found - seen:
            seen |= found
            found |= {step.target for step in self.steps if seen & set(step.sources)}
        return found

    def traps(self) -> set[str]:
        """Give the states that nothing leaves and that are not marked as an end."""
        return {state for state in self.states if not any(state in step.sources for step in self.steps)} - self.ends

    def diagram(self) -> str:
        """Draw the table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", *(f"    [*] --> {state}" for state in self.start)]
        lines += [f"    {source} --> {step.target}: {step.name}" for step in self.steps for source in step.sources]
        return "\n".join([*lines, *(f"    {state} --> [*]" for state in sorted(self.ends))])


def move(thing: models.Model, name: str) -> Any:
    """Move the thing by the named step of its table `TRANSITIONS`, holding its row so that nobody moves it twice."""
    machine: Machine = thing.TRANSITIONS  # type: ignore[attr-defined]
    now = type(thing)._base_manager.select_for_update(no_key=True).get(pk=thing.pk)
    step = machine.check(name, now.state)  # type: ignore[attr-defined]
    thing.state = step.target  # type: ignore[attr-defined]
    thing.save(update_fields=["state"])
    return step
