"""The picture of the whole: how partners are spread over levels, how that moved, and who was asked.

The health service and the whole system are two pages, and no table holds both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from heartwood.estimates import Estimate, Shown
from heartwood.framework import system
from heartwood.framework.system import LEAST_PARTNERS, LEVELS, View, Within
from partnership.accounts.models import Person
from partnership.core.components import Mark, ShownFigure
from partnership.core.pack import in_language
from partnership.core.refusals import allowed
from partnership.framework.models import Assessment
from partnership.framework.queries.gathered import HEALTH, Gathered, gathered
from partnership.framework.rules import system as rules

ALL = ""  # the key of all groups together


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose from."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """How partners are spread over the levels of one standard, or why that is not shown; and how that moved."""

    key: str
    title: str
    shares: tuple[ShownFigure, ...]
    silence: ShownFigure | None
    moved: ShownFigure


@dataclass(frozen=True, slots=True)
class SpreadDomain:
    """The standards of one domain."""

    key: str
    name: str
    rows: tuple[SpreadRow, ...]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How many of those invited have finished, in one group."""

    name: str
    figure: ShownFigure


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the picture is looked at."""

    within: Within
    by: str = "sector"
    year: int = 0  # 0: the newest
    group: str = ALL
    weigh: bool = False


@dataclass(frozen=True, slots=True)
class SystemPage:
    """One picture of the whole, in one year, of one group or of all."""

    asked: Asked
    edition: str
    levels: tuple[str, ...]
    years: tuple[int, ...]
    groups: tuple[Choice, ...]
    group_name: str
    domains: tuple[SpreadDomain, ...]
    coverage: tuple[CoverageRow, ...]
    carried: bool
    missing: tuple[str, ...] | None  # None: not for this person


@dataclass(frozen=True, slots=True)
class StandardPicture:
    """One standard, in each group."""

    asked: Asked
    edition: str
    title: str
    statement: str
    levels: tuple[str, ...]
    rows: tuple[SpreadRow, ...]


@dataclass(frozen=True, slots=True)
class HereShown:
    """Where a partner stands among at least ten: the level it agreed, and how many chose each. It has no rank."""

    level: int
    year: int
    shares: tuple[ShownFigure, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A view with what it was made from: the last group is all together."""

    held: Gathered
    view: View
    asked: Asked

    @property
    def year(self) -> int:
        """Give the place of the year."""
        return self.held.years.index(self.asked.year)

    @property
    def keys(self) -> tuple[str, ...]:
        """Give the keys of the groups, in the order of the view's."""
        return (*self.held.keys[self.asked.by], ALL)

    @property
    def names(self) -> tuple[str, ...]:
        """Give what the groups are called."""
        return (*self.view.groups, _("All together"))


def picture(asked: Asked) -> Picture | None:
    """Work the picture out; nothing where no edition is offered."""
    held = gathered()
    if held is None:
        return None
    asked = replace(asked, year=asked.year if asked.year in held.years else held.years[-1])
    panels = held.panels
    found = system.view(panels[asked.by], asked.within, panels["sector"])
    answered = system.view(
        replace(held.answered, group=panels[asked.by].group, groups=panels[asked.by].groups), asked.within
    )
    made = Picture(held, replace(found, answered=answered.answered), asked)
    return made if asked.group in made.keys else replace(made, asked=replace(asked, group=ALL))


def system_page(person: Person, asked: Asked) -> SystemPage | None:
    """Show how partners are spread, by domain and standard."""
    found = picture(asked)
    if found is None:
        return None
    at = found.keys.index(found.asked.group)
    return SystemPage(
        asked=found.asked,
        edition=in_language(found.held.edition.title),
        levels=tuple(map(in_language, found.held.edition.levels)),
        years=found.held.years[::-1],
        groups=_groups(found),
        group_name=found.names[at],
        domains=_domains(found, at),
        coverage=_coverage(found, person),
        carried=found.year in found.held.carried,
        missing=_missing(found) if allowed(rules.check_can_see_missing, person) else None,
    )


def _groups(found: Picture) -> tuple[Choice, ...]:
    """Give the groups, all together first; of the health service, its own sector alone."""
    pairs = list(zip(found.keys, found.names, strict=True))
    if found.asked.within is Within.HEALTH_SERVICE and found.asked.by == "sector":
        pairs = [pair for pair in pairs if pair[0] in (HEALTH, ALL)]
    return tuple(Choice(key, name) for key, name in (pairs[-1], *pairs[:-1]))


def _domains(found: Picture, group: int) -> tuple[SpreadDomain, ...]:
    edition = found.held.edition
    rows = {
        one.key: spread_row(found, group, number, one.key, in_language(one.title))
        for number, one in enumerate(edition.standards)
    }
    return tuple(
        SpreadDomain(
            domain.key,
            in_language(domain.name),
            tuple(rows[one.key] for one in edition.standards if one.domain == domain.key),
        )
        for domain in edition.domains.values()
    )


def spread_row(found: Picture, group: int, standard: int, key: str, title: str) -> SpreadRow:
    """Show one standard in one group: five shares, or one silence; and how that moved since the year before."""
    shares = shares_of(found, group, standard)
    silent = next((one for one in shares if one.shown is not Shown.SHOWN), None)
    return SpreadRow(
        key,
        title,
        () if silent else tuple(map(_share_shown, shares)),
        _silence(silent) if silent else None,
        _moved_shown(moved_of(found, group, standard)),
    )


