"""Who plans, changes and leads sessions, and the sentence for whoever may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from partnership.academy.models import Session
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind, reach

if TYPE_CHECKING:
    from partnership.accounts.models import Person


def trains(person: Person) -> bool:
    """Whether they hold the role of a trainer today, anywhere."""
    held = reach(person)
    everywhere = (held.whole, *held.places.values(), *held.partners.values())
    return any(Kind.TRAINER in kinds for kinds in everywhere)


def check_can_organise(person: Person, session: Session) -> None:
    """The programme team, the lead of its place, and the trainer who planned it."""
    held = reach(person)
    if held.runs_programme or (session.place and session.place in held.led_places):
        return
    if session.planned_by_id == person.pk and (trains(person) or held.led_places):
        return
    raise Refusal(_("Only whoever planned this session, the lead of its place, or the programme team can do this."))


def check_can_lead(person: Person, session: Session) -> None:
    """Whoever has a task at it and did not say no: leading it, or being there only for how people are."""
    if not session.leading.standing().filter(person=person).exists():
        raise Refusal(_("Only those who lead this session, or are there for how people are, can do this."))
