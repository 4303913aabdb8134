"""Many stories at once, to be counted: rows as reading leaves them, without words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from partnership.core.models import random_key
from partnership.listening.models import Barrier, Purpose, Release, Story, StoryUse

SENT = date(2026, 8, 3)  # in the third quarter
AFTER = date(2026, 10, 2)  # when that is over
QUARTER, NEXT = "2026-Q3", "2026-Q4"
AFTER_NEXT = date(2027, 1, 4)
BRADFORD, LEEDS = "E08000032", "E08000035"


def tell(
    many: int, *barriers: str, sent_on: date = SENT, uses: Iterable[str] = (Purpose.COUNT,), **said: str
) -> list[Story]:
    """Let so many people tell the same."""
    made = Story.objects.bulk_create(
        Story(**{"pk": random_key(), "sent_on": sent_on, "state": "read", **said}) for _ in range(many)
    )
    Barrier.objects.bulk_create(Barrier(story=one, barrier=barrier) for one in made for barrier in barriers)
    StoryUse.objects.bulk_create(
        StoryUse(story=one, use=use, given=True, changed_on=sent_on) for one in made for use in uses
    )
    return made


def published(release: Release) -> dict[str, dict[str, object]]:
    """Give what is shown of each count, by its name."""
    return {one["cell"]: {"low": one["low"], "since": one["since"]} for one in release.shown["counts"]}
