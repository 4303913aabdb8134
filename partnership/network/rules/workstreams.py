"""Who may open a workstream, sit in it, call a meeting or write down what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.network.models import Meeting, Seat, Workstream
from partnership.partners.models import Kind, reach


def looks_after(person: Person, workstream: Workstream) -> bool:
    """Whether they chair it, chair all workstreams of its place, or run the programme."""
    held = reach(person)
    if held.runs_programme or held.has(Kind.WORKSTREAM_CHAIR, place=workstream.place) or person.system:
        return True
    return Seat.objects.current().filter(workstream=workstream, person=person, chairs=True).exists()


def _refuse_closed(workstream: Workstream) -> None:
    if workstream.closed_at:
        raise Refusal(_("This workstream is closed. Its pages stay as they are."))


def _refuse_others(person: Person, workstream: Workstream) -> None:
    _refuse_closed(workstream)
    if not looks_after(person, workstream):
        raise Refusal(_("Only who chairs this workstream, or the programme team, can do this."))


def check_can_open_workstream(person: Person, place: str) -> None:
    """The programme team, and chairs where they hold that role."""
    if place and place not in pack.current().areas:
        raise Refusal(_("“%(place)s” is not one of the places here.") % {"place": place})
    held = reach(person)
    if not (held.runs_programme or held.has(Kind.WORKSTREAM_CHAIR, place=place) or person.system):
        raise Refusal(_("Only the programme team or a workstream chair can open a workstream."))


def check_can_edit_workstream(person: Person, workstream: Workstream) -> None:
    """Whoever looks after it, while it is open."""
    _refuse_others(person, workstream)


def check_can_close_workstream(person: Person, workstream: Workstream) -> None:
    """Whoever looks after it, once."""
    _refuse_others(person, workstream)


def check_can_take_seat(person: Person, workstream: Workstream, whom: Person) -> None:
    """Everybody with a role may sit down themselves; who looks after it may ask somebody in."""
    _refuse_closed(workstream)
    if person != whom and not looks_after(person, workstream):
        raise Refusal(_("Only who chairs this workstream can add somebody else to it."))
    if not reach(whom).belongs:
        raise Refusal(_("Only people with a role in the partnership can sit in a workstream."))
    if Seat.objects.current().filter(workstream=workstream, person=whom).exists():
        raise Refusal(_("%(name)s sits in this workstream already.") % {"name": whom})


def check_can_leave_seat(person: Person, seat: Seat) -> None:
    """The person themselves, or who looks after the workstream."""
    if seat.left_at:
        raise Refusal(_("This seat was left already."))
    if seat.person != person and not looks_after(person, seat.workstream):
        raise Refusal(_("Only the person, or who chairs this workstream, can do this."))


def check_can_name_chair(person: Person, seat: Seat) -> None:
    """The programme team, or who chairs it now."""
    _refuse_others(person, seat.workstream)
    if seat.left_at:
        raise Refusal(_("This seat was left. Add the person again first."))


def check_can_call_meeting(person: Person, workstream: Workstream, starts_at: datetime, ends_at: datetime) -> None:
    """Whoever looks after it; a meeting ends after it begins."""
    _refuse_others(person, workstream)
    if ends_at <= starts_at:
        raise Refusal(_("A meeting has to end after it begins."))


def check_can_move_meeting(person: Person, meeting: Meeting, details: Mapping[str, Any]) -> None:
    """As calling one; a cancelled one stays cancelled."""
    starts_at, ends_at = details.get("starts_at", meeting.starts_at), details.get("ends_at", meeting.ends_at)
    check_can_call_meeting(person, meeting.workstream, starts_at, ends_at)
    if meeting.cancelled_at:
        raise Refusal(_("This meeting was cancelled. Call a new one instead."))


def check_can_cancel_meeting(person: Person, meeting: Meeting) -> None:
    """As calling one, once."""
    _refuse_others(person, meeting.workstream)
    if meeting.cancelled_at:
        raise Refusal(_("This meeting was cancelled already."))


def check_can_add_paper(person: Person, workstream: Workstream) -> None:
    """Whoever sits in it."""
    _refuse_closed(workstream)
    if not (looks_after(person, workstream) or workstream.seats.filter(person=person, left_at=None).exists()):
        raise Refusal(_("Only people who sit in this workstream can add a paper."))


def check_can_write_decision(person: Person, workstream: Workstream) -> None:
    """Whoever looks after it."""
    _refuse_others(person, workstream)
