"""What counting does by itself: it proposes a quarter that is over. A person publishes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from partnership.accounts.models import Person, System
from partnership.core.models import Event
from partnership.listening.actions import counts
from partnership.listening.models import Release
from partnership.listening.queries.counting import counted, is_due
from partnership.listening.rules import counts as rules


@task()
def propose_counts() -> None:
    """Tell the programme team that the last quarter can be counted."""
    counts.propose_counts(rules.last_quarter(), by=Person.objects.system(System.HOUSEKEEPER))


def counts_wait() -> bool:
    """Whether the last quarter is over, something was told, and it was neither proposed nor published."""
    quarter = rules.last_quarter()
    proposed = Event.objects.filter(verb="release.proposed", thing=f"urn:heartwood:listening.release:{quarter}")
    return is_due(quarter, timezone.localdate()) and not proposed.exists()


@transaction.atomic
def publish_now(quarter: str, *, by: Person, today: date | None = None) -> Release:
    """Count a quarter and publish it, in one transaction: nobody sees the counts in between."""
    rules.check_can_publish_counts(by, quarter, today)
    return counts.publish_counts(quarter, counted(quarter), by=by, today=today)


def publish_demonstration(*, by: Person, today: date | None = None) -> tuple[Release, ...]:
    """Publish the last two quarters that are over, one after another, as if nobody had forgotten to."""
    last = rules.last_quarter(today)
    return tuple(publish_now(one, by=by, today=today) for one in _two(last))


def _two(last: str) -> Iterable[str]:
    yield rules.last_quarter(rules.first_day(last))
    yield last
