"""Who may see what an assessment leads to, and raise Actions from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from partnership.framework.models import WITH_RESULTS, Assessment
from partnership.framework.rules.arranging import asked_edition
from partnership.partners.models import Partner
from partnership.partners.rules.charter import check_belongs

MOST_AT_ONCE = 10  # Actions raised in one go: nobody does more than a few things in a year


@dataclass(frozen=True, slots=True)
class Wanted:
    """An Action that somebody wants to raise for one standard."""

    standard: str  # its key
    title: str
    what: str = ""
    owner: Person | None = None
    effort: str = ""
    due_on: date | None = None


def check_can_see_plan(person: Person, partner: Partner) -> None:
    """People of the partner: a visiting peer, and whoever asked in a campaign, sees no plan and no history."""
    check_belongs(person, partner)


def check_can_raise_from_plan(person: Person, assessment: Assessment, standards: Sequence[str] = ()) -> None:
    """People of the partner, once results are open, for standards that were asked, a few at a time."""
    check_belongs(person, assessment.partner)
    if assessment.state not in WITH_RESULTS:
        raise Refusal(_("The plan begins when results are open: then you can see what to do something about."))
    if any(asked_edition(assessment).standard(key) is None for key in standards):
        raise Refusal(_("There is no such standard in what you looked at yourselves with."))
    if len(standards) > MOST_AT_ONCE:
        raise Refusal(_("Raise at most %(most)s at once. A few that are done help more.") % {"most": MOST_AT_ONCE})
