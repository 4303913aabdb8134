"""Invented people who must give a second factor have an authenticator app; /demo/ shows what it says."""

from __future__ import annotations

from partnership.accounts.actions import signing_in as actions
from partnership.accounts.models import Person


def load(people: dict[str, Person]) -> None:
    """Equip them, now that everybody's roles are given."""
    for person in people.values():
        person.refresh_from_db(fields=["second_factor_required"])
        if person.second_factor_required:
            actions.equip(person, by=person)
