"""What was asked for of courses and of sessions: read from an address, and said again in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Self
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from partnership.academy.queries.saying import (
    Choice,
    course_choices,
    family_choices,
    level_choices,
    place_choices,
    sector_choices,
)
from partnership.core.pack import Course

WITH, WITHOUT = "with", "without"


class Narrowed:
    """What can be chosen of each question, and what was."""

    @classmethod
    def choices(cls) -> dict[str, tuple[str, tuple[Choice, ...]]]:
        """Give each question with its words and its choices."""
        raise NotImplementedError

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Self:
        """Read what was asked for; what cannot be chosen is passed over."""
        said = {name: asked.get(name, "")[:60] for name in cls.choices()}
        known = {name: dict(choices) for name, (_label, choices) in cls.choices().items()}
        return cls(**{name: value for name, value in said.items() if value in known[name]})

    @property
    def query(self) -> str:
        """Give the end of an address that asks for the same."""
        return urlencode({name: value for name, value in asdict(self).items() if value})  # type: ignore[call-overload]

    def in_words(self) -> dict[str, str]:
        """Say what was chosen as the page says it."""
        chosen = asdict(self)  # type: ignore[call-overload]
        return {label: dict(choices)[chosen[name]] for name, (label, choices) in self.choices().items() if chosen[name]}


def _works_as() -> tuple[Choice, ...]:
    return (("employee", _("I am paid for it")), ("volunteer", _("I give time")))


@dataclass(frozen=True, slots=True)
class CoursesChosen(Narrowed):
    """Which courses were asked for. Empty: any."""

    level: str = ""
    sector: str = ""
    family: str = ""
    works_as: str = ""
    place: str = ""
    dates: str = ""

    @classmethod
    def choices(cls) -> dict[str, tuple[str, tuple[Choice, ...]]]:
        """Give what can be chosen."""
        return {
            "family": (_("Kind of role"), family_choices()),
            "sector": (_("Sector"), sector_choices()),
            "works_as": (_("How you come"), _works_as()),
            "level": (_("Kind of practice"), level_choices()),
            "place": (_("With a day in"), place_choices()),
            "dates": (_("Days"), ((WITH, _("Only courses with a day to come")), (WITHOUT, _("Only courses without")))),
        }

    def fits(self, course: Course, places: frozenset[str]) -> bool:
        """Whether this is a course that was asked for; `places` are those where it will be held, "" for all of them."""
        dates = {"": True, WITH: bool(places), WITHOUT: not places}[self.dates]
        return (
            self.level in ("", course.level)
            and _for(self.sector, course.sectors)
            and _for(self.family, course.families)
            and _for(self.works_as, course.works_as)
            and (not self.place or bool({self.place, ""} & places))
            and dates
        )


def _for(asked: str, said: tuple[str, ...]) -> bool:
    """Whether it is for what was asked; what names none is for everybody."""
    return not asked or not said or asked in said


@dataclass(frozen=True, slots=True)
class SessionsChosen(Narrowed):
    """Which sessions were asked for. Empty: any."""

    course: str = ""
    level: str = ""
    sector: str = ""
    place: str = ""
    how: str = ""
    free: str = ""

    @classmethod
    def choices(cls) -> dict[str, tuple[str, tuple[Choice, ...]]]:
        """Give what can be chosen."""
        return {
            "course": (_("Course"), course_choices()),
            "level": (_("Kind of practice"), level_choices()),
            "sector": (_("For people in"), sector_choices()),
            "place": (_("District"), place_choices()),
            "how": (_("Where"), (("online", _("Online")), ("here", _("In a room")))),
            "free": (_("Places"), (("yes", _("With a free place")),)),
        }
