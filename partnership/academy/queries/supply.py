"""Who still needs training at each level and place in two years, against the places that are planned until then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db.models import Sum
from django.utils.translation import gettext as _

from heartwood.estimates import Estimate
from heartwood.evidence import pictures
from heartwood.workforce.need import DAYS_IN_A_YEAR, Assumptions, Balance, Between, need_against_supply
from heartwood.workforce.trained import Trained
from partnership.academy.models import Session
from partnership.academy.queries.trained_releases import group_names, say_level
from partnership.academy.queries.workforce import Here, workforce_here
from partnership.core import pack
from partnership.core.components import Mark, ShownFigure
from partnership.core.pack import in_language

PARTS = ("should_have", "trained", "expiring", "leaving", "supply", "gap")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Need and supply of one level in one place, each with its bracket, and the gap in words."""

    key: str
    name: str
    should_have: ShownFigure
    trained: ShownFigure
    expiring: ShownFigure
    leaving: ShownFigure
    supply: ShownFigure
    gap: ShownFigure
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelNeed:
    """One level in every place."""

    key: str
    name: str
    rows: tuple[PlaceRow, ...]
    says: str  # what the picture shows


@dataclass(frozen=True, slots=True)
class Supposition:
    """One thing that is supposed, between which ends, and who says so."""

    name: str
    figure: ShownFigure
    source: str


@dataclass(frozen=True, slots=True)
class Need:
    """Need against supply until a day; or, in `why`, why it cannot be worked out."""

    until: date | None
    levels: tuple[LevelNeed, ...]
    supposed: tuple[Supposition, ...]
    sources: tuple[str, ...]
    invented: bool
    why: str


def horizon(at: date) -> date:
    """Give the day until which need is looked at: some years ahead, as the pack supposes."""
    taught = pack.current().academy
    years = taught.supposed.years if taught and taught.supposed else 2
    return at + timedelta(days=round(years * DAYS_IN_A_YEAR))


def need_page(now: Trained, then: Trained) -> Need:
    """Show need against supply of each level and place."""
    taught, here = pack.current().academy, workforce_here(now.groups)
    why = _why_not(taught, here)
    if why or taught is None or here is None or taught.supposed is None:
        return Need(None, (), (), (), False, why)
    found = balances(now, then, here, taught)
    levels = tuple(
        LevelNeed(one, say_level(one), tuple(_rows(found, one)), gap_words(_bars(found, one)))
        for one in now.levels.names
    )
    names = tuple(dict.fromkeys(here.workforce.source))
    return Need(then.valid_on, levels, tuple(_suppositions(taught.supposed)), names, here.invented, "")


def _why_not(taught: pack.Academy | None, here: Here | None) -> str:
    if here is None:
        return _(
            "Nobody has published how many people of each kind of role work here. Without that, no need can be told."
        )
    if taught is None or taught.supposed is None:
        return _("Nobody has said what is supposed about the years to come.")
    return ""


def balances(now: Trained, then: Trained, here: Here, taught: pack.Academy) -> Mapping[tuple[str, str], Balance]:
    """Give need and supply as the library works them out, by level and place."""
    return need_against_supply(now, then, here.workforce, assumptions(now, then.valid_on, taught))


def assumptions(now: Trained, until: date, taught: pack.Academy) -> Assumptions:
    """Give what is supposed. Needs are decisions, so their ends are the same; places are planned, so they can be counted."""
    supposed = taught.supposed
    if supposed is None:
        raise LookupError("This pack supposes nothing about the years to come.")
    chosen = now.levels.names
    shares = np.array(
        [[taught.families[one].needs.get(level, 0.0) for one in now.groups.role_families] for level in chosen]
    )
    ranges = {name: _between(getattr(supposed, name)) for name in ("completing", "leaving", "growing")}
    need = Between(shares, shares, shares, in_language(supposed.need))
    return Assumptions(need=need, planned=planned(now, until, taught), **ranges)


def _between(one: Any) -> Between:
    return Between(one.low, one.value, one.high, in_language(one.source))


def planned(now: Trained, until: date, taught: pack.Academy) -> Between:
    """Count places of sessions to come, (levels, places). Those that are for all places are shared out.

    Of those, a place has none at the least and all at the most; in the middle, as many as every other place.
    """
    own, shared = _places(now, until, taught)
    middle = own + shared[:, None] / max(len(now.groups.places), 1)
    return Between(own, middle, own + shared[:, None], _("The sessions that are planned or announced here."))


def _places(now: Trained, until: date, taught: pack.Academy) -> tuple[Any, Any]:
    levels, places = now.levels.names, now.groups.places
    own, shared = np.zeros((len(levels), len(places))), np.zeros(len(levels))
    to_come = Session.objects.filter(state__in=("planned", "announced"), starts_at__date__gt=now.at)
    sums = (
        to_come.filter(starts_at__date__lte=until).order_by().values_list("course", "place").annotate(Sum("capacity"))
    )
    for course, place, capacity in sums:
        level = taught.courses[course].level if course in taught.courses else None
        if level in levels and place in places:
            own[levels.index(level), places.index(place)] += capacity
        elif level in levels and not place:
            shared[levels.index(level)] += capacity
    return own, shared


