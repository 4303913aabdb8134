"""The pack's invented sessions, booked, held and ticked off by the same deeds as real ones. Nobody came to any of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import product
from typing import Any

from django.utils import timezone

from partnership.academy.actions import booking, certificates, completing, held_elsewhere, leading, register, sessions
from partnership.academy.management import asked, dates, elsewhere, trainers
from partnership.academy.models import Booking, Came, Completion, Session, Task
from partnership.academy.rules.held_elsewhere import HeldThere, WhoCame
from partnership.academy.rules.register import Tick
from partnership.accounts.models import Person, System
from partnership.core import pack
from partnership.partners.actions import people as partner_people
from partnership.partners.models import Partner

SOON = 20  # days ahead, on which what lies behind us is booked before it is moved back


def load(people: dict[str, Person]) -> None:
    """Plan, announce, book and hold every session of the file; `people` are known by their key."""
    told = pack.demonstration("academy")
    if not told or pack.current().academy is None:
        return
    partners = {one.slug: one for one in Partner.objects.filter(fictional=True)}
    learners = _learners(told["learners"], people["programme-team"], partners)
    held: dict[str, Session] = {}
    trainers.begin(told["trainers"], people)
    for one in told["sessions"]:
        session = held[one["key"]] = _session(one, people)
        booked = [*_named(one, session, people, partners), *_many(one, session, learners, people)]
        if one["in_days"] < 0:
            _hold(one, session, booked, people)
            trainers.accredit(one.get("accredits", ()), people)
        elif "cancelled" in one:
            sessions.cancel_session(session, one["cancelled"], because=one["because"], by=people[one["by"]])
    trainers.finish(told["trainers"], held, people)
    for one in told["held_elsewhere"]:
        held_elsewhere.enter_held(_held_elsewhere(one, people, learners), by=people[one["by"]])
    _afterwards(told, people, held)


def _afterwards(told: Any, people: dict[str, Person], held: dict[str, Session]) -> None:
    _papers(told["taken_back"], people)
    asked.load(told["asked"], held)
    elsewhere.load(told["elsewhere"], people)
    elsewhere.show_papers(told["shown"], people)


def _codes() -> dict[str, str]:
    return {area.slug: area.code for area in pack.current().districts}


def _lead(slug: str, people: dict[str, Person]) -> Person:
    return people[pack.demonstration("partners")[slug]["lead"]]


def _learners(told: Any, by: Person, partners: dict[str, Partner]) -> dict[str, list[dict[str, Any]]]:
    """Write down people without an account, as an organisation's list would name them."""
    names = (f"{first} {last}" for last, first in product(told["last"], told["first"]))
    made: dict[str, list[dict[str, Any]]] = {}
    for one in told["of"]:
        partner = partners[one["partner"]]
        said = {"partner": partner, "works_as": one["works_as"], "family": one["family"]}
        said["place"] = _codes()[one["place"]]
        for _number in range(one["people"]):
            person = partner_people.add_person(next(names), None, by=by, fictional=True)
            partner_people.add_member(person, partner, by=by, works_as=one["works_as"])
            made.setdefault(one["partner"], []).append({"person": person, **said})
    for slug, several in made.items():
        dates.belongs_since([one["person"] for one in several], partners[slug], days=400)
    return made


def _session(one: Any, people: dict[str, Person]) -> Session:
    """Plan it, ask those who lead it, hold places back and announce it."""
    by = people[one["by"]]
    said = {key: one[key] for key in ("title", "about", "online", "venue", "access", "cost_pounds") if key in one}
    said["place"] = _codes()[one["place"]] if "place" in one else ""
    joining = {key: one[key] for key in ("room", "link") if key in one}
    days = one["in_days"] if one["in_days"] > 0 else SOON
    parts = tuple(_parts(one["parts"], days))
    session = sessions.plan(
        by=by, course=one.get("course", ""), capacity=one["capacity"], parts=parts, joining=joining, **said
    )
    for key in one["facilitates"]:
        leading.ask_to_lead(session, people[key], by=by)
    if "wellbeing" in one:
        leading.ask_to_lead(session, people[one["wellbeing"]], task=Task.WELLBEING, by=by)
    for held in one.get("held", ()):
        until = timezone.localdate() + timedelta(days=held["until_in_days"])
        sessions.hold_places(session, held["kind"], held["key"], held["places"], until, by=by)
    return session if one.get("planned") else sessions.announce(session, by=by)


