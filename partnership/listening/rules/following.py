"""How far a story was read follows from its texts, and from nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnership.core.events import urn
from partnership.listening.models import Story
from partnership.reading.models import Text
from partnership.reading.rules.queue import check_reads

if TYPE_CHECKING:
    from partnership.accounts.models import Person

EARLY = ("received", "being-read")


def check_can_follow_reading(person: Person) -> None:
    """Whoever reads; the site itself where a story has no words to read."""
    if not person.system:
        check_reads(person)


def steps_to_follow(story: Story) -> tuple[str, ...]:
    """Give the steps by which a story catches up with its texts; none once it was settled."""
    if story.state not in EARLY:
        return ()
    states = set(Text.objects.about(urn(story)).values_list("state", flat=True))
    now = "being-read" if "being-read" in states else "received" if "waiting" in states else "read"
    return {
        ("received", "being-read"): ("taken",),
        ("received", "read"): ("taken", "read"),
        ("being-read", "received"): ("handed_back",),
        ("being-read", "read"): ("read",),
    }.get((story.state, now), ())