def _rows(found: Mapping[tuple[str, str], Balance], level: str) -> Iterator[PlaceRow]:
    names, families = group_names("place"), group_names("role_family")
    for (key, place), one in found.items():
        if key == level:
            figures = {name: (say_gap if name == "gap" else say_people)(getattr(one, name)) for name in PARTS}
            left_out = tuple(families.get(family, family) for family in one.left_out)
            yield PlaceRow(place, names.get(place, place), left_out=left_out, **figures)


def say_people(one: Estimate) -> ShownFigure:
    """Say an exact or supposed count of people, with its bracket. None is "nobody", which is never a silence here."""
    if one.value is None or one.low is None or one.high is None:
        return ShownFigure(mark=Mark(one.shown.value), value_words=_("not known"), why=_(one.why))
    is_exact = one.low == one.high
    words = count_words(one.value) if is_exact else _("about %(value)s") % {"value": f"{one.value:,.0f}"}
    return ShownFigure(
        mark=Mark.CANNOT_SAY, value_words=words, interval_words="" if is_exact else _ends(one.low, one.high)
    )


def count_words(value: float) -> str:
    """Say a count that is exact."""
    return f"{value:,.0f}" if value else _("nobody")


def _ends(low: float, high: float) -> str:
    return _("(between %(low)s and %(high)s)") % {"low": f"{low:,.0f}", "high": f"{high:,.0f}"}


def say_gap(one: Estimate) -> ShownFigure:
    """Say a gap in words: too few places, enough, or both may be."""
    if one.value is None or one.low is None or one.high is None:
        return ShownFigure(mark=Mark(one.shown.value), value_words=_("not known"), why=_(one.why))
    said = {name: f"{abs(end):,.0f}" for name, end in (("value", one.value), ("low", one.low), ("high", one.high))}
    if one.low > 0:
        words, ends = _("about %(value)s people would still need it"), _("(between %(low)s and %(high)s)")
    elif one.high <= 0:
        words, ends = _("enough: about %(value)s places more than people"), _("(between %(high)s and %(low)s more)")
    else:
        lack = _("perhaps about %(value)s people would still need it")
        words = lack if one.value > 0 else _("perhaps enough: about %(value)s places more than people")
        ends = _("(from %(low)s places too many to %(high)s too few)")
    return ShownFigure(mark=Mark.CANNOT_SAY, value_words=words % said, interval_words=ends % said)


def _suppositions(supposed: pack.Supposed) -> Iterator[Supposition]:
    yield Supposition(
        _("Who should have which level"), _said(_("a share for each kind of role")), in_language(supposed.need)
    )
    planned_from = _(
        "The sessions that are planned or announced here, until that day. Those for all places are shared out."
    )
    yield Supposition(_("Places planned"), _said(_("counted")), planned_from)
    names = {
        "completing": _("Of those places, how many give somebody a level that they did not have"),
        "leaving": _("How many leave their work in a year"),
        "growing": _("How much the workforce grows in a year"),
    }
    for name, words in names.items():
        one = getattr(supposed, name)
        yield Supposition(words, _percent(one), in_language(one.source))


def _said(words: str) -> ShownFigure:
    return ShownFigure(mark=Mark.CANNOT_SAY, value_words=words)


def _percent(one: pack.Range) -> ShownFigure:
    low, value, high = (f"{100 * end:.0f}" for end in (one.low, one.value, one.high))
    between = _("(between %(low)s%% and %(high)s%%)") % {"low": low, "high": high}
    return ShownFigure(mark=Mark.CANNOT_SAY, value_words=f"{value}%", interval_words=between)


def gap_picture(now: Trained, then: Trained, level: str, width: str) -> str | None:
    """Draw how many would still need a level in each place; nothing where there is no such level or no figure."""
    taught, here = pack.current().academy, workforce_here(now.groups)
    if taught is None or here is None or taught.supposed is None or level not in now.levels.names:
        return None
    found = balances(now, then, here, taught)
    bars = _bars(found, level)
    title = _("How many would still need it by %(year)s: %(level)s") % {
        "year": then.valid_on.year,
        "level": say_level(level),
    }
    described = gap_words(bars)
    drawn = pictures.bands(bars, title=title, description=described, width="wide" if width == "wide" else "narrow")
    return pictures.svg(drawn)


def _bars(found: Mapping[tuple[str, str], Balance], level: str) -> list[pictures.Band]:
    return [_bar(one) for (key, _place), one in found.items() if key == level]


def _bar(one: Balance) -> pictures.Band:
    name = group_names("place").get(one.place, one.place)
    if one.gap.low is None or one.gap.high is None:
        return pictures.Band(name, _("not known"), None, None)
    low, high = (round(max(end, 0.0)) for end in (one.gap.low, one.gap.high))
    return pictures.Band(name, _("%(low)s to %(high)s") % {"low": f"{low:,}", "high": f"{high:,}"}, low, high)


def gap_words(bars: list[pictures.Band]) -> str:
    """Say the picture."""
    return "; ".join(f"{one.name}: {one.says}" for one in bars)
