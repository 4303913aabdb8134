"""What people said got in their way, for pages of parts that have never heard of it: published counts, and no other.

What got in the way of care or help, as people told us; and what got in the way of practice, as people who were trained said
three months later. The two are other people and other counts, and never stand in one list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from partnership.academy.queries import asked_pages as training
from partnership.core import pack
from partnership.core.components import ShownFigure
from partnership.listening.queries import counts


@dataclass(frozen=True, slots=True)
class Said:
    """One barrier, and how many named it: a band, or too few to show."""

    barrier: str
    figure: ShownFigure


@dataclass(frozen=True, slots=True)
class Heard:
    """What is added to a page: what these counts are of, and how much of it can be shown."""

    title: str
    about: str
    said: tuple[Said, ...]  # none: too few to show
    quarter: str
    told: bool = True  # whether people told us anything that is counted
    practice: tuple[Said, ...] = ()  # what people said gets in the way of practice, of those who were trained


def standard_made_from(urn: str) -> str:
    """Name what is added to the page of a standard; where nothing that is counted is about it, nothing is asked."""
    told = counts.made_from().name if _barriers_about(urn) else ""
    practice = training.made_from() if training.is_about(_key(urn)) else ""
    return f"{told} {practice}".strip()


def place_made_from(slug: str) -> str:
    """Name what is added to the page of a place."""
    return counts.made_from().name if _code(slug) else ""


def about_standard(urn: str) -> Heard | None:
    """Show the barriers that a standard is about; nothing before anything was published."""
    barriers, practice = _barriers_about(urn), _practice(urn)
    found = counts.held() if barriers else None
    if found is None:
        return Heard("", "", (), "", told=False, practice=practice) if practice else None
    rows = (Said(one.name, one.figure) for one in counts.barrier_rows(found) if one.key in barriers)
    about = _("This standard is about what people told us got in their way, anywhere in the partnership.")
    return replace(_heard(_("People said this gets in the way"), about, rows, found), practice=practice)


def _practice(urn: str) -> tuple[Said, ...]:
    return tuple(Said(one.text, one.figure) for one in training.about_standard(_key(urn)))


def in_place(slug: str) -> Heard | None:
    """Show the barriers that at least ten people named of a place; nothing before anything was published."""
    code = _code(slug)
    found = counts.held() if code else None
    if found is None:
        return None
    rows = (Said(one.barrier, one.figure) for one in counts.recurring(found, code))
    about = _("A sign of what people need here. It is no measure: nobody was asked, they came and told us.")
    return _heard(_("What people said gets in the way here"), about, rows, found)


def _heard(title: str, about: str, rows: Iterable[Said], found: counts.Held) -> Heard:
    return Heard(title, about, tuple(rows), counts.say_quarter(found.released.quarter))


def _key(urn: str) -> str:
    framework = pack.current().framework
    return next((one.key for one in framework.standards if one.urn == urn), "") if framework else ""


def _barriers_about(urn: str) -> frozenset[str]:
    listening, key = pack.current().listening, _key(urn)
    barriers = listening.barriers.values() if listening else ()
    return frozenset(one.key for one in barriers if key in one.standards)


def _code(slug: str) -> str:
    return next((one.code for one in pack.current().districts if one.slug == slug), "")
