"""Writing down a session that was held elsewhere, with its register: all of it or nothing, and once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnership.academy.actions.awaiting import await_marks
from partnership.academy.actions.leading import ask_to_lead
from partnership.academy.actions.register import load_register
from partnership.academy.actions.sessions import plan
from partnership.academy.models import HeldElsewhere, Session
from partnership.academy.rules import held_elsewhere as rules
from partnership.academy.rules.held_elsewhere import HeldThere, WhoCame
from partnership.academy.rules.register import SheetRow
from partnership.accounts.models import Person
from partnership.core import events, notices
from partnership.core.refusals import Refusal
from partnership.core.transitions import move

STANDS = gettext_noop(
    "Training at which you were, held elsewhere, stands in your training now. See whether it is right."
)


@dataclass(frozen=True, slots=True)
class Entered:
    """A session that was held elsewhere: whether it is new here, and how many stand in its register or wait for an account."""

    session: Session
    is_new: bool
    came: int = 0
    waiting: int = 0


@transaction.atomic
def enter_held(told: HeldThere, *, by: Person) -> Entered:
    """Write it down. The same register a second time changes nothing; whoever leads a lot is told, before anybody else."""
    rules.check_can_enter_held(by, told)
    known = rules.known(told)
    if known:
        return Entered(known.session, is_new=False)
    session = _held(told, by)
    parts = [one.pk for one in session.parts.order_by("starts_at", "pk")]
    here = [one for one in told.came if one.person]
    load_register(session, [SheetRow(0, one.person, _marks(one, parts)) for one in here], by=by)
    for one in here:
        _tell(one.person, session)
    waits = [one for one in told.came if not one.person]
    for one in waits:
        await_marks(session, one.address, one.name, _marks(one, parts), by=by)
    events.record(by=by, verb="session.entered", thing=session)
    return Entered(session, is_new=True, came=len(here), waiting=len(waits))


def _held(told: HeldThere, by: Person) -> Session:
    """Make the session, led by whoever writes it down, and keep that its register was brought in."""
    said: dict[str, Any] = {"place": told.place, "venue": told.venue, "online": told.online}
    session = plan(by=by, course=told.course, capacity=len(told.came), parts=sorted(told.parts), **said)
    ask_to_lead(session, by, by=by)
    move(session, "entered")
    try:
        with transaction.atomic():
            HeldElsewhere.objects.create(session=session, fingerprint=told.fingerprint)
    except IntegrityError:
        raise Refusal(_("This register was brought in at this very moment. Look at what you lead.")) from None
    return session


def _marks(one: WhoCame, parts: list[int]) -> tuple[tuple[int, str], ...]:
    return tuple((parts[number - 1], came) for number, came in one.marks)


def _tell(person: Person | None, session: Session) -> None:
    if person is not None and person.is_active:
        notices.tell(person, "training", STANDS, href=reverse("my-training"), thing=session)
