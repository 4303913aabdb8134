"""What may be done in core, and the sentence for whoever may not."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.core.models import Notice, PageReport, SavedFilter
from partnership.core.refusals import Refusal

if TYPE_CHECKING:
    from partnership.accounts.models import Person

MOST_REPORTS_AN_HOUR = 200
MOST_FILTERS_OF_A_PAGE = 30
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


def check_can_read_notice(person: Person, notice: Notice) -> None:
    """Whoever it was written to may."""
    if notice.person_id != person.pk:
        raise Refusal(_("Only the person that a notice was written to can mark it as read."))


def check_can_read_all_notices(person: Person) -> None:
    """Anybody may, their own."""
    _check_is_somebody(person)


def check_can_choose_letters(person: Person) -> None:
    """Anybody may, for themselves."""
    _check_is_somebody(person)


def check_can_stop_letters(person: Person) -> None:
    """Anybody may, for themselves, signed in or not."""
    if person.system:
        raise Refusal(_("Nobody gets letters by this link."))


def check_can_send_digests(person: Person) -> None:
    """Only the site itself writes to people by the calendar."""
    if not person.system:
        raise Refusal(_("These letters are sent by the site itself, at most one a day to anybody."))


def check_can_keep_filter(person: Person, page: str) -> None:
    """Anybody who is signed in may, for pages of this site, not without end."""
    _check_is_somebody(person)
    if not _ADDRESS.fullmatch(page):
        raise Refusal(_("We could not tell which list you mean. Go back to it and keep the filter there."))
    if SavedFilter.objects.visible_to(person).filter(page=page).count() >= MOST_FILTERS_OF_A_PAGE:
        raise Refusal(_("You have kept as many filters for this list as there is room for. Remove one first."))


def check_can_forget_filter(person: Person, kept: SavedFilter) -> None:
    """Whoever kept it may."""
    if kept.person_id != person.pk:
        raise Refusal(_("Only the person who kept a filter can remove it."))


def _check_is_somebody(person: Person) -> None:
    if person.system or not person.is_active:
        raise Refusal(_("Sign in first."))
