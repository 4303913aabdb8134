"""From cells of text to typed figures, many rows at a time, and what could not be read with its reason.

A source lays its rows out as the view `cells` (text columns as in `CELLS`, `line` a number, any of them may be left
out); here the distinct labels and codes are read in Python, one by one, and the rows in SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from heartwood.evidence.sources.shapes import Text
from heartwood.periods import Period

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

AREA_CODE = "[EJKLMNSW][0-9]{8}|TL[C-N][0-9]{0,2}"
_WELL_FORMED = "regexp_full_match({}, '" + AREA_CODE.replace("{", "{{").replace("}", "}}") + "')"

# Columns of a cell that are text, and what stands there where a source has none.
CELLS = {
    "series": "NULL", "area": "NULL", "sex": "''", "age": "''", "category": "''", "label": "NULL", "how": "''",
    "value": "NULL", "low": "NULL", "high": "NULL", "low_998": "NULL", "high_998": "NULL", "count": "NULL",
    "denominator": "NULL", "code": "NULL", "note": "NULL", "origin": "'published'", "comparison": "NULL",
    "trend": "NULL", "heading": "NULL",
}  # fmt: skip

MACROS = r"""
CREATE OR REPLACE MACRO clean(t) AS nullif(trim(t, ' ' || chr(9) || chr(10) || chr(13) || chr(160)), '');
CREATE OR REPLACE MACRO plain(t) AS CASE
    WHEN contains(t, ',') AND NOT regexp_full_match(t, '[+-]?\d{1,3}(,\d{3})+(\.\d+)?%?') THEN NULL
    WHEN contains(t, '_') THEN NULL
    ELSE TRY_CAST(replace(rtrim(t, '%'), ',', '') AS DOUBLE) END;
CREATE OR REPLACE MACRO number(t) AS CASE WHEN isfinite(plain(t)) THEN plain(t) END;
CREATE OR REPLACE MACRO kind_of(code) AS CASE
    WHEN left(code, 3) IN ('E92', 'W92', 'S92', 'N92') THEN 'nation'
    WHEN left(code, 1) = 'K' THEN 'country'
    WHEN left(code, 3) = 'E12' THEN 'region'
    WHEN left(code, 3) IN ('E06', 'E07', 'E08', 'E09', 'W06', 'S12', 'N09') THEN 'district'
    WHEN left(code, 3) = 'E10' THEN 'county'
    WHEN left(code, 3) = 'E47' THEN 'combined_authority'
    WHEN left(code, 3) IN ('E01', 'W01') THEN 'lsoa'
    WHEN left(code, 3) IN ('E02', 'W02') THEN 'msoa'
    WHEN left(code, 3) IN ('E05', 'W05') THEN 'ward'
    WHEN left(code, 3) = 'E54' THEN 'icb'
    WHEN left(code, 3) = 'E38' THEN 'sub_icb'
    WHEN left(code, 3) IN ('E23', 'W15') THEN 'police'
    ELSE 'other' END;
CREATE OR REPLACE MACRO problem(h, f, a) AS {'heading': h, 'found': f, 'accepted': a};
"""

_LABELS = "SELECT DISTINCT how, label FROM cells WHERE label IS NOT NULL"
_PERIOD_TABLE = """CREATE OR REPLACE TEMP TABLE periods
(how TEXT, label TEXT, period TEXT, period_start DATE, period_end DATE)"""
_SILENCE_TABLE = "CREATE OR REPLACE TEMP TABLE silences (code TEXT, status TEXT, meaning TEXT)"

# A cell is silent if it has a code beside it, or if its value is no number: then the text itself is the code.
_FIGURES = f"""
WITH parsed AS (
    SELECT cells.*, number(cells.value) AS value_, number(cells.low) AS low_, number(cells.high) AS high_,
        number(cells.low_998) AS low_998_, number(cells.high_998) AS high_998_,
        number(cells.count) AS count_, number(cells.denominator) AS denominator_,
        coalesce(cells.code, CASE WHEN number(cells.value) IS NULL THEN coalesce(cells.value, '') END) AS silent
    FROM cells
)
SELECT parsed.line, getvariable('source') AS source, parsed.series, parsed.area, parsed.sex, parsed.age, parsed.category,
    periods.period_start, periods.period_end, periods.period, parsed.label,
    value_ AS value, low_ AS low, high_ AS high, low_998_ AS low_998, high_998_ AS high_998,
    count_ AS count, denominator_ AS denominator,
    CASE WHEN silent IS NULL THEN 'shown' ELSE silences.status END AS status,
    CASE WHEN silent IS NULL THEN coalesce(parsed.note, '')
         ELSE concat_ws(' ', nullif(silences.meaning, ''), parsed.note) END AS note,
    parsed.origin, coalesce(parsed.comparison, '') AS published_comparison,
    coalesce(parsed.trend, '') AS published_trend,
    CASE
        WHEN parsed.series IS NULL THEN problem('indicator', '', 'a name')
        WHEN parsed.area IS NULL OR NOT regexp_full_match(parsed.area, '{AREA_CODE}')
            THEN problem('area', coalesce(parsed.area, ''), 'a code such as E08000035')
        WHEN periods.period IS NULL THEN problem('period', coalesce(parsed.label, ''), 'a period such as 2023/24')
        WHEN silent IS NOT NULL AND silences.status IS NULL
            THEN problem(coalesce(parsed.heading, 'value'), silent, getvariable('codes'))
        WHEN parsed.low IS NOT NULL AND low_ IS NULL THEN problem('low', parsed.low, 'a number')
        WHEN parsed.high IS NOT NULL AND high_ IS NULL THEN problem('high', parsed.high, 'a number')
        WHEN parsed.low_998 IS NOT NULL AND low_998_ IS NULL THEN problem('low 99.8', parsed.low_998, 'a number')
        WHEN parsed.high_998 IS NOT NULL AND high_998_ IS NULL THEN problem('high 99.8', parsed.high_998, 'a number')
        WHEN parsed.count IS NOT NULL AND count_ IS NULL THEN problem('count', parsed.count, 'a number')
        WHEN parsed.denominator IS NOT NULL AND denominator_ IS NULL THEN problem('denominator', parsed.denominator, 'a number')
        WHEN low_ > high_ THEN problem('low', parsed.low, 'no more than the high end, ' || parsed.high)
        WHEN low_998_ > high_998_
            THEN problem('low 99.8', parsed.low_998, 'no more than the high end, ' || parsed.high_998)
    END AS problem
