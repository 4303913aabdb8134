"""DfE Explore Education Statistics: one wide CSV for each table, from nation to local authority."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from heartwood.evidence.sources.fetching import fetch as fetch
from heartwood.evidence.sources.labels import (
    Labels,
    calendar_years,
    on_day,
    quarter_ending_february,
    within_year,
    year_ending,
    years_from,
)
from heartwood.evidence.sources.quoting import name
from heartwood.evidence.sources.reading import figures, lay_out
from heartwood.evidence.sources.shapes import Text, Tidied
from heartwood.evidence.sources.wide import Measure, long

_TIMES: dict[str, Labels] = {
    "": year_ending("04-01"),
    "academic": years_from("09-01"),
    "calendar": calendar_years,
    "on_31_march": on_day("03-31"),
    "on_30_june": on_day("06-30"),
    "in_march": within_year("03-01/P1M"),
    "december_to_february": quarter_ending_february,
}

# A figure that England has not either was not collected at all; `how` may depend on the row as well as on the column.
_CELLS = """
WITH nowhere AS (SELECT DISTINCT series, label, category FROM long WHERE level = 'national' AND value = 'x')
SELECT long.* REPLACE (coalesce(nullif({how}, ''), how) AS how),
    CASE WHEN value = 'x' AND nowhere.series IS NOT NULL THEN 'x everywhere' END AS code
FROM long LEFT JOIN nowhere USING (series, label, category)
"""


def tidy(text: Text) -> Tidied:
    """Read one table, whichever columns this year's edition of it has."""
    about, connection = text.kind.about, text.connection
    time, level = ("time_period", "geographic_level") if "time_period" in text.columns else ("year", "level")
    area, place = _area(text, level)
    parts = ", ".join(f"clean({name(part)})" for part in about.get("parts", ()))
    others = [f"lower({level}) AS level", f"concat_ws('; ', {parts or 'NULL'}) AS category"]
    if "age" in about:
        others.append(f"clean({name(about['age'])}) AS age")
    query = long(_measures(text), area, f"clean({time})", ", ".join(others))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE long AS {query}")
    lay_out(text, _CELLS.format(how=_time_of_part(about.get("time_of_part", {}))))
    areas = connection.sql(f"SELECT {area} AS code, {place} AS name, kind_of(code) AS kind FROM text")
    return Tidied(_dataset(text, time), text.kind.title, figures(text, lambda how, label: _TIMES[how](label)), areas)


def _area(text: Text, level: str) -> tuple[str, str]:
    """Give the SQL of a row's code and name: of its nation, its region, or its authority."""
    country = "country_name" if "country_name" in text.columns else "country"
    if "region_code" not in text.columns:
        return "clean(country_code)", f"clean({country})"
    choose = "CASE lower({0}) WHEN 'national' THEN clean({1}) WHEN 'regional' THEN clean({2}) ELSE clean({3}) END"
    return (
        choose.format(level, "country_code", "region_code", "new_la_code"),
        choose.format(level, country, "region_name", "la_name"),
    )


def _measures(text: Text) -> list[Measure]:
    about = text.kind.about
    apart = {
        *text.description.about["places"], *about.get("parts", ()), *about.get("leave_columns", ()),
        about.get("age", ""),
    }  # fmt: skip
    return [_measure(column, text.kind.name, about) for column in text.columns if column not in apart]


def _measure(column: str, dataset: str, about: Mapping[str, Any]) -> Measure:
    whole = about.get("shares_of", "")
    made_of: Sequence[str] = about.get("made_of", {}).get(column, ("", ""))
    share = bool(whole) and column != whole
    how = about.get("times", {}).get(column, about.get("time", ""))
    return Measure(column, f"{dataset}/{column}", made_of[0], whole if share else made_of[1], share, how)


def _time_of_part(times: Mapping[str, str]) -> str:
    cases = " ".join(f"WHEN category = '{part}' THEN '{how}'" for part, how in times.items())
    return f"CASE {cases} ELSE '' END" if cases else "''"


def _dataset(text: Text, time: str) -> str:
    """Name the dataset; where each year is a file of its own, the years are part of the name."""
    if not text.kind.about.get("yearly"):
        return f"dfe_ees_{text.kind.name}"
    years = text.connection.execute(f"SELECT min({time}), max({time}) FROM text").fetchall()[0]
    return f"dfe_ees_{text.kind.name}_{'-'.join(sorted(set(map(str, years))))}"
