"""Who raises a concern, who takes it, and to whom it may be passed on: never to those whom it is about."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.calendars import after_working_hours
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind, Role
from partnership.reading.models import About, Concern, PassedTo, Text, kept_out_of, looks_after_safety
from partnership.reading.rules import queue, versions

MOST_NOTE = 2000  # letters


def decide_by(about: str, at: datetime | None = None) -> datetime:
    """Give the moment by which a concern is decided: its own clock, in hours of working days."""
    said, moment = pack.current().safeguarding, timezone.localtime(at or timezone.now())
    if said is None:
        return after_working_hours(moment, 4, opens=9, closes=17)
    return after_working_hours(moment, said.decide_within[about], opens=said.opens, closes=said.closes)


def leads_to_tell(text: Text) -> QuerySet[Person]:
    """Give the safeguarding leads of the whole who neither belong nor are close to whom the text concerns."""
    leads = Role.objects.current().filter(kind=Kind.SAFEGUARDING_LEAD, place="", partner=None).order_by()
    near = {
        person.pk
        for person in Person.objects.filter(pk__in=leads.values("person"))
        if text.concerned.filter(partner__in=kept_out_of(person)).exists()
    }
    return Person.objects.filter(pk__in=leads.values("person"), is_active=True).exclude(pk__in=near)


def check_can_raise_concern(person: Person, text: Text, about: str) -> None:
    """Whoever sees the words; a safeguarding lead also for words that are closed."""
    if not looks_after_safety(person):
        versions.check_sees_words(person, text)
    queue.check_is_not_close(person, [text])
    if about not in About.values:
        raise Refusal(_("Choose what it is about."))


def check_is_a_safe_lead(person: Person, concern: Concern) -> None:
    """A safeguarding lead who neither belongs nor is close to whom it concerns."""
    if not looks_after_safety(person):
        raise Refusal(_("Only safeguarding leads look after concerns."))
    if concern.text:
        near = concern.text.concerned.filter(partner__in=kept_out_of(person))
        if near.exists():
            raise Refusal(
                _("This is about an organisation that you belong or are close to. Another lead looks after it.")
            )


def check_can_take_concern(person: Person, concern: Concern) -> None:
    """A safeguarding lead who is close to nobody in it."""
    check_is_a_safe_lead(person, concern)
    Concern.TRANSITIONS.check("taken", concern.state)


def check_can_write_note(person: Person, concern: Concern, words: str) -> None:
    """Such a lead, as long as it is open."""
    check_is_a_safe_lead(person, concern)
    if concern.state in ("raised", "closed"):
        raise Refusal(_("Take this first. Then write down what was done."))
    if not words.strip():
        raise Refusal(_("Write down what was done."))
    if len(words) > MOST_NOTE:
        raise Refusal(_("That is more than %(most)s letters. Write two lines.") % {"most": MOST_NOTE})


def check_can_refer(person: Person, concern: Concern, to: str) -> None:
    """Such a lead, to those whose duty it is."""
    check_is_a_safe_lead(person, concern)
    Concern.TRANSITIONS.check("referred", concern.state)
    if to not in PassedTo.values:
        raise Refusal(_("Choose to whom it was passed on. Never those whom it is about."))


def check_can_not_refer(person: Person, concern: Concern, why: str) -> None:
    """Such a lead, with the reason in the log."""
    check_is_a_safe_lead(person, concern)
    Concern.TRANSITIONS.check("not_referred", concern.state)
    if not why.strip():
        raise Refusal(_("Say why nothing is passed on. It stands in the log."))


def check_can_close_concern(person: Person, concern: Concern) -> None:
    """Such a lead, once it is decided."""
    check_is_a_safe_lead(person, concern)
    Concern.TRANSITIONS.check("closed", concern.state)
