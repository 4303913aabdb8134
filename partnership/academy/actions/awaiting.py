"""Leaving something for an address that has no account; telling whoever it is; giving it to them, or deleting it.

Nothing here counts before somebody claims it: whoever takes the address does, by signing in.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_noop

from partnership.academy.actions.learned import _keep_learned
from partnership.academy.actions.register import keep_ticks, walk_in
from partnership.academy.models import Awaiting, How, Session
from partnership.academy.models.awaiting import hash_of
from partnership.academy.rules import awaiting as rules
from partnership.academy.rules.awaiting import Learned
from partnership.academy.rules.register import IN_THE_REGISTER, Tick
from partnership.accounts.models import Person, System
from partnership.core import events, letters, notices
from partnership.core.models import sealed
from partnership.core.refusals import Refusal
from partnership.partners.models import Partner

AT_ONCE = 100  # addresses
CLAIMED = gettext_noop("Something that you learned was waiting for you. It stands in your passport now.")
MARKED = gettext_noop("Training at which you were was waiting for you. It stands in your training now.")


@transaction.atomic
def await_completion(address: str, name: str, row: Learned, *, by: Person, partner: Partner | None) -> Awaiting:
    """Leave a course completed elsewhere for whoever takes this address. Said twice, it waits once."""
    rules.check_can_await_completion(by, address, partner)
    key = {"address_hash": hash_of(address), "course": row.course, "completed_on": row.completed_on}
    waits = Awaiting.objects.filter(**key, session=None).first()
    if waits is None:
        waits = _waits_for(address, name, row, by=by, partner=partner)
        waits.save(force_insert=True)
        events.record(by=by, verb="completion.awaited", thing=waits)
    return waits


@transaction.atomic
def await_marks(session: Session, address: str, name: str, marks: Sequence[tuple[int, str]], *, by: Person) -> Awaiting:
    """Leave marks of a register for whoever takes this address: for each part how they came. Said anew, the new ones wait."""
    rules.check_can_await_marks(by, session, address)
    said = {"marks": [list(one) for one in marks], "at": timezone.now().isoformat()}
    waits = Awaiting.objects.filter(address_hash=hash_of(address), session=session).first()
    if waits is None:
        waits = _left(address, name, by, session=session, said=said)
        waits.save(force_insert=True)
    elif waits.said["marks"] != said["marks"]:
        Awaiting.objects.filter(pk=waits.pk).update(said=said, said_at=timezone.now(), said_by=by)
    events.record(by=by, verb="marks.awaited", thing=session)
    return waits


@transaction.atomic
def claim(person: Person, *, by: Person) -> int:
    """Give somebody what waited for the addresses that are theirs; give how much it was. Then nothing waits any more."""
    rules.check_can_claim(by, person)
    mine = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    found = Awaiting.objects.waiting().filter(address_hash__in=[hash_of(one) for one in mine])
    waiting = list(found.select_related("session", "partner", "said_by").select_for_update(of=("self",), no_key=True))
    if waiting:
        given = [(_give_marks if one.session_id else _give_completion)(one, person) for one in waiting]
        _say_what_came(person, given)
        Awaiting.objects.filter(pk__in=[one.pk for one in waiting]).delete()
        events.record(by=by, verb="awaiting.claimed", thing=person)
    return len(waiting)


@transaction.atomic
def let_go(waiting: Iterable[Awaiting], *, by: Person) -> int:
    """Delete what waits, by the link in the letter: at once, and without an account."""
    rules.check_can_let_go(by)
    keys = [one.pk for one in waiting]
    Awaiting.objects.filter(pk__in=keys).delete()
    events.record(by=by, verb="awaiting.deleted", thing="urn:heartwood:academy:awaiting", only_the_day=True)
    return len(keys)


@transaction.atomic
def tell_awaiting(now: datetime, *, by: Person) -> int:
    """Write one letter to each address for which something new waits; give to how many. Called again until it gives 0."""
    rules.check_can_tell_awaiting(by)
    untold = Awaiting.objects.untold(now - rules.TRIED_AGAIN_AFTER)
    addresses = list(untold.order_by().values_list("address_hash", flat=True).distinct()[:AT_ONCE])
    for one in addresses:
        _tell(list(untold.filter(address_hash=one).select_related("session", "partner")), now)
    events.record(by=by, verb="awaiting.told", thing=f"urn:heartwood:academy.awaiting:{now:%Y-%m-%d}")
    return len(addresses)


def _waits_for(address: str, name: str, row: Learned, *, by: Person, partner: Partner | None) -> Awaiting:
    """Give the row, not saved yet, that a completion waits."""
    said = {"course": row.course, "completed_on": row.completed_on, "partner": partner, "said": row.as_said()}
    return _left(address, name, by, **said)


def _left(address: str, name: str, by: Person, **said: Any) -> Awaiting:
    until = rules.waits_until()
    waits = Awaiting(address_hash=hash_of(address), said_at=timezone.now(), said_by=by, until_on=until, **said)
    sealed.put(waits, "address", address.strip().lower())
    sealed.put(waits, "name", name.strip()[:100])
    return waits


def _give_completion(one: Awaiting, person: Person) -> str:
    _keep_learned(person, rules.learned(one.said), by=one.said_by, partner=one.partner)
    return CLAIMED


def _give_marks(one: Awaiting, person: Person) -> str:
    """Put them in the register as whoever keeps it did; what cannot stand there any more (a session called off) goes."""
    site, session = Person.objects.system(System.HOUSEKEEPER), one.session
    assert session is not None
    with contextlib.suppress(Refusal), transaction.atomic():
        there = session.bookings.filter(person=person).first()
        booking = there if there and there.state in IN_THE_REGISTER else walk_in(session, person, by=site)
        at = parse_datetime(one.said["at"]) or one.said_at
        keep_ticks(
            session, [Tick(booking.pk, part, came, at) for part, came in one.said["marks"]], by=site, how=How.FILE
        )
        return MARKED
    return ""


def _say_what_came(person: Person, given: Iterable[str]) -> None:
    for sentence in dict.fromkeys(filter(None, given)):
        href = reverse("passport") if sentence == CLAIMED else reverse("my-training")
        notices.tell(person, "training", sentence, href=href, thing=person)


def _tell(waiting: list[Awaiting], now: datetime) -> None:
    """Keep the hash of the link's secret; only the letter holds the secret itself."""
    secret, rows = secrets.token_urlsafe(32), Awaiting.objects.filter(pk__in=[one.pk for one in waiting])
    hashed = hashlib.sha256(secret.encode()).hexdigest()
    rows.update(secret_hash=hashed, tried_at=now, told_at=now, tries=waiting[0].tries + 1)
    transaction.on_commit(partial(_write, waiting, secret))


def _write(waiting: list[Awaiting], secret: str) -> None:
    """Send it. Where it cannot be sent it is tried again half a day later, five times in all."""
    said = [(rules.title_of(one), one.partner.name if one.partner else "", one.completed_on) for one in waiting]
    link = settings.SITE_ADDRESS + reverse("what-waits", kwargs={"secret": secret})
    ways: dict[str, Any] = {"link": link, "way_in": settings.SITE_ADDRESS + reverse("account_login")}
    until, address = min(one.until_on for one in waiting), sealed.read(waiting[0], "address")
    privacy = settings.SITE_ADDRESS + reverse("about-privacy")
    if not letters.send("academy/awaiting", to=address, said=said, until=until, privacy=privacy, **ways):
        Awaiting.objects.filter(pk__in=[one.pk for one in waiting]).update(told_at=None)
