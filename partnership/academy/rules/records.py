"""What the site knows of one booking, put together for the rules of completing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from partnership.academy.models import AssessmentResult, Attendance, Booking, Came, Reflection, SessionPart
from partnership.academy.rules.completing import Record, attended, kinds
from partnership.core import pack


def course_of(booking: Booking) -> pack.Course | None:
    """Give the course of a booking, as the pack says today what completes it; none for an event."""
    academy = pack.current().academy
    return academy.courses.get(booking.session.course) if academy else None


def share_of(parts: Iterable[SessionPart], came: dict[int, str]) -> float:
    """Give the share of the time that somebody was there, from what stands in the register of each part."""
    return attended(((part.ends_at - part.starts_at).total_seconds(), came.get(part.pk, "")) for part in parts)


def record_of(booking: Booking) -> Record:
    """Put together what is known of one person at one session."""
    came = dict(Attendance.objects.filter(booking=booking).values_list("part", "came"))
    return Record(
        attended=share_of(SessionPart.objects.filter(session=booking.session_id), came),
        reflection=Reflection.objects.filter(booking=booking).exists(),
        assessment=AssessmentResult.objects.filter(booking=booking, passed=True).exists(),
    )


def completed_on(booking: Booking, course: pack.Course) -> date:
    """Give the day on which the last thing happened that the course asks for."""
    asked, moments = set(kinds(course.completion)), list[datetime]()
    if "attended" in asked:
        there = Attendance.objects.filter(booking=booking).exclude(came=Came.NOT)
        moments += there.values_list("part__starts_at", flat=True)
    if "reflection" in asked:
        moments += Reflection.objects.filter(booking=booking).values_list("written_at", flat=True)
    if "assessment" in asked:
        moments += AssessmentResult.objects.filter(booking=booking, passed=True).values_list("recorded_at", flat=True)
    return timezone.localdate(max(moments)) if moments else timezone.localdate()
