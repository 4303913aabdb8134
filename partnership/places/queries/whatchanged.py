"""What the newest build changed in what this site shows, against the build before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext as _

from heartwood import wording
from heartwood.estimates import Estimate
from heartwood.evidence import store
from heartwood.evidence.changes import Changes, changes
from heartwood.evidence.profile import Evidence
from heartwood.pack import Indicator
from partnership.core import pack
from partnership.core.exports import Export
from partnership.core.pack import in_language
from partnership.places.queries.opened import builds_folder, evidence, made_from, newest_build, opened
from partnership.places.queries.takeaways import licence

Shown = tuple[str, str, str, str]
Figures = dict[tuple[str, str], Shown]


@dataclass(frozen=True, slots=True)
class MeasureChanged:
    """How the figures of one measure changed."""

    title: str
    slug: str
    definition: str
    source: str
    period: str
    added: int
    removed: int
    altered: int


@dataclass(frozen=True, slots=True)
class Behind:
    """How many figures changed in a whole build, most of which no page here shows."""

    added: int
    removed: int
    altered: int


@dataclass(frozen=True, slots=True)
class WhatChanged:
    """The page about the newest build. `before` is empty where it is the first."""

    build: str
    made_at: datetime
    before: str
    measures: tuple[MeasureChanged, ...]
    new_files: tuple[str, ...]
    gone_files: tuple[str, ...]
    behind: Behind  # in the whole build, every area of every series


def what_changed() -> WhatChanged:
    """Compare the newest build with the one before it."""
    path, newest = build_before(), newest_build()
    if path is None or newest is None:
        return WhatChanged(made_from().name, made_from().at, "", (), (), (), Behind(0, 0, 0))
    then, now, whole = opened(path), evidence(), changes(path, newest)
    compared = (measure_changed(one, then, now) for one in pack.current().indicators.values())
    return WhatChanged(
        build=made_from().name,
        made_at=made_from().at,
        before=path.stem,
        measures=tuple(one for one in compared if one.added or one.removed or one.altered),
        new_files=whole.editions_added,
        gone_files=whole.editions_removed,
        behind=behind(whole),
    )


def behind(whole: Changes) -> Behind:
    """Count what changed in a whole build."""
    return Behind(
        added=sum(one.added for one in whole.series),
        removed=sum(one.removed for one in whole.series),
        altered=sum(one.altered for one in whole.series),
    )


def build_before() -> Path | None:
    """Give the build before the newest one."""
    paths = [build.path for build in store.builds(builds_folder())]
    return paths[-2] if len(paths) > 1 else None


def measure_changed(indicator: Indicator, then: Evidence, now: Evidence) -> MeasureChanged:
    """Count what was added to, taken from and altered in a measure."""
    old, new = figures_of(then, indicator.key), figures_of(now, indicator.key)
    periods = sorted(period for _area, period in new.keys() | old.keys())
    return MeasureChanged(
        title=in_language(indicator.title),
        slug=indicator.slug,
        definition=in_language(indicator.definition),
        source=indicator.source.publisher,
        period=f"{periods[0]} to {periods[-1]}" if periods else "",
        added=len(new.keys() - old.keys()),
        removed=len(old.keys() - new.keys()),
        altered=sum(old[where] != new[where] for where in old.keys() & new.keys()),
    )


def figures_of(known: Evidence, key: str) -> Figures:
    """Give what is shown of a measure, by area and period."""
    return {
        (code, figure.period.iso): shown(figure.estimate, figure.indicator.decimals)
        for code in pack.current().areas
        for figure in known.series(key, code)
    }


def shown(estimate: Estimate, decimals: int) -> Shown:
    """Give what a reader would notice if it changed: a value at its publisher's decimals, or its silence."""
    ends = (estimate.value, estimate.low, estimate.high)
    value, low, high = ("" if end is None else wording.say_number(end, decimals) for end in ends)
    return value, low, high, estimate.shown.value


def changes_export() -> Export:
    """Give what changed as a table."""
    columns = ("indicator", "title", "definition", "source", "period", "added", "removed", "altered", "build", "before")
    page = what_changed()
    rows = [(*_counted(one), page.build, page.before) for one in page.measures]
    about = {"title": _("What changed"), "page": reverse("changes"), "build": page.build, "licence": licence()}
    return Export((pack.current().key, "changes", page.build), columns, rows, about)


def _counted(one: MeasureChanged) -> tuple[str | int, ...]:
    return one.slug, one.title, one.definition, one.source, one.period, one.added, one.removed, one.altered
