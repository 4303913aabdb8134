"""Write docs/states.md: every thing that goes through states, as a diagram and a table, from the tables that move them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from partnership.core.transitions import MACHINES, Machine

PAGE = settings.BASE_DIR / "docs" / "states.md"
HEAD = """# What goes through states

Written by `manage.py draw_states` from the tables in the code. A test fails while this page says anything else.
"""


def section(machine: Machine) -> str:
    """Draw one machine, and say its states and steps in words."""
    lines = [f"## {machine.thing}", "", "```mermaid", machine.diagram(), "```", ""]
    lines += ["| State | In words |", "|---|---|"]
    lines += [f"| {state} | {words} |" for state, words in machine.states.items()]
    lines += ["", "| Step | From | To | By whom |", "|---|---|---|---|"]
    lines += [f"| {step.name} | {', '.join(step.sources)} | {step.target} | {step.who} |" for step in machine.steps]
    return "\n".join(lines) + "\n"


def page() -> str:
    """Write the whole page."""
    return "\n".join([HEAD, *(section(machine) for _thing, machine in sorted(MACHINES.items()))])


class Command(BaseCommand):
    """Write the page."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it."""
        PAGE.write_text(page(), encoding="utf-8")
        self.stdout.write(f"{PAGE.relative_to(settings.BASE_DIR)} is up to date.")
