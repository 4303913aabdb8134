"""When results open and who may open them, who may record what a meeting agrees, and who may end it."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from partnership.framework.models import ASSESSING, Assessment
from partnership.framework.rules.arranging import results_from
from partnership.partners.rules.charter import check_leads


def check_can_open_results(
    person: Person, assessment: Assessment, openings: Container[str] | None = None, at: datetime | None = None
) -> None:
    """A lead, or the site itself, an hour after closing; every seat at once."""
    if not person.system:
        check_leads(person, assessment.partner)
    ASSESSING.check("opened", assessment.state)
    opens = results_from(assessment)
    if opens is None or (at or timezone.now()) < opens:
        raise Refusal(_("Results open an hour after closing, so that nobody loses what they were in the middle of."))
    if openings is not None and any(seat.seat not in openings for seat in assessment.seats.all()):
        raise Refusal(_("Every seat opens at the same time."))
