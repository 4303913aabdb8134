"""What people do in core."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from partnership.core import events, letters, rules
from partnership.core.models import PageReport

if TYPE_CHECKING:
    from partnership.accounts.models import Person


@transaction.atomic
def report_page(page: str, kind: str, *, by: Person) -> PageReport:
    """Tell the people who look after the site that a page is wrong, hurts or cannot be used."""
    rules.check_can_report_page(by, page, kind)
    report = PageReport.objects.create(page=page, kind=kind, reported_by=by)
    events.record(by=by, verb="page.reported", thing=report)
    transaction.on_commit(partial(letters.send, "page-reported", to=settings.ROLE_MAILBOX, report=report))
    return report
