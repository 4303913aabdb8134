"""Real people, partners and roles for tests, made by one call each."""

from __future__ import annotations

import itertools
import time
from datetime import date

from django.test import Client
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.partners.models import Kind, Membership, Partner, Role
from partnership.partners.models.reach import forget_reach

_number = itertools.count(1)


def a_person(name: str = "", *, email: str = "", **more: object) -> Person:
    """Give somebody with an account and no role."""
    number = next(_number)
    name = name or f"Person {number}"
    return Person.objects.create(name=name, email=email or f"person{number}@example.org", **more)


def a_partner(name: str = "", *, state: str = "active", listed: bool = True, **more: object) -> Partner:
    """Give a partner that has joined."""
    number = next(_number)
    name = name or f"Partner {number}"
    made = {"slug": f"partner-{number}", "sector": "housing", "name": name, "state": state, "listed": listed}
    return Partner.objects.create(**{**made, **more})


def a_role(
    person: Person, kind: Kind, *, partner: Partner | None = None, place: str = "", until: date | None = None
) -> Role:
    """Give the person a role; for a partner, a membership with it, as an action would."""
    if partner and not Membership.objects.filter(person=person, partner=partner, state="current").exists():
        Membership.objects.create(
            person=person, partner=partner, state="current", decided_at=timezone.now(), decided_by=person
        )
    forget_reach(person)
    return Role.objects.create(person=person, kind=kind, partner=partner, place=place, until_on=until, given_by=person)


def somebody(kind: Kind, *, partner: Partner | None = None, place: str = "", name: str = "") -> Person:
    """Give a new person who holds this role."""
    person = a_person(name)
    a_role(person, kind, partner=partner, place=place)
    return person


def sign_in(client: Client, person: Person) -> Client:
    """Sign the person in as if they had just given a code and a second factor."""
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "code", "at": time.time(), "email": person.email},
        {"method": "mfa", "type": "totp", "at": time.time()},
    ]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client
