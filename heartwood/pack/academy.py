"""The academy: from plain content to practice levels, role families, courses, pathways and what is promised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from heartwood.pack.asking import Bank, make_bank
from heartwood.pack.elsewhere import Elsewhere, Layout, make_elsewhere, make_layout
from heartwood.pack.files import (
    ACADEMY,
    ASKING,
    CHECKLISTS,
    COURSES,
    LAYOUTS,
    LEVELS,
    WORKFORCE,
    Layers,
    line_of,
    load,
)
from heartwood.pack.making import Content, maybe_words, texts, words
from heartwood.pack.problems import PackError, Problem
from heartwood.pack.shapes import Words
from heartwood.pack.teaching import Checklist, Teaching, make_checklist, make_teaching
from heartwood.pack.workforce import Supposed, Workforce, make_supposed, make_workforce


class Levelling(StrEnum):
    """Whether a level holds those before it (Scotland 2017), or stands beside them (Wales 2022)."""

    CUMULATIVE = "cumulative"
    SPECTRUM = "spectrum"


@dataclass(frozen=True, slots=True)
class Level:
    """One practice level: for whom it is, and what somebody at it can do."""

    key: str
    name: Words
    about: Words


@dataclass(frozen=True, slots=True)
class LevelSet:
    """Practice levels as one body published them."""

    key: str
    name: Words
    levelling: Levelling
    levels: Mapping[str, Level]  # the first is for everybody
    source: Words
    link: str

    def reached(self, key: str) -> tuple[str, ...]:
        """Give the levels that a completion at this level counts for."""
        keys = tuple(self.levels)
        return keys[: keys.index(key) + 1] if self.levelling is Levelling.CUMULATIVE else (key,)


@dataclass(frozen=True, slots=True)
class Family:
    """A family of roles, and the share of its people who should be trained at each level: a decision, not evidence."""

    key: str
    name: Words
    about: Words
    needs: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Part:
    """One node of what completes a course: `attended` with its share, `reflection`, `assessment`, or `all` and `any` of others."""

    kind: str
    share: float = 0.0
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """One edition of a course."""

    key: str
    version: str
    title: Words
    summary: Words
    level: str | None  # of the set that the place chose; None: it gives none
    hours: float
    sectors: tuple[str, ...]  # none: every sector
    families: tuple[str, ...]  # none: every role family
    works_as: tuple[str, ...]  # employee, volunteer
    outcomes: tuple[Words, ...]
    prerequisites: tuple[str, ...]
    content_note: Words | None
    standards: tuple[str, ...]
    stages: tuple[str, ...]
    facilitators: int  # at least so many
    wellbeing: bool  # somebody is there only for how people are
    approval: bool  # a lead of the organisation agrees first
    completion: Part
    valid_months: int | None
    refresher: str | None
    known: Words | None  # about this kind of training, with its source
    asked: tuple[str, ...] | None  # instruments; none said: those that courses with a level have
    licence: str
    elsewhere: tuple[Elsewhere, ...] = ()  # what other systems call it

    @property
    def edition(self) -> str:
        """Name the course and its version."""
        return f"{self.key}@{self.version}"


@dataclass(frozen=True, slots=True)
class Pathway:
    """What suits somebody of a role family, in order."""

    family: str
    about: Words
    courses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What is promised about places and about what is kept. Days are calendar days."""

    offer_hours: int  # how long an offered place is held
    offer_ends_hours: int  # no place is offered later than this before the start
    approve_after_days: int  # after so many days without a word, the lead's yes is taken as given
    remind_days: tuple[int, ...]
    erase_days: int  # adjustments and reasons for absence are erased so long after the last part
    expiring_days: int
    ask_after_weeks: int
    counted_from: int
    most_sessions: int  # in 30 days: above it, whoever facilitates is asked how they are


@dataclass(frozen=True, slots=True)
class TrainedMeans:
    """What "trained" means, in a version: another version starts a new series."""

    version: str
    since: date
    counted: Words
    not_counted: Words


@dataclass(frozen=True, slots=True)
class Academy:
    """What is taught, to whom, and what is promised."""

    levels: LevelSet
    level_sets: Mapping[str, LevelSet]
    families: Mapping[str, Family]
    courses: Mapping[str, Course]
    pathways: Mapping[str, Pathway]
    terms: Terms
    trained: tuple[TrainedMeans, ...]  # oldest first
    known: tuple[Words, ...]  # what is known about whether training changes anything, with sources
    quiet: Words  # leaving without asking, somewhere quiet: said wherever a session is
    supposed: Supposed | None = None  # about the years to come
    workforce: Workforce | None = None  # none where nobody published how many people work here
    banks: tuple[Bank, ...] = ()  # what people are asked, by version, oldest first
    layouts: Mapping[str, Layout] = field(default_factory=dict)  # in which completions come from elsewhere
    teaching: Teaching | None = None  # none: whoever is asked can lead, and nobody is accredited
    checklists: tuple[Checklist, ...] = ()  # every edition: what was seen by one is read by its words

    @property
    def bank(self) -> Bank | None:
        """What people are asked now."""
        return self.banks[-1] if self.banks else None

    def asked(self, course: Course) -> tuple[str, ...]:
        """Give the instruments of a course: its own, else those of every course that has a level."""
        if course.asked is not None:
            return course.asked
        return self.bank.default if self.bank and course.level else ()

    @property
    def means(self) -> TrainedMeans:
        """Say what "trained" means now."""
        return self.trained[-1]


