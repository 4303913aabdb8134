"""Long lists, left to the worker: asked for, taken up, stopped, gone on with where somebody was cut off.

Whoever works on a list says again and again when they will be heard of next. That time is also their turn: only whoever
wrote it may write the next. So two workers, or a worker and somebody who did not want to wait, never do the same twice, a
stop is heard at the next word, and where no word comes somebody else may go on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import events, notices
from partnership.core.refusals import Refusal
from partnership.core.transitions import move
from partnership.partners.actions.looking import _set_columns, _write
from partnership.partners.models import AT_WORK_ON, Import, held
from partnership.partners.models.imports import ALL_AT_ONCE_WITHIN, NEXT_WORD_WITHIN
from partnership.partners.rules import imports as rules
from partnership.partners.rules.rows import Found


@dataclass(slots=True)
class _Turn:
    """Whose turn it is, by the time at which they are to be heard of next."""

    pk: int
    at: datetime

    def say_how_far(self, looked: int, within: timedelta = NEXT_WORD_WITHIN) -> None:
        """Say how many rows were looked at, where everybody can read it at once: in no longer transaction.

        Raises
        ------
        Refusal
            If it was stopped, or somebody else has the turn.
        """
        # A clock may stand still, a turn may not.
        due = max(timezone.now() + within, self.at + timedelta(microseconds=1))
        mine = Import.objects.filter(pk=self.pk, due_at=self.at, state__in=AT_WORK_ON)
        if not mine.update(due_at=due, looked=looked):
            raise Refusal(_(rules.STOPPED))
        self.at = due


@transaction.atomic
def ask_to_look_through(batch: Import, columns: Mapping[str, int], *, by: Person) -> Import:
    """Say which column is what, and leave the looking to the worker."""
    rules.check_can_set_columns(by, held(batch), columns)
    move(batch, "looking_asked")
    _set_columns(batch, columns)
    _leave(batch, by)
    events.record(by=by, verb="import.looking_asked", thing=batch)
    return batch


@transaction.atomic
def ask_to_confirm(batch: Import, *, by: Person, also: Collection[int] = ()) -> Import:
    """Confirm, and leave the importing to the worker. Until it has ended nothing counts."""
    rules.check_can_confirm(by, held(batch))
    move(batch, "importing_asked")
    _leave(batch, by, also=also)
    events.record(by=by, verb="import.importing_asked", thing=batch)
    return batch


@transaction.atomic
def ask_to_undo(batch: Import, *, by: Person) -> Import:
    """Leave it to the worker to take everything back."""
    rules.check_can_undo_import(by, held(batch))
    move(batch, "undoing_asked")
    _leave(batch, by)
    events.record(by=by, verb="import.undoing_asked", thing=batch)
    return batch


@transaction.atomic
def stop(batch: Import, *, by: Person) -> Import:
    """Stop what the worker does: the import is again what it was before it was asked."""
    rules.check_can_stop(by, held(batch))
    _put_back(batch)
    events.record(by=by, verb="import.stopped", thing=batch)
    return batch


@transaction.atomic
def take_turn(batch: Import, *, by: Person) -> _Turn:
    """Take up what was asked for; give the turn that comes with it."""
    rules.check_can_take_turn(by, held(batch))
    due = timezone.now() + (ALL_AT_ONCE_WITHIN if batch.state == "undoing" else NEXT_WORD_WITHIN)
    batch.due_at, batch.begun = due, batch.begun + 1
    batch.save(update_fields=["due_at", "begun"])
    events.record(by=by, verb="import.taken_up", thing=batch)
    return _Turn(batch.pk, due)


@transaction.atomic
def look_further(batch: Import, found: Collection[Found], turn: _Turn, *, by: Person, ended: bool = False) -> None:
    """Write what some rows are; at the end say that everything was looked through."""
    rules.check_can_look_further(by, held(batch), turn.at)
    _write(batch, found)
    if ended:
        move(batch, "checked")
        events.record(by=by, verb="import.looked_through", thing=batch)
        _tell(batch, gettext_noop("Your list was looked through. Look at what was found, then confirm it."))


@transaction.atomic
def give_back(batch: Import, turn: _Turn, sentence: str, *, by: Person) -> Import:
    """Put back what could not be done, with a sentence that says why; nothing of it counts."""
    rules.check_can_give_back(by, held(batch), turn.at)
    _put_back(batch)
    batch.hindrance = sentence[:500]
    batch.save(update_fields=["hindrance"])
    events.record(by=by, verb="import.given_back", thing=batch)
    _tell(batch, gettext_noop("A list of yours could not be dealt with. Its page says why."))
    return batch


def _leave(batch: Import, by: Person, also: Collection[int] = ()) -> None:
    batch.asked_at, batch.asked_by, batch.also = timezone.now(), by, sorted(also)
    batch.looked, batch.due_at, batch.begun, batch.hindrance = 0, batch.asked_at + NEXT_WORD_WITHIN, 0, ""
    batch.save(update_fields=["asked_at", "asked_by", "also", "looked", "due_at", "begun", "hindrance"])


def _put_back(batch: Import) -> None:
    move(batch, f"{batch.state}_stopped")
    batch.due_at, batch.also = None, []
    batch.save(update_fields=["due_at", "also"])


def _tell(batch: Import, sentence: str) -> None:
    home = f"/for/{batch.partner.slug}/people/import/" if batch.partner else "/programme/imports/"
    words: dict[str, Any] = {"href": f"{home}{batch.pk}/", "thing": batch}
    if batch.asked_by:
        notices.tell(batch.asked_by, "people", sentence, **words)
