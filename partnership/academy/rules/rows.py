"""A report of another system, row by row: what each says was learned, or a sentence for what cannot be read.

Nothing here asks the database: who somebody is, and what is known already, is found out by whoever looks a file through.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.academy.rules.awaiting import Learned
from partnership.academy.rules.completing import months_after
from partnership.academy.rules.days import NotADay, read_day
from partnership.core import pack

OLDEST = date(1990, 1, 1)
MOST_HOURS = Decimal(400)
UNKNOWN = "elsewhere-"  # begins the key of a course that nobody here knows
LABELS = {"email": "E-mail", "title": "Course", "completed_on": "Completed"}
_FORMULA = re.compile(r"^[=@+]")


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell that cannot be taken as it is."""

    column: str
    found: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says: of whom, and what they learned; or that they have not completed it; or what is wrong."""

    email: str = ""
    name: str = ""
    learned: Learned | None = None
    known_course: bool = True
    problems: tuple[Problem, ...] = ()

    @property
    def not_done(self) -> bool:
        """Whether the row only says that somebody has not completed it."""
        return self.learned is None and not self.problems


class _Wrong(ValueError):
    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


@dataclass(frozen=True, slots=True)
class Report:
    """How the rows of one file are to be read: its layout, where its columns are, and what was said of the whole of it."""

    layout: pack.Layout
    headings: Sequence[str]
    course: str = ""  # of the pack: the whole file is about it
    title: str = ""  # or about this, which nobody here teaches
    taught_by: str = ""
    month_first: bool = False
    at: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", self.layout.found_in(self.headings))  # once, and not for each row

    def read(self, cells: Sequence[str]) -> Row:
        """Read one row."""
        said = {name: cells[place].strip() if place < len(cells) else "" for name, place in self.at.items()}
        try:
            return self._row(said)
        except _Wrong as wrong:
            column = self.headings[self.at[wrong.field]] if wrong.field in self.at else LABELS.get(wrong.field, "")
            return Row(name=_name(said), problems=(Problem(column, said.get(wrong.field, ""), wrong.sentence),))

    def _row(self, said: Mapping[str, str]) -> Row:
        if self._is_not_done(said):
            return Row()
        email, day = _address(said.get("email", "")), self._day(said.get("completed_on", ""))
        course, title = self._course(said)
        name, taught_by = _name(said), (said.get("taught_by") or self.taught_by)[:200]
        if course is not None:
            return Row(email, name, learned_here(course, day, taught_by))
        hours, until = _hours(said.get("hours", "")), self._until(said.get("valid_until", ""), day)
        row = Learned(unknown_key(title), "", title[:200], "", hours, day, until, taught_by)
        return Row(email, name, row, known_course=False)

    def _is_not_done(self, said: Mapping[str, str]) -> bool:
        status = pack.fold(said.get("status", ""))
        if self.layout.done and status and status not in self.layout.done:
            return True
        return self.layout.may_be_empty and not said.get("completed_on")

    def _day(self, text: str) -> date:
        if not text:
            raise _Wrong("completed_on", _("No day stands here. 2026-03-14 or 14/03/2026 would do."))
        day = self._read_day("completed_on", text)
        if day > timezone.localdate():
            raise _Wrong("completed_on", _("“%s” has not come yet. A day until today would do.") % text)
        if day < OLDEST:
            raise _Wrong("completed_on", _("“%s” is before 1990. Is it the right column?") % text)
        return day

    def _until(self, text: str, day: date) -> date | None:
        if not text or not any(map(str.isdigit, text)):  # "No expiry"
            return None
        until = self._read_day("valid_until", text)
        if until < day:
            raise _Wrong("valid_until", _("“%s” is before the day on which it was completed.") % text)
        return until

    def _read_day(self, field: str, text: str) -> date:
        try:
            return read_day(text, month_first=self.month_first)
        except NotADay as wrong:
            raise _Wrong(field, str(wrong)) from None

    def _course(self, said: Mapping[str, str]) -> tuple[pack.Course | None, str]:
        """Give the course of ours that is meant, and what it was called."""
        academy = pack.current().academy
        courses = academy.courses if academy else {}
        if self.course and self.course not in courses:
            raise _Wrong("title", _("The course that was chosen is not taught here any more. Bring the file again."))
        if self.course:
            return courses[self.course], ""
        title, code = said.get("title") or self.title, said.get("code", "")
        found = course_called(self.layout.system, title, code)
        if found is None and not title:
            raise _Wrong("title", _("No course stands here. The name of a course would do."))
        if _FORMULA.match(title):
            raise _Wrong("title", _("“%s” is a formula. What it shows would do.") % title)
        return found, title


def course_called(system: str, title: str, code: str = "") -> pack.Course | None:
    """Give the course of ours that another system calls so; or that is called so here."""
    academy, called = pack.current().academy, pack.fold(title)
    for course in academy.courses.values() if academy else ():
        if called and called in (pack.fold(pack.in_language(course.title)), pack.fold(course.key)):
            return course
        for one in course.elsewhere:
            if one.system in (system, pack.ANY) and (
                (one.code and one.code == code) or (one.title and pack.fold(one.title) == called)
            ):
                return course
    return None


def learned_here(course: pack.Course, day: date, taught_by: str) -> Learned:
    """Say what counts of a course of ours that somebody completed elsewhere: as much as if it had been here."""
    until = months_after(day, course.valid_months) if course.valid_months else None
    title, hours = str(course.title), Decimal(str(course.hours))
    return Learned(course.key, course.edition, title, course.level or "", hours, day, until, taught_by)


def unknown_key(title: str) -> str:
    """Give the key of a course that nobody here knows: the same for the same title, however it is written."""
    return UNKNOWN + hashlib.sha256(pack.fold(title).encode()).hexdigest()[:16]


def _name(said: Mapping[str, str]) -> str:
    return (said.get("name") or f"{said.get('first_name', '')} {said.get('last_name', '')}".strip())[:100]


def _address(found: str) -> str:
    address = found.removeprefix("mailto:").strip("<>;, ").lower()
    if not address:
        raise _Wrong("email", _("No e-mail address stands here, so nobody knows whose this is."))
    try:
        validate_email(address)
    except ValidationError:
        raise _Wrong("email", _("“%s” is no e-mail address. sam@example.org would do.") % found) from None
    return address


def _hours(text: str) -> Decimal:
    if not text:
        return Decimal(0)
    try:
        hours = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise _Wrong("hours", _("“%s” is no number of hours. 1.5 would do.") % text) from None
    if not 0 <= hours <= MOST_HOURS:
        raise _Wrong("hours", _("“%s” is no number of hours. From 0 to 400 would do.") % text)
    return hours.quantize(Decimal("0.1"))
