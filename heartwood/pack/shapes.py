"""What a pack holds, as frozen shapes. `read` makes them from the files of a folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heartwood.pack.academy import Academy
    from heartwood.pack.editions import EditionMapping, FrameworkEdition
    from heartwood.pack.listening import Listening, Safeguarding, TellingWords


class Role(StrEnum):
    """What an indicator says about lives: a risk, a protection, or an outcome (which stands in no factor)."""

    RISK = "risk"
    PROTECTIVE = "protective"
    OUTCOME = "outcome"


class Polarity(StrEnum):
    """Which direction is good. NEITHER wherever the figure shows what services did or wrote down."""

    HIGH_IS_WORSE = "high_is_worse"
    HIGH_IS_BETTER = "high_is_better"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Words:
    """A text in one or more languages, as `{en: ..., pl: ...}` in a content file."""

    translations: Mapping[str, str]

    def in_language(self, language: str) -> str:
        """Give the text in the language, else in its base language, else in English."""
        found = self.translations.get(language) or self.translations.get(language.split("-")[0])
        return found or self.translations["en"]

    def __str__(self) -> str:
        return self.translations["en"]


@dataclass(frozen=True, slots=True)
class Area:
    """Anything with a code: a district, the region, the nation."""

    code: str
    slug: str
    name: Words
    kind: str  # district region nation
    parent: str | None
    nhs_name: Words | None  # where the NHS draws another line under another name
    note: Words | None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of life. `to_age` None means and over; both None: before birth."""

    key: str  # also its address: before-birth 0-4 5-10 11-17 18-24 25-64 65-and-over
    name: Words
    from_age: int | None
    to_age: int | None
    about: Words


@dataclass(frozen=True, slots=True)
class Factor:
    """Something that people carry (risk) or that protects them."""

    key: str
    role: Role
    name: Words
    about: Words


@dataclass(frozen=True, slots=True)
class Crossing:
    """A transition in a life, or a setting of it, with the factors and stages it touches."""

    kind: str  # transition setting
    slug: str
    name: Words
    about: Words
    stages: tuple[str, ...]
    factors: tuple[str, ...]
    indicators: tuple[str, ...]
    silence: Words | None  # said where no figure is about it


@dataclass(frozen=True, slots=True)
class Group:
    """Community resilience or a group that services often miss: measured, proxied or silent, and said so."""

    key: str
    name: Words
    state: str  # measured proxied silent
    indicators: tuple[str, ...]
    why: Words


@dataclass(frozen=True, slots=True)
class Source:
    """Who published a figure, where, under which licence."""

    publisher: str
    title: str
    page: str
    licence: str
    released: date | None


@dataclass(frozen=True, slots=True)
class Break:
    """A point that a trend does not cross silently. `at` is the first day of the new way of counting."""

    at: date
    why: Words


@dataclass(frozen=True, slots=True)
class Binding:
    """Which series of which source holds this indicator. The first binding with rows in a build wins, whole."""

    source: str  # facts ons_els fingertips dfe_ees dfe_lait iod
    series: str  # the name the source's tidy gives it
    sex: str = ""  # these three in the publisher's own words, only where one series holds several (Fingertips)
    age: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One measure: what it says, of whom, in which direction, how sure."""

    key: str
    slug: str
    title: Words  # ours, in plain words
    published_title: str
    definition: Words
    numerator: Words
    denominator: Words
    denominator_is: str  # people or anything else (assessments, areas, households): intervals of ours need people
    polarity: Polarity
    role: Role
    factor: str | None
    from_age: int | None
    to_age: int | None
    stages: tuple[str, ...]  # worked out from the ages: every stage covered by half or more
    unit: Words
    suffix: str  # "%" or ""
    decimals: int
    interval: str  # published none wilson byar
    recorded_by_services: bool
    stands_in_for: Words | None
    compare_with: str  # code of the area whose value is compared with (England, else the region)
    bindings: tuple[Binding, ...]
    source: Source
    caveats: tuple[Words, ...]
    breaks: tuple[Break, ...]
    small_numbers: Words
    ages_as_published: str = ""  # the publisher's words that the ages were taken from, or that it gives none


@dataclass(frozen=True, slots=True)
class Silence:
    """Why a factor has no figure in a stage: `nobody_measures` or `published_not_loaded`; the two never look alike."""

    kind: str
    why: Words
    who: Words  # nobody_measures: who looked; published_not_loaded: whose indicator
    looked: date | None
    indicator: str  # published_not_loaded: its name and number


@dataclass(frozen=True, slots=True)
class Doubt:
    """A published figure that we do not show as a fact. Area empty: every area. Period empty: every period."""

    indicator: str
    area: str
    period: str
    published: str
    why: str
    shown_instead: str
    found_by: str  # a person's reading, or the name of the check
    withheld: bool = True  # False: the figure stays on the page, with this doubt beside it

    def covers(self, indicator: str, area: str, period: str) -> bool:
        """Whether this doubt is about that figure."""
        return self.indicator == indicator and self.area in ("", area) and self.period in ("", period)


@dataclass(frozen=True, slots=True)
class Helpline:
    """Help now: dated and owned content."""

    key: str
    name: Words
    contact: str
    href: str
    about: Words
    hours: Words | None  # only where somebody has checked them
    checked: date
    owner: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One promise of the charter. Its key and urn are the same in every version that has it; its words may change."""

    key: str
    urn: str
    title: Words
    text: Words
    principles: tuple[str, ...]  # keys of the vocabulary


