"""Working days, in which organisations are asked to answer: Monday to Friday."""

from __future__ import annotations

from datetime import date, timedelta

SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Whether it is a Monday to a Friday. Days off differ from place to place, so they are not known here."""
    return day.weekday() < SATURDAY


def working_days_after(day: date, days: int) -> date:
    """Give the working day so many after a day, which itself is not counted.

    >>> working_days_after(date(2026, 11, 27), 3)  # a Friday
    datetime.date(2026, 12, 2)
    """
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day
