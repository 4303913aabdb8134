"""What the rows of a report would become, found out for some hundred at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from allauth.account.models import EmailAddress

from partnership.academy.models import Awaiting, Becomes, Completion, LearningFile, LearningRow
from partnership.academy.models.awaiting import hash_of
from partnership.academy.rules.elsewhere import report_of, why_not_theirs
from partnership.academy.rules.rows import Problem, Row
from partnership.accounts.models import Person
from partnership.partners.models import Membership

IN_ONE_GO = 500
Key = tuple[int | str, str, date]


@dataclass(frozen=True, slots=True)
class _Found:
    """What one row would become, and for whom."""

    row: LearningRow
    read: Row
    becomes: str
    person: Person | None = None
    problems: tuple[Problem, ...] = ()


class _Look:
    """One report while it is looked through; remembers what stood in earlier rows, so that nothing is new twice."""

    def __init__(self, file: LearningFile, before: int = 0) -> None:
        self.file, self.report = file, report_of(file)
        earlier = file.rows.filter(number__lt=before, becomes__in=(Becomes.NEW, Becomes.AWAITS, Becomes.UNKNOWN))
        told = earlier.values_list("person", "address_hash", "course", "completed_on")
        self.seen: set[Key] = {(who or address, course, day) for who, address, course, day in told if day}

    def find(self, rows: Sequence[LearningRow]) -> list[_Found]:
        """Say what these rows would become."""
        read = [(row, self.report.read(row.cells)) for row in rows]
        people = _people({one.email for _row, one in read if one.email})
        theirs = _belonging(self.file, people.values())
        there = _known(people, (one for _row, one in read))
        return [self._one(row, one, people.get(one.email), theirs, there) for row, one in read]

    def _one(self, row: LearningRow, read: Row, person: Person | None, theirs: set[int], there: set[Key]) -> _Found:
        if read.problems:
            return _Found(row, read, Becomes.BAD, problems=read.problems)
        if read.learned is None:
            return _Found(row, read, Becomes.NOT_DONE)
        if person and (why := why_not_theirs(self.file.partner, person.pk in theirs)):
            return _Found(row, read, Becomes.BAD, problems=(Problem("", read.email, why),))
        who: int | str = person.pk if person else hash_of(read.email)
        key = (who, read.learned.course, read.learned.completed_on)
        if key in there or key in self.seen:
            return _Found(row, read, Becomes.KNOWN, person)
        self.seen.add(key)
        becomes = Becomes.UNKNOWN if not read.known_course else Becomes.NEW if person else Becomes.AWAITS
        return _Found(row, read, becomes, person)


def _people(addresses: set[str]) -> dict[str, Person]:
    """Give the accounts of these addresses: by any address that somebody has shown to be theirs."""
    found = {one.email: one for one in Person.objects.real().filter(email__in=addresses, is_active=True) if one.email}
    more = EmailAddress.objects.filter(email__in=addresses, verified=True, user__is_active=True).select_related("user")
    return {one.email.lower(): one.user for one in more} | found


def _belonging(file: LearningFile, people: Iterable[Person]) -> set[int]:
    """Give those who belong to the organisation of the file today."""
    if file.partner_id is None:
        return set()
    members = Membership.objects.current().filter(partner=file.partner_id, person__in=[one.pk for one in people])
    return set(members.values_list("person", flat=True))


def _known(people: dict[str, Person], read: Iterable[Row]) -> set[Key]:
    """Give what stands in passports already, and what waits already."""
    done = Completion.objects.filter(person__in=[one.pk for one in people.values()])
    known: set[Key] = set(done.values_list("person", "course", "completed_on"))
    without = [hash_of(one.email) for one in read if one.email and one.email not in people]
    waits = Awaiting.objects.waiting().filter(address_hash__in=without, session=None)
    return known | set(waits.values_list("address_hash", "course", "completed_on"))
