"""The courses as a file and as a feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partnership.academy.models import Session
from partnership.academy.queries.catalogue import Coming, coming, course_line, for_whom
from partnership.academy.queries.lines import SessionLine, prepared, session_lines
from partnership.academy.queries.narrowing import CoursesChosen
from partnership.academy.queries.saying import academy, course_title, courses_in_order, level_name
from partnership.academy.queries.structured import address
from partnership.academy.rules.completes import completes, counts_for
from partnership.core import pack
from partnership.core.exports import ListCell, ListExport
from partnership.core.layouts import site_name
from partnership.core.pack import Course, in_language

if TYPE_CHECKING:
    from partnership.accounts.models import Person

MOST_IN_FEED = 60


def courses_export(person: Person | None, asked: Mapping[str, str]) -> ListExport:
    """Give the courses that were asked for as a list."""
    chosen, days = CoursesChosen.read(asked), coming(person)
    return ListExport(
        name=("courses",),
        about=_(
            "Courses that are taught here. One row is one edition of a course, whether a day is set for it or not."
        ),
        columns=[
            *(_("Key"), _("Version"), _("Course"), _("About"), _("Kind of practice"), _("Hours"), _("For whom")),
            *(_("What you can do afterwards"), _("What comes first"), _("What it touches on"), _("What completes it")),
            *(_("How long it counts"), _("Next days"), _("Licence"), _("Page")),
        ],
        rows=_cells(chosen, days),
        filters=chosen.in_words(),
        who_may_see=_("Anybody."),
    )


def _cells(chosen: CoursesChosen, days: Coming) -> Iterator[list[ListCell]]:
    for one in courses_in_order():
        when = days.get(one.key, [])
        if chosen.fits(one, frozenset(place for _starts, place in when)):
            yield _row(one, course_line(one, when).dates)


def _row(course: Course, dates: str) -> list[ListCell]:
    return [
        *(course.key, course.version, in_language(course.title), in_language(course.summary)),
        *(level_name(course.level), course.hours, for_whom(course), "; ".join(map(in_language, course.outcomes))),
        *("; ".join(map(course_title, course.prerequisites)), in_language(course.content_note)),
        *("; ".join(completes(course)), counts_for(course), dates, course.licence),
        address(reverse("course", kwargs={"key": course.key})),
    ]


def catalogue_feed() -> str:
    """Give courses and the sessions that were announced for anybody as an Atom feed, sessions first and the newest first."""
    feed: Any = Atom1Feed(
        title=_("Training: %(site)s") % {"site": site_name()},
        link=address(reverse("academy")),
        description=_("Courses that are taught here, and when."),
        language=get_language() or "en",
        feed_url=address(reverse("academy-feed")),
    )
    shown = Session.objects.visible_to(None).filter(state__in=("announced", "cancelled"), announced_at__isnull=False)
    for session in session_lines(prepared(shown.order_by("-announced_at", "-pk"))[:MOST_IN_FEED]):
        feed.add_item(**_session_item(session))
    for course in courses_in_order():
        feed.add_item(**_course_item(course))
    return str(feed.writeString("utf-8"))


def _session_item(line: SessionLine) -> dict[str, Any]:
    where = " · ".join(one for one in (line.when, line.where, line.place) if one)
    cancelled = line.state == "cancelled"
    return {
        "title": _("Cancelled: %(title)s") % {"title": line.title} if cancelled else line.title,
        "link": address(line.href),
        "description": f"{where}\n\n{line.places_words}",
        # A cancelled session is another entry, or readers would never show it again.
        "unique_id": address(line.href) + ("#cancelled" if cancelled else ""),
        "updateddate": line.announced_at,
    }


def _course_item(course: Course) -> dict[str, Any]:
    page = address(reverse("course", kwargs={"key": course.key}))
    return {
        "title": in_language(course.title),
        "link": page,
        "description": in_language(course.summary),
        "unique_id": f"{page}#{course.version}",
        "updateddate": pack.edition_at() or datetime.combine(academy().means.since, time(), UTC),
    }
