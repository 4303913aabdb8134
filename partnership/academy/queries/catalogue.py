"""The courses that are taught here, narrowed to what somebody asked for, and what is known about such training."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.academy.models import Session
from partnership.academy.queries.narrowing import CoursesChosen
from partnership.academy.queries.saying import (
    Choice,
    academy,
    courses_in_order,
    family_choices,
    family_name,
    hours_words,
    level_name,
    names,
    sector_name,
    works_as_words,
)
from partnership.academy.queries.suits import Suits, suits
from partnership.academy.rules.sessions import trains
from partnership.core.pack import Course, in_language
from partnership.partners.models import reach

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from partnership.accounts.models import Person


@dataclass(frozen=True, slots=True)
class CourseLine:
    """One course in a list."""

    key: str
    href: str
    title: str
    summary: str
    level: str
    hours: str
    for_whom: str
    dates: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The courses that were asked for; who is signed in sees besides what suits them next."""

    lines: tuple[CourseLine, ...]
    in_all: int
    chosen: CoursesChosen
    choices: Mapping[str, tuple[str, tuple[Choice, ...]]]
    filters: Mapping[str, str]
    families: tuple[Choice, ...]
    known: tuple[str, ...]
    quiet: str
    suits: tuple[Suits, ...] | None  # None: nobody is signed in
    may_plan: bool


Coming = Mapping[str, list[tuple[datetime, str]]]


def coming_sessions(person: Person | None) -> QuerySet[Session]:
    """Give what can be booked: announced, not begun, and this person sees it."""
    return Session.objects.visible_to(person).announced().filter(starts_at__gt=timezone.now())


def coming(person: Person | None) -> Coming:
    """Give when and in which district each course is held next."""
    found: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for course, starts_at, place in coming_sessions(person).values_list("course", "starts_at", "place"):
        if starts_at:
            found[course].append((starts_at, place))
    return found


def catalogue(person: Person | None, asked: Mapping[str, str]) -> Catalogue:
    """Give the courses that were asked for."""
    chosen, days = CoursesChosen.read(asked), coming(person)
    content = academy()
    return Catalogue(
        lines=course_lines(chosen, days),
        in_all=len(content.courses),
        chosen=chosen,
        choices=CoursesChosen.choices(),
        filters=chosen.in_words(),
        families=family_choices(),
        known=tuple(map(in_language, content.known)),
        quiet=in_language(content.quiet),
        suits=suits(person) if person else None,
        may_plan=may_plan(person),
    )


def may_plan(person: Person | None) -> bool:
    """Whether they could plan a session: the programme team, the lead of a place, a trainer."""
    held = reach(person)
    return held.runs_programme or bool(held.led_places) or (person is not None and trains(person))


def course_lines(chosen: CoursesChosen, days: Coming) -> tuple[CourseLine, ...]:
    """Give the courses that were chosen, in the order of their levels."""
    return tuple(
        course_line(one, days.get(one.key, []))
        for one in courses_in_order()
        if chosen.fits(one, frozenset(place for _starts, place in days.get(one.key, [])))
    )


def course_line(course: Course, days: list[tuple[datetime, str]]) -> CourseLine:
    """Give one course as a list shows it."""
    return CourseLine(
        key=course.key,
        href=reverse("course", kwargs={"key": course.key}),
        title=in_language(course.title),
        summary=in_language(course.summary),
        level=level_name(course.level) or _("it gives no level"),
        hours=hours_words(course.hours),
        for_whom=for_whom(course),
        dates=_dates(sorted(starts for starts, _place in days)),
    )


def for_whom(course: Course) -> str:
    """Say for whom a course is, in one line."""
    roles, sectors = names(course.families, family_name, ""), names(course.sectors, sector_name, "")
    paid = works_as_words(course) if len(course.works_as) == 1 else ""
    return " · ".join(one for one in (roles, sectors, paid) if one) or _("Everybody")


def _dates(days: list[datetime]) -> str:
    if not days:
        return _("No day is set yet")
    first = formats.date_format(timezone.localtime(days[0]), "j F Y")
    more = len(days) - 1
    if not more:
        return _("Next on %(day)s") % {"day": first}
    said = ngettext("Next on %(day)s, and one more day", "Next on %(day)s, and %(more)s more", more)
    return said % {"day": first, "more": more}
