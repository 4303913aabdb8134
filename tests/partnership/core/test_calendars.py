"""Calendars: an event keeps its identity, moves when it moves, and says little."""

import re
import shutil
from datetime import UTC, date, datetime

import pytest
from django.conf import settings as site
from django.template import engines
from django.test import RequestFactory
from icalendar import Calendar

from partnership.core.calendars import (
    Entry,
    after_working_days,
    after_working_hours,
    answer,
    bank_holidays,
    calendar_text,
    is_working_day,
)

SITE = "https://heartwood.example"
ROOT = site.BASE_DIR


def events(*entries):
    calendar = Calendar.from_ical(calendar_text("Our actions", entries, site=SITE))
    return calendar.walk("VEVENT")


def test_entry_keeps_its_identity_while_it_changes():
    before = Entry("urn:heartwood:plans.action:7", "An action is due", date(2026, 11, 1), href="/actions/7/")
    after = Entry("urn:heartwood:plans.action:7", "An action is due", date(2026, 12, 1), sequence=3)

    (first,), (second,) = events(before), events(after)

    assert first["uid"] == second["uid"] == "plans.action-7@heartwood.example"
    assert (first["sequence"], second["sequence"]) == (0, 3)
    assert first["url"] == "https://heartwood.example/actions/7/"
    assert first.decoded("dtstart") == date(2026, 11, 1)


def test_entry_with_a_time_ends_and_says_where():
    starts, ends = datetime(2026, 11, 1, 9, tzinfo=UTC), datetime(2026, 11, 1, 10, tzinfo=UTC)

    (event,) = events(Entry("urn:heartwood:network.meeting:1", "A meeting", starts, ends, where="A hall"))

    assert event.decoded("dtend") == ends
    assert event["location"] == "A hall"
    assert event["class"] == "PRIVATE"


def test_cancelled_entry_stays_and_says_so():
    (event,) = events(Entry("urn:heartwood:network.meeting:1", "A meeting", date(2026, 11, 1), cancelled=True))

    assert event["status"] == "CANCELLED"


def test_text_with_commas_and_lines_stays_one_event():
    (event,) = events(Entry("urn:heartwood:x.y:1", "One, two;\nBEGIN:VEVENT", date(2026, 11, 1)))

    assert event["summary"] == "One, two;\nBEGIN:VEVENT"


def test_answer_is_a_calendar_that_nobody_else_keeps():
    response = answer(RequestFactory().get("/actions/calendar.ics"), "Our actions", [])

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'inline; filename="heartwood_our-actions.ics"'
    assert response["Cache-Control"] == "private, no-cache"
    assert b"X-WR-CALNAME:Our actions" in response.content


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        ("2026-11-27", 2, "2026-12-01"),  # a Friday
        ("2026-12-23", 3, "2026-12-30"),  # Christmas Day on a Friday, Boxing Day made up for on the Monday
        ("2026-12-31", 1, "2027-01-04"),  # New Year's Day
        ("2027-03-25", 1, "2027-03-30"),  # Good Friday and Easter Monday
        ("2027-12-24", 1, "2027-12-29"),  # both days of Christmas at a weekend, made up for on Monday and Tuesday
        ("2026-05-01", 1, "2026-05-05"),  # the first Monday in May
        ("2026-08-28", 20, "2026-09-28"),  # one bank holiday in four weeks
        ("2026-12-25", 0, "2026-12-25"),
    ],
)
def test_working_days_leave_out_weekends_and_the_bank_holidays_of_the_pack(day, count, then):
    assert after_working_days(date.fromisoformat(day), count) == date.fromisoformat(then)


@pytest.mark.parametrize(
    ("moment", "hours", "then"),
    [
        ("2026-11-27 16:30", 4, "2026-11-30 12:30"),
        ("2026-12-24 16:00", 2, "2026-12-29 10:00"),  # over Christmas
        ("2027-03-26 11:00", 1, "2027-03-30 10:00"),  # on Good Friday
    ],
)
def test_working_hours_leave_them_out_too(moment, hours, then):
    counted = after_working_hours(datetime.fromisoformat(moment), hours, opens=9, closes=17)  # noqa: DTZ (clock alone)
    assert str(counted) == f"{then}:00"


def test_part_of_a_country_has_its_own_holidays():
    assert date(2026, 4, 6) in bank_holidays("GB-ENG", 2026)  # Easter Monday
    assert date(2026, 4, 6) not in bank_holidays("GB-SCT", 2026)
    assert bank_holidays("", 2026) == frozenset()


def test_pack_without_that_line_leaves_out_weekends_alone_and_says_so(pack_folder, tmp_path, settings):
    assert "but not bank holidays" in said_of_working_days()
    folder = tmp_path / "plain"
    shutil.copytree(pack_folder, folder)
    words = (folder / "pack.yaml").read_text(encoding="utf-8")
    (folder / "pack.yaml").write_text(words.replace("holidays: GB-ENG\n", ""), encoding="utf-8")
    settings.PACK = folder
    assert is_working_day(date(2026, 12, 25))
    assert not is_working_day(date(2026, 12, 26))  # a Saturday
    assert "Bank holidays are counted as working days here" in said_of_working_days()


def said_of_working_days():
    return engines["jinja2"].env.get_template("core/components/working_days.html").module.working_days()


def test_working_days_are_counted_in_one_place_alone():
    counts = re.compile(r"weekday\(\) *[<>]|isoweekday|busday|country_holidays")
    files = [path for folder in ("partnership", "heartwood") for path in (ROOT / folder).rglob("*.py")]
    found = [path.name for path in files if counts.search(path.read_text(encoding="utf-8"))]
    assert found == ["calendars.py"]
