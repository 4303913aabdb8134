"""DfE Local Authority Interactive Tool: its data store, every measure for every authority, in Parquet."""

from __future__ import annotations

from heartwood.evidence.sources.fetching import fetch as fetch
from heartwood.evidence.sources.la_numbers import make_table
from heartwood.evidence.sources.labels import (
    Labels,
    calendar_years,
    first_that_reads,
    on_day,
    quarter_ending_february,
    within_year,
    year_ending,
    years_from,
)
from heartwood.evidence.sources.reading import figures, fill, lay_out
from heartwood.evidence.sources.shapes import Text, Tidied
from heartwood.periods import Period

_TIMES: dict[str, Labels] = {
    "academic": first_that_reads(years_from("09-01"), year_ending("09-01")),
    "financial": first_that_reads(years_from("04-01"), year_ending("04-01")),
    "calendar": calendar_years,
    "on_31_march": on_day("03-31"),
    "on_30_september": on_day("09-30"),
    "in_january": within_year("01-01/P1M"),
    "december_to_february": quarter_ending_february,
}

# The number is a float in the publisher's file: 301.0.
_CELLS = """
SELECT text.line, clean("Short Desc") AS series, coalesce(times.how, 'a measure of unknown year type') AS how,
    coalesce(la_numbers.code, "LA Number") AS area, clean("Years") AS label, clean("Values") AS value,
    'Values' AS heading
FROM text LEFT JOIN times ON times.series = clean("Short Desc")
    LEFT JOIN la_numbers ON la_numbers.la_number = split_part("LA Number", '.', 1)
"""


def tidy(text: Text) -> Tidied:
    """Read the data store."""
    connection = text.connection
    make_table(connection)
    connection.execute("CREATE OR REPLACE TEMP TABLE times (series TEXT, how TEXT)")
    times = text.description.about["times"]
    fill(connection, "times", [(series, how) for how, several in times.items() for series in several])
    lay_out(text, _CELLS)
    areas = connection.sql("SELECT code, name, kind_of(code) AS kind FROM la_numbers")
    return Tidied("dfe_lait", text.kind.title, figures(text, _read), areas)


def _read(how: str, label: str) -> Period:
    """Read a year without what the publisher says of its revision: `2016-17 (OT)` is a year like another."""
    if how not in _TIMES:
        raise ValueError(f"nothing is known of the years of {how}")
    return _TIMES[how](label.partition(" (")[0])
