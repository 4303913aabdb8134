"""Many people who learned something: rows as the site leaves them, and a twin in plain Python that counts them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from partnership.academy.models import Attendance, Booking, Completion, SessionPart
from partnership.accounts.models import Person
from partnership.core import pack
from partnership.partners.models import Membership, Merge, Partner, PartnerPlace
from tests.people import a_partner, a_person
from tests.teaching import a_completion, a_session, academy

LAST = date(2026, 9, 30)  # of the third quarter
QUARTER, NEXT = "2026-Q3", "2026-Q4"
AFTER, AFTER_NEXT = date(2026, 10, 2), date(2027, 1, 4)
DONE = date(2026, 8, 3)
BRADFORD, LEEDS = "E08000032", "E08000035"
NOBODY = (("employment", ""), ("place", ""), ("role_family", ""), ("sector", ""))


def noon(day: date) -> datetime:
    """Give a moment of a day."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def belongs(
    person: Person, partner: Partner, *, since: date = date(2025, 1, 1), until: date | None = None, **more: object
) -> Membership:
    """Let somebody belong to an organisation from a day, and perhaps until one."""
    made: dict[str, object] = {"state": "current", "decided_at": noon(since), "decided_by": person}
    ended = {"state": "ended", "ended_at": noon(until), "ended_by": person} if until else {}
    return Membership.objects.create(person=person, partner=partner, **{**made, **ended, **more})


def learn(
    many: int,
    partner: Partner,
    course: str = "foundation",
    *,
    done: date = DONE,
    works_as: str = "employee",
    **more: object,
) -> list[Person]:
    """Let so many people belong to an organisation and complete a course."""
    people = [a_person() for _ in range(many)]
    for one in people:
        belongs(one, partner, works_as=works_as)
        a_completion(one, course, completed_on=done, partner=partner, works_as=works_as, **more)
    return people


def came(people: Iterable[Person], *, parts: int = 1, day: date = DONE) -> None:
    """Let people come to one session, to each of its parts."""
    session = a_session(parts=parts, capacity=100, state="held")
    for number, part in enumerate(SessionPart.objects.filter(session=session)):
        starts = noon(day + timedelta(days=number))
        SessionPart.objects.filter(pk=part.pk).update(starts_at=starts, ends_at=starts + timedelta(hours=2))
    for one in people:
        booking = Booking.objects.create(
            session=session, person=one, state="attended", asked_at=noon(day), asked_by=one
        )
        for part in session.parts.all():
            told = {"came": "here", "how": "led", "ticked_at": noon(day), "marked_at": noon(day), "marked_by": one}
            Attendance.objects.create(booking=booking, part=part, **told)


def one_person(kept: Person, gone: Person, by: Person) -> Merge:
    """Say that two are one, and leave the rows of the one that is gone where they are: some stay behind in every merge."""
    return Merge.objects.create(person=kept, person_gone=gone, merged_by=by)


def a_year(by: Person) -> dict[str, Partner]:
    """Give a year in which everything happened that a count can get wrong."""
    council = a_partner("A council", sector="local-government")
    PartnerPlace.objects.create(partner=council, place=LEEDS)
    school = a_partner("A school", sector="education")
    told = {"place": BRADFORD}
    staff = learn(24, council, family="face-to-face")
    learn(13, school, "skilled-practice", family="support", **told)
    learn(12, school, works_as="volunteer", family="everybody", **told)
    learn(3, council, "skilled-practice", works_as="volunteer")
    for one in staff[:5]:  # a second course, and a second post, later
        a_completion(one, "refresher", completed_on=DONE + timedelta(days=20), partner=council, family="leading")
        belongs(one, school, since=date(2026, 7, 1), works_as="volunteer")
    twice = learn(2, school, family="everybody", **told)  # the same two under other addresses
    for one, other in zip(twice, staff, strict=False):
        one_person(other, one, by)
    _what_does_not_count(council)
    came(staff, parts=2)
    came(staff[:12])
    return {"council": council, "school": school}


