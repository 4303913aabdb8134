"""What waits for somebody in every part of looking at oneself: /my-work/ gathers it."""

from __future__ import annotations

from partnership.accounts.models import Person
from partnership.core.components import Need
from partnership.core.refusals import allowed
from partnership.framework.queries import answering, invitations, peers, sheets
from partnership.framework.rules.system import check_can_see_system


def needs(person: Person) -> tuple[Need, ...]:
    """Give what waits for this person."""
    return (*answering.needs(person), *sheets.needs(person), *invitations.needs(person), *peers.needs(person))


def sees_system(person: Person) -> bool:
    """Whether the picture of the whole is for this person."""
    return allowed(check_can_see_system, person)
