"""Concerns: what they are about as far as a route goes, their clock, their log, and what to do. Never what happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack, sealing
from partnership.core.models import sealed
from partnership.core.pack import Safeguarding, in_language
from partnership.core.refusals import why_not
from partnership.reading.models import Concern, ConcernNote, PassedTo, looks_after_safety
from partnership.reading.rules import safety as rules


@dataclass(frozen=True, slots=True)
class PassOn:
    """Somebody to whom it can be passed on."""

    key: str
    name: str
    about: str
    fits: bool


@dataclass(frozen=True, slots=True)
class Script:
    """What is done, said and never asked."""

    checked: date | None
    first: str
    steps: tuple[str, ...]
    say: tuple[str, ...]
    never_ask: tuple[str, ...]
    never_tell: str
    pass_to: tuple[PassOn, ...]


@dataclass(frozen=True, slots=True)
class ConcernLine:
    """One concern in the list."""

    pk: int
    about: str
    state: str
    state_words: str
    raised_at: datetime
    decide_by: datetime
    is_late: bool


@dataclass(frozen=True, slots=True)
class NoteSeen:
    """One line of the log."""

    at: datetime
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class ConcernPage:
    """One concern, for a safeguarding lead; for the reader who raised it, how far it is."""

    line: ConcernLine
    concern: Concern
    text: int | None
    raised_by: str
    decided_by: str
    decided_at: datetime | None
    passed_to: str
    told_person: bool
    may_look: bool  # whether the log is for them
    notes: tuple[NoteSeen, ...]
    script: Script | None
    may: Mapping[str, str]


def concerns(person: Person) -> tuple[ConcernLine, ...]:
    """List concerns, those that wait for a decision first."""
    seen = Concern.objects.visible_to(person)
    return tuple(
        sorted(map(_line, seen), key=lambda one: (one.state == "closed", one.state not in _OPEN, one.decide_by))
    )


_OPEN = ("raised", "taken")


def undecided(person: Person) -> QuerySet[Concern]:
    """Give the concerns that somebody may decide and nobody has decided yet."""
    if not looks_after_safety(person):
        return Concern.objects.none()
    return Concern.objects.visible_to(person).filter(state__in=_OPEN)


def _line(concern: Concern) -> ConcernLine:
    return ConcernLine(
        pk=concern.pk,
        about=str(concern.get_about_display()),
        state=concern.state,
        state_words=str(concern.get_state_display()),
        raised_at=concern.raised_at,
        decide_by=concern.decide_by,
        is_late=concern.state in _OPEN and concern.decide_by < timezone.now(),
    )


def concern_page(concern: Concern, person: Person) -> ConcernPage:
    """Show one concern."""
    may_look = looks_after_safety(person)
    notes = ConcernNote.objects.visible_to(person).filter(concern=concern).select_related("written_by")
    return ConcernPage(
        line=_line(concern),
        concern=concern,
        text=concern.text_id,
        raised_by=str(concern.raised_by),
        decided_by=str(concern.decided_by or ""),
        decided_at=concern.decided_at,
        passed_to=str(concern.get_passed_to_display()),
        told_person=concern.told_person,
        may_look=may_look,
        notes=tuple(NoteSeen(one.written_at, str(one.written_by), _note_words(one)) for one in notes),
        script=script(concern.about),
        may=_may(concern, person),
    )


def _may(concern: Concern, person: Person) -> dict[str, str]:
    return {
        "take": why_not(rules.check_can_take_concern, person, concern),
        "note": why_not(rules.check_can_write_note, person, concern, "-"),
        "refer": why_not(rules.check_can_refer, person, concern, PassedTo.EMERGENCY),
        "close": why_not(rules.check_can_close_concern, person, concern),
    }


def _note_words(note: ConcernNote) -> str:
    try:
        return sealed.read(note, "sealed")
    except sealing.KeyLost:
        return _("These words cannot be opened any more.")


def script(about: str = "") -> Script | None:
    """Give what is done where somebody may be in danger, for one kind of concern."""
    said = pack.current().safeguarding
    return _script(said, about) if said else None


def _script(said: Safeguarding, about: str) -> Script:
    several = {name: tuple(map(in_language, getattr(said, name))) for name in ("steps", "say", "never_ask")}
    to = [
        PassOn(one.key, in_language(one.name), in_language(one.about), not about or about in one.fits)
        for one in said.pass_to.values()
    ]
    return Script(
        checked=said.checked,
        first=in_language(said.first),
        never_tell=in_language(said.never_tell),
        pass_to=tuple(sorted(to, key=lambda one: not one.fits)),
        **several,
    )
