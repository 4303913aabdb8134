"""What people do with their account: begin it, rename it, move it to another address, guard it, leave a browser."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.db import transaction

from partnership.accounts.models import Person
from partnership.accounts.rules import signing_in as rules
from partnership.core import events, letters, search

# An app above puts in what somebody is given who has shown that an address is theirs.
TOOK_ADDRESS: list[Callable[[Person], object]] = []


@transaction.atomic
def sign_up(person: Person, *, by: Person) -> Person:
    """Begin an account, under the name somebody goes by. It is theirs once they typed the code sent to its address."""
    rules.check_can_sign_up(by, person)
    person.save()
    events.record(by=by, verb="person.signed_up", thing=person)
    return person


@transaction.atomic
def rename(person: Person, name: str, *, by: Person) -> Person:
    """Go by another name from now on, everywhere."""
    rules.check_can_rename(by, person)
    person.name = name.strip()
    person.save(update_fields=["name"])
    search.retitle(person, person.name)
    events.record(by=by, verb="person.renamed", thing=person)
    return person


@transaction.atomic
def take_address(person: Person, email: str, *, by: Person) -> Person:
    """Use this address from now on, and no other: a code sent to it came back. The one before is told."""
    rules.check_can_take_address(by, person, email)
    before, person.email = person.email, email.lower()
    EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
    person.save(update_fields=["email"])
    events.record(by=by, verb="person.address_confirmed", thing=person)
    if before and before.lower() != person.email:
        transaction.on_commit(partial(letters.send, "accounts/address-changed", to=before))
    for give in TOOK_ADDRESS:
        give(person)
    return person


@transaction.atomic
def end_session(session: UserSession, *, by: Person) -> None:
    """Sign out in one browser."""
    rules.check_can_end_sessions(by, session)
    session.end()
    events.record(by=by, verb="session.ended", thing=by)


@transaction.atomic
def end_other_sessions(here: str, *, by: Person) -> int:
    """Sign out everywhere but in this browser; give in how many."""
    rules.check_can_end_sessions(by)
    others = list(UserSession.objects.filter(user=by).exclude(session_key=here))
    for session in others:
        session.end()
    events.record(by=by, verb="session.others_ended", thing=by)
    return len(others)


@transaction.atomic
def note_factor(person: Person, *, by: Person) -> None:
    """Write in the log that the person added a passkey or an authenticator app."""
    rules.check_can_enrol(by, person)
    events.record(by=by, verb="second_factor.added", thing=person)


@transaction.atomic
def note_factor_removed(factor: Authenticator, *, by: Person) -> None:
    """Write in the log that the person takes a passkey or an authenticator app away."""
    rules.check_can_remove_factor(by, factor)
    events.record(by=by, verb="second_factor.removed", thing=by)


@transaction.atomic
def forget_factors(person: Person, *, by: Person) -> int:
    """Take all second factors away from somebody who lost them, and sign them out everywhere; give how many."""
    rules.check_can_forget_factors(by)
    count, _each = Authenticator.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    events.record(by=by, verb="second_factor.forgotten", thing=person)
    if person.email:
        transaction.on_commit(partial(letters.send, "accounts/factors-forgotten", to=person.email))
    return count


@transaction.atomic
def equip(person: Person, *, by: Person) -> None:
    """Give an invented person an authenticator app, whose code the demonstration shows."""
    rules.check_can_equip(by, person)
    if not Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(person, generate_totp_secret())
    events.record(by=by, verb="second_factor.added", thing=person)
