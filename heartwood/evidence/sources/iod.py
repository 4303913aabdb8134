"""English Indices of Deprivation 2019 and 2025: the publisher's files and cuts of them, CSV, gzip and XLSX."""

from __future__ import annotations

from duckdb import DuckDBPyConnection, DuckDBPyRelation

from heartwood.evidence.sources.describing import describe
from heartwood.evidence.sources.fetching import fetch as fetch
from heartwood.evidence.sources.labels import calendar_years
from heartwood.evidence.sources.quoting import name, word
from heartwood.evidence.sources.reading import figures, lay_out, link
from heartwood.evidence.sources.shapes import Text, Tidied
from heartwood.evidence.sources.wide import Measure, long

# Every small area counts once, so a share has no interval.
_SHARES = """
INSERT INTO observations BY NAME
WITH deciles AS (
    SELECT *, regexp_replace(series, 'decile$', 'most_deprived_tenth') AS share FROM observations
    WHERE source = 'iod' AND regexp_full_match(series,
        'iod2025/(imd|income|employment|education|health|crime|housing_and_services|environment)/decile')
),
whole AS (SELECT series FROM deciles GROUP BY series HAVING count(value) = getvariable('small_areas')),
placed AS (
    SELECT deciles.*, lookups.target_code AS district FROM deciles
    JOIN lookups ON lookups.kind = 'lsoa_district' AND lookups.source_code = deciles.area
    WHERE series IN (FROM whole)
    UNION ALL
    SELECT *, 'E92000001' FROM deciles WHERE series IN (FROM whole)
)
SELECT source, share AS series, district AS area, '' AS sex, '' AS age, '' AS category, period_start, period_end, period,
    label, 100 * count(*) FILTER (value = 1) / count(*) AS value, count(*) FILTER (value = 1) AS count,
    count(*) AS denominator, 'shown' AS status, '' AS note, 'worked_out' AS origin, '' AS published_comparison,
    '' AS published_trend, max(edition) AS edition
FROM placed GROUP BY ALL
"""


def tidy(text: Text) -> Tidied:
    """Read one file, of either year and in any of its layouts."""
    about = text.kind.about
    area = f"clean({name(about['area'])})"
    measures = [Measure(column, series) for column, series in about["columns"].items()]
    lay_out(text, long(measures, area, f"'{about['year']}'"))
    found = figures(text, lambda _, label: calendar_years(label), labels=f"SELECT '', '{about['year']}'")
    return Tidied(f"iod_{text.kind.name}", text.kind.title, found, _areas(text, area), _districts(text, area))


def _areas(text: Text, area: str) -> DuckDBPyRelation | None:
    about = text.kind.about
    if "area_name" not in about:
        return None
    return text.connection.sql(f"""
        SELECT {area} AS code, clean({name(about["area_name"])}) AS name, kind_of(code) AS kind FROM text
        UNION
        SELECT clean({name(about["district"])}) AS code, clean({name(about["district_name"])}), kind_of(code) FROM text
    """)


def _districts(text: Text, area: str) -> DuckDBPyRelation | None:
    if "district" not in text.kind.about:
        return None
    return link(text, "lsoa_district", area, f"clean({name(text.kind.about['district'])})")


def derive(connection: DuckDBPyConnection) -> None:
    """Work out, in a build, the share of each district's small areas that are in England's most deprived tenth."""
    small_areas = describe("iod").about["small_areas_2025"]
    connection.execute("SET VARIABLE small_areas = ?", [small_areas])
    connection.execute(f"DELETE FROM observations WHERE source = {word('iod')} AND origin = {word('worked_out')}")
    connection.execute(_SHARES)
