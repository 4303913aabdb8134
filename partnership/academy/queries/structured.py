"""Courses and sessions as Schema.org describes them, for programs that look for training."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from partnership.academy.queries.lines import SessionLine
from partnership.academy.queries.saying import course_title, level_name
from partnership.core.layouts import site_name
from partnership.core.pack import Course, in_language

CONTEXT = "https://schema.org"


def address(path: str) -> str:
    """Give the whole address of a page of this site."""
    return str(settings.SITE_ADDRESS) + path


def course(taught: Course, sessions: Iterable[SessionLine]) -> dict[str, Any]:
    """Describe a course with its next sessions that are for anybody."""
    page = address(reverse("course", kwargs={"key": taught.key}))
    said: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Course",
        "@id": page,
        "url": page,
        "courseCode": taught.key,
        "name": in_language(taught.title),
        "description": in_language(taught.summary),
        "provider": {"@type": "Organization", "name": site_name(), "url": address("/")},
        "inLanguage": get_language() or "en",
        "timeRequired": duration(taught.hours),
        "teaches": [in_language(one) for one in taught.outcomes],
        "educationalLevel": level_name(taught.level),
        "coursePrerequisites": [course_title(one) for one in taught.prerequisites],
        "hasCourseInstance": [instance(one, taught.hours) for one in sessions if not one.only_for],
    }
    return {name: value for name, value in said.items() if value}


def duration(hours: float) -> str:
    """Write hours as ISO 8601 does.

    >>> duration(2), duration(1.5)
    ('PT2H', 'PT1H30M')
    """
    whole, minutes = divmod(round(hours * 60), 60)
    return "PT" + (f"{whole}H" if whole else "") + (f"{minutes}M" if minutes else "")


def instance(line: SessionLine, hours: float = 0) -> dict[str, Any]:
    """Describe one session. Where exactly it is and by which link is said only to those who come."""
    page = address(line.href)
    where = (
        {"@type": "VirtualLocation", "url": page}
        if line.online
        else {"@type": "Place", "name": line.where or line.place, "address": line.place or line.where}
    )
    cancelled = "EventCancelled" if line.state == "cancelled" else "EventScheduled"
    said = {
        "@type": "CourseInstance",
        "@id": page,
        "url": page,
        "name": line.title,
        "startDate": line.starts_at.isoformat() if line.starts_at else "",
        "endDate": line.ends_at.isoformat() if line.ends_at else "",
        "courseMode": "Online" if line.online else "Onsite",
        "courseWorkload": duration(hours) if hours else "",
        "location": where,
        "eventStatus": f"{CONTEXT}/{cancelled}",
    }
    return {name: value for name, value in said.items() if value}
