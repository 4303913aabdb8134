"""What people do in core."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from partnership.core import events, letters, rules
from partnership.core.models import PageReport

if TYPE_CHECKING:
    from partnership.accounts.models import Person

REPORTS_ARE_KEPT = timedelta(days=2 * 365)


@transaction.atomic
def report_page(page: str, kind: str, *, by: Person) -> PageReport:
    """Tell the people who look after the site that a page is wrong, hurts or cannot be used."""
    rules.check_can_report_page(by, page, kind)
    report = PageReport.objects.create(page=page, kind=kind, reported_by=by)
    events.record(by=by, verb="page.reported", thing=report)
    transaction.on_commit(partial(letters.send, "core/page-reported", to=settings.ROLE_MAILBOX, report=report))
    return report


@transaction.atomic
def forget_old_reports(*, by: Person) -> int:
    """Delete the notes about pages that are older than the privacy page says; give how many."""
    rules.check_can_forget_old_reports(by)
    before = timezone.now() - REPORTS_ARE_KEPT
    forgotten, _by_model = PageReport.objects.filter(reported_at__lt=before).delete()
    events.record(by=by, verb="reports.forgotten", thing=f"urn:heartwood:core.pagereport:before-{before:%Y-%m-%d}")
    return forgotten
