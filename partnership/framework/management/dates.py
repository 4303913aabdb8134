"""When it was: what the deeds of the demonstration made today is moved back by the days that the file gives.

The log stays as it is. It says truly when the demonstration was loaded, and a log that can be edited is none.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import F

from partnership.core.events import urn
from partnership.framework.models import Assessment
from partnership.plans.models import Action
from partnership.reading.models import Text, Version

TO_ANSWER = timedelta(days=21)  # between starting and closing
MOMENTS = ("closed_at", "opened_at", "agreed_at", "shared_at")


def move(made: Assessment, days: int) -> None:
    """Move an assessment, what was agreed in it and the Actions that came of it."""
    back = timedelta(days=days)
    moments = {name: F(name) - back for name in MOMENTS if getattr(made, name)}
    started: dict[str, Any] = {"started_at": F("started_at") - back - TO_ANSWER}
    ended = {"closes_on": F("closes_on") - back} if days else {}
    Assessment.objects.filter(pk=made.pk).update(**started, **moments, **ended)
    _move_words(made, back)
    made.agreed_levels.update(agreed_at=F("agreed_at") - back)
    made.evidence.update(added_at=F("added_at") - back)
    Action.objects.filter(raised_from=urn(made)).update(raised_at=F("raised_at") - back)


def _move_words(made: Assessment, back: timedelta) -> None:
    texts = Text.objects.filter(about__in=[urn(seat) for seat in made.seats.all()])
    Version.objects.filter(text__in=texts).update(made_at=F("made_at") - back)
    moments = {name: F(name) - back for name in ("taken_at", "read_at", "arrived_on", "read_by_on", "forget_on")}
    texts.update(**moments)
