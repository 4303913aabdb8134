"""Long lists of organisations and people, in the background; short ones at once, so that nobody waits for nothing."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from partnership.accounts.models import Person, System
from partnership.core.refusals import Refusal
from partnership.partners.actions import imports, turns
from partnership.partners.actions.looking import _Look
from partnership.partners.models import Import
from partnership.partners.models.imports import ALL_AT_ONCE_WITHIN
from partnership.partners.rules.imports import MOST_BEGUN

AT_ONCE = 300  # rows that a person can wait for: about half a second
log = logging.getLogger(__name__)


@task()
def go_on(pk: int) -> None:
    """Do what was asked for with this import, from where somebody stopped."""
    work_on(pk)


@task()
def go_on_with_all() -> None:
    """Take up whatever was asked for and lies: a worker was cut off, or what it had been told was lost."""
    for pk in Import.objects.left_lying(timezone.now()).values_list("pk", flat=True):
        work_on(pk)


def something_lies() -> bool:
    """Whether anything was asked for with which nobody goes on."""
    return Import.objects.left_lying(timezone.now()).exists()


def look_through(batch: Import, columns: Mapping[str, int], *, by: Person) -> None:
    """Look through a short list; leave a long one to the worker."""
    if _is_short(batch):
        imports.look_through(batch, columns, by=by)
    else:
        _leave(turns.ask_to_look_through, batch, columns, by=by)


def confirm(batch: Import, *, by: Person, also: Collection[int]) -> None:
    """Import a short list; leave a long one to the worker."""
    if _is_short(batch):
        imports.confirm(batch, by=by, also=also)
    else:
        _leave(turns.ask_to_confirm, batch, by=by, also=also)


def undo(batch: Import, *, by: Person) -> None:
    """Take a short list back; leave a long one to the worker."""
    if _is_short(batch):
        imports.undo(batch, by=by)
    else:
        _leave(turns.ask_to_undo, batch, by=by)


def work_on(pk: int) -> None:
    """Do it in this process, unless somebody does it already; where it cannot be done, say why and change nothing."""
    batch, site = Import.objects.get(pk=pk), Person.objects.system(System.HOUSEKEEPER)
    try:
        turn = turns.take_turn(batch, by=site)
    except Refusal:
        return  # it was stopped, or another worker is at it
    try:
        _do(batch, turn)
    except Refusal as refusal:
        _give_back(batch, turn, refusal.sentence, site)
    except Exception:
        log.exception("An import could not be dealt with: %s", pk)
        _give_back(
            batch, turn, _("Something went wrong on our side. Nothing was changed. We can see what it was."), site
        )


def _is_short(batch: Import) -> bool:
    return batch.rows.count() <= AT_ONCE


@transaction.atomic
def _leave(ask: Any, batch: Import, *said: Any, **more: Any) -> None:
    """Ask and queue together: neither without the other."""
    ask(batch, *said, **more)
    go_on.enqueue(batch.pk)


def _do(batch: Import, turn: turns._Turn) -> None:
    if batch.begun > MOST_BEGUN:
        raise Refusal(_("This was begun several times and never came to its end. Split the list into smaller parts."))
    work = {"looking": _look, "importing": _import, "undoing": _undo}[batch.state]
    work(batch, turn, batch.asked_by or Person.objects.system(System.HOUSEKEEPER))


def _look(batch: Import, turn: turns._Turn, by: Person) -> None:
    look = _Look(batch, by=by)
    for found in look.pieces():
        turns.look_further(batch, found, turn, by=by)
        turn.say_how_far(len(look.found))
    turns.look_further(batch, [], turn, by=by, ended=True)


def _import(batch: Import, turn: turns._Turn, by: Person) -> None:
    look = _Look(batch, by=by, also=batch.also)
    for _found in look.pieces():
        turn.say_how_far(len(look.found))
    turn.say_how_far(len(look.found), within=ALL_AT_ONCE_WITHIN)
    imports.confirm(batch, by=by, also=batch.also, look=look, turn=turn.at)


def _undo(batch: Import, turn: turns._Turn, by: Person) -> None:
    imports.undo(batch, by=by, turn=turn.at)


def _give_back(batch: Import, turn: turns._Turn, sentence: str, site: Person) -> None:
    """Put it back, unless it was taken from us: stopped, or gone on with by somebody else."""
    with contextlib.suppress(Refusal):
        turns.give_back(batch, turn, sentence, by=site)
