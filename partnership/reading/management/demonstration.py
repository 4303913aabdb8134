"""The readers of the demonstration, by the same deeds as real ones: trained, on the rota, close to somebody or to nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.partners.models import Partner
from partnership.reading.actions import queue, rota
from partnership.reading.models import Text

TRAINED_BEFORE = timedelta(days=14)  # before the first day on which they read


def load(people: dict[str, Person]) -> None:
    """Load every reader of the file; `people` are known by their key."""
    told = pack.demonstration("listening")
    for one in told["readers"] if told else ():
        make_reader(people[one["who"]], one, by=people["safeguarding-lead"])


def make_reader(reader: Person, told: Any, *, by: Person) -> None:
    """Train somebody, let them say whom they are close to, and plan their days."""
    today = timezone.localdate()
    first = today - timedelta(days=told["from_days_ago"])
    rota.note_training(reader, first - TRAINED_BEFORE, by=by)
    rota.set_limit(reader, told["most_a_day"], by=by)
    rota.declare(Partner.objects.filter(slug__in=told.get("close_to", ()), fictional=True), by=reader)
    rota.plan_shift(reader, first, first + timedelta(days=told["for_days"]), told["languages"], by=by)


def read(texts: Sequence[Text], criticality: int, *, by: Person) -> list[Text]:
    """Let somebody read texts that belong together, as on any day."""
    return queue.finish_texts(queue.take_texts(texts, by=by), criticality, by=by)
