"""Who may ask that a paper is looked at, and who says whether it counts: never the person themselves."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from partnership.academy.models import Completion, ShownPaper
from partnership.academy.rules.awaiting import Learned
from partnership.academy.rules.completing import check_completed_on
from partnership.academy.rules.rows import learned_here, unknown_key
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.partners.models import Partner, reach

if TYPE_CHECKING:
    from partnership.accounts.models import Person

MOST_WAITING = 10


def check_can_show_paper(by: Person, partner: Partner | None, completed_on: date) -> None:
    """Everybody for themselves, to an organisation that they belong to or to the programme team; a few at a time."""
    if partner is not None and not by.memberships.current().filter(partner=partner).exists():
        raise Refusal(_("You do not belong to %(partner)s here. Choose another one.") % {"partner": partner.name})
    check_completed_on(completed_on)
    if ShownPaper.objects.waiting().filter(person=by).count() >= MOST_WAITING:
        raise Refusal(_("Ten of your papers wait already. Once somebody has looked at one, you can show another."))


def check_can_look_at_paper(by: Person, paper: ShownPaper) -> None:
    """Whoever leads the organisation that was asked, or the programme team; not the person themselves."""
    held = reach(by)
    if by.pk == paper.person_id:
        raise Refusal(_("Nobody says of their own paper whether it counts. Somebody else looks at it."))
    if not (held.runs_programme or (paper.partner_id and paper.partner_id in held.leads)):
        raise Refusal(_("Only those who were asked can say whether this paper counts."))


def check_can_decide_paper(by: Person, paper: ShownPaper, *, accepted: bool, course: str, why: str) -> None:
    """Whoever may look at it, once; a no has a sentence, a yes names a course that is taught here or none."""
    check_can_look_at_paper(by, paper)
    if paper.decided_at:
        raise Refusal(_("Somebody has looked at this paper already."))
    if not accepted and not why.strip():
        raise Refusal(_("Say why not in a sentence. They read it."))
    if course and course not in _courses():
        raise Refusal(_("This course is not taught here. Choose another one, or none."))
    key = learned_from(paper, course).course
    if (
        accepted
        and Completion.objects.filter(person=paper.person, course=key, completed_on=paper.completed_on).exists()
    ):
        raise Refusal(_("This stands in their passport already. It counts once."))


def check_can_withdraw_paper(by: Person, paper: ShownPaper) -> None:
    """The person, until somebody has looked."""
    if by.pk != paper.person_id:
        raise Refusal(_("Only whoever showed it can take it back."))
    if paper.decided_at:
        raise Refusal(_("Somebody has looked at this paper already."))


def learned_from(paper: ShownPaper, course: str) -> Learned:
    """Say what counts: as much as the course of ours that it is like, or what they say, without a level."""
    ours = _courses().get(course)
    if ours is not None:
        return learned_here(ours, paper.completed_on, paper.taught_by)
    said = (unknown_key(paper.title), "", paper.title, "", paper.hours)
    return Learned(*said, paper.completed_on, None, paper.taught_by)


def _courses() -> dict[str, pack.Course]:
    academy = pack.current().academy
    return dict(academy.courses) if academy else {}