def read_academy(layers: Layers) -> Academy | None:
    """Read the academy; nothing where a pack has none."""
    if not layers.find(ACADEMY).is_file():
        return None
    content = load(layers.find(ACADEMY), ACADEMY)
    sets = [_level_set(load(layers.find(name), name)) for name in layers.several(LEVELS)]
    courses = [_course(load(layers.find(name), name), content["levels"]) for name in layers.several(COURSES)]
    by_key = {one.key: one for one in sets}
    if content["levels"] not in by_key:
        found, accepted = f'"{content["levels"]}" is not a set of levels', f"one of {', '.join(by_key)}"
        raise PackError([Problem(ACADEMY, line_of(layers.find(ACADEMY), ("levels",)), found, accepted, ("levels",))])
    return Academy(
        levels=by_key[content["levels"]],
        level_sets=by_key,
        families={one["key"]: _family(one, content["levels"]) for one in content["families"]},
        courses={one.key: one for one in courses},
        pathways={one["family"]: _pathway(one) for one in content["pathways"]},
        terms=Terms(**{**content["terms"], "remind_days": tuple(content["terms"]["remind_days"])}),
        trained=tuple(map(_means, content["trained"])),
        quiet=words(content["quiet"]),
        **_known(layers, content),
    )


def _known(layers: Layers, content: Content) -> dict[str, Any]:
    path = layers.find(WORKFORCE)
    workforce = make_workforce(load(path, WORKFORCE)) if path.is_file() else None
    known = tuple(map(words, content["known"]))
    said = {"known": known, "supposed": make_supposed(content.get("supposed")), "workforce": workforce}
    layouts = [make_layout(load(layers.find(name), name)) for name in layers.several(LAYOUTS)]
    return {**said, "layouts": {one.key: one for one in layouts}, **_leading(layers, content)}


def _leading(layers: Layers, content: Content) -> dict[str, Any]:
    checklists = (make_checklist(load(layers.find(one), one)) for one in layers.several(CHECKLISTS))
    banks = sorted((make_bank(load(layers.find(one), one)) for one in layers.several(ASKING)), key=_since)
    said = {"checklists": tuple(checklists), "banks": tuple(banks)}
    return {"teaching": make_teaching(content.get("teaching")), **said}


def _since(bank: Bank) -> date:
    return bank.since


def _level_set(content: Content) -> LevelSet:
    levels = {one["key"]: Level(one["key"], **texts(one, "name", "about")) for one in content["levels"]}
    said, how = texts(content, "name", "source"), Levelling(content["levelling"])
    return LevelSet(content["key"], **said, levelling=how, levels=levels, link=content["link"])


def _family(content: Content, chosen: str) -> Family:
    return Family(content["key"], **texts(content, "name", "about"), needs=dict(content["needs"].get(chosen, {})))


def _pathway(content: Content) -> Pathway:
    return Pathway(content["family"], words(content["about"]), tuple(content["courses"]))


def _means(content: Content) -> TrainedMeans:
    since = date.fromisoformat(str(content["since"]))
    return TrainedMeans(content["version"], since, **texts(content, "counted", "not_counted"))


def _course(content: Content, chosen: str) -> Course:
    lists: dict[str, Any] = {
        name: tuple(content.get(name, ())) for name in ("sectors", "families", "prerequisites", "standards", "stages")
    }
    return Course(
        key=content["key"],
        version=content["version"],
        level=content.get("levels", {}).get(chosen),
        hours=float(content["hours"]),
        works_as=tuple(content.get("works_as", ("employee", "volunteer"))),
        outcomes=tuple(map(words, content["outcomes"])),
        completion=_part(content["completion"]),
        licence=content["licence"],
        **texts(content, "title", "summary"),
        **lists,
        **_conditions(content),
    )


def _conditions(content: Content) -> dict[str, Any]:
    return {
        "content_note": maybe_words(content.get("content_note")),
        "known": maybe_words(content.get("known")),
        "asked": tuple(content["asked"]) if "asked" in content else None,
        "facilitators": content.get("facilitators", 1),
        "wellbeing": content.get("wellbeing", False),
        "approval": content.get("approval", False),
        "valid_months": content.get("valid_months"),
        "refresher": content.get("refresher"),
        "elsewhere": make_elsewhere(content),
    }


def _part(content: Content) -> Part:
    ((kind, value),) = content.items()
    if kind in ("all", "any"):
        return Part(kind, parts=tuple(map(_part, value)))
    return Part(kind, share=float(value) if kind == "attended" else 0.0)
