"""What somebody who was imported is shown behind the link in their letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from partnership.accounts.models import Person
from partnership.partners.models import Membership


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where somebody was written down, since when, and under which name and address."""

    name: str
    email: str
    partners: tuple[tuple[str, date], ...]
    uses_account: bool
    gone: bool


def arrival(person: Person | None) -> Arrival:
    """Gather what is held; for a link that leads to nobody, that nothing is."""
    if person is None or person.erased_at:
        return Arrival("", "", (), uses_account=False, gone=True)
    rows = Membership.objects.visible_to(person).current().filter(person=person).select_related("partner")
    partners = tuple((row.partner.name, timezone.localdate(row.asked_at)) for row in rows)
    return Arrival(person.name, person.email or "", partners, uses_account=person.last_login is not None, gone=False)
