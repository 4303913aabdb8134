"""What the API gives: the same lines as the files, asked for by place, measure and time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from heartwood.evidence.profile import Figure
from heartwood.pack import Area
from partnership.core import pack
from partnership.core.pack import in_language
from partnership.places.queries.indicators import find_indicator
from partnership.places.queries.lifecourse import district
from partnership.places.queries.opened import evidence, made_from
from partnership.places.queries.takeaways import (
    ABOUT_COLUMNS,
    Line,
    compared_line,
    definition_line,
    figure_line,
    profile_lines,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which observations are asked for; empty: all."""

    area: str = ""
    indicator: str = ""
    since: date | None = None
    latest: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A name in the answers, and what it means."""

    name: str
    says: str


def columns() -> tuple[Column, ...]:
    """Say what each name in the answers means."""
    return tuple(Column(name, str(says)) for name, says in ABOUT_COLUMNS.items())


def area_records() -> list[Line]:
    """List every area."""
    return [area_record(area) for area in pack.current().areas.values()]


def area_record(area: Area) -> Line:
    """Write an area."""
    return {
        "code": area.code,
        "slug": area.slug,
        "name": in_language(area.name),
        "kind": area.kind,
        "parent": area.parent,
        "nhs_name": in_language(area.nhs_name),
        "note": in_language(area.note),
        "page": reverse("place", kwargs={"slug": area.slug}) if area.kind == "district" else None,
    }


def indicator_records() -> list[Line]:
    """List every measure with its definition."""
    return [definition_line(indicator) for indicator in pack.current().indicators.values()]


def indicator_record(slug: str) -> Line | None:
    """Give one measure's definition; None where there is no such measure."""
    indicator = find_indicator(slug)
    return definition_line(indicator) if indicator else None


def find_area(named: str) -> Area | None:
    """Find an area by its code or by its address."""
    return next((area for area in pack.current().areas.values() if named in (area.code, area.slug)), None)


def observations(asked: Asked) -> list[Figure]:
    """Find what is asked for, by measure, area and time. The caller writes only the page it gives."""
    known, content = evidence(), pack.current()
    area, indicator = find_area(asked.area), find_indicator(asked.indicator)
    codes = [area.code] if area else list(content.areas)
    keys = [indicator.key] if indicator else list(content.indicators)
    found = [known.series(key, code)[-1 if asked.latest else 0 :] for key in keys for code in codes]
    since = asked.since or date.min
    return [figure for series in found for figure in series if figure.period.start >= since]


def observation_record(figure: Figure) -> Line:
    """Write one observation."""
    return figure_line(figure) | compared_line(figure) | {"build": made_from().name}


def profile_records(slug: str) -> list[Line] | None:
    """Give a place's life course, cell by cell; None where there is no such place."""
    area = district(slug)
    if area is None:
        return None
    return [line | {"build": made_from().name} for line in profile_lines(area.code)]
