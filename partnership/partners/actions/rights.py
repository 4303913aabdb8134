"""Erasing somebody, erasing them again after a restore, and forgetting what has been kept long enough."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import formats, timezone

from partnership.accounts.models import Consent, Person
from partnership.core import erasures, events, notices, privacy, search
from partnership.core.privacy import Effect, Forgotten, Table
from partnership.partners.actions.people import _part
from partnership.partners.actions.roles import _end
from partnership.partners.models import Erasure, Membership, Merge, Partner, Role, forget_reach, held
from partnership.partners.models.rights import (
    TOLD_BEFORE,
    UNUSED,
    people_table,
    unused_and_not_told,
    unused_and_told,
)
from partnership.partners.rules import rights as rules

A_MOMENT = timedelta(hours=1)


@transaction.atomic
def erase(person: Person, *, by: Person, how: str = Erasure.How.HERE, note: str = "") -> Mapping[Table, Effect]:
    """Take a person out of every table, and keep what happened. Nobody can take this back."""
    rules.check_can_erase(by, _held_with_all(person), how)
    with erasures.written_down("erase", person, person.joined_at):
        effects = _take_out(person, by=by)
        Erasure.objects.create(person=person, how=how, note=note, erased_by=by)
        events.record(by=by, verb="person.erased", thing=person)
    return effects


@transaction.atomic
def replay(ledger: Path | None = None, *, by: Person) -> int:
    """Erase again whoever was erased after the backup that was just restored, and take back their consents; give how many."""
    rules.check_can_replay(by)
    again = [entry for entry in erasures.standing(ledger) if _again(entry, by=by)]
    events.record(by=by, verb="ledger.replayed", thing=f"urn:heartwood:ledger:{timezone.localdate()}")
    return len(again)


@transaction.atomic
def forget_what_is_due(*, by: Person, now: datetime | None = None) -> list[Forgotten]:
    """Delete in every table what has been kept as long as it says; erase whoever did not use their account for two years."""
    rules.check_can_forget_what_is_due(by)
    now = now or timezone.now()
    _settle_the_ledger(now)
    _tell_who_is_due(now)
    people = [erase(person, by=by, how=Erasure.How.UNUSED) for person in list(unused_and_told(now))]
    forgotten = privacy.forget(now, but=(Person._meta.label,))
    events.record(by=by, verb="due.forgotten", thing=f"urn:heartwood:due:{now:%Y-%m-%d}")
    return [*forgotten, *([Forgotten(people_table(), len(people))] if people else [])]


def _held_with_all(person: Person) -> Person:
    """Hold a person after every organisation that they belong to, with the rows that were merged into theirs."""
    partners = Partner.objects.filter(pk__in=Membership.objects.filter(person=person).values("partner"))
    gone = Person.objects.filter(pk__in=Merge.objects.standing().filter(person=person).values("person_gone"))
    *first, last = sorted((person, *gone), key=lambda row: row.pk)
    held(last, after=(*partners.order_by("pk"), *first))
    return person


def _take_out(person: Person, *, by: Person) -> Mapping[Table, Effect]:
    for membership in Membership.objects.filter(person=person, state__in=("asked", "current")):
        _part(membership, by=by)
        events.record(by=by, verb="membership.ended", thing=membership)
    for role in Role.objects.current().filter(person=person):
        _end(role, by=by)
        events.record(by=by, verb="role.ended", thing=role)
    search.remove(person)
    person.refresh_from_db()
    effects = privacy.erase_rows(person)
    for merge in Merge.objects.standing().filter(person=person).select_related("person_gone"):
        privacy.erase_rows(merge.person_gone)  # what could not move when the two rows became one is about them too
    Person.objects.filter(pk=person.pk).update(erased_at=timezone.now())
    forget_reach(person)
    return effects


def _again(entry: erasures.Entry, *, by: Person) -> bool:
    row = _row(entry)
    if row is None:
        return False
    if isinstance(row, Consent):
        return bool(Consent.objects.filter(pk=row.pk, withdrawn_at=None).update(withdrawn_at=entry.at))
    if row.erased_at:
        return False
    _take_out(_held_with_all(row), by=by)
    Erasure.objects.create(person=row, how=Erasure.How.AGAIN, erased_by=by)
    events.record(by=by, verb="person.erased", thing=row)
    return True


def _row(entry: erasures.Entry) -> Person | Consent | None:
    """Give the row that an entry speaks of; none where the number now belongs to another row, or to none."""
    thing, _colon, pk = entry.row.rpartition(":")
    if not thing.endswith((Consent._meta.label_lower, Person._meta.label_lower)):
        return None  # a story, or a part of one: listening does that again
    if entry.what == "withdraw":
        consent = Consent.objects.filter(pk=pk).first()
        return consent if consent and erasures.is_of(entry, consent, consent.given_at) else None
    person = Person.objects.filter(pk=pk).first()
    return person if person and erasures.is_of(entry, person, person.joined_at) else None


def _settle_the_ledger(now: datetime) -> None:
    """Write down what became of intentions during which the machine stopped."""
    for entry in erasures.unsettled():
        if now - datetime.fromisoformat(entry.at) > A_MOMENT:
            row = _row(entry)
            done = row is None or (row.withdrawn_at if isinstance(row, Consent) else row.erased_at)
            erasures.settle([entry], done=bool(done))


def _tell_who_is_due(now: datetime) -> None:
    day = formats.date_format(timezone.localtime(now + TOLD_BEFORE), "j F Y")
    for person in unused_and_not_told(now):
        notices.tell(person, "account", UNUSED, href="/accounts/me/", thing=person, day=day)
