"""What invented people said before training, after it and three months later, and the lots that it makes.

Answers are taken only while people can answer, so those of the past are written down as rows, with codes of their own; all
that comes of them is added up by the same deed as real ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from itertools import cycle
from typing import Any

from partnership.academy import tasks
from partnership.academy.actions.asked import begin_asking
from partnership.academy.models import AskedAnswer, Asking, Session
from partnership.academy.queries.asked_counting import to_open
from partnership.accounts.models import Person, System

WAVES = ("before", "after", "later")
PASSED = "-"


def load(told: Any, sessions: Mapping[str, Session]) -> None:
    """Let people of these sessions have been asked and have answered, and add up what is over."""
    site = Person.objects.system(System.HOUSEKEEPER)
    for one in told:
        asking = begin_asking(sessions[one["session"]], by=site)
        rows = [row for wave in WAVES if wave in one for row in _rows(asking, wave, one[wave], one["slips"])]
        AskedAnswer.objects.bulk_create(rows)
    for found in to_open():
        tasks.open_lot_now(found, by=site)


def _rows(asking: Asking, wave: str, said: Any, slips: int) -> Iterator[AskedAnswer]:
    lines = {item: cycle(several) for item, several in said.items() if item != "people"}
    for number in range(said["people"]):
        slipped = wave == "after" and number >= said["people"] - slips
        chosen = {item: next(one).split("+") for item, one in lines.items()}
        kept = {item: several for item, several in chosen.items() if several != [PASSED]}
        yield AskedAnswer(asking=asking, wave=wave, code_secret=_code(asking, number, slipped=slipped), chosen=kept)


def _code(asking: Asking, number: int, *, slipped: bool) -> str:
    return hashlib.sha256(f"{asking.link_secret} {number} {slipped}".encode()).hexdigest()