@dataclass(frozen=True, slots=True)
class Charter:
    """One version of the charter. What was published is never changed: another wording is another version."""

    version: str
    urn: str
    title: Words
    preamble: Words
    clauses: tuple[Clause, ...]
    example: bool  # written by us to start from, and said so wherever it is shown
    reviewed_by: Words | None  # people with lived experience; None: not yet
    published: date
    licence: str
    provenance: Words
    sha256: str  # of its version, and its clauses' keys, titles and texts

    def clause(self, key: str) -> Clause | None:
        """Give the clause of this key."""
        return next((clause for clause in self.clauses if clause.key == key), None)


@dataclass(frozen=True, slots=True)
class ReadinessQuestion:
    """One question to talk about before committing. There is no score."""

    key: str
    urn: str
    text: Words
    about: Words
    if_not_yet: Words  # what helps
    clause: str | None  # the key of the clause it prepares for


@dataclass(frozen=True, slots=True)
class Readiness:
    """One version of the readiness check."""

    version: str
    title: Words
    intro: Words
    questions: tuple[ReadinessQuestion, ...]
    example: bool
    reviewed_by: Words | None
    published: date
    licence: str
    provenance: Words | None = None


@dataclass(frozen=True, slots=True)
class DatedNotice:
    """A short text shown on pages from a day until a day, which is not part of it."""

    key: str
    text: Words
    shown_on: str  # every-page front-page
    since: date
    until: date | None
    owner: str

    def shows(self, on: date) -> bool:
        """Whether it is shown on a day."""
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class ConsentPurpose:
    """One thing that somebody may say yes to, and take back. New words are a new version: whoever agreed is asked again."""

    key: str
    version: str
    title: Words
    text: Words  # what somebody says yes to
    used_by: Words
    sha256: str  # of version, title, text and used_by in every language


@dataclass(frozen=True, slots=True)
class Pack:
    """One partnership's content."""

    key: str
    folder: Path
    name: Words
    areas: Mapping[str, Area]  # by code; districts first, in the pack's order, then region, then nation
    sectors: Mapping[str, Words]
    stages: Mapping[str, Stage]
    factors: Mapping[str, Factor]
    transitions: Mapping[str, Crossing]
    settings: Mapping[str, Crossing]
    groups: Mapping[str, Group]
    indicators: Mapping[str, Indicator]
    leads: Mapping[tuple[str, str], str]  # (factor, stage) -> the indicator that fills the ring
    silences: Mapping[tuple[str, str], Silence]  # (factor, stage) without any indicator
    doubts: tuple[Doubt, ...]
    helplines: Mapping[str, Helpline]
    wording: Mapping[str, Words]  # the partnership's own sentences: vision, promises, footer
    principles: Mapping[str, Words] = field(default_factory=dict)
    charters: Mapping[str, Charter] = field(default_factory=dict)  # by version, oldest first
    readiness_checks: Mapping[str, Readiness] = field(default_factory=dict)  # by version, oldest first
    notice_board: Mapping[str, DatedNotice] = field(default_factory=dict)
    consents: Mapping[str, ConsentPurpose] = field(default_factory=dict)
    frameworks: Mapping[str, FrameworkEdition] = field(default_factory=dict)  # by edition, oldest first
    mappings: Mapping[tuple[str, str], EditionMapping] = field(default_factory=dict)  # by older and newer edition
    listening: Listening | None = None  # what is asked and promised where people are heard
    safeguarding: Safeguarding | None = None  # what is done where somebody may be in danger
    telling: Mapping[str, TellingWords] = field(default_factory=dict)  # the words for whoever tells, by language
    academy: Academy | None = None  # what is taught, to whom, and what is promised
    holidays: str = ""  # whose bank holidays are no working days: GB-ENG
    overlay: Path | None = None  # the folder of what was published on the site
    synonyms: tuple[tuple[str, ...], ...] = ()  # words and phrases that mean the same to somebody who searches
    small_words: frozenset[str] = frozenset()  # words that nobody searches for: the, of

    @property
    def charter(self) -> Charter | None:
        """The newest version of the charter."""
        return next(reversed(list(self.charters.values())), None)

    @property
    def framework(self) -> FrameworkEdition | None:
        """The newest edition of the framework that is offered for looking at oneself."""
        return self._newest(pulse=False)

    @property
    def pulse(self) -> FrameworkEdition | None:
        """The newest pulse that is offered: a few questions to seats without names."""
        return self._newest(pulse=True)

    def _newest(self, *, pulse: bool) -> FrameworkEdition | None:
        found = (one for one in reversed(list(self.frameworks.values())) if one.offered and one.is_pulse is pulse)
        return next(found, None)

    @property
    def readiness(self) -> Readiness | None:
        """The newest version of the readiness check."""
        return next(reversed(list(self.readiness_checks.values())), None)

    @property
    def notices(self) -> Mapping[str, Words]:
        """The text of every notice, by key, whatever its days."""
        return {key: notice.text for key, notice in self.notice_board.items()}

    @property
    def districts(self) -> tuple[Area, ...]:
        """The places that have pages of their own."""
        return tuple(area for area in self.areas.values() if area.kind == "district")
