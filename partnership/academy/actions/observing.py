"""Watching how a session is led: agreed by both, written by one, read first by the other."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_noop

from partnership.academy.models import Observation, ObservationWords, ObservedItem, Session
from partnership.academy.rules import observing as rules
from partnership.accounts.models import Person
from partnership.core import events, notices
from partnership.core.models import sealed
from partnership.core.transitions import move
from partnership.partners.models import held

CATEGORY = "training"
ASKED = gettext_noop("You were asked to watch how training is led on %(day)s. You can say no, and nobody asks why.")
OFFERED = gettext_noop(
    "Somebody offers to watch how you lead training on %(day)s. You can say no, and nobody asks why."
)
AGREED = gettext_noop("The other said yes: training on %(day)s is watched.")
DECLINED = gettext_noop("Training on %(day)s is not watched: the other said no.")
CALLED_OFF = gettext_noop("Training on %(day)s is not watched after all.")
FILLED = gettext_noop("What somebody saw when you led training on %(day)s is written. You read it before anybody else.")
ANSWERED = gettext_noop("What you saw at training on %(day)s was read.")


@transaction.atomic
def ask_to_watch(session: Session, *, trainer: Person, observer: Person, by: Person) -> Observation:
    """Ask the other of the two: somebody to watch, or whoever leads whether they may be watched."""
    rules.check_can_ask_to_watch(by, held(session), trainer, observer)
    checklist = rules.checklist_for(session.course)
    assert checklist is not None
    said = {"session": session, "trainer": trainer, "observer": observer, "checklist": checklist.edition}
    made = Observation.objects.create(**said, asked_at=timezone.now(), asked_by=by)
    events.record(by=by, verb="observation.asked", thing=made)
    _tell(made, observer if by == trainer else trainer, ASKED if by == trainer else OFFERED)
    return made


@transaction.atomic
def agree_to_watch(observation: Observation, *, by: Person) -> Observation:
    """Say yes."""
    rules.check_can_agree_to_watch(by, held(observation))
    move(observation, "agreed")
    events.record(by=by, verb="observation.agreed", thing=observation)
    _tell(observation, observation.asked_by, AGREED)
    return observation


@transaction.atomic
def decline_to_watch(observation: Observation, *, by: Person) -> Observation:
    """Say no. Nobody asks why, and nobody asks again."""
    rules.check_can_decline_to_watch(by, held(observation))
    move(observation, "declined")
    events.record(by=by, verb="observation.declined", thing=observation)
    _tell(observation, observation.asked_by, DECLINED)
    return observation


@transaction.atomic
def call_off_watching(observation: Observation, *, by: Person) -> Observation:
    """Let it be, either of the two, until it is written."""
    rules.check_can_call_off_watching(by, held(observation))
    move(observation, "called_off")
    events.record(by=by, verb="observation.called_off", thing=observation)
    _tell(observation, _other(observation, by), CALLED_OFF)
    return observation


@transaction.atomic
def fill_observation(observation: Observation, said: Mapping[str, str], *, by: Person) -> Observation:
    """Write down what was seen of each item (by its key), what was good (`kind`) and one thing to try (`to_try`)."""
    rules.check_can_fill_observation(by, held(observation), said)
    checklist = rules.checklist_for(observation.session.course)
    assert checklist is not None
    items = (ObservedItem(observation=observation, item=one.key, seen=said[one.key]) for one in checklist.items)
    ObservedItem.objects.bulk_create(items)
    written = ObservationWords(observation=observation, written_at=timezone.now())
    for name in ("kind", "to_try"):
        sealed.put(written, name, said[name].strip())
    written.save(force_insert=True)
    observation.filled_at, observation.checklist = timezone.now(), checklist.edition
    observation.save(update_fields=["filled_at", "checklist"])
    move(observation, "filled")
    events.record(by=by, verb="observation.filled", thing=observation)
    _tell(observation, observation.trainer, FILLED)
    return observation


@transaction.atomic
def answer_observation(observation: Observation, *, was_so: bool, reply: str = "", by: Person) -> Observation:
    """Say that it was so, or that it was not, with words for whoever watched or none. Now the programme sees the items."""
    rules.check_can_answer_observation(by, held(observation))
    written = ObservationWords.objects.filter(observation=observation).first()
    if written and reply.strip():
        sealed.put(written, "reply", reply.strip())
        written.save(update_fields=["reply"])
    observation.read_at = timezone.now()
    observation.save(update_fields=["read_at"])
    move(observation, "accepted" if was_so else "contested")
    events.record(by=by, verb="observation.answered", thing=observation)
    _tell(observation, observation.observer, ANSWERED)
    return observation


def _other(observation: Observation, by: Person) -> Person:
    return observation.observer if by.pk == observation.trainer_id else observation.trainer


def _tell(observation: Observation, person: Person, sentence: str) -> None:
    starts = observation.session.starts_at
    day = formats.date_format(timezone.localtime(starts), "j F Y") if starts else "…"
    if person.is_active:
        href = reverse("observation", kwargs={"pk": observation.pk})
        notices.tell(person, CATEGORY, sentence, href=href, thing=observation, day=day)
