"""Calendars: an event keeps its identity, moves when it moves, and says little."""

from datetime import UTC, date, datetime

from django.test import RequestFactory
from icalendar import Calendar

from partnership.core.calendars import Entry, answer, calendar_text

SITE = "https://heartwood.example"


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
