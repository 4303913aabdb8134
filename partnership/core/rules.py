"""What may be done in core, and the sentence for whoever may not."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.core.models import PageReport
from partnership.core.refusals import Refusal

if TYPE_CHECKING:
    from partnership.accounts.models import Person

MOST_REPORTS_AN_HOUR = 200
_ADDRESS = re.compile(r"/(?!/)[A-Za-z0-9/_.~%-]{0,199}")


def check_can_report_page(person: Person, page: str, kind: str) -> None:
    """Anybody may, about any page of this site; a flood is stopped, because a mailbox that is full helps nobody."""
    if not _ADDRESS.fullmatch(page):
        raise Refusal(_("We could not tell which page you mean. Go back to the page and use the link at its foot."))
    if kind not in PageReport.Kind.values:
        raise Refusal(_("Choose one of the three kinds, so that we know what to look for."))
    an_hour_ago = timezone.now() - timedelta(hours=1)
    if PageReport.objects.filter(reported_at__gte=an_hour_ago).count() >= MOST_REPORTS_AN_HOUR:
        raise Refusal(
            _("Too many notes came in this hour, and we could not keep yours. Please send it again in an hour.")
        )


def check_can_forget_old_reports(person: Person) -> None:
    """Only the site itself tidies up; people have no reason to make a note disappear."""
    if not person.system:
        raise Refusal(_("Old notes about pages are removed by the site itself, after two years."))