def _parts(told: Any, days: int) -> Iterator[tuple[datetime, datetime]]:
    for number, hours in enumerate(told):
        day = timezone.localdate() + timedelta(days=days + number)
        starts, ends = (timezone.make_aware(datetime.combine(day, time.fromisoformat(one))) for one in hours)
        yield starts, ends


def _named(one: Any, session: Session, people: dict[str, Person], partners: dict[str, Partner]) -> Iterator[Booking]:
    """Let the people of the demonstration ask for their places themselves."""
    for each in one.get("booked", ()):
        person = people[each["who"]]
        said = {key: each[key] for key in ("works_as", "family", "adjustment") if key in each}
        said["place"] = _codes()[each["place"]] if "place" in each else ""
        yield booking.book(session, person=person, partner=partners.get(each.get("partner", "")), by=person, **said)


def _many(
    one: Any, session: Session, learners: dict[str, list[dict[str, Any]]], people: dict[str, Person]
) -> Iterator[Booking]:
    """Let the leads of their organisations bring those who have no account."""
    for slug, (first, after) in one.get("learners", {}).items():
        for said in learners[slug][first:after]:
            yield booking.book(session, by=_lead(slug, people), **said)


def _hold(one: Any, session: Session, booked: list[Booking], people: dict[str, Person]) -> None:
    """Say yes where a lead has to, move everything into the past, and keep the register."""
    by = people[one["facilitates"][0]]
    for each in booked:
        each.refresh_from_db()
        if each.state == "requested" and each.partner:
            booking.approve(each, by=_lead(each.partner.slug, people))
    dates.move(session, SOON - one["in_days"])
    session.refresh_from_db()
    marks = _marks(one, booked)
    ticks = [
        Tick(each.pk, part.pk, marks[each.pk], part.starts_at + timedelta(minutes=5))
        for each in booked
        for part in session.parts.all()
    ]
    register.keep_ticks(session, ticks, by=by)
    _finish(one, booked, by)
    dates.completed(session)
    sessions.mark_held(session, by=Person.objects.system(System.HOUSEKEEPER))


def _finish(one: Any, booked: list[Booking], by: Person) -> None:
    """Let those who came write what they take with them, and pass, where the file says so."""
    for each in booked:
        each.refresh_from_db()
        if each.state == "attended" and "takes_with_me" in one:
            completing.write_reflection(each, one["takes_with_me"], by=each.person)
        if each.state == "attended" and one.get("passed"):
            completing.record_result(each, passed=True, by=by)


def _marks(one: Any, booked: list[Booking]) -> dict[int, str]:
    """Give how each came: as the file says of the named ones, and of the others the last ones were not there."""
    said = {number: each.get("came", "here") for number, each in enumerate(one.get("booked", ()))}
    absent, partly = one["came"]["absent"], one["came"]["partly"]
    found: dict[int, str] = {}
    for number, each in enumerate(booked):
        left = len(booked) - number
        came = "absent" if left <= absent else "partly" if left <= absent + partly else "here"
        found[each.pk] = {"here": Came.HERE, "partly": Came.PARTLY, "absent": Came.NOT}[said.get(number, came)]
    return found


def _held_elsewhere(one: Any, people: dict[str, Person], learners: dict[str, list[dict[str, Any]]]) -> HeldThere:
    """Put together what was held elsewhere; whoever has no account of their own has no address to be named by."""
    came = [people[key] for key in one["came"]]
    for slug, (first, after) in one.get("learners", {}).items():
        came += [said["person"] for said in learners[slug][first:after]]
    register = tuple(WhoCame(each.email or f"row-{each.pk}", each.name, each, ((1, Came.HERE),)) for each in came)
    parts = tuple(_parts([one["hours"]], -one["days_ago"]))
    return HeldThere(one["course"], parts, _codes()[one["place"]], one["venue"], online=False, register=register)


def _papers(why: str, people: dict[str, Person]) -> None:
    """Give those who can look around their certificates, and take one back."""
    mine = Completion.objects.filter(person__in=people.values()).order_by("completed_on", "pk")
    made = [certificates.issue_completion(one, by=people["programme-team"]) for one in mine]
    if made:
        certificates.revoke_certificate(made[0], why=why, by=people["programme-team"])
