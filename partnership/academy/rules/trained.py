"""Who sees exactly who is trained, and when counts of it are published, by whom, and once."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.academy.models import TrainedRelease
from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.partners.models import Partner, reach

QUARTER = re.compile(r"[12]\d{3}-Q[1-4]")


def first_day(quarter: str) -> date:
    """Give the first day of a quarter.

    >>> first_day("2026-Q4").isoformat()
    '2026-10-01'
    """
    return date(int(quarter[:4]), 3 * int(quarter[-1]) - 2, 1)


def last_day(quarter: str) -> date:
    """Give the last day of a quarter.

    >>> last_day("2026-Q4").isoformat(), last_day("2026-Q1").isoformat()
    ('2026-12-31', '2026-03-31')
    """
    year, number = int(quarter[:4]), int(quarter[-1])
    after = date(year + 1, 1, 1) if number == 4 else date(year, 3 * number + 1, 1)
    return after - timedelta(days=1)


def quarter_of(day: date) -> str:
    """Give the quarter that a day is in.

    >>> quarter_of(date(2026, 8, 1))
    '2026-Q3'
    """
    return f"{day.year}-Q{(day.month + 2) // 3}"


def last_quarter(today: date | None = None) -> str:
    """Give the last quarter that is over.

    >>> last_quarter(date(2026, 10, 1)), last_quarter(date(2026, 3, 31))
    ('2026-Q3', '2025-Q4')
    """
    day = today or timezone.localdate()
    return quarter_of(first_day(quarter_of(day)) - timedelta(days=1))


def means_on(day: date) -> pack.TrainedMeans | None:
    """Give what "trained" meant on a day; None where nobody had said it yet."""
    taught = pack.current().academy
    said = [one for one in taught.trained if one.since <= day] if taught else []
    return said[-1] if said else None


def check_can_see_trained(person: Person) -> None:
    """The programme team: small numbers stand there."""
    if not reach(person).runs_programme:
        raise Refusal(_("Exact counts are for the programme team. What is published is for everybody."))
    check_means_something(timezone.localdate())


def check_means_something(day: date) -> None:
    """Nothing is counted before somebody has said what is."""
    if means_on(day) is None:
        raise Refusal(_("Nobody had said yet what “trained” means. A day before that is not counted."))


def check_can_see_trained_of(person: Person, partner: Partner) -> None:
    """Whoever leads the organisation."""
    if partner.pk not in reach(person).leads:
        raise Refusal(_("Only those who lead this organisation see how many of its people are trained."))
    check_means_something(timezone.localdate())


def check_is_over(quarter: str, today: date | None = None) -> None:
    """A quarter is counted once its last day is over."""
    if not QUARTER.fullmatch(quarter):
        raise Refusal(_("A quarter is written like this: 2026-Q3."))
    if last_day(quarter) >= (today or timezone.localdate()):
        raise Refusal(_("This quarter is not over yet. It is counted after its last day."))
    check_means_something(last_day(quarter))


def check_can_publish_trained(person: Person, quarter: str, today: date | None = None) -> None:
    """Somebody of the programme team, once for each quarter, after it is over, one after another.

    Nobody chooses what is shown: the rule does. So there is nothing for a second person to read.
    """
    if not reach(person).runs_programme:
        raise Refusal(_("The programme team publishes counts."))
    check_is_over(quarter, today)
    if TrainedRelease.objects.filter(quarter=quarter).exists():
        raise Refusal(_("This quarter was published. It is counted once, or the difference would show somebody."))
    if TrainedRelease.objects.filter(quarter__gt=quarter).exists():
        raise Refusal(_("A later quarter was published. An earlier one is not counted any more."))


def check_can_propose_trained(person: Person, quarter: str) -> None:
    """The site does it, for a quarter that is over."""
    if not person.system:
        raise Refusal(_("The site does this itself."))
    check_is_over(quarter)
