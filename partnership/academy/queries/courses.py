"""One course, the kinds of practice, and the way through the courses for one family of roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from partnership.academy.queries import structured
from partnership.academy.queries.asked_results import CourseChanged, changed_of
from partnership.academy.queries.catalogue import CourseLine, coming, coming_sessions, course_line
from partnership.academy.queries.launching import is_held_elsewhere
from partnership.academy.queries.lines import SessionLine, prepared, session_lines
from partnership.academy.queries.saying import (
    academy,
    course_title,
    family_name,
    hours_words,
    level_name,
    names,
    sector_name,
    works_as_words,
)
from partnership.academy.queries.trainers import asks_words_of
from partnership.academy.rules.completes import completes, counts_for
from partnership.core import pack
from partnership.core.layouts import is_address
from partnership.core.pack import Course, in_language

if TYPE_CHECKING:
    from partnership.accounts.models import Person

MOST_SESSIONS = 20


@dataclass(frozen=True, slots=True)
class Way:
    """Somewhere to go; without an address, only what it is called."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class CoursePage:
    """One course, whole, with its next days."""

    key: str
    title: str
    summary: str
    level: str
    level_about: str
    hours: str
    roles: str
    sectors: str
    works_as: str
    outcomes: tuple[str, ...]
    prerequisites: tuple[Way, ...]
    content_note: str
    standards: tuple[Way, ...]
    stages: tuple[Way, ...]
    completes: tuple[str, ...]
    counts_for: str
    refresher: Way | None
    known: tuple[str, ...]
    approve_days: int  # after so many days without a word a yes is taken as given; 0: nobody is asked
    facilitators: int
    accredited: str  # what is asked of those who lead it
    wellbeing: bool
    licence: str
    version: str
    quiet: str
    elsewhere: bool  # it opens in another organisation's learning system
    sessions: tuple[SessionLine, ...]
    changed: CourseChanged | None  # none: people of it are asked nothing
    data: dict[str, Any]  # as Schema.org has it


def course_page(key: str, person: Person | None) -> CoursePage | None:
    """Give one course; nothing where there is none."""
    course = academy().courses.get(key)
    if course is None:
        return None
    found = coming_sessions(person).of_course(key)  # type: ignore[attr-defined]
    sessions = session_lines(prepared(found.order_by("starts_at", "pk"))[:MOST_SESSIONS])
    return CoursePage(
        **_said(course),
        **_ways(course),
        **_conditions(course),
        quiet=in_language(academy().quiet),
        elsewhere=is_held_elsewhere(key),
        sessions=sessions,
        changed=changed_of(key),
        data=structured.course(course, sessions),
    )


def _said(course: Course) -> dict[str, Any]:
    level = academy().levels.levels.get(course.level or "")
    return {
        "key": course.key,
        "title": in_language(course.title),
        "summary": in_language(course.summary),
        "level": level_name(course.level),
        "level_about": in_language(level.about) if level else "",
        "hours": hours_words(course.hours),
        "roles": names(course.families, family_name, _("everybody")),
        "sectors": names(course.sectors, sector_name, _("every sector")),
        "works_as": works_as_words(course),
        "outcomes": tuple(map(in_language, course.outcomes)),
        "content_note": in_language(course.content_note),
        "licence": course.licence,
        "version": course.version,
    }


def _conditions(course: Course) -> dict[str, Any]:
    content = academy()
    return {
        "completes": completes(course),
        "counts_for": counts_for(course),
        "known": tuple(map(in_language, (*([course.known] if course.known else []), *content.known))),
        "approve_days": content.terms.approve_after_days if course.approval else 0,
        "facilitators": course.facilitators,
        "accredited": asks_words_of(course.key),
        "wellbeing": course.wellbeing,
    }


def _ways(course: Course) -> dict[str, Any]:
    stages = pack.current().stages
    return {
        "prerequisites": tuple(map(_course_way, course.prerequisites)),
        "refresher": _course_way(course.refresher) if course.refresher else None,
        "standards": tuple(map(_standard_way, course.standards)),
        "stages": tuple(Way(in_language(stages[key].name)) for key in course.stages if key in stages),
    }


def _course_way(key: str) -> Way:
    there = key in academy().courses
    return Way(course_title(key), reverse("course", kwargs={"key": key}) if there else "")


def _standard_way(key: str) -> Way:
    """Name a standard of the newest edition that has it; a link only where the site has its page."""
    for edition in reversed([*pack.current().frameworks.values()]):
        standard = edition.standard(key)
        if standard and edition.offered:
            href = f"/framework/{edition.key}/{key}/"
            return Way(in_language(standard.title), href if is_address(href) else "")
    return Way(key)


@dataclass(frozen=True, slots=True)
class LevelShown:
    """One kind of practice, and the courses that give it here."""

    name: str
    about: str
    courses: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class LevelSetShown:
    """The kinds of practice as one body published them."""

    name: str
    cumulative: bool
    chosen: bool
    source: str
    link: str
    levels: tuple[LevelShown, ...]


def levels_page() -> tuple[LevelSetShown, ...]:
    """Give every set of levels, first the one that this place chose."""
    content = academy()
    sets = sorted(content.level_sets.values(), key=lambda one: one.key != content.levels.key)
    return tuple(
        LevelSetShown(
            name=in_language(one.name),
            cumulative=one.levelling == "cumulative",
            chosen=one.key == content.levels.key,
            source=in_language(one.source),
            link=one.link,
            levels=tuple(
                LevelShown(in_language(level.name), in_language(level.about), _giving(level.key))
                if one.key == content.levels.key
                else LevelShown(in_language(level.name), in_language(level.about), ())
                for level in one.levels.values()
            ),
        )
        for one in sets
    )


def _giving(level: str) -> tuple[Way, ...]:
    return tuple(_course_way(one.key) for one in academy().courses.values() if one.level == level)


@dataclass(frozen=True, slots=True)
class PathwayPage:
    """The way through the courses for one family of roles."""

    family: str
    name: str
    about: str
    way: str
    needs: tuple[tuple[str, str], ...]  # level, and how many of a hundred should be there
    lines: tuple[CourseLine, ...]
    others: tuple[Way, ...]


def pathway_page(key: str, person: Person | None) -> PathwayPage | None:
    """Give the pathway of a family of roles; nothing where there is none."""
    content = academy()
    family, pathway = content.families.get(key), content.pathways.get(key)
    if family is None or pathway is None:
        return None
    days = coming(person)
    return PathwayPage(
        family=key,
        name=in_language(family.name),
        about=in_language(family.about),
        way=in_language(pathway.about),
        needs=tuple((level_name(level), f"{share:.0%}") for level, share in family.needs.items()),
        lines=tuple(course_line(content.courses[one], days.get(one, [])) for one in pathway.courses),
        others=tuple(
            Way(family_name(one), reverse("pathway", kwargs={"key": one})) for one in content.pathways if one != key
        ),
    )
