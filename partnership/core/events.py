"""The log: every deed writes one line, in the deed's own transaction."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db.models import Model
from django.utils import timezone

from partnership.core.models import Event

if TYPE_CHECKING:
    from partnership.accounts.models import Person


def urn(thing: Model | str) -> str:
    """Give the name under which every part of the site can speak of a thing without importing it.

    A model's row is `urn:heartwood:<app>.<model>:<key>`; a thing that is no row (a build, an edition) gives its own.
    """
    if isinstance(thing, Model):
        return f"urn:heartwood:{thing._meta.label_lower}:{thing.pk}"
    if not thing.startswith("urn:heartwood:"):
        raise ValueError(f'"{thing}" is not a urn; "urn:heartwood:build:2026-01-31" would do.')
    return thing


def record(*, by: Person, verb: str, thing: Model | str, only_the_day: bool = False) -> Event:
    """Write that `by` did this to the thing. Verbs are a thing, a dot and a past participle.

    `only_the_day` is for deeds of people without a name: one line for each day, however often it was done, without the
    hour and under a random key. Neither how many they were nor who came after whom can be read from it.
    """
    if verb.count(".") != 1:
        raise ValueError(f'"{verb}" is not a verb of the log; "page.reported" would do.')
    if only_the_day:
        return _once_a_day(by, verb, urn(thing))
    return Event.objects.create(by=by, verb=verb, thing=urn(thing))


def _once_a_day(by: Person, verb: str, thing: str) -> Event:
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    said = {"by": by, "verb": verb, "thing": thing, "at": today}
    found = Event.objects.filter(**said).first()
    # Below zero, where no counting database ever gives a key: the line stands between no two others.
    return found or Event.objects.create(pk=-1 - secrets.randbelow(2**52), **said)
