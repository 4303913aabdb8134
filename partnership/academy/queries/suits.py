"""What suits somebody next: from what they completed, the families of roles they are in, and where they work. A hint, no duty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from partnership.academy.models import Booking, Completion
from partnership.academy.queries.saying import academy, course_title, family_name
from partnership.core.pack import Course, in_language
from partnership.partners.models import Kind, Partner, reach

if TYPE_CHECKING:
    from partnership.accounts.models import Person

MOST = 3
EVERYBODY, LEADING = "everybody", "leading"


@dataclass(frozen=True, slots=True)
class Suits:
    """A course that suits somebody next, and why."""

    title: str
    href: str
    why: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody for this."""

    completed: dict[str, date | None]  # until when each counts; None: it does not run out
    families: tuple[str, ...]
    sectors: frozenset[str]
    volunteers_only: bool

    def counts(self, key: str, on: date) -> bool:
        """Whether a completion of this course counts on that day."""
        return key in self.completed and ((until := self.completed[key]) is None or until >= on)


def suits(person: Person) -> tuple[Suits, ...]:
    """Give up to three courses: first what runs out soon, then the next steps of their pathways."""
    known, today = _known(person), timezone.localdate()
    found = {one.href: one for one in (*_runs_out(known, today), *_next_steps(known, today))}
    return tuple(found.values())[:MOST]


def _known(person: Person) -> Known:
    stands = Completion.objects.filter(person=person, revoked_at__isnull=True)
    rows = list(stands.order_by("completed_on", "pk").values_list("course", "valid_until", "family"))
    held, said = reach(person), Booking.objects.filter(person=person).exclude(family="").order_by("-asked_at")
    kinds = {kind for kinds in held.partners.values() for kind in kinds}
    latest = said.values_list("family", flat=True)[:1]
    families = [*latest, *(family for _course, _until, family in rows[::-1] if family)]
    families += [LEADING] if Kind.PARTNER_LEAD in kinds else []
    return Known(
        completed={course: until for course, until, _family in rows},
        families=tuple(dict.fromkeys(one for one in families if one in academy().pathways)) or (EVERYBODY,),
        sectors=frozenset(Partner.objects.filter(pk__in=held.partners).values_list("sector", flat=True)),
        volunteers_only=bool(kinds) and kinds <= {Kind.VOLUNTEER},
    )


def _next_steps(known: Known, today: date) -> Iterator[Suits]:
    for family in known.families:
        pathway = academy().pathways.get(family)
        for key in pathway.courses if pathway else ():
            course = academy().courses[key]
            if not known.counts(key, today) and _fits(course, known) and _can_begin(course, known, today):
                yield _suits(course, _why(course, family))


def _fits(course: Course, known: Known) -> bool:
    as_they_come = "volunteer" if known.volunteers_only else "employee"
    is_a_refresher = any(one.refresher == course.key for one in academy().courses.values())
    elsewhere = bool(course.sectors) and not known.sectors & set(course.sectors)
    return as_they_come in course.works_as and not is_a_refresher and not elsewhere


def _can_begin(course: Course, known: Known, today: date) -> bool:
    return all(known.counts(one, today) for one in course.prerequisites)


def _why(course: Course, family: str) -> str:
    before = ", ".join(map(course_title, course.prerequisites))
    if before:
        return _("You completed “%(before)s”, and this follows.") % {"before": before}
    return _("A first step for: %(family)s.") % {"family": family_name(family)}


def _runs_out(known: Known, today: date) -> Iterator[Suits]:
    soon = today + timedelta(days=academy().terms.expiring_days)
    for key, until in known.completed.items():
        course = academy().courses.get(key)
        refresher = academy().courses.get(course.refresher or "") if course else None
        if refresher and until and until <= soon and not known.counts(refresher.key, soon):
            said = {"course": course_title(key), "day": formats.date_format(until, "j F Y")}
            yield _suits(refresher, _("“%(course)s” counts until %(day)s. This keeps it.") % said)


def _suits(course: Course, why: str) -> Suits:
    return Suits(in_language(course.title), reverse("course", kwargs={"key": course.key}), why)
