"""What people do in workstreams."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import events, notices, revisions, search
from partnership.network.models import Decision, Meeting, Paper, Seat, Workstream
from partnership.network.rules import workstreams as rules


def _free_slug(name: str) -> str:
    base = slugify(name)[:70] or "workstream"
    taken = set(Workstream._base_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(one for number in range(len(taken) + 1) if (one := f"{base}-{number}" if number else base) not in taken)


def _let_it_be_found(workstream: Workstream) -> None:
    search.put(
        workstream,
        kind="workstream",
        title=workstream.name,
        about=workstream.question,
        words=workstream.about,
        href=reverse("workstream", kwargs={"slug": workstream.slug}),
        audience=["anyone"] if workstream.public else ["members"],
    )


def _tell_seats(workstream: Workstream, sentence: str, *, by: Person, thing: Meeting | Paper | Decision) -> None:
    href, words = reverse("workstream", kwargs={"slug": workstream.slug}), {"workstream": workstream.name}
    if isinstance(thing, Meeting):
        words["day"] = formats.date_format(timezone.localtime(thing.starts_at), "j F Y")
    for seat in workstream.seats.filter(left_at=None).exclude(person=by).select_related("person"):
        notices.tell(seat.person, "workstream", sentence, href=href, thing=thing, **words)


@transaction.atomic
def open_workstream(details: Mapping[str, object], *, by: Person, chair: Person | None = None) -> Workstream:
    """Begin to work on a question."""
    rules.check_can_open_workstream(by, str(details.get("place", "")))
    workstream = Workstream.objects.create(slug=_free_slug(str(details["name"])), opened_by=by, **details)
    if chair:
        Seat.objects.create(workstream=workstream, person=chair, chairs=True, took_by=by)
    _let_it_be_found(workstream)
    events.record(by=by, verb="workstream.opened", thing=workstream)
    return workstream


@transaction.atomic
def edit_workstream(workstream: Workstream, details: Mapping[str, object], *, by: Person, seen: int) -> Workstream:
    """Say better what it is for, unless somebody else just did."""
    rules.check_can_edit_workstream(by, workstream)
    revisions.keep(workstream, details, seen=seen)
    _let_it_be_found(workstream)
    events.record(by=by, verb="workstream.edited", thing=workstream)
    return workstream


@transaction.atomic
def close_workstream(workstream: Workstream, *, by: Person) -> Workstream:
    """End it; its pages stay, as a record."""
    rules.check_can_close_workstream(by, workstream)
    workstream.closed_at, workstream.closed_by = timezone.now(), by
    workstream.save(update_fields=["closed_at", "closed_by"])
    events.record(by=by, verb="workstream.closed", thing=workstream)
    return workstream


@transaction.atomic
def take_seat(workstream: Workstream, *, by: Person, whom: Person | None = None, shown: bool = True) -> Seat:
    """Sit down in a workstream, or ask somebody in."""
    rules.check_can_take_seat(by, Workstream._base_manager.select_for_update().get(pk=workstream.pk), whom or by)
    seat = Seat.objects.create(workstream=workstream, person=whom or by, shown=shown, took_by=by)
    events.record(by=by, verb="seat.taken", thing=seat)
    if seat.person != by:
        sentence = gettext_noop("You now sit in the workstream “%(workstream)s”.")
        href = reverse("workstream", kwargs={"slug": workstream.slug})
        notices.tell(seat.person, "workstream", sentence, href=href, thing=seat, workstream=workstream.name)
    return seat


@transaction.atomic
def leave_seat(seat: Seat, *, by: Person) -> Seat:
    """Leave a workstream, or part with somebody who left."""
    rules.check_can_leave_seat(by, seat)
    seat.left_at, seat.left_by, seat.chairs = timezone.now(), by, False
    seat.save(update_fields=["left_at", "left_by", "chairs"])
    events.record(by=by, verb="seat.left", thing=seat)
    return seat


@transaction.atomic
def name_chair(seat: Seat, *, by: Person, chairs: bool = True) -> Seat:
    """Let somebody who sits in it chair it, or no longer."""
    rules.check_can_name_chair(by, seat)
    seat.chairs = chairs
    seat.save(update_fields=["chairs"])
    events.record(by=by, verb="seat.named" if chairs else "seat.relieved", thing=seat)
    return seat


@transaction.atomic
def call_meeting(
    workstream: Workstream,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    *,
    by: Person,
    where: str = "",
    access: str = "",
) -> Meeting:
    """Set a date, and tell everybody who sits in it."""
    rules.check_can_call_meeting(by, workstream, starts_at, ends_at)
    meeting = Meeting.objects.create(
        workstream=workstream,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        where=where,
        access=access,
        called_by=by,
    )
    events.record(by=by, verb="meeting.called", thing=meeting)
    _tell_seats(workstream, gettext_noop("“%(workstream)s” has a new date: %(day)s."), by=by, thing=meeting)
    return meeting


@transaction.atomic
def move_meeting(meeting: Meeting, details: Mapping[str, object], *, by: Person, seen: int) -> Meeting:
    """Change a date; calendars follow, because the revision is their sequence."""
    rules.check_can_move_meeting(by, meeting, details)
    revisions.keep(meeting, details, seen=seen)
    events.record(by=by, verb="meeting.moved", thing=meeting)
    _tell_seats(
        meeting.workstream,
        gettext_noop("A date of “%(workstream)s” has changed. It is %(day)s now."),
        by=by,
        thing=meeting,
    )
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: Person) -> Meeting:
    """Say that it does not happen. It stays in calendars as cancelled."""
    rules.check_can_cancel_meeting(by, meeting)
    revisions.keep(meeting, {"cancelled_at": timezone.now(), "cancelled_by": by}, seen=meeting.revision)
    events.record(by=by, verb="meeting.cancelled", thing=meeting)
    _tell_seats(meeting.workstream, gettext_noop("“%(workstream)s” does not meet on %(day)s."), by=by, thing=meeting)
    return meeting


@transaction.atomic
def add_paper(
    workstream: Workstream, title: str, link: str, *, by: Person, about: str = "", meeting: Meeting | None = None
) -> Paper:
    """Say where something to read is."""
    rules.check_can_add_paper(by, workstream)
    paper = Paper.objects.create(
        workstream=workstream, title=title, link=link, about=about, meeting=meeting, added_by=by
    )
    events.record(by=by, verb="paper.added", thing=paper)
    return paper


@transaction.atomic
def write_decision(
    workstream: Workstream,
    text: str,
    *,
    by: Person,
    why: str = "",
    who_took_part: str = "",
    decided_on: date | None = None,
    replaces: Decision | None = None,
) -> Decision:
    """Write down what was decided, why, and what it replaces."""
    rules.check_can_write_decision(by, workstream)
    decision = Decision.objects.create(
        workstream=workstream,
        text=text,
        why=why,
        who_took_part=who_took_part,
        decided_on=decided_on or timezone.localdate(),
        replaces=replaces,
        written_by=by,
    )
    events.record(by=by, verb="decision.written", thing=decision)
    _tell_seats(workstream, gettext_noop("“%(workstream)s” has decided something."), by=by, thing=decision)
    return decision
