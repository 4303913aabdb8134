"""A session that was held elsewhere: written down once, after it was held, by whoever led it, with its register."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from partnership.academy.models import Came, HeldElsewhere, Leading, Session
from partnership.academy.rules.accrediting import too_few_accredited
from partnership.academy.rules.planning import Stretch, check_can_plan
from partnership.core import sealing
from partnership.core.refusals import Refusal

if TYPE_CHECKING:
    from partnership.accounts.models import Person

OLDEST = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class WhoCame:
    """One row of the register: whose address it is, the account where there is one, and how they came to each part."""

    address: str
    name: str
    person: Person | None
    marks: tuple[tuple[int, str], ...]  # part, from 1, and how they came

    @property
    def was_there(self) -> bool:
        """Whether they were there for any of it."""
        return any(came != Came.NOT for _part, came in self.marks)


@dataclass(frozen=True, slots=True)
class HeldThere:
    """What was held elsewhere, whole."""

    course: str
    parts: tuple[Stretch, ...]
    place: str
    venue: str
    online: bool
    register: tuple[WhoCame, ...]

    @property
    def came(self) -> tuple[WhoCame, ...]:
        """Give those who were there for any of it."""
        return tuple(one for one in self.register if one.was_there)

    @property
    def fingerprint(self) -> str:
        """Hash course, parts and register, in whatever order the rows stand, with a secret: nobody can try addresses."""
        when = [f"{starts.isoformat()} {ends.isoformat()}" for starts, ends in sorted(self.parts)]
        rows = sorted(f"{one.address.lower()} {sorted(one.marks)}" for one in self.came)
        said = "\n".join(["academy held elsewhere", self.course, *when, *rows])
        return hmac.digest(sealing.secret("codes"), said.encode(), hashlib.sha256).hex()


def check_can_enter_held(by: Person, told: HeldThere | None = None) -> None:
    """Whoever may plan sessions, for one that they led, that is over, and that does not stand here yet."""
    check_can_plan(by)
    if told is None:
        return
    if not told.course:
        raise Refusal(_("Choose the course that was held."))
    said = {"course": told.course, "place": told.place, "capacity": max(len(told.came), 1)}
    check_can_plan(by, said, told.parts)
    _check_when(told)
    day = timezone.localdate(min(starts for starts, _ends in told.parts))
    lacks = too_few_accredited(told.course, [by.pk], day)
    if lacks:
        raise Refusal(
            _("Whoever led it writes it down, and has to have been accredited on its day. %(why)s") % {"why": lacks}
        )
    _check_register(by, told)
    if known(told) is None:
        _check_stands_not_here(by, told)


def why_not_then(starts: datetime, ends: datetime) -> str:
    """Say why a session cannot have been held then; nothing where it can."""
    day = {"day": formats.date_format(timezone.localtime(starts), "j F Y")}
    if ends > timezone.now():
        return _("%(day)s is not over yet. What is still to come is planned, and not written down here.") % day
    if starts < timezone.now() - OLDEST:
        return _("%(day)s is more than a year ago. A session of the last year would do.") % day
    return ""


def _check_when(told: HeldThere) -> None:
    if not told.parts:
        raise Refusal(_("Say on which day it was held, from when until when."))
    for one in told.parts:
        if why := why_not_then(*one):
            raise Refusal(why)


def _check_register(by: Person, told: HeldThere) -> None:
    if not told.came:
        raise Refusal(_("The register names nobody who was there. It needs a row for each of them."))
    if any(one.person == by for one in told.register):
        raise Refusal(_("You led it, so you are not in its register. Take your row out."))


def known(told: HeldThere) -> HeldElsewhere | None:
    """Give what stands here by the same register; none where it is new."""
    return HeldElsewhere.objects.filter(fingerprint=told.fingerprint).select_related("session").first()


def _check_stands_not_here(by: Person, told: HeldThere) -> None:
    """Nobody leads two sessions of a course at once: what stands here under another register is corrected there."""
    starts = min(one for one, _ends in told.parts)
    mine = Leading.objects.standing().filter(person=by).values("session")
    there = Session.objects.filter(pk__in=mine, course=told.course, starts_at=starts).exclude(state="cancelled")
    if there.exists():
        raise Refusal(
            _(
                "A session of this course that you led at this very time stands here already, with another register. Open"
                " its register from “What you lead or plan”, and correct it there."
            )
        )
