"""An invented crowd of the size that the site must bear: 500 partners, 10,000 people, 50,000 events, and what goes with them.

Made in a few statements, without the deeds that would have led to it: for measuring only.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import pack, search
from partnership.core.models import Event, Notice
from partnership.partners.models import Commitment, Kind, Membership, Partner, PartnerPlace, Role
from partnership.plans.models import Action

SYLLABLES = [
    "al",
    "bar",
    "cor",
    "dun",
    "el",
    "fen",
    "gar",
    "hol",
    "ing",
    "jor",
    "kel",
    "lum",
    "mar",
    "nor",
    "oak",
    "pel",
    "quin",
    "ros",
    "sal",
    "tor",
    "ul",
    "vey",
    "wick",
    "yar",
    "zen",
]
FIRST = [
    "Ada",
    "Bilal",
    "Chidi",
    "Dorota",
    "Ewa",
    "Farah",
    "Gwen",
    "Hana",
    "Idris",
    "Jaya",
    "Kofi",
    "Lena",
    "Musa",
    "Nia",
    "Omar",
    "Priya",
    "Rosa",
    "Sam",
    "Tariq",
    "Una",
]
KINDS = [
    "housing",
    "hospital",
    "school",
    "college",
    "charity",
    "library",
    "theatre",
    "union",
    "council",
    "nursery",
    "hospice",
    "club",
]
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Crowd:
    """Some of those in it, to sign in as: somebody of the programme team, a lead, somebody who works for a partner."""

    programme: Person
    lead: Person
    member: Person


@transaction.atomic
def fill(partners: int = 500, people: int = 10_000, events: int = 50_000) -> Crowd:
    """Fill an empty site."""
    luck = random.Random(20261122)
    everybody = _people(people, luck)
    organisations = _partners(partners, luck)
    _belong(everybody, organisations, luck)
    _sign(organisations, everybody)
    _act(organisations, everybody, luck)
    _happen(everybody, organisations, events, luck)
    _can_be_found(everybody, organisations, luck)
    return Crowd(everybody[0], everybody[1], everybody[-1])


def _word(luck: random.Random) -> str:
    return "".join(luck.choices(SYLLABLES, k=3)).capitalize()


def _people(number: int, luck: random.Random) -> list[Person]:
    made = [
        Person(name=f"{luck.choice(FIRST)} {_word(luck)}", email=f"crowd{n}@example.org", fictional=True)
        for n in range(number)
    ]
    return Person.objects.bulk_create(made, batch_size=BATCH)


def _partners(number: int, luck: random.Random) -> list[Partner]:
    sectors, places = list(pack.current().sectors), [area.code for area in pack.current().districts]
    made = [
        Partner(
            slug=f"crowd-{n}",
            name=f"{_word(luck)} {luck.choice(KINDS)} {n}",
            sector=luck.choice(sectors),
            about="An organisation that does not exist. It works with families, schools and neighbours.",
            state=luck.choice(["joined", "active", "active", "dormant"]),
            listed=n % 10 != 0,
            fictional=True,
        )
        for n in range(number)
    ]
    organisations = Partner.objects.bulk_create(made)
    PartnerPlace.objects.bulk_create(
        PartnerPlace(partner=one, place=place) for one in organisations for place in luck.sample(places, k=2)
    )
    return organisations


def _belong(everybody: list[Person], organisations: list[Partner], luck: random.Random) -> None:
    """Give everybody a partner and a role there; the first is of the programme team, the next ones lead."""
    now, team = timezone.now(), everybody[0]
    roles = [Role(person=team, kind=Kind.PROGRAMME_TEAM, given_by=team)]
    memberships = []
    for n, person in enumerate(everybody[1:]):
        partner = organisations[n % len(organisations)]
        memberships.append(
            Membership(
                person=person,
                partner=partner,
                state="current" if n % 50 else "asked",
                listed=bool(n % 3),
                works_as="employee" if n % 4 else "volunteer",
                decided_at=now if n % 50 else None,
                decided_by=team if n % 50 else None,
            )
        )
        kind = Kind.PARTNER_LEAD if n < len(organisations) else luck.choice([Kind.PRACTITIONER, Kind.CHAMPION])
        roles.append(Role(person=person, kind=kind, partner=partner, given_by=team))
    Membership.objects.bulk_create(memberships, batch_size=BATCH)
    Role.objects.bulk_create(roles, batch_size=BATCH)


def _sign(organisations: list[Partner], everybody: list[Person]) -> None:
    now, charter = timezone.now(), pack.current().charter
    Commitment.objects.bulk_create(
        Commitment(
            partner=one,
            state="signed",
            version=charter.version,
            charter_urn=charter.urn,
            clauses_sha256=charter.sha256,
            clauses=[],
            prepared_at=now,
            prepared_by=everybody[0],
            signed_at=now,
            signed_by=everybody[1],
            since_on=timezone.localdate(),
            code=f"CROWD{n:05}",
            receipt_sha256=f"{n:064}",
            pdf_sha256=f"{n:064}",
        )
        for n, one in enumerate(organisations)
        if n % 2
    )


def _act(organisations: list[Partner], everybody: list[Person], luck: random.Random) -> None:
    today = timezone.localdate()
    Action.objects.bulk_create(
        [
            Action(
                title=f"{_word(luck)} {luck.choice(KINDS)} meeting {n}",
                owner=everybody[1 + n % 500],
                partner=organisations[n % len(organisations)],
                due_on=today + timedelta(days=luck.randrange(-30, 300)),
                state=luck.choice(["proposed", "under-way", "under-way", "waiting"]),
                raised_by=everybody[0],
            )
            for n in range(3_000)
        ],
        batch_size=BATCH,
    )


def _happen(everybody: list[Person], organisations: list[Partner], number: int, luck: random.Random) -> None:
    verbs = ["membership.approved", "action.moved", "pledge.reported", "partner.joined", "notice.read"]
    things = [f"urn:heartwood:partners.partner:{one.pk}" for one in organisations]
    Event.objects.bulk_create(
        (Event(by=luck.choice(everybody), verb=luck.choice(verbs), thing=luck.choice(things)) for _ in range(number)),
        batch_size=BATCH,
    )
    told = ((person, luck.choice(organisations)) for person in everybody for _ in range(2))
    Notice.objects.bulk_create(
        (
            Notice(
                person=person,
                category="people",
                sentence="Somebody asks to join %(partner)s.",
                words={"partner": partner.name},
                href=f"/for/{partner.slug}/",
                thing=f"urn:heartwood:partners.partner:{partner.pk}",
            )
            for person, partner in told
        ),
        batch_size=BATCH,
    )


def _can_be_found(everybody: list[Person], organisations: list[Partner], luck: random.Random) -> None:
    entries = [
        search.Entry(
            thing=one,
            kind="partner",
            title=one.name,
            about=one.about,
            words=one.sector,
            href=f"/directory/{one.slug}/",
            audience=["anyone"] if one.listed else ["programme", f"partner:{one.pk}"],
        )
        for one in organisations
    ]
    entries += [
        search.Entry(
            thing=person,
            kind="person",
            title=person.name,
            href=f"/programme/people/{person.pk}/",
            audience=["programme", f"partner:{luck.choice(organisations).pk}"],
        )
        for person in everybody
    ]
    entries += [
        search.Entry(
            thing=action,
            kind="action",
            title=action.title,
            href=f"/actions/{action.pk}/",
            audience=["programme", f"partner:{action.partner_id}"],
        )
        for action in Action.objects.filter(partner__in=organisations)
    ]
    search.put_many(entries)


if __name__ == "__main__":
    began = time.monotonic()
    fill()
    print(f"A crowd in {time.monotonic() - began:.1f} s")  # noqa: T201