FROM parsed LEFT JOIN periods USING (how, label) LEFT JOIN silences ON silences.code = silent
"""


def lay_out(text: Text, query: str) -> None:
    """Make the view `cells` of a query over `text`, filling in the columns that it leaves out."""
    rows = text.connection.sql(query)
    filled = ", ".join(f"{nothing}::TEXT AS {name}" for name, nothing in CELLS.items() if name not in rows.columns)
    rows.project(f"*, {filled}" if filled else "*").create_view("cells", replace=True)


def figures(text: Text, read: Callable[[str, str], Period], *, labels: str = _LABELS) -> DuckDBPyRelation:
    """Read the view `cells`: the typed columns of `observations`, and `line` and `problem` (NULL where all is well).

    Parameters
    ----------
    read
        From (`how`, `label`), each pair once, to a period; raises ValueError where it is none.
    labels
        The query that gives those pairs; shorter where a source knows them without reading its cells.
    """
    connection = text.connection
    _fill_periods(connection, read, labels)
    connection.execute(_SILENCE_TABLE)
    silences = text.description.silences
    fill(connection, "silences", [(code, status, meaning) for code, (status, meaning) in silences.items()])
    codes = "a number" + (f", or one of {' '.join(code or '(empty)' for code in silences)}" if silences else "")
    connection.execute("SET VARIABLE codes = ?", [codes])
    connection.execute("SET VARIABLE source = ?", [text.description.source])
    return connection.sql(_FIGURES)


def _fill_periods(connection: DuckDBPyConnection, read: Callable[[str, str], Period], labels: str) -> None:
    connection.execute(_PERIOD_TABLE)
    rows = []
    for how, label in connection.execute(labels).fetchall():
        try:
            period = read(how, label)
        except ValueError:
            continue  # the rows that bear this label are refused, one by one, in the figures
        rows.append((how, label, period.iso, period.start, period.end))
    fill(connection, "periods", rows)


def fill(connection: DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]) -> None:
    """Insert a few rows in one statement."""
    if rows:
        marks = ", ".join("unnest(?)" for _ in rows[0])
        columns = [list(column) for column in zip(*rows, strict=True)]
        connection.execute(f"INSERT INTO {table} SELECT {marks}", columns)


def link(text: Text, kind: str, source: str, target: str, weight: str = "1.0") -> DuckDBPyRelation:
    """Read the lookup from one code to another in each row of `text`; arguments but the first two are SQL."""
    return text.connection.sql(f"""
        SELECT line, '{kind}' AS kind, {source} AS source_code, {target} AS target_code, ({weight})::DOUBLE AS weight,
            CASE WHEN source_code IS NULL OR kind <> 'postcode_district' AND NOT {_WELL_FORMED.format("source_code")}
                    THEN problem('area', coalesce(source_code, ''), 'a code such as E01011640')
                WHEN target_code IS NULL OR NOT {_WELL_FORMED.format("target_code")}
                    THEN problem('area', coalesce(target_code, ''), 'a code such as E08000035')
            END AS problem
        FROM text
    """)
