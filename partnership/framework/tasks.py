"""What looking at oneself does by itself: it closes after the last day, and opens an hour after that."""

from __future__ import annotations

import contextlib
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from partnership.accounts.models import Person, System
from partnership.core.refusals import Refusal
from partnership.framework.actions.arranging import close_assessment
from partnership.framework.actions.opening import open_results
from partnership.framework.actions.words import open_words
from partnership.framework.models import WITH_RESULTS, AskedSeat, Assessment, hold_answers
from partnership.framework.queries.opened import openings
from partnership.framework.queries.words import to_open
from partnership.framework.rules.arranging import GRACE
from partnership.framework.rules.words import has_waited
from partnership.partners.models import held


@task()
def close_and_open_assessments() -> None:
    """Close what is over, and open what has been closed for an hour."""
    site = Person.objects.system(System.HOUSEKEEPER)
    for deed, found in ((close_assessment, _over()), (open_now, _to_open())):
        for assessment in found:
            with contextlib.suppress(Refusal):  # a lead was quicker
                deed(assessment, by=site)


def assessments_wait() -> bool:
    """Whether any is over, or has been closed for an hour."""
    return _over().exists() or _to_open().exists()


@transaction.atomic
def open_now(assessment: Assessment, *, by: Person, at: datetime | None = None) -> Assessment:
    """Open every seat and store what is shown, in one transaction: nothing comes in between."""
    hold_answers(held(assessment))
    return open_results(assessment, openings(assessment), by=by, at=at)


def _over() -> QuerySet[Assessment]:
    return Assessment.objects.filter(state="answering", closes_on__lt=timezone.localdate())


def _to_open() -> QuerySet[Assessment]:
    return Assessment.objects.filter(state="closed", closed_at__lte=timezone.now() - GRACE)


@task()
def open_words_that_were_read() -> None:
    """Show the words of each seat whose results are open and whose words have all been read."""
    for seat in _seats_to_open():
        open_words_now(seat, by=Person.objects.system(System.HOUSEKEEPER))


def words_wait() -> bool:
    """Whether there is such a seat."""
    return bool(_seats_to_open())


@transaction.atomic
def open_words_now(seat: AskedSeat, *, by: Person, today: date | None = None) -> AskedSeat:
    """Look which words may be shown of a seat, and show them: nothing comes in between."""
    return open_words(held(seat), to_open(seat), today or timezone.localdate(), by=by)


def _seats_to_open() -> list[AskedSeat]:
    seats = AskedSeat.objects.filter(words_open__isnull=True, invited__gt=0, assessment__state__in=WITH_RESULTS)
    today = timezone.localdate()
    return [seat for seat in seats.select_related("assessment") if has_waited(seat, today)]
