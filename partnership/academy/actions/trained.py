"""Counts of who is trained are proposed by the site when a quarter is over, and published by a person, once."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnership.academy.models import TrainedRelease
from partnership.academy.rules import trained as rules
from partnership.accounts.models import Person
from partnership.core import events
from partnership.core.models import Notice
from partnership.core.notices import tell
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind, Role

CAN_BE_PUBLISHED = gettext_noop("Who was trained at the end of %(quarter)s can be counted and published.")


class _Counted(Protocol):
    """What a query worked out: by which definition, what anybody reads, and what the next release is held against."""

    @property
    def version(self) -> str: ...

    @property
    def shown(self) -> dict[str, Any]: ...

    @property
    def kept(self) -> dict[str, int]: ...


@transaction.atomic
def publish_trained(quarter: str, counted: _Counted, *, by: Person, today: date | None = None) -> TrainedRelease:
    """Publish the counts of a quarter as they were worked out; after this nobody counts it again."""
    rules.check_can_publish_trained(by, quarter, today)
    said = {"version": counted.version, "shown": counted.shown, "kept": counted.kept}
    try:
        with transaction.atomic():
            made = TrainedRelease.objects.create(quarter=quarter, **said, made_at=timezone.now(), made_by=by)
    except IntegrityError:
        raise Refusal(_("Somebody published this quarter at this very moment. It is counted once.")) from None
    events.record(by=by, verb="trained.published", thing=made)
    return made


@transaction.atomic
def propose_trained(quarter: str, *, by: Person) -> int:
    """Tell the programme team, each once, that a quarter can be counted; give how many were told."""
    rules.check_can_propose_trained(by, quarter)
    thing = f"urn:heartwood:academy.trainedrelease:{quarter}"
    roles = Role.objects.current().filter(kind__in=(Kind.PROGRAMME_TEAM, Kind.RESPONSIBLE_OFFICER))
    told = Notice.objects.filter(thing=thing).values("person")
    people = Person.objects.filter(pk__in=roles.values("person"), is_active=True).exclude(pk__in=told)
    for person in people:
        tell(person, "training", CAN_BE_PUBLISHED, href=reverse("programme-trained"), thing=thing, quarter=quarter)
    events.record(by=by, verb="trained.proposed", thing=thing)
    return len(people)
