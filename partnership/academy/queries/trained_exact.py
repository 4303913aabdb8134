"""Who is trained, exactly: for the programme team, and for those who lead one organisation. Small numbers stand here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.utils import timezone
from django.utils.translation import gettext as _

from heartwood.workforce.publishing import ANY
from heartwood.workforce.records import By, How
from heartwood.workforce.trained import Trained, people
from partnership.academy.queries.supply import Need, count_words, gap_picture, horizon, need_page
from partnership.academy.queries.trained_counting import came_between, is_due, trained_both, trained_on
from partnership.academy.queries.trained_releases import Said, group_names, releases, say_level, say_quarter
from partnership.academy.rules.trained import last_quarter, means_on
from partnership.core import pack
from partnership.core.components import Mark, ShownFigure
from partnership.core.exports import ListExport
from partnership.core.pack import in_language
from partnership.partners.models import Partner

YEAR = 365  # days, with the last one


@dataclass(frozen=True, slots=True)
class Group:
    """One group and how many of it are trained."""

    name: str
    figure: ShownFigure


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One kind of role at a level: how many, and in which places."""

    name: str
    figure: ShownFigure
    places: tuple[Group, ...]  # those where there is somebody


@dataclass(frozen=True, slots=True)
class LevelCount:
    """A level: how many people have it; those by kind of role and place; and by how they work."""

    key: str
    name: str
    figure: ShownFigure
    families: tuple[FamilyRow, ...]
    ways: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Exact:
    """Exact counts of a day, with what they count."""

    at: date
    said: Said | None
    levels: tuple[LevelCount, ...]
    nobody: bool
    without_post: ShownFigure


@dataclass(frozen=True, slots=True)
class ProgrammeTrained:
    """Who is trained today, who came in a year, who will need training; and what can be published."""

    exact: Exact
    attendances: ShownFigure
    people: ShownFigure
    since: date
    need: Need
    waiting: str
    waiting_words: str
    releases: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PartnerTrained:
    """Who of one organisation is trained."""

    partner: Partner
    exact: Exact


def programme_trained(at: date | None = None) -> ProgrammeTrained:
    """Show the programme team who is trained today, exactly, and need against supply."""
    day = at or timezone.localdate()
    now, then = trained_both(day, horizon(day))
    first, quarter = day - timedelta(days=YEAR - 1), last_quarter(day)
    came, waiting = came_between(first, day), quarter if is_due(quarter, day) else ""
    return ProgrammeTrained(
        exact=_exact(now),
        attendances=_people(came.attendances.estimate.value or 0),
        people=_people(came.people.estimate.value or 0),
        since=first,
        need=need_page(now, then),
        waiting=waiting,
        waiting_words=say_quarter(waiting) if waiting else "",
        releases=tuple((one, say_quarter(one)) for one in releases()),
    )


def partner_trained(partner: Partner, at: date | None = None) -> PartnerTrained:
    """Show those who lead an organisation who of it is trained today."""
    return PartnerTrained(partner, _exact(trained_on(at or timezone.localdate(), partner=partner)))


def trained_gap_picture(level: str, width: str, at: date | None = None) -> str | None:
    """Draw how many would still need a level."""
    day = at or timezone.localdate()
    return gap_picture(*trained_both(day, horizon(day)), level, width)


def _people(value: float) -> ShownFigure:
    return ShownFigure(mark=Mark.CANNOT_SAY, value_words=count_words(value))


def _exact(found: Trained) -> Exact:
    keys = found.levels.names if found.levels.how is How.CUMULATIVE else (ANY, *found.levels.names)
    return Exact(
        at=found.at,
        said=_said(found.at),
        levels=tuple(_level(found, key) for key in keys),
        nobody=not found.counts.any(),
        without_post=_people(found.without_post),
    )


def _said(at: date) -> Said | None:
    means = means_on(at)
    return (
        Said(means.version, means.since, in_language(means.counted), in_language(means.not_counted)) if means else None
    )


def _level(found: Trained, key: str) -> LevelCount:
    level = "" if key == ANY else key
    families = tuple(_families(found, level))
    ways = tuple(_groups(found, level, By.EMPLOYMENT, {}))
    return LevelCount(key, say_level(key), _count(found, level, {}), families, ways)


def _count(found: Trained, level: str, where: Mapping[By, str]) -> ShownFigure:
    return _people(people(found, level, where).estimate.value or 0)


def _families(found: Trained, level: str) -> Iterator[FamilyRow]:
    names = group_names(By.ROLE_FAMILY)
    for key in (*found.groups.role_families, ""):
        where = {By.ROLE_FAMILY: key}
        if people(found, level, where).estimate.value:
            places = tuple(_groups(found, level, By.PLACE, where))
            yield FamilyRow(names.get(key, key) or _("Not known"), _count(found, level, where), places)


def _groups(found: Trained, level: str, by: By, where: Mapping[By, str]) -> Iterator[Group]:
    names = group_names(by)
    for key in (*found.groups.names(by), ""):
        asked = {**where, by: key}
        if people(found, level, asked).estimate.value:
            yield Group(names.get(key, key) or _("Not known"), _count(found, level, asked))


def exact_export(at: date | None = None) -> ListExport:
    """Give every exact count that is not nought as a list, for the programme team."""
    found = trained_on(at or timezone.localdate())
    said = _said(found.at)
    return ListExport(
        name=(pack.current().key, "who-is-trained-exact"),
        about=_(
            "One row is how many people have a practice level, each once, in one kind of role, sector and place, and how"
            " they work. An empty group is not known. The level “any” counts whoever has one. Rows that are not here are"
            " nobody. Small numbers stand here: do not give this file on, and publish nothing from it."
        ),
        columns=("counted_on", "level", "role_family", "sector", "place", "employment", "people", "definition_version"),
        rows=_cells(found, said.version if said else ""),
        who_may_see=_("The programme team."),
    )


def _cells(found: Trained, version: str) -> Iterator[tuple[Any, ...]]:
    keys = [(ANY, *found.levels.names), *((*found.groups.names(by), "") for by in By)]
    for at in zip(*(axis.tolist() for axis in np.nonzero(found.counts)), strict=True):
        named = [keys[axis][number] for axis, number in enumerate(at)]
        yield (found.at, *named, int(found.counts[at]), version)
