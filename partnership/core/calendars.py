"""Calendars that every calendar can read. What stands in one is seen over shoulders and copied to other companies.

So an event has a neutral title and a link to the page that says more, to whoever may read it. Its identity never
changes, and its sequence counts its changes: a calendar that asks again moves the event and does not double it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.mime.text import MIMEText
from email.utils import parseaddr
from functools import lru_cache
from urllib.parse import urlsplit

import holidays
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from icalendar import Calendar, Event

from partnership.core import pack

TYPE = "text/calendar; charset=utf-8"
SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Whether something that we promise in working days is done on this day: no weekend, and no bank holiday of the pack."""
    return day.weekday() < SATURDAY and day not in bank_holidays(pack.current().holidays, day.year)


@lru_cache(maxsize=32)
def bank_holidays(where: str, year: int) -> frozenset[date]:
    """Give the bank holidays of a year in a country or a part of it; of nowhere, none.

    One that is decided late, for a coronation or a funeral, is known here once the library of holidays is renewed.

    >>> len(bank_holidays("GB-ENG", 2026)), len(bank_holidays("", 2026))
    (9, 0)
    """
    country, _dash, part = where.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year)) if where else frozenset()


def after_working_days(day: date, count: int) -> date:
    """Give the day that lies so many working days later."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def after_working_hours(moment: datetime, hours: int, *, opens: int, closes: int) -> datetime:
    """Give the moment that lies so many hours later, counted between two hours of the clock on working days."""
    left = timedelta(hours=hours)
    while True:
        start, end = (moment.replace(hour=hour, minute=0, second=0, microsecond=0) for hour in (opens, closes))
        moment = max(moment, start)
        open_today = max(end - moment, timedelta()) if is_working_day(moment.date()) else timedelta()
        if left <= open_today:
            return moment + left
        left -= open_today
        moment = start + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: a day, or a time until another.

    `urn` is that of the thing (`events.urn`), `sequence` its revision, `href` its page on this site. `cancelled` keeps it
    in the feed, so that it disappears from calendars that have it.
    """

    urn: str
    title: str
    starts: date | datetime
    ends: date | datetime | None = None
    href: str = ""
    where: str = ""
    sequence: int = 0
    changed_at: datetime | None = None
    cancelled: bool = False
    tentative: bool = False  # there may come something of it: a place in line, an offer


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a letter invites, in whose name: REQUEST asks or tells of a change, CANCEL takes it out again (RFC 5546)."""

    method: str
    to: str
    sender: str


def calendar_text(name: str, entries: Iterable[Entry], *, site: str, invited: Invited | None = None) -> bytes:
    """Write the calendar; `site` is the address that links begin with, such as https://heartwood.example."""
    calendar = Calendar()
    calendar.add("prodid", "-//Heartwood//EN")
    calendar.add("version", "2.0")
    calendar.add("method", invited.method if invited else "PUBLISH")
    if invited is None:  # a letter is no feed that could be asked again
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", timedelta(hours=6), {"value": "DURATION"})
    for entry in entries:
        event = _event(entry, site)
        if invited:
            _invite(event, invited)
        calendar.add_component(event)
    return calendar.to_ical()


def _invite(event: Event, invited: Invited) -> None:
    event.add("organizer", f"mailto:{parseaddr(invited.sender)[1]}")
    event.add("attendee", f"mailto:{invited.to}", {"partstat": "ACCEPTED", "rsvp": "FALSE"})


def attached(text: bytes, method: str) -> MIMEText:
    """Give the calendar as a part of a letter that mail programs know for an invitation."""
    part = MIMEText(text.decode(), "calendar", "utf-8")
    part.set_param("method", method)
    part.add_header(
        "Content-Disposition", "attachment", filename="training.ics" if method != "CANCEL" else "cancelled.ics"
    )
    return part


def _event(entry: Entry, site: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.urn.removeprefix('urn:heartwood:').replace(':', '-')}@{urlsplit(site).hostname}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at or timezone.now())
    event.add("summary", entry.title)
    event.add("dtstart", _universal(entry.starts))
    if entry.ends:
        event.add("dtend", _universal(entry.ends))
    if entry.href:
        event.add("url", site + entry.href)
    if entry.where:
        event.add("location", entry.where)
    event.add("status", "CANCELLED" if entry.cancelled else "TENTATIVE" if entry.tentative else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event


def _universal(moment: date | datetime) -> date | datetime:
    """Give a time as everybody's: then a calendar needs no rules of any zone to place it."""
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def answer(request: HttpRequest, name: str, entries: Iterable[Entry]) -> HttpResponse:
    """Answer with the calendar as a file or a feed."""
    site = f"{request.scheme}://{request.get_host()}"
    response = HttpResponse(calendar_text(name, entries, site=site), content_type=TYPE)
    response["Content-Disposition"] = f'inline; filename="heartwood_{slugify(name)}.ics"'
    response["Cache-Control"] = "private, no-cache"
    return response
