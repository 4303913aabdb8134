"""Giving a consent, taking it back, and taking away what is held on oneself."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from partnership.accounts.models import Consent, Person
from partnership.accounts.rules import rights as rules
from partnership.core import erasures, events, pack


@transaction.atomic
def give_consent(purpose: str, words_sha256: str, *, by: Person) -> Consent:
    """Say yes to one purpose, in the words that one was shown. Saying it twice is saying it once."""
    rules.check_can_give_consent(by, purpose, words_sha256)
    asked = pack.current().consents[purpose]
    consent, new = Consent.objects.get_or_create(
        person=by, purpose=purpose, words_sha256=words_sha256, withdrawn_at=None, defaults={"version": asked.version}
    )
    if new:
        events.record(by=by, verb="consent.given", thing=consent)
    return consent


@transaction.atomic
def withdraw_consent(purpose: str, *, by: Person) -> int:
    """Take back one's yes to a purpose, in whatever words it was given; give how many there were."""
    rules.check_can_withdraw_consent(by)
    given = list(Consent.objects.open().filter(person=by, purpose=purpose))
    for consent in given:
        with erasures.written_down("withdraw", consent, consent.given_at):
            Consent.objects.filter(pk=consent.pk).update(withdrawn_at=timezone.now())
            events.record(by=by, verb="consent.withdrawn", thing=consent)
    return len(given)


@transaction.atomic
def take_data(*, by: Person) -> None:
    """Write down that somebody took away what is held on them."""
    rules.check_can_take_data(by)
    events.record(by=by, verb="data.taken", thing=by)
