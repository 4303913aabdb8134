"""A reader takes what somebody wrote, reads it, hands it back or finishes it, and folds away what abuses somebody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import events
from partnership.core.transitions import move
from partnership.partners.models import held
from partnership.reading.models import Text
from partnership.reading.rules import queue as rules
from partnership.reading.rules.queue import promised


def _held(texts: Sequence[Text]) -> list[Text]:
    # In the order of their keys, so that two who take the same never wait for each other.
    return [held(text) for text in sorted(texts, key=lambda one: one.pk)]


@transaction.atomic
def take_texts(texts: Sequence[Text], *, by: Person) -> list[Text]:
    """Take texts that belong together, to read them now: nobody else does."""
    rules.check_can_take_texts(by, _held(texts))
    for text in texts:
        move(text, "taken")
        text.taken_at, text.taken_by = timezone.now(), by
        text.save(update_fields=["taken_at", "taken_by"])
        events.record(by=by, verb="text.taken", thing=text)
    return list(texts)


@transaction.atomic
def hand_back(texts: Sequence[Text], *, by: Person) -> list[Text]:
    """Hand them back, without a reason: they wait for somebody else."""
    rules.check_can_hand_back(by, _held(texts))
    for text in texts:
        move(text, "handed_back")
        text.taken_at = text.taken_by = None
        text.save(update_fields=["taken_at", "taken_by"])
        events.record(by=by, verb="text.handed_back", thing=text)
    return list(texts)


@transaction.atomic
def finish_texts(texts: Sequence[Text], criticality: int, *, by: Person) -> list[Text]:
    """Say that they were read, and how grave they are: told to nobody outside. From here on the words are closed."""
    rules.check_can_finish_texts(by, _held(texts), criticality)
    forget_on = timezone.localdate() + timedelta(days=promised("raw_days"))
    for text in texts:
        move(text, "read")
        text.criticality, text.forget_on = criticality, forget_on
        text.read_at, text.read_by = timezone.now(), by
        text.save(update_fields=["criticality", "forget_on", "read_at", "read_by"])
        events.record(by=by, verb="text.read", thing=text)
    return list(texts)


@transaction.atomic
def fold_text(text: Text, *, by: Person) -> Text:
    """Fold words away that abuse somebody. They are read, answered to nobody, and can be unfolded."""
    rules.check_can_fold(by, held(text))
    move(text, "folded")
    if text.read_at is None:
        text.read_at, text.read_by = timezone.now(), by
        text.forget_on = timezone.localdate() + timedelta(days=promised("raw_days"))
        text.save(update_fields=["read_at", "read_by", "forget_on"])
    events.record(by=by, verb="text.folded", thing=text)
    return text


@transaction.atomic
def unfold_text(text: Text, *, by: Person) -> Text:
    """Let it stand with what was read."""
    rules.check_can_unfold(by, held(text))
    move(text, "read")
    events.record(by=by, verb="text.unfolded", thing=text)
    return text
