"""When it was: what the deeds of the demonstration made today is moved to the days that the file gives.

The log stays as it is. It says truly when the demonstration was loaded, and a log that can be edited is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Min
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.partners.models import Invitation, Membership, Partner, Role, Standing

BEFORE_JOINING = timedelta(days=3)  # a partner is added, asked or invited a little before it joins
FIRST_DEED = timedelta(days=13)  # and does something of its own, which makes it active, a little after
ONE_AFTER_ANOTHER = 10  # its people come one each day, the first ten; the others on that day too
BEFORE_ANYBODY = timedelta(days=60)  # the programme began before its first partner joined


def move(who: Mapping[str, Person]) -> None:
    """Move every partner that has joined, its people and their roles, and then the roles of the programme."""
    told = {key: one for key, one in pack.demonstration("partners").items() if "since" in one}
    for partner in Partner.objects.filter(slug__in=told):
        _partner(partner, told[partner.slug])
    if told:
        first = _at(min(one["since"] for one in told.values()) - BEFORE_ANYBODY)
        _roles(Role.objects.filter(person__in=who.values(), partner=None), first)
    given = Role.objects.order_by().values_list("person").annotate(Min("given_at"))
    for person, at in given.filter(person__in=who.values()):
        Person.objects.filter(pk=person).update(joined_at=at)


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10, 15)))


def _partner(partner: Partner, one: Any) -> None:
    Partner.objects.filter(pk=partner.pk).update(added_at=_at(one["since"] - BEFORE_JOINING))
    days = {"joined": one["since"], "active": one["since"] + FIRST_DEED}
    days |= {state: one[state] for state in ("dormant", "left") if state in one}
    for standing in Standing.objects.filter(partner=partner):
        day = days.get(standing.state, one["since"] - BEFORE_JOINING)
        Standing.objects.filter(pk=standing.pk).update(since_at=_at(day))
    people = Membership.objects.of(partner).exclude(came_by="imported").exclude(decided_at=None).order_by("pk")
    for number, membership in enumerate(people):
        _belongs(membership, one["since"] + timedelta(days=min(number, ONE_AFTER_ANOTHER)), one.get("left"))


def _belongs(membership: Membership, day: date, left: date | None) -> None:
    """Move a membership, the roles that came with it, and the letter that asked them in."""
    at, mine = _at(day), {"person": membership.person, "partner": membership.partner}
    asked = at - BEFORE_JOINING
    ended = {"ended_at": _at(left)} if left and membership.ended_at else {}
    Membership.objects.filter(pk=membership.pk).update(asked_at=asked, decided_at=at, **ended)
    roles = Role.objects.filter(**mine)
    _roles(roles, at)
    if left:
        roles.exclude(ended_at=None).update(ended_at=_at(left), until_on=left)
    letters = Invitation.objects.filter(partner=membership.partner, answered_by=membership.person)
    letters.update(invited_at=asked, expires_at=asked + timedelta(days=14), answered_at=at)


def _roles(roles: Any, at: datetime) -> None:
    roles.update(given_at=at, from_on=timezone.localdate(at))
