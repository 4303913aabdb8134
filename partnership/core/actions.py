"""What people do in core."""

from functools import partial

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from partnership.core import events, letters, rules
from partnership.core.models import PageReport


@transaction.atomic
def report_page(page: str, kind: str, *, by: AbstractBaseUser) -> PageReport:
    """Tell the people who look after the site that a page is wrong, hurts or cannot be used."""
    rules.check_can_report_page(by, page, kind)
    report = PageReport.objects.create(page=page, kind=kind, reported_by=by)
    events.record(by=by, verb="page.reported", thing=report)
    transaction.on_commit(partial(letters.send, "page-reported", to=settings.ROLE_MAILBOX, report=report))
    return report
