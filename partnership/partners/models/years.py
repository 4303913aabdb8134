"""The years of a commitment: each begins on the day the partner first signed, and is reported on at its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

OPENS_BEFORE = timedelta(days=30)  # a report can be made from a month before the year ends
CLOSES_AFTER = timedelta(days=90)  # and changed until three months after
TOO_NEW = timedelta(days=90)  # a pledge agreed later than this before the end is first asked about a year later


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a commitment. `to_on` is not part of it."""

    number: int
    from_on: date
    to_on: date

    @property
    def last_on(self) -> date:
        """Its last day."""
        return self.to_on - timedelta(days=1)

    @property
    def opens_on(self) -> date:
        """From when it can be reported on."""
        return self.to_on - OPENS_BEFORE

    @property
    def closes_on(self) -> date:
        """From when its reports are not changed any more."""
        return self.to_on + CLOSES_AFTER

    @property
    def told_by(self) -> date:
        """The last day on which it can be told of."""
        return self.closes_on - timedelta(days=1)

    def is_open(self, on: date) -> bool:
        """Whether reports can be made and changed on a day."""
        return self.opens_on <= on < self.closes_on

    def asks_about(self, agreed_on: date) -> bool:
        """Whether a pledge agreed on that day is asked about for this year."""
        return agreed_on <= self.to_on - TOO_NEW


def day_of(at: datetime | None) -> date:
    """Give the day of a moment, today without one."""
    return timezone.localdate(at)


def anniversary(since: date, years: int) -> date:
    """Give the same day some years later; for 29 February, the day before where there is none."""
    try:
        return since.replace(year=since.year + years)
    except ValueError:
        return since.replace(year=since.year + years, day=28)


def year(since: date, number: int) -> Year:
    """Give the first, second, … year of a commitment."""
    return Year(number, anniversary(since, number - 1), anniversary(since, number))


def year_opened(since: date, on: date) -> Year | None:
    """Give the newest year that can be, or could be, reported on by that day; nothing in the first months."""
    years = max(0, on.year - since.year) + 1
    return next((one for number in range(years, 0, -1) if (one := year(since, number)).opens_on <= on), None)


def open_year(since: date, on: date) -> Year | None:
    """Give the year that is being reported on that day."""
    newest = year_opened(since, on)
    return newest if newest and newest.is_open(on) else None


def closed_year(since: date, on: date) -> Year | None:
    """Give the newest year that is closed on that day."""
    newest = year_opened(since, on)
    if newest and newest.is_open(on):
        return year(since, newest.number - 1) if newest.number > 1 else None
    return newest
