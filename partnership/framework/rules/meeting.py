"""When results open and who may open them, who may record what a meeting agrees, and who may end it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from partnership.framework.models import ASSESSING, LEVELS, WITH_RESULTS, Assessment, Response, ShownEvidence
from partnership.framework.rules.arranging import asked_edition, results_from
from partnership.partners.models import Kind, reach
from partnership.partners.rules.charter import check_belongs, check_leads, leads

LEADERS = "leaders"


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


def check_results_are_open(assessment: Assessment) -> None:
    """Before results are open there is nothing to meet about."""
    if assessment.state not in WITH_RESULTS:
        raise Refusal(_("Results are not open yet. They open once, an hour after the time to answer is over."))


def check_can_record(
    person: Person, assessment: Assessment, standard: str | None = None, changes: Mapping[str, Any] | None = None
) -> None:
    """Who leads the partner, is its champion, or was asked by name among those who lead it; until all is agreed."""
    check_belongs(person, assessment.partner)
    if asked_edition(assessment).is_pulse:
        raise Refusal(_("A pulse has no meeting and no levels to agree. It is shown under “Culture over time”."))
    if not _sits_in_the_meeting(person, assessment):
        raise Refusal(
            _("The meeting's words are kept by a lead, a champion, or somebody who was asked among those who lead.")
        )
    if assessment.state == "agreed":
        raise Refusal(_("You have agreed on this. To change something, a lead takes it up again first."))
    check_results_are_open(assessment)
    if standard and asked_edition(assessment).standard(standard) is None:
        raise Refusal(_("There is no such standard."))
    if changes is not None:
        _check_level(changes)


def _sits_in_the_meeting(person: Person, assessment: Assessment) -> bool:
    held = reach(person)
    if leads(person, assessment.partner) or held.has(Kind.CHAMPION, partner=assessment.partner_id):
        return True
    return Response.objects.of(person).filter(seat__assessment=assessment, seat__seat=LEADERS).exists()


def _check_level(changes: Mapping[str, Any]) -> None:
    level = changes.get("level")
    if level is not None and not 1 <= level <= LEVELS:
        raise Refusal(_("Choose a level from 1 to %(most)s.") % {"most": LEVELS})
    if level is not None and changes.get("why_not"):
        raise Refusal(_("Either a level, or the reason why it does not apply; not both."))


def check_can_show_evidence(
    person: Person, assessment: Assessment, standard: str = "", what: str | None = None
) -> None:
    """Whoever may record, with words for it."""
    check_can_record(person, assessment, standard)
    if what is not None and not what.strip():
        raise Refusal(_("Say what you can show."))


def check_can_take_evidence_back(person: Person, evidence: ShownEvidence) -> None:
    """Whoever may record, once."""
    check_can_record(person, evidence.assessment)
    if evidence.removed_at:
        raise Refusal(_("This was taken back already."))


def check_can_agree_assessment(person: Person, assessment: Assessment) -> None:
    """A lead, when the meeting agreed on at least one level."""
    check_leads(person, assessment.partner)
    ASSESSING.check("agreed", assessment.state)
    if not assessment.agreed_levels.filter(level__isnull=False).exists():
        raise Refusal(_("Agree on a level for at least one standard first."))


def check_can_take_up_again(person: Person, assessment: Assessment) -> None:
    """A lead, after it was agreed."""
    check_leads(person, assessment.partner)
    ASSESSING.check("taken_up_again", assessment.state)
