"""What the components of the site are given: already in words, in the reader's language.

Queries fill these; `core/templates/core/components/*.html` lay them out. `estimate.html` is the only component that may
print a number of the library, and it takes a `ShownFigure`, so no value is ever shown without its doubt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Mark(StrEnum):
    """The little tile beside a figure: the same one as in the rings, told apart by shape and pattern before colour.

    The values are those of the library's verdicts and silences, so a query says `Mark(verdict.value)`.
    """

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    HIGHER_NO_INTERVAL = "higher_no_interval"
    LOWER_NO_INTERVAL = "lower_no_interval"
    SAME_NO_INTERVAL = "same_no_interval"
    MORE_RECORDED = "more_recorded"
    FEWER_RECORDED = "fewer_recorded"
    SAME_RECORDED = "same_recorded"
    CANNOT_SAY = "cannot_say"
    TOO_FEW = "too_few"
    NOT_PUBLISHED = "not_published"
    DOUBTED = "doubted"
    NOT_LOADED = "not_loaded"
    NOBODY_MEASURES = "nobody_measures"

    @property
    def is_silence(self) -> bool:
        """Whether there is no value to show."""
        return self in SILENCES

    @property
    def is_judged(self) -> bool:
        """Whether it says better, worse or similar; every other figure is shown without a judgement."""
        return self in (Mark.BETTER, Mark.SIMILAR, Mark.WORSE)


SILENCES = (Mark.TOO_FEW, Mark.NOT_PUBLISHED, Mark.DOUBTED, Mark.NOT_LOADED, Mark.NOBODY_MEASURES)

# The words of the key to the rings, so that both are translated once.
MEANINGS: Mapping[Mark, str | Promise] = {
    Mark.BETTER: _("Better"),
    Mark.SIMILAR: _("Similar"),
    Mark.WORSE: _("Worse"),
    Mark.HIGHER: _("Higher; neither way is good"),
    Mark.LOWER: _("Lower; neither way is good"),
    Mark.HIGHER_NO_INTERVAL: _("Higher; how sure is not published"),
    Mark.LOWER_NO_INTERVAL: _("Lower; how sure is not published"),
    Mark.SAME_NO_INTERVAL: _("The same; how sure is not published"),
    Mark.MORE_RECORDED: _("More recorded by services"),
    Mark.FEWER_RECORDED: _("Fewer recorded by services"),
    Mark.SAME_RECORDED: _("As many recorded by services"),
    Mark.CANNOT_SAY: _("A figure we cannot compare"),
    Mark.TOO_FEW: _("Too few to show"),
    Mark.NOT_PUBLISHED: _("Not published"),
    Mark.DOUBTED: _("Published, and we doubt it"),
    Mark.NOT_LOADED: _("Published, not loaded here"),
    Mark.NOBODY_MEASURES: _("Nobody measures this"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFigure:
    """One figure of one place, in words. Only `mark`, `value_words` and, for a silence, `why` must be given."""

    mark: Mark
    value_words: str  # "21.4%", "none"; for a silence its words: "too few to show", "nobody measures this"
    interval_words: str = ""  # "between 21.1% and 21.7%" or "no interval published"
    comparison_words: str = ""  # "higher than England (19.2%)"
    neighbours_words: str = ""  # "similar to places like it (20.3%)"
    trend_words: str = ""  # "falling over five years"
    period: str = ""  # the publisher's label: "2023/24"
    source: str = ""  # the publisher's name
    source_href: str = ""  # the publisher's page
    age_words: str = ""  # "This figure is 4 years old."
    stands_in_words: str = ""  # "Stands in for: …"
    worked_out: bool = False  # by us; else as published
    worked_out_href: str = ""  # "How was this worked out?"
    why: str = ""  # the sentence of a silence


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One measure in a table: its name, where it leads, and its figure; perhaps the other area's beside it."""

    title: str
    href: str
    figure: ShownFigure
    beside: tuple[ShownFigure, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFactor:
    """A factor in a stage of life: the figure that leads, the others, or the silence."""

    name: str
    about: str
    is_risk: bool
    lead: FigureRow | None
    others: tuple[FigureRow, ...] = ()
    silence: ShownFigure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """One step of where am I."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpNow:
    """A way to reach somebody today."""

    name: str
    contact: str
    href: str
    about: str
    hours: str
    checked: date


@dataclass(frozen=True, slots=True)
class Need:
    """Something that waits for this person alone: one sentence, and the page where it is done.

    An app whose things can wait for somebody has `queries.needs(person) -> tuple[Need, ...]`, in a constant number of
    database queries; /my-work/ gathers them. Nothing confided stands in the sentence.
    """

    sentence: str  # "Two people ask to join Somewhere Trust"
    href: str
    due: date | None = None  # only where somebody has agreed to a day
    kind: str = ""  # the heading it stands under: "Your people", "Your pledges"
