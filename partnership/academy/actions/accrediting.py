"""Letting somebody lead, renewing that, and taking it back: whoever it is about reads everything first."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_noop

from partnership.academy.models import Accreditation
from partnership.academy.rules import accrediting as rules
from partnership.accounts.models import Person
from partnership.core import events, notices
from partnership.core.transitions import move
from partnership.partners.models import Kind, Role, held

CATEGORY = "training"
GIVEN = gettext_noop("You are accredited: you may lead courses until %(day)s.")
RENEWED = gettext_noop("That you may lead courses was renewed until %(day)s.")
TOLD = gettext_noop(
    "The programme team wrote to you about your leading courses. Nothing is decided, and you can answer."
)
DROPPED = gettext_noop("That you may lead courses stays as it was.")
WITHDRAWN = gettext_noop("The programme team decided about your leading courses. Read why, and whom you can talk to.")
ANSWERED = gettext_noop("Somebody answered what you wrote to them about leading courses.")
ENDING = gettext_noop("That you may lead courses counts for some weeks more. See what renews it.")
ENDING_OF_SOME = gettext_noop("That some trainers may lead courses counts for some weeks more. See what renews it.")


@transaction.atomic
def accredit(person: Person, way: str, *, by: Person) -> Accreditation:
    """Let somebody lead courses for as long as the pack says."""
    rules.check_can_accredit(by, held(person), way)
    until = rules.valid_from_today(way)
    said = {"person": person, "way": way, "granted_at": timezone.now(), "granted_by": by, "valid_until": until}
    made = Accreditation.objects.create(**said)
    events.record(by=by, verb="accreditation.granted", thing=made)
    _tell(made, GIVEN, day=formats.date_format(until, "j F Y"))
    return made


@transaction.atomic
def renew(accreditation: Accreditation, *, by: Person) -> Accreditation:
    """Let it count anew, from today on."""
    rules.check_can_renew(by, held(accreditation))
    until = rules.valid_from_today(accreditation.way)
    accreditation.valid_until, accreditation.renewed_at, accreditation.renewed_by = until, timezone.now(), by
    accreditation.save(update_fields=["valid_until", "renewed_at", "renewed_by"])
    events.record(by=by, verb="accreditation.renewed", thing=accreditation)
    _tell(accreditation, RENEWED, day=formats.date_format(until, "j F Y"))
    return accreditation


@transaction.atomic
def tell_withdrawal(accreditation: Accreditation, why: str, *, by: Person) -> Accreditation:
    """Tell somebody why it is to be taken back. It counts on, and they have time to answer."""
    rules.check_can_tell_withdrawal(by, held(accreditation), why)
    said = {"why": why.strip(), "told_at": timezone.now(), "told_by": by, "answer": ""}
    for name, value in said.items():
        setattr(accreditation, name, value)
    accreditation.save(update_fields=list(said))
    move(accreditation, "withdrawal_told")
    events.record(by=by, verb="accreditation.withdrawal_told", thing=accreditation)
    _tell(accreditation, TOLD)
    return accreditation


@transaction.atomic
def answer_withdrawal(accreditation: Accreditation, words: str, *, by: Person) -> Accreditation:
    """Say what the programme team should know before it decides."""
    rules.check_can_answer_withdrawal(by, held(accreditation), words)
    accreditation.answer = words.strip()
    accreditation.save(update_fields=["answer"])
    events.record(by=by, verb="accreditation.withdrawal_answered", thing=accreditation)
    asker = accreditation.told_by
    if asker is not None and asker.is_active:
        href = reverse("trainer", kwargs={"pk": accreditation.pk})
        notices.tell(asker, CATEGORY, ANSWERED, href=href, thing=accreditation)
    return accreditation


@transaction.atomic
def drop_withdrawal(accreditation: Accreditation, *, by: Person) -> Accreditation:
    """Leave it as it was. What was written goes."""
    rules.check_can_drop_withdrawal(by, held(accreditation))
    said = {"why": "", "answer": "", "told_at": None, "told_by": None}
    for name, value in said.items():
        setattr(accreditation, name, value)
    accreditation.save(update_fields=list(said))
    move(accreditation, "withdrawal_dropped")
    events.record(by=by, verb="accreditation.withdrawal_dropped", thing=accreditation)
    _tell(accreditation, DROPPED)
    return accreditation


@transaction.atomic
def withdraw(accreditation: Accreditation, *, by: Person) -> Accreditation:
    """Take it back, after the time to answer. Sessions that are announced stay announced."""
    rules.check_can_withdraw(by, held(accreditation))
    accreditation.withdrawn_at, accreditation.withdrawn_by = timezone.now(), by
    accreditation.save(update_fields=["withdrawn_at", "withdrawn_by"])
    move(accreditation, "withdrawn")
    events.record(by=by, verb="accreditation.withdrawn", thing=accreditation)
    _tell(accreditation, WITHDRAWN)
    return accreditation


@transaction.atomic
def tell_ending(*, by: Person) -> int:
    """Tell each trainer once that it ends soon, and the programme team once for all; give how many trainers."""
    rules.check_can_tell_ending(by)
    today = timezone.localdate()
    counting = Accreditation.objects.counting_on(today).filter(person__is_active=True).select_related("person")
    new = rules.not_told(counting, today)
    for one in new:
        _tell(one, ENDING)
        one.told_of_end = one.valid_until
        one.save(update_fields=["told_of_end"])
    if new:
        _tell_team(f"urn:heartwood:academy.accreditation:ending-{today}")
    events.record(by=by, verb="accreditation.ending_told", thing=f"urn:heartwood:academy.accreditation:{today}")
    return len(new)


def _tell_team(thing: str) -> None:
    roles = Role.objects.current().filter(kind=Kind.PROGRAMME_TEAM, person__is_active=True)
    for person in Person.objects.filter(pk__in=roles.values("person")):
        notices.tell(person, CATEGORY, ENDING_OF_SOME, href=reverse("trainers"), thing=thing)


def _tell(accreditation: Accreditation, sentence: str, **words: str) -> None:
    if accreditation.person.is_active:
        href = reverse("my-accreditation")
        notices.tell(accreditation.person, CATEGORY, sentence, href=href, thing=accreditation, **words)
