"""Wide files: one row holds many measures of an area and a time; here each becomes a cell of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heartwood.evidence.sources.quoting import name, word


@dataclass(frozen=True, slots=True)
class Measure:
    """One column of figures.

    Attributes
    ----------
    count, denominator
        Columns that the publisher made it of; empty where there are none.
    share
        The column holds a count, and its share of the denominator, in per cent, is what we want.
    how
        Which of the source's ways to read the time of this measure.
    """

    column: str
    series: str
    count: str = ""
    denominator: str = ""
    share: bool = False
    how: str = ""


def _figure(column: str) -> str:
    return f"CASE WHEN number({name(column)}) IS NOT NULL THEN clean({name(column)}) END" if column else "NULL::TEXT"


def _value(measure: Measure) -> str:
    column = name(measure.column)
    if not measure.share:
        return f"clean({column})"
    whole = name(measure.denominator)
    return f"""CASE WHEN number({column}) IS NULL THEN clean({column})
        WHEN number({whole}) IS NULL THEN clean({whole})
        WHEN number({whole}) > 0 THEN (100 * number({column}) / number({whole}))::TEXT END"""


def _cell(measure: Measure) -> str:
    return f"""{{'series': {word(measure.series)}, 'how': {word(measure.how)}, 'heading': {word(measure.column)},
        'origin': {word("worked_out" if measure.share else "published")}, 'value': {_value(measure)},
        'count': {_figure(measure.column if measure.share else measure.count)},
        'denominator': {_figure(measure.denominator)}}}"""


def long(measures: Sequence[Measure], area: str, label: str, others: str = "") -> str:
    """Give the query that lays a wide `text` out as cells, one for each row and measure.

    Parameters
    ----------
    area, label
        SQL of the row's area code and of its time.
    others
        SQL of further columns, such as a category, with commas between.
    """
    cells = ", ".join(map(_cell, measures))
    more = f", {others}" if others else ""
    return f"""
        SELECT * EXCLUDE (cell), cell.* FROM (
            SELECT line, {area} AS area, {label} AS label{more}, unnest([{cells}]) AS cell FROM text
        )"""