def _what_does_not_count(partner: Partner) -> None:
    revoked, expired, gone, never = (a_person() for _ in range(4))
    for one in (revoked, expired):
        belongs(one, partner)
    taken_back = {"revoked_at": noon(DONE + timedelta(days=3)), "revoked_by": revoked, "why_revoked": "A mistake"}
    a_completion(revoked, completed_on=DONE, partner=partner, **taken_back)
    a_completion(expired, completed_on=date(2024, 1, 10), valid_until=date(2026, 1, 10), partner=partner)
    belongs(gone, partner, until=date(2026, 6, 1))
    a_completion(gone, completed_on=DONE, partner=partner)
    a_completion(never, completed_on=DONE)
    later = learn(1, partner, done=LAST + timedelta(days=1))  # no completion of a day to come counts before it
    a_completion(later[0], "skilled-practice", completed_on=AFTER_NEXT, partner=partner)


@dataclass
class Twin:
    """The same counts with loops over rows, as slowly as can be."""

    at: date
    counts: dict[tuple[str, ...], int] = field(default_factory=dict)  # level, family, sector, place, employment
    without_post: int = 0

    def people(self, level: str = "any", **where: str) -> int:
        """Count the people of a level, in some groups."""
        names = ("role_family", "sector", "place", "employment")
        return sum(
            many
            for (own, *groups), many in self.counts.items()
            if own == level and all(groups[names.index(name)] == key for name, key in where.items())
        )


def twin(at: date) -> Twin:
    """Count everybody by hand: follow merges, find where they have belonged longest, and what of theirs counts."""
    merges = dict(Merge.objects.filter(person__isnull=False, undone_at=None).values_list("person_gone", "person"))
    found, holding = Twin(at), _holding(at, merges)
    where = _where(at, merges)
    for person, levels in holding.items():
        if person not in where:
            found.without_post += 1
            continue
        for level in ("any", *levels):
            cell = (level, *where[person])
            found.counts[cell] = found.counts.get(cell, 0) + 1
    return found


def _kept(person: int, merges: dict[int, int]) -> int:
    while person in merges:
        person = merges[person]
    return person


def _holding(at: date, merges: dict[int, int]) -> dict[int, set[str]]:
    holding: dict[int, set[str]] = {}
    for one in Completion.objects.all():
        over = one.valid_until is not None and one.valid_until < at
        taken = one.revoked_at is not None and timezone.localdate(one.revoked_at) <= at
        if one.level in academy().levels.levels and one.completed_on <= at and not over and not taken:
            holding.setdefault(_kept(one.person_id, merges), set()).update(academy().levels.reached(one.level))
    return holding


def _where(at: date, merges: dict[int, int]) -> dict[int, tuple[str, str, str, str]]:
    posts: dict[int, Membership] = {}
    for one in Membership.objects.select_related("partner").order_by("pk"):
        began = timezone.localdate(one.decided_at or one.asked_at)
        ended = one.ended_at is not None and timezone.localdate(one.ended_at) <= at
        let_in = one.state == "current" or (one.state == "ended" and one.decided_at)
        person = _kept(one.person_id, merges)
        if let_in and began <= at and not ended and (person not in posts or began < _began(posts[person])):
            posts[person] = one
    return {person: _groups(person, post, at, merges) for person, post in posts.items()}


def _began(post: Membership) -> date:
    return timezone.localdate(post.decided_at or post.asked_at)


def _groups(person: int, post: Membership, at: date, merges: dict[int, int]) -> tuple[str, str, str, str]:
    family = place = ""
    for one in Completion.objects.filter(partner=post.partner_id, completed_on__lte=at).order_by("completed_on", "pk"):
        if _kept(one.person_id, merges) == person:
            family, place = one.family or family, one.place or place
    places = list(PartnerPlace.objects.filter(partner=post.partner_id).values_list("place", flat=True))
    known = [one.code for one in pack.current().districts]
    place = place or (places[0] if len(places) == 1 and places[0] in known else "")
    return family, post.partner.sector, place, post.works_as
