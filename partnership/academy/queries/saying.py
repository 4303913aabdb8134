"""How courses, levels, families of roles and places are named, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.academy.rules.line import academy as academy
from partnership.core import pack
from partnership.core.pack import Course, in_language

Choice = tuple[str, str]
_HALF = 0.5


def course_title(key: str) -> str:
    """Name a course; one that the pack has no longer keeps its key."""
    course = academy().courses.get(key)
    return in_language(course.title) if course else key


def level_name(key: str | None) -> str:
    """Name a level of the set that this place chose; nothing for none."""
    level = academy().levels.levels.get(key or "")
    return in_language(level.name) if level else ""


def family_name(key: str) -> str:
    """Name a family of roles."""
    family = academy().families.get(key)
    return in_language(family.name) if family else key


def sector_name(key: str) -> str:
    """Name a sector."""
    return in_language(pack.current().sectors.get(key)) or key


def place_name(code: str) -> str:
    """Name a district; nothing for none."""
    area = pack.current().areas.get(code)
    return in_language(area.name) if area else code


def place_choices() -> tuple[Choice, ...]:
    """Give the districts."""
    return tuple((area.code, in_language(area.name)) for area in pack.current().districts)


def sector_choices() -> tuple[Choice, ...]:
    """Give the sectors."""
    return tuple((key, in_language(name)) for key, name in pack.current().sectors.items())


def family_choices() -> tuple[Choice, ...]:
    """Give the families of roles."""
    return tuple((one.key, in_language(one.name)) for one in academy().families.values())


def level_choices() -> tuple[Choice, ...]:
    """Give the levels of the set that this place chose."""
    return tuple((one.key, in_language(one.name)) for one in academy().levels.levels.values())


def course_choices() -> tuple[Choice, ...]:
    """Give the courses, in the order of their levels."""
    return tuple((one.key, in_language(one.title)) for one in courses_in_order())


def courses_in_order() -> tuple[Course, ...]:
    """Give the courses: by level, those that give none last; of one level, first what nothing has to come before."""
    order = list(academy().levels.levels)
    taught = academy().courses.values()
    return tuple(sorted(taught, key=lambda one: (_place_of(one, order), bool(one.prerequisites), one.hours, one.key)))


def _place_of(course: Course, levels: list[str]) -> int:
    return levels.index(course.level) if course.level in levels else len(levels)


def hours_words(hours: float) -> str:
    """Say how long a course takes.

    >>> hours_words(1), hours_words(1.5), hours_words(7)
    ('one hour', 'one and a half hours', '7 hours')
    """
    whole = int(hours)
    if hours == whole:
        return _("one hour") if whole == 1 else ngettext("%(hours)s hour", "%(hours)s hours", whole) % {"hours": whole}
    if hours == whole + _HALF:
        return _("one and a half hours") if whole == 1 else _("%(hours)s and a half hours") % {"hours": whole}
    return _("%(hours)s hours") % {"hours": f"{hours:g}"}


def works_as_words(course: Course) -> str:
    """Say whether it is for people who are paid, for volunteers, or both."""
    if len(course.works_as) > 1:
        return _("people who are paid for it, and volunteers")
    return _("volunteers") if "volunteer" in course.works_as else _("people who are paid for it")


def names(keys: Iterable[str], name: Callable[[str], str], otherwise: str) -> str:
    """Name several, or say what it means that none is named."""
    return "; ".join(name(key) for key in keys) or otherwise
