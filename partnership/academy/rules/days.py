"""Reads a day as other systems write it. What could be two days is told, never guessed.

Days are read as in Britain, the day before the month. A file in which any day can only be read with the month first (an
American system) is not guessed: there, 03/04/2026 may be either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

SERIAL_BEGINS = date(
    1899, 12, 30
)  # of a workbook: day 1 is the last of that year but one, by an old mistake of its makers
SERIALS = range(32_874, 73_051)  # 1990 to 2099: a smaller number in a column of days is something else
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?")
_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:,? .*)?")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[- ]([A-Za-z]{3,9})\.?,?[- ](\d{4}|\d{2})(?:,? .*)?")


class NotADay(ValueError):
    """What stands there is no day, or could be two; the sentence says what was found and what would do."""


def read_day(text: str, *, month_first: bool = False) -> date:
    """Read a day: 2026-03-14, 14/03/2026, 14-Mar-2026, 14 March 2026, or the number of a day in a workbook.

    Parameters
    ----------
    text
        What stands in the cell; an hour after it is left out.
    month_first
        Whether days in this file stand with the month first, as `month_stands_first` found.

    Raises
    ------
    NotADay
        With a sentence.
    """
    said = " ".join(text.split())
    if found := _ISO.fullmatch(said):
        return _day(said, *map(int, found.groups()))
    if found := _NUMBERS.fullmatch(said):
        return _by_numbers(said, *map(int, found.groups()), month_first=month_first)
    if (found := _WORDS.fullmatch(said)) and found.group(2)[:3].lower() in MONTHS:
        return _day(said, _year(int(found.group(3))), MONTHS.index(found.group(2)[:3].lower()) + 1, int(found.group(1)))
    if said.partition(".")[0].isdecimal() and int(said.partition(".")[0]) in SERIALS:
        return SERIAL_BEGINS + timedelta(days=int(said.partition(".")[0]))
    raise NotADay(_("“%s” is no day that we can read. 2026-03-14 or 14/03/2026 would do.") % text)


def month_stands_first(texts: Iterable[str]) -> bool:
    """Whether any of these can only be a day if the month stands first, such as 03/14/2026."""
    for text in texts:
        found = _NUMBERS.fullmatch(" ".join(text.split()))
        if found and int(found.group(1)) <= 12 < int(found.group(2)):
            return True
    return False


def _by_numbers(said: str, first: int, second: int, year: int, *, month_first: bool) -> date:
    if first <= 12 < second:
        raise NotADay(_("“%s” has the month first. 2026-03-14 or 14/03/2026 would do.") % said)
    if month_first and first <= 12 and second <= 12 and first != second:
        raise NotADay(
            _("“%s” can be two days: other days of this file have the month first. 2026-03-14 would do.") % said
        )
    return _day(said, _year(year), second, first)


def _year(year: int) -> int:
    return year if year > 99 else 2000 + year


def _day(said: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADay(_("“%s” is in no calendar. 2026-03-14 or 14/03/2026 would do.") % said) from None
