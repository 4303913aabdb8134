"""A day as other systems write it: read, or told; never guessed."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from partnership.academy.rules.days import SERIAL_BEGINS, NotADay, month_stands_first, read_day

DAYS = some.dates(date(1990, 1, 1), date(2099, 12, 31))
SHAPES = ("%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d-%b-%Y", "%d %B %Y", "%Y-%m-%d %H:%M:%S")


def day_or_sentence(text, **more):
    try:
        return read_day(text, **more)
    except NotADay as told:
        return str(told)


@given(DAYS, some.sampled_from(SHAPES))
def test_a_day_is_read_as_it_was_written(day, shape):
    assert read_day(day.strftime(shape)) == day


@given(DAYS)
def test_the_number_of_a_day_in_a_workbook_is_that_day(day):
    assert read_day(str((day - SERIAL_BEGINS).days)) == day
    assert read_day(f"{(day - SERIAL_BEGINS).days}.5") == day


@given(some.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_two_digits_of_a_year_are_of_this_century(day):
    assert read_day(day.strftime("%d/%m/%y, %H:%M")) == day


@given(some.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_nothing_with_the_month_first_is_ever_read_as_another_day(day):
    read = day_or_sentence(day.strftime("%m/%d/%Y"), month_first=True)
    assert read == day or day.strftime("%m/%d/%Y") in str(read)


@given(some.text(max_size=20))
@example("²")  # a digit to Unicode, and no number
def test_whatever_stands_there_is_a_day_or_a_sentence(text):
    read = day_or_sentence(text)
    assert isinstance(read, date) or "would do" in read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("03/14/2026", "has the month first"),
        ("31/02/2026", "is in no calendar"),
        ("2026-13-01", "is in no calendar"),
        ("soon", "is no day that we can read"),
        ("", "is no day that we can read"),
        ("12", "is no day that we can read"),
        ("14 Xyz 2026", "is no day that we can read"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(text, said):
    with pytest.raises(NotADay, match=said):
        read_day(text)


def test_a_file_with_one_day_month_first_is_not_guessed():
    assert month_stands_first(["01/02/2026", "03/14/2026"])
    assert not month_stands_first(["01/02/2026", "14/03/2026", "2026-03-14", "x"])
    with pytest.raises(NotADay, match="can be two days"):
        read_day("01/02/2026", month_first=True)
    assert read_day("02/02/2026", month_first=True) == date(2026, 2, 2)
    assert read_day("14/03/2026", month_first=True) == date(2026, 3, 14)
