"""Somebody may be in danger: it is raised, taken, passed on or not, and closed, with a log of its own that is locked."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import events
from partnership.core.models import sealed
from partnership.core.notices import tell
from partnership.core.transitions import move
from partnership.partners.models import Partner, held
from partnership.reading.models import Concern, Concerned, ConcernNote, Text
from partnership.reading.rules import safety as rules


@transaction.atomic
def raise_concern(text: Text, about: str, *, by: Person, of: Partner | None = None) -> Concern:
    """Raise a concern about what stands in a text. Whoever is close to the organisation that it is about is never told."""
    rules.check_can_raise_concern(by, held(text), about)
    if of is not None:
        Concerned.objects.get_or_create(text=text, partner=of)
    made = Concern(text=text, about=about, raised_at=timezone.now(), raised_by=by)
    made.decide_by = rules.decide_by(about, made.raised_at)
    made.save(force_insert=True)
    events.record(by=by, verb="concern.raised", thing=made)
    for lead in rules.leads_to_tell(text):
        tell(
            lead, "reading", gettext_noop("Something waits for you."), href=f"/reading/concerns/{made.pk}/", thing=made
        )
    return made


@transaction.atomic
def take_concern(concern: Concern, *, by: Person) -> Concern:
    """Take it: from here on one lead looks after it."""
    rules.check_can_take_concern(by, held(concern))
    move(concern, "taken")
    concern.decided_at = concern.decided_by = None
    concern.save(update_fields=["decided_at", "decided_by"])
    events.record(by=by, verb="concern.taken", thing=concern)
    return concern


@transaction.atomic
def write_concern_note(concern: Concern, words: str, *, by: Person) -> ConcernNote:
    """Write one line into its log."""
    rules.check_can_write_note(by, held(concern), words)
    note = _note(concern, words, by)
    events.record(by=by, verb="concern.noted", thing=concern)
    return note


@transaction.atomic
def refer_concern(concern: Concern, to: str, *, by: Person, told_person: bool = False, words: str = "") -> Concern:
    """Say that it was passed on, to whom, and whether whoever wrote it was told."""
    rules.check_can_refer(by, held(concern), to)
    concern.passed_to, concern.told_person = to, told_person
    _decide(concern, by)
    move(concern, "referred")
    if words.strip():
        _note(concern, words, by)
    events.record(by=by, verb="concern.referred", thing=concern)
    return concern


@transaction.atomic
def do_not_refer_concern(concern: Concern, why: str, *, by: Person) -> Concern:
    """Say that nothing is passed on, and why."""
    rules.check_can_not_refer(by, held(concern), why)
    _decide(concern, by)
    move(concern, "not_referred")
    _note(concern, why, by)
    events.record(by=by, verb="concern.not_referred", thing=concern)
    return concern


@transaction.atomic
def close_concern(concern: Concern, *, by: Person) -> Concern:
    """Close it: all that had to be done was done."""
    rules.check_can_close_concern(by, held(concern))
    move(concern, "closed")
    events.record(by=by, verb="concern.closed", thing=concern)
    return concern


def _decide(concern: Concern, by: Person) -> None:
    concern.decided_at, concern.decided_by = timezone.now(), by
    concern.save(update_fields=["decided_at", "decided_by", "passed_to", "told_person"])


def _note(concern: Concern, words: str, by: Person) -> ConcernNote:
    note = ConcernNote(concern=concern, written_at=timezone.now(), written_by=by)
    sealed.put(note, "sealed", words.strip())
    note.save(force_insert=True)
    return note
