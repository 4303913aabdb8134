"""What waits for an address without an account, for whoever holds the link in the letter."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from partnership.academy.models import Awaiting
from partnership.academy.rules.awaiting import title_of
from partnership.core.models import sealed


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing that was said, and by which organisation."""

    title: str
    partner: str
    completed_on: date | None  # none: marks in a register
    until: date


@dataclass(frozen=True, slots=True)
class WhatWaits:
    """Everything that waits for one address."""

    name: str
    address: str
    things: tuple[Waits, ...]


def behind(secret: str) -> list[Awaiting]:
    """Give everything that waits for the address to which this link was sent."""
    hashed = hashlib.sha256(secret.encode()).hexdigest()
    sent = Awaiting.objects.waiting().filter(secret_hash=hashed).values("address_hash")
    return list(Awaiting.objects.waiting().filter(address_hash__in=sent).select_related("session", "partner"))


def what_waits(waiting: Iterable[Awaiting]) -> WhatWaits:
    """Show it to whoever holds the link: what, by whom, until when."""
    things = list(waiting)
    return WhatWaits(
        name=next((name for one in things if (name := sealed.read_or_say(one, "name"))), ""),
        address=sealed.read_or_say(things[0], "address") if things else "",
        things=tuple(
            Waits(title_of(one), one.partner.name if one.partner else "", one.completed_on, one.until_on)
            for one in things
        ),
    )
