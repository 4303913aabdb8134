"""One session as a list shows it: what, when, where, for whom, and whether there is a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.academy.models import Session
from partnership.academy.queries import free
from partnership.academy.queries.saying import academy, course_title, level_name, place_name


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session in a list."""

    pk: int
    href: str
    title: str
    course: str
    course_href: str
    level: str
    when: str
    starts_at: datetime | None
    ends_at: datetime | None
    online: bool
    where: str
    place: str
    state: str
    state_words: str
    places_words: str
    held: tuple[str, ...]
    any_free: bool
    is_open: bool  # can be booked: announced, and not begun
    only_for: str
    announced_at: datetime | None


def prepared(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Read with each session what its line says."""
    return sessions.select_related("only_for").prefetch_related("parts")


def session_lines(sessions: Iterable[Session]) -> tuple[SessionLine, ...]:
    """Give sessions, prepared, as a list shows them."""
    found = list(sessions)
    places = free.places_of(found)
    return tuple(session_line(one, places[one.pk]) for one in found)


def session_line(session: Session, places: free.Places) -> SessionLine:
    """Give one session as a list shows it."""
    announced = session.state == "announced"
    return SessionLine(
        pk=session.pk,
        href=reverse("session", kwargs={"pk": session.pk}),
        title=title_of(session),
        **_of_course(session.course),
        **_when_and_where(session),
        state=session.state,
        state_words=str(session.get_state_display()),
        places_words=free.words(session, places),
        held=free.held_words(places) if announced else (),
        any_free=places.any_free,
        is_open=announced and session.starts_at is not None and session.starts_at > timezone.now(),
        only_for=str(session.only_for or ""),
        announced_at=session.announced_at,
    )


def _of_course(key: str) -> dict[str, Any]:
    course = academy().courses.get(key)
    href = reverse("course", kwargs={"key": key}) if course else ""
    return {"course": key, "course_href": href, "level": level_name(course.level) if course else ""}


def _when_and_where(session: Session) -> dict[str, Any]:
    return {
        "when": when_words([(one.starts_at, one.ends_at) for one in session.parts.all()]),
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "online": session.online,
        "where": _("Online") if session.online else session.venue,
        "place": place_name(session.place),
    }


def title_of(session: Session) -> str:
    """Name a session: an event has a title of its own, a course lends it its own."""
    return session.title or course_title(session.course)


def part_words(starts: datetime, ends: datetime) -> str:
    """Say when one part is."""
    starts, ends = timezone.localtime(starts), timezone.localtime(ends)
    day, until = formats.date_format(starts, "l j F Y"), formats.date_format(ends, "H:i")
    if ends.date() != starts.date():
        until = formats.date_format(ends, "j F, H:i")
    return _("%(day)s, %(from)s to %(until)s") % {
        "day": day,
        "from": formats.date_format(starts, "H:i"),
        "until": until,
    }


def when_words(parts: Sequence[tuple[datetime, datetime]]) -> str:
    """Say when a session begins, and how many parts follow."""
    if not parts:
        return _("The day is not said yet")
    first = part_words(*parts[0])
    more = len(parts) - 1
    if not more:
        return first
    return ngettext("%(first)s, and one more part", "%(first)s, and %(more)s more parts", more) % {
        "first": first,
        "more": more,
    }
