"""Asking people to lead a session, or to be there for how people are; they can say no, and are told first when it is a lot."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_noop

from partnership.academy.models import Leading, Session, Task
from partnership.academy.rules import load
from partnership.academy.rules import planning as rules
from partnership.accounts.models import Person
from partnership.core import events, notices
from partnership.partners.models import held

CATEGORY = "training"
ASKED = gettext_noop("You were asked to lead training on %(day)s. You can say no, and nobody asks why.")
ASKED_FOR_WELLBEING = gettext_noop(
    "You were asked to be there for how people are, at training on %(day)s. You can say no, and nobody asks why."
)
A_LOT = gettext_noop("You lead %(count)s sessions within 30 days. That is a lot. How are you? You can say no to any.")
SAID_NO = gettext_noop("Somebody who was to lead training on %(day)s cannot.")
NO_LONGER = gettext_noop("You need not lead training on %(day)s any more.")
CANCELLED = gettext_noop("Training on %(day)s that you were to lead was cancelled.")


@transaction.atomic
def ask_to_lead(session: Session, person: Person, *, task: str = Task.FACILITATES, by: Person) -> Leading:
    """Ask somebody to lead it (`facilitates`), or to be there only for how people are (`wellbeing`)."""
    rules.check_can_ask_to_lead(by, held(session), person, task)
    leading: Leading = session.leading.create(person=person, task=task, asked_at=timezone.now(), asked_by=by)
    events.record(by=by, verb="leading.asked", thing=leading)
    if person != by:
        _tell(person, ASKED if task == Task.FACILITATES else ASKED_FOR_WELLBEING, session)
    _tell_if_a_lot(person, session, by)
    return leading


def _tell_if_a_lot(person: Person, session: Session, by: Person) -> None:
    """Tell whoever leads too much, before anybody else sees it. Others only see that they were told."""
    around = timezone.localdate(session.starts_at) if session.starts_at else None
    count = load.most_within(load.days_led(person, around)) if around else 0
    if load.is_a_lot(count):
        notices.tell(person, CATEGORY, A_LOT, href=reverse("i-lead"), thing=session, count=str(count))
        events.record(by=by, verb="load.told", thing=person)


def _tell_leaders_if_a_lot(session: Session, by: Person) -> None:
    """Tell whoever leads it where its day has changed: it may lie beside others now."""
    for one in session.leading.standing().select_related("person"):
        _tell_if_a_lot(one.person, session, by)


def _tell(person: Person, sentence: str, session: Session, href: str = "") -> None:
    day = formats.date_format(timezone.localtime(session.starts_at), "j F Y") if session.starts_at else "…"
    if person.is_active:
        notices.tell(person, CATEGORY, sentence, href=href or reverse("i-lead"), thing=session, day=day)


def _tell_leaders(session: Session, by: Person) -> None:
    for one in session.leading.standing().select_related("person").exclude(person=by):
        _tell(one.person, CANCELLED, session)


@transaction.atomic
def step_back(leading: Leading, *, by: Person) -> Leading:
    """Say no, or no longer. Whoever planned it is told, and can ask somebody else."""
    rules.check_can_step_back(by, held(leading, after=(leading.session,)))
    leading.declined_at = timezone.now()
    leading.save(update_fields=["declined_at"])
    events.record(by=by, verb="leading.declined", thing=leading)
    session = leading.session
    for person in {leading.asked_by, session.planned_by} - {by}:
        _tell(person, SAID_NO, session, reverse("organise-session", kwargs={"pk": session.pk}))
    return leading


@transaction.atomic
def take_back_asking(leading: Leading, *, by: Person) -> Session:
    """Need somebody no longer; they are told."""
    rules.check_can_take_back_asking(by, held(leading, after=(leading.session,)))
    session, person = leading.session, leading.person
    events.record(by=by, verb="leading.taken_back", thing=session)
    leading.delete()
    if person != by:
        _tell(person, NO_LONGER, session)
    return session
