"""Takes a completion along as signed data."""

from __future__ import annotations

from datetime import UTC

from django.db import transaction
from django.utils import timezone

from partnership.academy.actions.certificates import issue_completion
from partnership.academy.actions.credential_words import _document
from partnership.academy.models import Completion, Credential
from partnership.academy.rules import credentials as rules
from partnership.accounts.models import Person
from partnership.core import events
from partnership.core.credentials import keys, proofs
from partnership.partners.models import held


@transaction.atomic
def take_credential(completion: Completion, *, with_address: bool, by: Person) -> Credential:
    """Give the person what they completed as signed data; what this key signed already, where there is some."""
    rules.check_can_take_credential(by, held(completion), with_address=with_address)
    certificate = issue_completion(completion, by=by)
    name = keys.current()
    known = Credential.objects.filter(certificate=certificate, with_address=with_address, key=name).first()
    if known:
        return known
    made = _signed(Credential(certificate=certificate, with_address=with_address, key=name, taken_at=timezone.now()))
    events.record(by=by, verb="credential.taken", thing=made)
    return made


def _signed(made: Credential) -> Credential:
    created = f"{made.taken_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    made.document = proofs.signed(
        proofs.printable(_document(made)),
        key=keys.signs(made.key),
        method=rules.method_address(made.key),
        created=created,
    )
    made.save(force_insert=True)
    return made
