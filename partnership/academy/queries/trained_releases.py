"""Releases of who is trained, read again, and how their numbers are said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from heartwood.disclosure.counting import Cell, Count, Released, Rule
from heartwood.disclosure.keeping import released_from
from heartwood.estimates import Shown
from heartwood.workforce.definitions import UNIT, Counted, Definition
from heartwood.workforce.publishing import ANY, TOO_FEW, cell
from heartwood.workforce.records import By
from partnership.academy.models import TrainedRelease
from partnership.academy.rules.trained import QUARTER, last_day
from partnership.core import pack
from partnership.core.components import Mark, ShownFigure
from partnership.core.kept import STARTED, Version
from partnership.core.pack import Words, in_language


@dataclass(frozen=True, slots=True)
class Said:
    """What is counted and what is not, as it was said when it was counted."""

    version: str
    since: date
    counted: str
    not_counted: str


@dataclass(frozen=True, slots=True)
class Held:
    """A release, read."""

    row: TrainedRelease
    released: Released
    rule: Rule

    @property
    def quarter(self) -> str:
        """The quarter."""
        return self.released.quarter

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels that were told apart, in order."""
        return tuple(self.row.shown["levels"])

    @property
    def said(self) -> Said:
        """What was counted, in the reader's language."""
        told = self.row.shown["definition"]
        counted, not_counted = (in_language(Words(told[name])) for name in ("counted", "not_counted"))
        return Said(told["version"], date.fromisoformat(told["since"]), counted, not_counted)

    @property
    def definition(self) -> Definition:
        """The same for the library, which tells series apart by it."""
        said = self.said
        return Definition(f"trained {said.version}", 1, said.since, said.counted, (said.counted,), (said.not_counted,))

    def counted(self, asked: Cell) -> Counted:
        """Give a count as a band with its definition and its day."""
        count = self.released.counts.get(asked)
        estimate = (count or Count(asked, None, "")).estimate(self.rule)
        people = replace(estimate, unit=UNIT, method="who-is-trained")
        return Counted(people, self.definition, last_day(self.quarter))

    def figure(self, asked: Cell) -> ShownFigure:
        """Give a count in words."""
        count = self.released.counts.get(asked)
        return say_band(count.low if count else None, self.rule, count.since if count else "", self.quarter)

    def share(self, level: str, by: str = "", part: str = "") -> Mapping[str, Any] | None:
        """Give the published share of a group, with how many work there; nothing where no figure says it."""
        told = self.row.shown["coverage"] or {"shares": []}
        asked = level, by, part
        return next((one for one in told["shares"] if (one["level"], one["by"], one["part"]) == asked), None)


def releases() -> tuple[str, ...]:
    """Give every quarter that was published, the newest first."""
    found = TrainedRelease.objects.order_by("-quarter").values_list("quarter", flat=True)
    return tuple(one for one in found if QUARTER.fullmatch(one))


def made_from() -> Version:
    """Name what the pages are made from: the releases there are, and the edition of words."""
    found = releases()
    name = f"trained:{found[0]}:{len(found)}" if found else "trained:none"
    return Version(name, STARTED, pack.edition(), pack.edition_at() or STARTED, dated=False)


def every_held() -> tuple[Held, ...]:
    """Give every release, the newest first."""
    rows = TrainedRelease.objects.order_by("-quarter")
    return tuple(_read(one) for one in rows if QUARTER.fullmatch(one.quarter))


def held(quarter: str = "") -> Held | None:
    """Give a release, or the newest one; nothing where there is none."""
    return next((one for one in every_held() if quarter in ("", one.quarter)), None)


def _read(row: TrainedRelease) -> Held:
    rule = Rule(row.shown["least"], row.shown["width"])
    return Held(row, released_from(row.quarter, row.shown["counts"], {}), rule)


