"""OHID Fingertips: CSV exports of 26 and 27 columns, and tidy files that others made of them."""

from __future__ import annotations

import re
from collections.abc import Callable

from heartwood.evidence.sources.fetching import fetch as fetch
from heartwood.evidence.sources.labels import calendar_years, first_that_reads, years_from
from heartwood.evidence.sources.reading import figures, lay_out
from heartwood.evidence.sources.shapes import Text, Tidied
from heartwood.periods import Period

_EXPORT = """
SELECT line, clean("Indicator ID") AS series, series AS how, clean("Area Code") AS area, coalesce(clean("Sex"), '') AS sex,
    coalesce(clean("Age"), '') AS age, concat_ws(': ', clean("Category Type"), clean("Category")) AS category,
    clean("Time period") AS label, clean("Value") AS value, clean("Lower CI 95.0 limit") AS low,
    clean("Upper CI 95.0 limit") AS high, clean("Lower CI 99.8 limit") AS low_998,
    clean("Upper CI 99.8 limit") AS high_998, clean("Count") AS count, clean("Denominator") AS denominator,
    clean("Value note") AS note, clean("Compared to England value or percentiles") AS comparison,
    clean("Recent Trend") AS trend, 'Value' AS heading,
    CASE WHEN value IS NOT NULL THEN NULL WHEN note ILIKE '%suppressed%small%' THEN 'suppressed' ELSE 'missing' END AS code
FROM text
"""
_THIRD_PARTY = """
SELECT line, clean(indicator) AS series, series AS how, clean(area_code) AS area, clean(unit) AS sex,
    clean(period) AS label, clean(value) AS value, clean(significance) AS comparison, 'value' AS heading
FROM text
"""
_ENGLAND = ("England", "Region")


def tidy(text: Text) -> Tidied:
    """Read an export, or a tidy file made from one."""
    export = text.kind.name == "export"
    lay_out(text, _EXPORT if export else _THIRD_PARTY)
    code, name = ('"Area Code"', '"Area Name"') if export else ("area_code", "area_name")
    areas = text.connection.sql(f"SELECT clean({code}) AS code, clean({name}) AS name, kind_of(code) AS kind FROM text")
    found = figures(text, _reader(set(text.description.about["school_years"])))
    return Tidied(_dataset(text) if export else f"fingertips_{text.stem}", text.kind.title, found, areas)


def _reader(school_years: set[str]) -> Callable[[str, str], Period]:
    school = first_that_reads(years_from("09-01"), calendar_years)
    financial = first_that_reads(years_from("04-01"), calendar_years)
    return lambda series, label: (school if series in school_years else financial)(label)


def _dataset(text: Text) -> str:
    """Name an export for its indicators and its kind of area: a file's name may be anything."""
    rows = text.connection.execute('SELECT DISTINCT clean("Indicator ID"), clean("Area Type") FROM text').fetchall()
    numbers = sorted({str(number) for number, _ in rows})
    kinds = sorted({str(kind) for _, kind in rows} - set(_ENGLAND)) or ["england"]
    named = "-".join(numbers) if len(numbers) <= 3 else f"{numbers[0]}-to-{numbers[-1]}-{len(numbers)}"
    return f"fingertips_{named}_{re.sub(r'[^a-z0-9]+', '-', kinds[0].lower()).strip('-')}"
