"""Who is trained, as it was published: each count with what it counts, beside how many work here; and quarter by quarter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heartwood.evidence import pictures
from heartwood.workforce.definitions import series
from heartwood.workforce.publishing import ANY
from heartwood.workforce.records import By, How
from partnership.academy.queries.trained_counting import is_due
from partnership.academy.queries.trained_releases import (
    Held,
    Said,
    every_held,
    group_names,
    level_cell,
    say_band,
    say_level,
    say_quarter,
    say_share,
    say_workforce,
)
from partnership.academy.rules.trained import last_day, last_quarter, quarter_of
from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.components import Need, ShownFigure
from partnership.core.pack import Words, in_language
from partnership.partners.models import reach

TABLES = (By.PLACE, By.SECTOR, By.ROLE_FAMILY, By.EMPLOYMENT)


@dataclass(frozen=True, slots=True)
class Part:
    """One group of a level: how many are trained, and which share of those who work there."""

    key: str
    name: str
    figure: ShownFigure
    share: ShownFigure | None  # none where no figure says how many work there


@dataclass(frozen=True, slots=True)
class Row:
    """A level: how many are trained, of how many; and those of its parts that can be shown."""

    key: str
    name: str
    figure: ShownFigure
    share: ShownFigure
    workforce: ShownFigure
    shown: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Levels by place, sector, kind of role, or how people work; and of whom nothing at all can be shown."""

    key: str
    title: str
    head: str
    rows: tuple[Row, ...]
    not_shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Who says how many work here."""

    name: str
    link: str
    licence: str


@dataclass(frozen=True, slots=True)
class Line:
    """One quarter of a series."""

    quarter: str
    words: str
    figure: ShownFigure


@dataclass(frozen=True, slots=True)
class Series:
    """Quarters of one definition, oldest first, and why it does not go on from the one before."""

    version: str
    counted: str
    why: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class TrainedPage:
    """Who was trained on the last day of a quarter."""

    quarter: str
    words: str
    until: date
    is_newest: bool
    fictional: bool
    said: Said
    levels: tuple[Row, ...]
    cumulative: bool
    attendances: ShownFigure
    people: ShownFigure
    tables: tuple[Table, ...]
    sources: tuple[Source, ...]
    why: tuple[str, ...]  # shares are not shown, each sentence once
    series: tuple[Series, ...]
    picture_says: str


def trained_page(quarter: str = "") -> TrainedPage | None:
    """Show who was trained in a quarter, or in the newest; nothing where nothing was published."""
    every = every_held()
    found = _of(every, quarter)
    if found is None:
        return None
    rows, shown = level_rows(found), found.row.shown
    return TrainedPage(
        quarter=found.quarter,
        words=say_quarter(found.quarter),
        until=last_day(found.quarter),
        is_newest=found == every[0],
        fictional=shown["fictional"],
        said=found.said,
        levels=rows,
        cumulative=shown["how"] == How.CUMULATIVE,
        tables=tuple(_table(found, by) for by in TABLES),
        series=tuple(_series(every)),
        picture_says=_picture_says(rows),
        **_beside(found),
    )


def _beside(found: Held) -> dict[str, Any]:
    """Give what stands beside the counts: who came, and who says how many work here."""
    coverage = found.row.shown["coverage"] or {"sources": ()}
    came = {name: _came(found, name) for name in ("attendances", "people")}
    why = dict.fromkeys(row.share.why for row in level_rows(found) if row.share.why)
    return {**came, "sources": tuple(map(_source, coverage["sources"])), "why": tuple(why)}


def _of(every: Iterable[Held], quarter: str) -> Held | None:
    return next((one for one in every if quarter in ("", one.quarter)), None)


def _came(found: Held, name: str) -> ShownFigure:
    return say_band(found.row.shown["came"][name], found.rule, "", found.quarter)


def level_rows(found: Held) -> tuple[Row, ...]:
    """Give any level, and each by itself, in the pack's order. Where each holds those before it, the first is any."""
    return tuple(_row(found, level) for level in shown_levels(found))


def shown_levels(found: Held) -> tuple[str, ...]:
    """Give the levels that a page shows: "any" only where it says more than the first of them."""
    return found.levels if found.row.shown["how"] == How.CUMULATIVE else (ANY, *found.levels)


