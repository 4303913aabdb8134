"""What will soon count no more, for those who lead an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from partnership.academy.models import Completion
from partnership.academy.rules.expiring import not_renewed, refresher_of
from partnership.accounts.models import Person
from partnership.partners.models import Membership, Partner


@dataclass(frozen=True, slots=True)
class Expiring:
    """One person's completion that counts only for some weeks more, and what renews it."""

    person: int
    name: str
    course: str
    title: str
    until: date
    refresher: str  # key of a course; nothing where none is named


def expiring(partner: Partner, person: Person) -> tuple[Expiring, ...]:
    """Give what of the partner's people runs out within the days that the academy names, the soonest first."""
    members = Membership.objects.current().filter(partner=partner).values("person")
    seen = Completion.objects.visible_to(person).filter(person__in=members).select_related("person")
    return tuple(_line(one) for one in not_renewed(seen))


def _line(one: Completion) -> Expiring:
    assert one.valid_until is not None
    return Expiring(one.person_id, one.person.name, one.course, one.title, one.valid_until, refresher_of(one.course))
