"""Completing a course: what somebody wrote and passed is kept, and once nothing is missing the course is theirs."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnership.academy.models import (
    AssessmentResult,
    Booking,
    Certificate,
    Completion,
    Reflection,
)
from partnership.academy.rules import completing as rules
from partnership.academy.rules.records import completed_on, course_of, record_of
from partnership.accounts.models import Person
from partnership.core import events, notices, pack
from partnership.core.models import sealed

TAKEN_BACK = gettext_noop("Something that you completed was taken back. Your passport says why.")


@transaction.atomic
def complete_if_whole(booking: Booking, *, by: Person) -> Completion | None:
    """Give the person the course if nothing is missing; take it back where a corrected register says that something is.

    Called after every mark. What stands already stays as it is, and what somebody took back on purpose stays taken back.
    """
    rules.check_can_complete(by, booking)
    course = course_of(booking)
    if course is None:
        return None
    Booking._base_manager.select_for_update(no_key=True).get(pk=booking.pk)
    found = Completion.objects.filter(person=booking.person_id, session=booking.session_id).first()
    if not rules.is_whole(course.completion, record_of(booking)):
        if found and not found.revoked_at:
            _take_back(found, rules.CORRECTED, by)
            events.record(by=by, verb="completion.revoked", thing=found)
        return None
    if found:
        return _again(found, by)
    made = _completed(booking, course, by)
    events.record(by=by, verb="completion.recorded", thing=made)
    return made


@transaction.atomic
def write_reflection(booking: Booking, words: str, *, by: Person) -> Reflection:
    """Keep, locked, what somebody takes with them. That it was written counts; nobody else reads it."""
    rules.check_can_write_reflection(by, booking)
    written = Reflection.objects.filter(booking=booking).first() or Reflection(booking=booking)
    written.written_at = timezone.now()
    sealed.put(written, "words", words)
    written.save()
    events.record(by=by, verb="reflection.written", thing=booking)
    complete_if_whole(booking, by=by)
    return written


@transaction.atomic
def record_result(booking: Booking, *, passed: bool, by: Person) -> AssessmentResult:
    """Write down that somebody passed what the course asks for, or not yet."""
    rules.check_can_record_result(by, booking)
    said = {"passed": passed, "recorded_at": timezone.now(), "recorded_by": by}
    result, _new = AssessmentResult.objects.update_or_create(booking=booking, defaults=said)
    events.record(by=by, verb="assessment_result.recorded", thing=booking)
    complete_if_whole(booking, by=by)
    return result


@transaction.atomic
def revoke_completion(completion: Completion, *, why: str, by: Person) -> Completion:
    """Take a completion back, with every certificate that rests on it. Whoever checks one reads why."""
    rules.check_can_revoke_completion(by, completion, why)
    _take_back(completion, why.strip(), by)
    if completion.person_id != by.pk:
        notices.tell(completion.person, "training", TAKEN_BACK, href="/my-training/passport/", thing=completion)
    events.record(by=by, verb="completion.revoked", thing=completion)
    return completion


def _completed(booking: Booking, course: pack.Course, by: Person) -> Completion:
    """Write a completion down as things stand on its day: they may all be otherwise tomorrow."""
    day, partner = completed_on(booking, course), booking.partner
    rules.check_completed_on(day)
    as_it_was = {
        **{"edition": booking.session.edition or course.edition, "title": str(course.title)},
        **{"level": course.level or "", "hours": Decimal(str(course.hours)), "session": booking.session},
        **{"valid_until": rules.months_after(day, course.valid_months) if course.valid_months else None},
        **{"partner": partner, "sector": partner.sector if partner else "", "works_as": booking.works_as},
        **{"family": booking.family, "place": booking.place, "recorded_at": timezone.now(), "recorded_by": by},
    }
    key = {"person": booking.person, "course": course.key, "completed_on": day}
    return Completion.objects.get_or_create(**key, defaults=as_it_was)[0]


def _again(found: Completion, by: Person) -> Completion | None:
    """Give what stands; what only a wrong register had taken back stands again."""
    if found.revoked_at and found.why_revoked == rules.CORRECTED:
        found.revoked_at, found.revoked_by, found.why_revoked = None, None, ""
        found.save(update_fields=["revoked_at", "revoked_by", "why_revoked"])
        events.record(by=by, verb="completion.restored", thing=found)
    return None if found.revoked_at else found


def _take_back(completion: Completion, why: str, by: Person) -> None:
    """Take back a completion and every certificate that rests on it."""
    said = {"revoked_at": timezone.now(), "revoked_by": by, "why_revoked": why}
    for name, value in said.items():
        setattr(completion, name, value)
    completion.save(update_fields=list(said))
    Certificate.objects.filter(completion=completion, revoked_at__isnull=True).update(**said)
