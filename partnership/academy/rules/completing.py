"""When a course is completed, and in words what is still missing. Pure sums over a record; then who may do what.

A course says what completes it as a tree: `attended` with a share of the time, `reflection`, `assessment`, or `all` and
`any` of others. Being there for some of a part counts for half of it: nobody measures minutes in a room.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.academy.models import Booking, Came, Completion
from partnership.academy.rules.sessions import check_can_lead, check_can_organise
from partnership.core.pack import Part
from partnership.core.refusals import Refusal, allowed
from partnership.partners.models import reach

if TYPE_CHECKING:
    from partnership.accounts.models import Person

COUNTS_FOR = {Came.HERE: 1.0, Came.PARTLY: 0.5, Came.NOT: 0.0}
CORRECTED = "The register was corrected."  # what was taken back for it comes back when the register says so again
_EXACT = 6  # digits of a share: 4 parts of 5 are 80 %, whatever a computer makes of it


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one person at one session: the share of its time, whether they wrote, whether they passed."""

    attended: float = 0.0
    reflection: bool = False
    assessment: bool = False


def attended(parts: Iterable[tuple[float, str]]) -> float:
    """Give the share of the time from the length of each part and how somebody stands in its register ("": not at all)."""
    told = [(length, COUNTS_FOR.get(Came(came), 0.0) if came else 0.0) for length, came in parts]
    whole = sum(length for length, _counts in told)
    return round(sum(length * counts for length, counts in told) / whole, _EXACT) if whole else 0.0


def is_whole(part: Part, record: Record) -> bool:
    """Whether everything that is asked for is there."""
    if part.kind == "all":
        return all(is_whole(one, record) for one in part.parts)
    if part.kind == "any":
        return any(is_whole(one, record) for one in part.parts)
    if part.kind == "attended":
        return record.attended >= round(part.share, _EXACT)
    return record.reflection if part.kind == "reflection" else record.assessment


def missing(part: Part, record: Record) -> tuple[str, ...]:
    """Say what is still missing, a sentence for each leaf; nothing where it is whole."""
    if is_whole(part, record):
        return ()
    if part.kind == "all":
        return tuple(sentence for one in part.parts for sentence in missing(one, record))
    if part.kind == "any":
        ways = [" ".join(missing(one, record)) for one in part.parts]
        return (_("One of these is enough: %s") % _(" Or: ").join(ways),)
    return (_leaf(part, record),)


def _leaf(part: Part, record: Record) -> str:
    if part.kind == "reflection":
        return _("Write down what you take with you. Nobody else reads it.")
    if part.kind == "assessment":
        return _("Pass the assessment. Whoever leads the session writes down when you have.")
    said = {"needed": f"{part.share:.0%}", "so_far": f"{record.attended:.0%}"}
    if part.share >= 1:
        return _("Be there all the time. The register says %(so_far)s so far.") % said
    return _("Be there for %(needed)s of the time. The register says %(so_far)s so far.") % said


def kinds(part: Part) -> Iterator[str]:
    """Give the kinds of leaves that a course asks for."""
    if not part.parts:
        yield part.kind
    for one in part.parts:
        yield from kinds(one)


def months_after(day: date, months: int) -> date:
    """Give the same day some months later; the last of a month that has fewer days."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


# --- who may


def check_can_complete(by: Person, booking: Booking) -> None:
    """Whoever keeps the register, the person themselves by what they did, and the site."""
    if by.system or by == booking.person or keeps_register(by, booking):
        return
    raise Refusal(_("Only those who lead or organise this session can say that somebody completed it."))


def keeps_register(by: Person, booking: Booking) -> bool:
    """Whether they lead or organise the session of a booking."""
    return allowed(check_can_lead, by, booking.session) or allowed(check_can_organise, by, booking.session)


def check_completed_on(day: date) -> None:
    """Nothing is completed before its day."""
    if day > timezone.localdate():
        raise Refusal(
            _("%(day)s has not come yet. A day until today would do: nothing is completed before its day.")
            % {"day": day.isoformat()}
        )


def check_can_write_reflection(by: Person, booking: Booking) -> None:
    """The person, for themselves, once it has begun."""
    if by != booking.person:
        raise Refusal(_("Only whoever came can write this. Nobody else reads it."))
    if not booking.session.starts_at or booking.session.starts_at > timezone.now():
        raise Refusal(_("The session has not begun. You can write afterwards."))
    if booking.state not in ("booked", "attended", "attended-in-part"):
        raise Refusal(_("You were not at this session, so there is nothing to look back on here."))


def check_can_record_result(by: Person, booking: Booking) -> None:
    """Whoever leads or organises the session, for somebody who came; nobody for themselves."""
    if by == booking.person:
        raise Refusal(_("Nobody records their own result. Somebody else who leads the session can."))
    if not keeps_register(by, booking):
        raise Refusal(_("Only those who lead or organise this session can record this."))
    if booking.state not in ("attended", "attended-in-part"):
        raise Refusal(_("The register does not say that they came. Mark that first."))


def check_can_revoke_completion(by: Person, completion: Completion, why: str) -> None:
    """Whoever organises the session, or the programme team; once, and with a reason that whoever checks it reads."""
    organises = completion.session is not None and allowed(check_can_organise, by, completion.session)
    if not organises and not reach(by).runs_programme:
        raise Refusal(_("Only whoever organised the session, or the programme team, can take this back."))
    if completion.revoked_at:
        raise Refusal(_("This was taken back already."))
    if not why.strip():
        raise Refusal(_("Say why in a sentence. Whoever checks a certificate reads it."))
