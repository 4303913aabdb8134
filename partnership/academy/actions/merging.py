"""What becomes of training when one person was here under two addresses: one booking, counted once, and all of its history.

The merge moves what can be moved. These say what happens to a row that the kept person has just so already: what it knows
more goes over to theirs, it gives its place free, and it stays where it is, so that the merge can be taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.academy.actions.booking import advance
from partnership.academy.models import (
    IN_LINE,
    TAKES_A_PLACE,
    AbsenceReason,
    Adjustment,
    AssessmentResult,
    Booking,
    BookingStep,
    Completion,
    Leading,
    Reflection,
    Session,
)
from partnership.accounts.models import Person, System

Changed = Iterator[tuple[models.Model, dict[str, Any]]]
STRONGEST_FIRST = (
    *("attended", "attended-in-part", "booked", "offered", "waiting", "requested", "absent-with-reason", "absent"),
    *("moved", "not-placed", "declined", "cancelled-by-learner", "cancelled-by-organiser"),
)
TAKEN_OVER = (
    *("state", "partner", "works_as", "family", "place", "asked_at", "in_line_since_at", "offered_until_at"),
    "walked_in",
)
CAME = ("here", "partly", "not")
ONE_FOR_EACH = (Adjustment, AbsenceReason, Reflection, AssessmentResult)


def _one_booking(row: Booking, by: Person) -> Changed:
    """Of two bookings for one session the kept one takes over whatever is more; the other lets its place go."""
    kept = Booking._base_manager.get(session=row.session_id, person=row.person_id)
    stronger = _stronger(kept, row)
    changes = {name: getattr(stronger, name) for name in TAKEN_OVER} | {"sequence": kept.sequence + 1}
    if kept.state == row.state and kept.in_line_since_at and row.in_line_since_at:
        changes["in_line_since_at"] = min(kept.in_line_since_at, row.in_line_since_at)
    yield from _rows_of(kept, row)
    yield kept, changes
    yield _step(kept, stronger.state, by), {}
    if row.state in (*TAKES_A_PLACE, *IN_LINE):
        yield row, {"state": "cancelled-by-learner", "sequence": row.sequence + 1}
        transaction.on_commit(partial(_line_moves, row.session_id))


def _stronger(kept: Booking, gone: Booking) -> Booking:
    return min(kept, gone, key=lambda one: STRONGEST_FIRST.index(one.state))


def _step(booking: Booking, state: str, by: Person) -> BookingStep:
    return BookingStep(booking=booking, name="merged", state=state, done_at=timezone.now(), done_by=by)


def _rows_of(kept: Booking, gone: Booking) -> Changed:
    """Move what hangs on the booking: its steps, its papers, what stands in the register, what was written."""
    moving: list[models.Model] = [*gone.steps.all(), *gone.certificates.all()]
    for table in ONE_FOR_EACH:
        if not table._base_manager.filter(booking=kept).exists():
            moving += table._base_manager.filter(booking=gone)
    for one in moving:
        yield one, {"booking": kept}
    yield from _register_of(kept, gone)


def _register_of(kept: Booking, gone: Booking) -> Changed:
    """Whoever was there under one of the addresses was there."""
    marked = {one.part_id: one for one in kept.attendances.all()}
    for tick in gone.attendances.all():
        ours = marked.get(tick.part_id)
        if ours is None:
            yield tick, {"booking": kept}
        elif CAME.index(tick.came) < CAME.index(ours.came):
            yield ours, {"came": tick.came, "how": tick.how, "ticked_at": tick.ticked_at}


def _line_moves(session: int) -> None:
    """Offer the place that was held twice to whoever is next."""
    advance(Session._base_manager.get(pk=session), by=Person.objects.system(System.HOUSEKEEPER))


def _one_completion(row: Completion, by: Person) -> Changed:
    """Of two completions of one course on one day the other counts no longer; its papers lead to the kept one."""
    kept = Completion._base_manager.get(person=row.person_id, course=row.course, completed_on=row.completed_on)
    for paper in row.certificates.all():
        yield paper, {"completion": kept}
    if row.revoked_at is None:
        why = _("The same person had it twice, under two addresses.")
        yield row, {"revoked_at": timezone.now(), "revoked_by": by, "why_revoked": why}


def _one_task(row: Leading, by: Person) -> Changed:
    """Of two tasks at one session one stands."""
    yield row, {"declined_at": row.declined_at or timezone.now()}


STEP_ASIDE: Mapping[type[models.Model], Callable[..., Changed]] = {
    Booking: _one_booking,
    Completion: _one_completion,
    Leading: _one_task,
}
