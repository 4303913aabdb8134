"""Periods of time as publishers mean them: a start and a length, written in ISO 8601 (`2013-04-01/P1Y`)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_PERIOD = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:/P(\d+)([YMD]))?")


def _add_months(day: date, months: int) -> date:
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of time, or one day.

    >>> Period.parse("2013-04-01/P1Y").end
    datetime.date(2014, 3, 31)
    >>> Period.parse("2016-03-31").end
    datetime.date(2016, 3, 31)
    >>> Period.parse("2011-04-01/P3Y").overlaps(Period.parse("2013-04-01/P3Y"))
    True
    """

    start: date
    end: date  # the last day, inclusive
    iso: str

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read an ISO 8601 start with a duration in years, months or days, or a single day.

        Raises
        ------
        ValueError
            If the text is anything else.
        """
        match = _PERIOD.fullmatch(text)
        if not match:
            raise ValueError(f'"{text}" is not a period; "2013-04-01/P1Y" or "2013-03-31" would do.')
        year, month, day, length, unit = match.groups()
        start = date(int(year), int(month), int(day))
        if length is None:
            return cls(start, start, text)
        if unit == "D":
            return cls(start, start + timedelta(days=int(length) - 1), text)
        months = int(length) * (12 if unit == "Y" else 1)
        return cls(start, _add_months(start, months) - timedelta(days=1), text)

    def overlaps(self, other: Period) -> bool:
        """Whether any day is in both."""
        return self.start <= other.end and other.start <= self.end
