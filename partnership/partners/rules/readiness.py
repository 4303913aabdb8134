"""Who may have the conversation before committing, finish it, and ask for help with it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.partners.models import Answer, Kind, Partner, ReadinessCheck, reach
from partnership.partners.rules.charter import check_belongs, check_leads


def check_helps(person: Person) -> None:
    """Those whom a partner can ask for help: the programme team, and the leads of places."""
    held = reach(person)
    if not held.runs_programme and not any(Kind.PLACE_LEAD in kinds for kinds in held.places.values()):
        raise Refusal(_("This page is for the programme team and the leads of places."))


def check_can_begin_readiness(person: Person, partner: Partner) -> None:
    """Anybody of the partner; a conversation that is open is gone on with."""
    check_belongs(person, partner)
    if pack.current().readiness is None:
        raise Refusal(_("There are no questions to talk about yet."))


def check_can_answer(person: Person, check: ReadinessCheck, question: str, answer: str) -> None:
    """Anybody of the partner, until it is finished."""
    check_belongs(person, check.partner)
    if check.finished_at:
        raise Refusal(_("This conversation is finished. You can begin another one."))
    asked = pack.current().readiness_checks.get(check.version)
    if asked is None or question not in {one.key for one in asked.questions}:
        raise Refusal(_("There is no such question."))
    if answer not in Answer.values:
        raise Refusal(_("Choose one of the four answers. “We leave this one for now” is one of them."))


def check_can_finish_readiness(person: Person, check: ReadinessCheck) -> None:
    """Anybody of the partner, when at least one question was answered or passed."""
    check_belongs(person, check.partner)
    if check.finished_at:
        raise Refusal(_("This conversation is finished already."))
    if not check.answers.exists():
        raise Refusal(_("Talk about at least one question first."))


def check_can_share_readiness(person: Person, check: ReadinessCheck) -> None:
    """A lead may show a finished conversation to those who can help, or stop showing it."""
    check_leads(person, check.partner)
    if not check.finished_at:
        raise Refusal(_("Finish the conversation first."))