def shares_of(found: Picture, group: int, standard: int) -> tuple[Estimate, ...]:
    """Give the share of partners, or of their workforce, at each level."""
    one = system.weighted_share if found.asked.weigh else system.share
    return tuple(one(found.view, group, found.year, standard, level) for level in range(1, LEVELS + 1))


def moved_of(found: Picture, group: int, standard: int) -> Estimate | None:
    """Give how the same partners moved since the year before; nothing in the first year."""
    if not found.year:
        return None
    return system.moved(found.view, group, found.year - 1, standard, weigh=found.asked.weigh)


def _silence(estimate: Estimate) -> ShownFigure:
    words = {Shown.TOO_FEW: _("too few to show"), Shown.NOBODY_MEASURES: _("nobody was asked")}[estimate.shown]
    return ShownFigure(mark=Mark(estimate.shown.value), value_words=words, why=_(estimate.why))


def _share_shown(estimate: Estimate) -> ShownFigure:
    if estimate.shown is not Shown.SHOWN:
        return _silence(estimate)
    said = {"low": f"{estimate.low:.0f}", "high": f"{estimate.high:.0f}"} if estimate.has_interval else {}
    between = _("%(low)s%% to %(high)s%%") % said if said else ""
    return ShownFigure(mark=Mark.CANNOT_SAY, value_words=f"{estimate.value:.0f}%", interval_words=between)


def _moved_shown(estimate: Estimate | None) -> ShownFigure:
    if estimate is None:
        return ShownFigure(mark=Mark.NOT_LOADED, value_words=_("no year before"))
    if estimate.shown is not Shown.SHOWN:
        return _silence(estimate)
    value, low, high = (round(one or 0.0, 1) + 0.0 for one in (estimate.value, estimate.low, estimate.high))
    said = {"value": f"{abs(value):.1f}", "low": f"{low:+.1f}", "high": f"{high:+.1f}"}
    told = 0 if estimate.low is None or estimate.high is None else (estimate.low > 0) - (estimate.high < 0)
    words = {1: _("%(value)s levels higher"), -1: _("%(value)s levels lower"), 0: _("cannot tell")}[told]
    return ShownFigure(mark=Mark.CANNOT_SAY, value_words=words % said, interval_words=_("%(low)s to %(high)s") % said)


def _coverage(found: Picture, person: Person) -> tuple[CoverageRow, ...]:
    """Show how many of those invited have finished; of fewer than ten, only to whoever invited them."""
    knows = allowed(rules.check_can_see_missing, person)
    invited = found.view.invited[:, found.year]
    return tuple(
        CoverageRow(name, _share_shown(coverage_of(found, group, knows=knows)))
        for group, name in enumerate(found.names)
        if invited[group]
    )


def coverage_of(found: Picture, group: int, *, knows: bool) -> Estimate:
    """Give how many of those invited have finished."""
    estimate = system.coverage(found.view, group, found.year)
    if knows or not 0 < found.view.invited[group, found.year] < LEAST_PARTNERS:
        return estimate
    return replace(estimate, value=None, shown=Shown.TOO_FEW, why=system.TOO_FEW)


def _missing(found: Picture) -> tuple[str, ...]:
    panel, names = found.held.answered, found.held.names
    if found.asked.within is Within.HEALTH_SERVICE:
        panel = replace(panel, invited=panel.invited & panel.health[:, None])
    return system.missing(panel, names, found.year)


def standard_picture(asked: Asked, key: str) -> StandardPicture | None:
    """Show one standard in each group side by side; nothing where the edition has none of this key."""
    found = picture(asked)
    standard = found.held.edition.standard(key) if found else None
    if found is None or standard is None:
        return None
    at = found.held.edition.standards.index(standard)
    return StandardPicture(
        asked=found.asked,
        edition=in_language(found.held.edition.title),
        title=in_language(standard.title),
        statement=in_language(standard.statement),
        levels=tuple(map(in_language, found.held.edition.levels)),
        rows=tuple(spread_row(found, found.keys.index(one.key), at, one.key, one.words) for one in _groups(found)),
    )


def heres(assessment: Assessment) -> Mapping[str, HereShown]:
    """Say "you are here" for each standard of an agreed assessment, wherever at least ten partners can be shown."""
    if assessment.state != "agreed" or assessment.agreed_at is None:
        return {}
    found = picture(Asked(Within.WHOLE_SYSTEM))
    if found is None:
        return {}
    year = timezone.localtime(assessment.agreed_at).year
    if year not in found.held.years or assessment.edition != found.held.edition.key:
        return {}
    own = dict(assessment.agreed_levels.filter(level__isnull=False).values_list("standard", "level"))
    at = found.held.years.index(year)
    shown: dict[str, Any] = {
        one.key: system.here(found.view, len(found.names) - 1, at, number, own.get(one.key) or 0)
        for number, one in enumerate(found.held.edition.standards)
    }
    return {key: HereShown(one.level, year, tuple(map(_share_shown, one.shares))) for key, one in shown.items() if one}