def _row(found: Held, level: str) -> Row:
    told = found.share(_plain(level))
    figures = found.figure(level_cell(level)), say_share(told), say_workforce(told)
    return Row(level, say_level(level), *figures)


def _plain(level: str) -> str:
    return "" if level == ANY else level


def _table(found: Held, by: By) -> Table:
    titles = {
        By.PLACE: (_("By place"), _("Place")),
        By.SECTOR: (_("By sector"), _("Sector")),
        By.ROLE_FAMILY: (_("By kind of role"), _("Kind of role")),
        By.EMPLOYMENT: (_("Employed, and volunteers"), _("How they work")),
    }
    names, keys = group_names(by), _keys(found, by)
    rows = tuple(_parts(found, level, by, names, keys) for level in shown_levels(found))
    shown = {part.key for row in rows for part in row.shown}
    silent = tuple(names.get(key, key) for key in keys if key not in shown)
    return Table(by.value.replace("_", "-"), *titles[by], rows, silent)


def _keys(found: Held, by: By) -> tuple[str, ...]:
    """Give the groups that were told apart then, in the order of the release."""
    told = (value for one in found.released.counts for name, value in one if name == by)
    return tuple(dict.fromkeys(told))


def _parts(found: Held, level: str, by: By, names: Mapping[str, str], keys: Iterable[str]) -> Row:
    parts = [_part(found, level, by, key, names.get(key, key)) for key in keys]
    row = _row(found, level)
    shown = tuple(one for one in parts if not one.figure.mark.is_silence)
    return Row(row.key, row.name, row.figure, row.share, row.workforce, shown)


def _part(found: Held, level: str, by: By, key: str, name: str) -> Part:
    told = found.share(_plain(level), by.value, key)
    share = say_share(told) if told else None
    return Part(key, name, found.figure(level_cell(level, by, key)), None if share and share.mark.is_silence else share)


def _source(told: Mapping[str, Any]) -> Source:
    return Source(in_language(Words(told["name"])), told["link"], told["licence"])


def _series(every: Iterable[Held]) -> Iterator[Series]:
    """Give any level quarter by quarter. Whatever changed what is counted begins a new series."""
    by_quarter = {one.quarter: one for one in every}
    for run in series([one.counted(level_cell(ANY)) for one in by_quarter.values()]):
        quarters = [quarter_of(number.at) for number in run.numbers]
        said = by_quarter[quarters[0]].said
        lines = (Line(one, say_quarter(one), by_quarter[one].figure(level_cell(ANY))) for one in quarters)
        yield Series(said.version, said.counted, _(run.why) if run.why else "", tuple(lines))


def _picture_says(rows: Iterable[Row]) -> str:
    said = "; ".join(f"{row.name}: {row.figure.value_words}" for row in rows)
    return _("How many people are trained, by practice level. %(said)s.") % {"said": said}


def trained_picture(quarter: str, width: str) -> str | None:
    """Draw how many are trained at each level, as SVG; nothing where that quarter was not published."""
    found = _of(every_held(), quarter)
    if found is None:
        return None
    rows = level_rows(found)
    ends = (found.counted(level_cell(row.key)).estimate for row in rows)
    bars = [
        pictures.Band(row.name, row.figure.value_words, _whole(one.low), _whole(one.high))
        for row, one in zip(rows, ends, strict=True)
    ]
    drawn = pictures.bands(
        bars,
        title=_("People trained, %(quarter)s") % {"quarter": say_quarter(quarter)},
        description=_picture_says(rows),
        width="wide" if width == "wide" else "narrow",
    )
    return pictures.svg(drawn)


def _whole(end: float | None) -> int | None:
    return None if end is None else int(end)


def needs(person: Person) -> tuple[Need, ...]:
    """Tell the programme team that a quarter can be published."""
    quarter = last_quarter()
    if not reach(person).runs_programme or not is_due(quarter, timezone.localdate()):
        return ()
    said = _("Who was trained at the end of %(quarter)s can be counted and published")
    return (Need(said % {"quarter": say_quarter(quarter)}, reverse("programme-trained"), None, _("Training")),)


def teaches() -> bool:
    """Whether this partnership teaches at all."""
    return pack.current().academy is not None
