"""A lead books places for several people of theirs, and says yes or no to those who asked."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from partnership.academy.actions.booking import book
from partnership.academy.models import Booking, Session
from partnership.academy.rules import booking as rules
from partnership.accounts.models import Person
from partnership.core import events
from partnership.core.refusals import Refusal
from partnership.partners.models import Membership, Partner, held

Outcome = tuple[Person, Booking | None, str]  # what became of one person: a booking, or why there is none


@transaction.atomic
def book_team(session: Session, people: Iterable[Person], *, partner: Partner, by: Person) -> list[Outcome]:
    """Ask for a place for each of them, in the order given; whoever cannot be booked keeps nobody else from it."""
    rules.check_can_book_team(by, partner, held(session), people := list(people))
    works_as = dict(
        Membership.objects.current().of(partner).filter(person__in=people).values_list("person", "works_as")
    )
    found = [_one(session, person, partner, works_as.get(person.pk, "employee"), by) for person in people]
    events.record(by=by, verb="team.booked", thing=session)
    return found


def _one(session: Session, person: Person, partner: Partner, works_as: str, by: Person) -> Outcome:
    try:
        with transaction.atomic():
            return person, book(session, person=person, partner=partner, works_as=works_as, by=by), ""
    except Refusal as refusal:
        return person, None, refusal.sentence
