"""Publishers' names of periods, read one distinct label at a time."""

from __future__ import annotations

import re
from collections.abc import Callable

from heartwood.periods import Period

_YEAR = re.compile(r"(\d{4})")
_TWO_YEARS = re.compile(r"(\d{4})[/-](\d{2})")
_SIX_DIGITS = re.compile(r"(\d{4})(\d{2})")
_SPAN = re.compile(r"(\d{4})\s*-\s*(\d{2})")
_LONG_SPAN = re.compile(r"(\d{4})/(\d{2})\s*-\s*(\d{2})/(\d{2})")

Labels = Callable[[str], Period]


def iso(label: str) -> Period:
    """Read a label that is a period in ISO 8601 already."""
    return Period.parse(label)


def _years(start: int, start_day: str, length: int) -> Period:
    return Period.parse(f"{start}-{start_day}/P{length}Y")


def _follows(first: int, second: str) -> bool:
    return (first + 1) % 100 == int(second)


def _length(first: int, second: str) -> int:
    return (int(second) - first) % 100 + 1


def years_from(start_day: str) -> Labels:
    """Give a reader of years that begin on this day: ``2013/14``, ``201314``, ``2013/14 - 15/16``.

    >>> years_from("04-01")("2013/14").iso
    '2013-04-01/P1Y'
    >>> years_from("09-01")("2013/14-15/16").iso
    '2013-09-01/P3Y'
    """

    def read(label: str) -> Period:
        if (match := _TWO_YEARS.fullmatch(label) or _SIX_DIGITS.fullmatch(label)) and _follows(int(match[1]), match[2]):
            return _years(int(match[1]), start_day, 1)
        if match := _LONG_SPAN.fullmatch(label):
            return _years(int(match[1]), start_day, _length(int(match[1]), match[3]))
        raise ValueError(f'"{label}" is not a period')

    return read


def calendar_years(label: str) -> Period:
    """Read ``2015`` as that year and ``2010 - 12`` as three.

    >>> calendar_years("2010 - 12").iso
    '2010-01-01/P3Y'
    """
    if _YEAR.fullmatch(label):
        return _years(int(label), "01-01", 1)
    if match := _SPAN.fullmatch(label):
        return _years(int(match[1]), "01-01", _length(int(match[1]), match[2]))
    raise ValueError(f'"{label}" is not a period')


def year_ending(day_after: str) -> Labels:
    """Give a reader of ``2016`` as the twelve months up to the day before this day of 2016.

    >>> year_ending("04-01")("2016").iso
    '2015-04-01/P1Y'
    """

    def read(label: str) -> Period:
        if not _YEAR.fullmatch(label):
            raise ValueError(f'"{label}" is not a year')
        return _years(int(label) - 1, day_after, 1)

    return read


def on_day(day: str) -> Labels:
    """Give a reader of ``2016`` as this day of 2016.

    >>> on_day("03-31")("2016").iso
    '2016-03-31'
    """
    return within_year(day)


def quarter_ending_february(label: str) -> Period:
    """Read ``2019`` as December 2018 to February 2019, the months that DfE averages for NEET.

    >>> quarter_ending_february("2019").iso
    '2018-12-01/P3M'
    """
    if not _YEAR.fullmatch(label):
        raise ValueError(f'"{label}" is not a year')
    return Period.parse(f"{int(label) - 1}-12-01/P3M")


def first_that_reads(*readers: Labels) -> Labels:
    """Give a reader that tries these in turn."""

    def read(label: str) -> Period:
        for reader in readers:
            try:
                return reader(label)
            except ValueError:
                continue
        raise ValueError(f'"{label}" is not a period')

    return read


def within_year(rest: str) -> Labels:
    """Give a reader of ``2016`` as a part of 2016.

    >>> within_year("01-01/P1M")("2016").iso
    '2016-01-01/P1M'
    """

    def read(label: str) -> Period:
        if not _YEAR.fullmatch(label):
            raise ValueError(f'"{label}" is not a year')
        return Period.parse(f"{label}-{rest}")

    return read
