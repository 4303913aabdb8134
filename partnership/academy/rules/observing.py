"""Who may watch how a session is led, with whose yes, and who reads what was seen before anybody else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.academy.models import OBSERVATION, Observation, Seen, Session, Task
from partnership.academy.rules.accrediting import is_accredited
from partnership.core import pack
from partnership.core.pack import Checklist
from partnership.core.refusals import Refusal, allowed
from partnership.partners.models import reach

if TYPE_CHECKING:
    from partnership.accounts.models import Person

AFTERWARDS = timedelta(days=90)  # so long it can be agreed and written down after a session
STANDS = ("asked", "agreed", "filled", "accepted", "contested")


def may_watch(person: Person) -> bool:
    """Whether others may ask them to watch: whoever is accredited, and the programme team."""
    return reach(person).runs_programme or is_accredited(person)


def checklist_for(course: str) -> Checklist | None:
    """Give what is looked for when a course is led today; none where the pack says nothing."""
    academy = pack.current().academy
    return pack.newest_for(course, academy.checklists) if academy and course else None


def checklist_of(edition: str) -> Checklist | None:
    """Give a checklist by its edition; none where its file is gone."""
    academy = pack.current().academy
    return next((one for one in academy.checklists if one.edition == edition), None) if academy else None


def could_watch(person: Person, session: Session) -> bool:
    """Whether somebody could offer to watch a session: they may watch, have no task at it, and it is not too long ago."""
    if not may_watch(person) or session.leading.standing().filter(person=person).exists():
        return False
    return allowed(check_can_ask_to_watch, person, session)


def check_can_ask_to_watch(
    by: Person, session: Session, trainer: Person | None = None, observer: Person | None = None
) -> None:
    """One of the two asks the other: whoever leads asks somebody who may watch, or somebody who may watch offers it."""
    if checklist_for(session.course) is None:
        raise Refusal(_("The content of this place has no checklist for this, so there is nothing to look for."))
    if session.state not in ("announced", "held"):
        raise Refusal(_("This session is now “%(state)s”.") % {"state": session.get_state_display()})
    if not session.ends_at or session.ends_at < timezone.now() - AFTERWARDS:
        raise Refusal(_("This session was too long ago to say what was seen."))
    if trainer is None or observer is None:
        return
    if by not in (trainer, observer) or trainer == observer:
        raise Refusal(_("Whoever leads asks somebody else, or somebody else offers it to them."))
    _check_the_two(session, trainer, observer)


def _check_the_two(session: Session, trainer: Person, observer: Person) -> None:
    tasks = dict(session.leading.standing().values_list("person", "task"))
    if tasks.get(trainer.pk) != Task.FACILITATES:
        raise Refusal(_("Only somebody who leads a session can be watched at it."))
    if observer.pk in tasks:
        raise Refusal(_("Whoever has a task at a session has no time to watch. Ask somebody else."))
    if not observer.is_active or not may_watch(observer):
        raise Refusal(_("Only somebody who is accredited today, or of the programme team, can watch."))
    earlier = Observation.objects.filter(session=session, trainer=trainer, observer=observer)
    if earlier.filter(state="declined").exists():
        raise Refusal(_("One of you said no to this already, and is not asked again."))
    if earlier.filter(state__in=STANDS).exists():
        raise Refusal(_("This was asked already. See how it stands."))


def was_asked(person: Person, observation: Observation) -> bool:
    """Whether their yes is asked for."""
    return person.pk in (observation.trainer_id, observation.observer_id) and person.pk != observation.asked_by_id


def check_can_agree_to_watch(by: Person, observation: Observation) -> None:
    """Whoever of the two was asked."""
    if not was_asked(by, observation):
        raise Refusal(_("Only whoever was asked can say yes or no."))
    OBSERVATION.check("agreed", observation.state)


def check_can_decline_to_watch(by: Person, observation: Observation) -> None:
    """Whoever of the two was asked. Nobody asks why."""
    if not was_asked(by, observation):
        raise Refusal(_("Only whoever was asked can say yes or no."))
    OBSERVATION.check("declined", observation.state)


def check_can_call_off_watching(by: Person, observation: Observation) -> None:
    """Either of the two, until it is written. Nobody asks why."""
    if by.pk not in (observation.trainer_id, observation.observer_id):
        raise Refusal(_("Only the two of them can call this off."))
    OBSERVATION.check("called_off", observation.state)


def check_can_fill_observation(by: Person, observation: Observation, said: Mapping[str, str] | None = None) -> None:
    """Whoever watched, once it has begun: something of every item, one kind word and one thing to try."""
    if by.pk != observation.observer_id:
        raise Refusal(_("Only whoever watched can say what they saw."))
    OBSERVATION.check("filled", observation.state)
    if not observation.session.starts_at or observation.session.starts_at > timezone.now():
        raise Refusal(_("The session has not begun. You can write down what you saw afterwards."))
    checklist = checklist_for(observation.session.course)
    if checklist is None:
        raise Refusal(_("The content of this place has no checklist for this, so there is nothing to look for."))
    if said is None:
        return
    if any(said.get(one.key) not in Seen.values for one in checklist.items):
        raise Refusal(_("Say something of every item. “Could not be seen that day” is an answer too."))
    if not said.get("kind", "").strip() or not said.get("to_try", "").strip():
        raise Refusal(_("Write one thing that was good, and one thing to try."))


def check_can_answer_observation(by: Person, observation: Observation) -> None:
    """Whoever was watched, once, when it is written."""
    if by.pk != observation.trainer_id:
        raise Refusal(_("Only whoever was watched can say whether it was so."))
    OBSERVATION.check("accepted", observation.state)


def check_can_see_observed(by: Person) -> None:
    """Whoever may watch: what is seen of a course, over all trainers together."""
    if not may_watch(by):
        raise Refusal(_("This page is for the programme team and for accredited trainers."))
