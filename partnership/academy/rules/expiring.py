"""What will soon count no more, and what renews it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.academy.models import Completion
from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.refusals import Refusal


def check_can_tell_expiring(by: Person) -> None:
    """The site itself does it, each night."""
    if not by.system:
        raise Refusal(_("The site tells people by itself what will soon count no more."))


def not_renewed(completions: Iterable[Completion]) -> list[Completion]:
    """Leave those that run out soon and that nothing renews: the same course, its refresher, or the same level again."""
    today = timezone.localdate()
    last = today + timedelta(days=_days())
    by_person: dict[int, list[Completion]] = {}
    for one in completions:
        if one.revoked_at is None and one.completed_on <= today:
            by_person.setdefault(one.person_id, []).append(one)
    found = [
        one for held in by_person.values() for one in held if _runs_out(one, today, last) and not _renewed(one, held)
    ]
    return sorted(found, key=lambda one: (one.valid_until, one.pk))


def _runs_out(one: Completion, today: date, last: date) -> bool:
    return one.valid_until is not None and today <= one.valid_until <= last


def _renewed(one: Completion, held: Iterable[Completion]) -> bool:
    return any(_lasts_longer(other, one) and _stands_for(other, one) for other in held)


def _lasts_longer(other: Completion, one: Completion) -> bool:
    return other.valid_until is None or (one.valid_until is not None and other.valid_until > one.valid_until)


def _stands_for(other: Completion, one: Completion) -> bool:
    """Whether one completion stands for another: by its course, its refresher, or a level that holds the other's."""
    academy = pack.current().academy
    if other.course in (one.course, refresher_of(one.course)):
        return True
    if not academy or not one.level or other.level not in academy.levels.levels:
        return False
    return one.level in academy.levels.reached(other.level)


def refresher_of(course: str) -> str:
    """Give the course that renews another; nothing where none is named."""
    academy = pack.current().academy
    found = academy.courses.get(course) if academy else None
    return (found.refresher or "") if found else ""


def _days() -> int:
    academy = pack.current().academy
    return academy.terms.expiring_days if academy else 0
