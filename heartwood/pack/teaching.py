"""Who may lead a course, how that is renewed, and what somebody looks for who watches: from plain content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from heartwood.pack.making import Content, texts, words
from heartwood.pack.shapes import Words


@dataclass(frozen=True, slots=True)
class Evidence:
    """One node of what renews an accreditation: `observed` and `led` within months, or `all` and `any` of others."""

    kind: str
    months: int = 0
    sessions: int = 0
    parts: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One course that makes a trainer: of which courses, for how long, and what renews it."""

    course: str
    leads: tuple[str, ...]  # none: every course
    months: int
    renewal: Evidence


@dataclass(frozen=True, slots=True)
class Teaching:
    """Who may lead."""

    each_session: int  # of those who lead a session of a course with a level, so many are accredited; 0: nobody need be
    notice_days: int  # between saying why an accreditation is to be taken back, and taking it back
    ways: Mapping[str, Way]  # by the course that makes a trainer

    def leading_to(self, course: str) -> tuple[str, ...]:
        """Name the courses that let somebody lead this one."""
        return tuple(key for key, way in self.ways.items() if not way.leads or course in way.leads)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be seen when a course is led."""

    key: str
    text: Words


@dataclass(frozen=True, slots=True)
class Checklist:
    """One edition of what somebody looks for who watches how a course is led."""

    key: str
    version: str
    title: Words
    about: Words
    courses: tuple[str, ...]  # none: every course
    items: tuple[Item, ...]
    licence: str

    @property
    def edition(self) -> str:
        """Name the checklist and its version."""
        return f"{self.key}@{self.version}"

    @property
    def age(self) -> tuple[int, ...]:
        """Give its version as numbers: 2026-10 is newer than 2026-9."""
        return tuple(int(one) for one in self.version.replace("-", ".").split("."))


def newest_for(course: str, checklists: Iterable[Checklist]) -> Checklist | None:
    """Give the checklist of a course: one that names it before one for every course, the newest of these."""
    fitting = [one for one in checklists if not one.courses or course in one.courses]
    return max(fitting, key=lambda one: (bool(one.courses), one.age), default=None)


def make_teaching(content: Content | None) -> Teaching | None:
    """Make who may lead; nothing where the pack says nothing of it."""
    if content is None:
        return None
    ways = {one["course"]: _way(one) for one in content["ways"]}
    return Teaching(content.get("each_session", 1), content["notice_days"], ways)


def _way(content: Content) -> Way:
    return Way(content["course"], tuple(content.get("leads", ())), content["months"], _evidence(content["renewal"]))


def _evidence(content: Content) -> Evidence:
    ((kind, value),) = content.items()
    if kind in ("all", "any"):
        return Evidence(kind, parts=tuple(map(_evidence, value)))
    return Evidence(kind, months=value["months"], sessions=value.get("sessions", 0))


def make_checklist(content: Content) -> Checklist:
    """Make one edition of a checklist."""
    items = tuple(Item(one["key"], words(one["text"])) for one in content["items"])
    said, courses = texts(content, "title", "about"), tuple(content.get("courses", ()))
    return Checklist(
        content["key"], content["version"], **said, courses=courses, items=items, licence=content["licence"]
    )
