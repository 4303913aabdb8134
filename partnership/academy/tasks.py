"""What the academy does by itself: it proposes to publish a quarter that is over. A person publishes it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from partnership.academy.actions import trained
from partnership.academy.models import TrainedRelease
from partnership.academy.queries.trained_counting import counted, is_due
from partnership.academy.rules import trained as rules
from partnership.accounts.models import Person, System
from partnership.core.models import Event


@task()
def propose_trained() -> None:
    """Tell the programme team that who was trained in the last quarter can be counted."""
    trained.propose_trained(rules.last_quarter(), by=Person.objects.system(System.HOUSEKEEPER))


def trained_waits() -> bool:
    """Whether the last quarter is over, somebody completed something, and it was neither proposed nor published."""
    quarter = rules.last_quarter()
    proposed = Event.objects.filter(verb="trained.proposed", thing=f"urn:heartwood:academy.trainedrelease:{quarter}")
    return is_due(quarter, timezone.localdate()) and not proposed.exists()


@transaction.atomic
def publish_trained_now(quarter: str, *, by: Person, today: date | None = None) -> TrainedRelease:
    """Count a quarter and publish it, in one transaction: nobody sees the counts in between."""
    rules.check_can_publish_trained(by, quarter, today)
    return trained.publish_trained(quarter, counted(quarter), by=by, today=today)


def publish_trained_demonstration(*, by: Person, today: date | None = None) -> tuple[TrainedRelease, ...]:
    """Publish the last two quarters that are over, one after another, as if nobody had forgotten to."""
    last = rules.last_quarter(today)
    both = rules.last_quarter(rules.first_day(last)), last
    told = [one for one in both if rules.means_on(rules.last_day(one))]
    return tuple(publish_trained_now(one, by=by, today=today) for one in told)
