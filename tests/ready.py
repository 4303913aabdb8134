"""A place that is ready to listen, made in one call: everything in order, and a reader on duty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.listening.models import Assurance
from tests.people import a_person
from tests.stories import a_reader


def in_order(*, but: Iterable[str] = (), days: int = 90) -> None:
    """Put everything in order that must be, to be looked at again in so many days."""
    listening, by, today = pack.current().listening, a_person("Laurel Grove"), timezone.localdate()
    assert listening is not None
    for key, one in listening.must_be_ready.items():
        if key not in but:
            Assurance.objects.create(
                key=key,
                named=f"{one.name}, version 1",
                dated_on=today,
                review_on=today + timedelta(days=days),
                recorded_at=timezone.now(),
                recorded_by=by,
            )


def open_to_tell(settings: Any, languages: Iterable[str] = ("en",)) -> Person:
    """Let people tell us something, as in the demonstration; give the reader who is on duty for a month."""
    settings.DEMONSTRATION = True
    in_order()
    return a_reader(languages=languages)
