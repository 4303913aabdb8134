"""What waits for somebody in every part of looking at oneself: /my-work/ gathers it."""

from __future__ import annotations

from partnership.accounts.models import Person
from partnership.core.components import Need
from partnership.framework.queries import answering, invitations, peers


def needs(person: Person) -> tuple[Need, ...]:
    """Give what waits for this person."""
    return (*answering.needs(person), *invitations.needs(person), *peers.needs(person))
