"""A partner with a lead, a member and somebody who looks after an Action; and everybody who stands around them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from partnership.accounts.models import Person
from partnership.partners.models import Kind, Partner
from partnership.plans import actions
from partnership.plans.models import Action
from tests.people import a_partner, a_person, somebody


@dataclass(frozen=True)
class Around:
    """Everybody whom an Action may meet."""

    partner: Partner
    other: Partner
    lead: Person
    owner: Person
    member: Person
    stranger: Person  # of another partner
    nobody: Person  # with an account and no role
    place_lead: Person
    programme: Person
    housekeeper: Person
    place: str


@pytest.fixture
def around(db, pack) -> Around:
    partner, other = a_partner("Somewhere Trust"), a_partner("Elsewhere School")
    place = pack.districts[0].code
    partner.places.create(place=place)
    return Around(
        partner=partner,
        other=other,
        lead=somebody(Kind.PARTNER_LEAD, partner=partner, name="Lena Lead"),
        owner=somebody(Kind.PRACTITIONER, partner=partner, name="Olu Owner"),
        member=somebody(Kind.VOLUNTEER, partner=partner, name="Mo Member"),
        stranger=somebody(Kind.PARTNER_LEAD, partner=other, name="Stella Stranger"),
        nobody=a_person("Nobody Inparticular"),
        place_lead=somebody(Kind.PLACE_LEAD, place=place, name="Pia Place"),
        programme=somebody(Kind.PROGRAMME_TEAM, name="Pru Programme"),
        housekeeper=Person.objects.system("housekeeper"),
        place=place,
    )


@pytest.fixture
def action(around: Around) -> Action:
    return actions.raise_action(
        "Ask every starter what would help", by=around.owner, partner=around.partner, owner=around.owner
    )
