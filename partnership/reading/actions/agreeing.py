"""A safeguarding lead agrees that a child may be asked whether words of theirs are published."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import events
from partnership.reading.models import Version
from partnership.reading.rules import agreeing as rules


@transaction.atomic
def agree_to_version(version: Version, *, by: Person) -> Version:
    """Agree; after this the child is asked, and decides."""
    rules.check_can_agree_to_version(by, version)
    version.agreed_at, version.agreed_by = timezone.now(), by
    version.save(update_fields=["agreed_at", "agreed_by"])
    events.record(by=by, verb="version.agreed", thing=version)
    return version