def say_quarter(quarter: str) -> str:
    """Say a quarter in words.

    >>> say_quarter("2026-Q3")
    'July to September 2026'
    """
    months = {
        "1": _("January to March %(year)s"),
        "2": _("April to June %(year)s"),
        "3": _("July to September %(year)s"),
        "4": _("October to December %(year)s"),
    }
    return months[quarter[-1]] % {"year": quarter[:4]}


def say_band(low: int | None, rule: Rule, since: str, quarter: str) -> ShownFigure:
    """Say a band, and from when it is where it stands as before. Too few is never a nought."""
    if low is None:
        return ShownFigure(mark=Mark.TOO_FEW, value_words=_("too few to show"), why=_(TOO_FEW))
    said = _("%(low)s to %(high)s") % {"low": f"{low:,}", "high": f"{low + rule.width - 1:,}"}
    old = _("as of %(quarter)s") % {"quarter": say_quarter(since)} if since not in ("", quarter) else ""
    return ShownFigure(mark=Mark.CANNOT_SAY, value_words=said, interval_words=f"({old})" if old else "")


def say_share(told: Mapping[str, Any] | None) -> ShownFigure:
    """Say a published share with its doubt, or why there is none."""
    if told is None:
        return ShownFigure(mark=Mark.NOT_LOADED, value_words=_("not known"), why=no_workforce())
    share = told["share"]
    if share["shown"] != Shown.SHOWN.value:
        words = _("not shown") if share["shown"] == Shown.DOUBTED.value else _("too few to show")
        return ShownFigure(mark=Mark(share["shown"]), value_words=words, why=_(share["why"]))
    said = {name: f"{share[name]:g}" for name in ("value", "low", "high")}
    between = _("(between %(low)s%% and %(high)s%%)") % said
    return ShownFigure(
        mark=Mark.CANNOT_SAY, value_words=_("about %(value)s%%") % said, interval_words=between, period=_years(told)
    )


def say_workforce(told: Mapping[str, Any] | None) -> ShownFigure:
    """Say how many work there, with the ends that somebody can answer for."""
    if told is None:
        return ShownFigure(mark=Mark.NOT_LOADED, value_words=_("not known"), why=no_workforce())
    there = told["workforce"]
    said = {name: f"{there[name]:,.0f}" for name in ("value", "low", "high")}
    between = _("(between %(low)s and %(high)s)") % said if there["low"] != there["high"] else ""
    return ShownFigure(mark=Mark.CANNOT_SAY, value_words=said["value"], interval_words=between, period=_years(told))


def _years(told: Mapping[str, Any]) -> str:
    first, last = told["years"]
    return str(last) if first == last else f"{first}-{last}"


def no_workforce() -> str:
    """Say why no share is told."""
    return _("Nobody has published how many people work here in a way that we can put beside this count.")


def level_names() -> Mapping[str, str]:
    """Give what levels are called; those of the set that the place chose win."""
    taught = pack.current().academy
    sets = [*taught.level_sets.values(), taught.levels] if taught else []
    return {key: in_language(one.name) for known in sets for key, one in known.levels.items()}


def say_level(key: str) -> str:
    """Say a level; no key, or the library's word for it, is any level."""
    return level_names().get(key, key) if key not in ("", ANY) else _("Any level")


def group_names(by: str) -> Mapping[str, str]:
    """Give what the groups of a kind are called."""
    content = pack.current()
    if by == By.PLACE:
        return {one.code: in_language(one.name) for one in content.districts}
    if by == By.SECTOR:
        return {key: in_language(one) for key, one in content.sectors.items()}
    if by == By.ROLE_FAMILY and content.academy:
        return {key: in_language(one.name) for key, one in content.academy.families.items()}
    return {"employee": _("Employed"), "volunteer": _("Volunteers")} if by == By.EMPLOYMENT else {}


def level_cell(level: str, by: str = "", part: str = "") -> Cell:
    """Name the count of a level, alone or in one group."""
    return cell("" if level == ANY else level, By(by) if by else None, part)
