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
    """The little drawing beside a figure. Each differs in shape and pattern before it differs in colour."""

    BETTER = "better"  # a full leaf-green disc with a tick
    SIMILAR = "similar"  # a straw disc with two level lines
    WORSE = "worse"  # a hatched clay disc
    HIGHER = "higher"  # an open triangle up: no direction is good
    LOWER = "lower"  # an open triangle down
    RECORDED = "recorded"  # a page with lines: what services did or wrote down
    LIGHTER = "lighter"  # a thin half disc: nobody published how sure this is
    CANNOT_SAY = "cannot_say"  # a thin empty disc: shown, and not compared
    TOO_FEW = "too_few"  # three dots
    NOT_PUBLISHED = "not_published"  # a disc with a bar across
    NOT_LOADED = "not_loaded"  # an open box with an arrow
    NOBODY_MEASURES = "nobody_measures"  # a dashed, empty ring
    DOUBTED = "doubted"  # a question mark in a ring

    @property
    def is_silence(self) -> bool:
        """Whether there is no value to show."""
        return self in SILENCES


SILENCES = frozenset({Mark.TOO_FEW, Mark.NOT_PUBLISHED, Mark.NOT_LOADED, Mark.NOBODY_MEASURES, Mark.DOUBTED})

MEANINGS: Mapping[Mark, str | Promise] = {
    Mark.BETTER: _("Better than England"),
    Mark.SIMILAR: _("About the same as England"),
    Mark.WORSE: _("Worse than England"),
    Mark.HIGHER: _("Higher than England. Neither way is good or bad"),
    Mark.LOWER: _("Lower than England. Neither way is good or bad"),
    Mark.RECORDED: _("What services did or wrote down. More is not worse"),
    Mark.LIGHTER: _("Higher or lower than England, but nobody published how sure this is"),
    Mark.CANNOT_SAY: _("We cannot compare this with England"),
    Mark.TOO_FEW: _("Too few people to show"),
    Mark.NOT_PUBLISHED: _("Counted, but not published"),
    Mark.NOT_LOADED: _("Published, but not loaded here yet"),
    Mark.NOBODY_MEASURES: _("Nobody measures this"),
    Mark.DOUBTED: _("Published, but we doubt it"),
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
