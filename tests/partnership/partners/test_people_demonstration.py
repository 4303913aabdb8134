"""The invented partnership: everybody and everything in it is made up, and it shows every role and state."""

import pytest

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.models import Event
from partnership.partners.management import demonstration
from partnership.partners.models import LIFECYCLE, Invitation, Kind, Membership, Partner, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    who = {}
    demonstration.load(who)
    return who


def test_every_role_is_held_and_every_state_is_there(people):
    assert {kind for kind in Kind.values if not Role.objects.current().filter(kind=kind)} == set()
    assert set(Partner.objects.values_list("state", flat=True)) == set(LIFECYCLE.states)
    assert set(Membership.objects.values_list("state", flat=True)) >= {"asked", "current", "ended"}
    assert set(Membership.objects.values_list("came_by", flat=True)) == {"asked", "invited", "imported"}
    assert Invitation.objects.open().exists()


def test_key_of_each_person_says_what_they_are(people):
    for kind in Kind.values:
        assert Role.objects.current().filter(person=people[kind], kind=kind).exists()


def test_everything_is_marked_as_made_up(people):
    assert not Person.objects.real().filter(fictional=False).exists()
    assert not Partner.objects.filter(fictional=False).exists()
    assert {person.email.partition("@")[2] for person in people.values()} == {"example.org"}


def test_every_role_of_theirs_came_by_a_deed(people):
    given = Role.objects.filter(person__in=people.values())
    things = {f"urn:heartwood:partners.role:{pk}" for pk in given.values_list("pk", flat=True)}
    assert things - set(Event.objects.filter(verb="role.given").values_list("thing", flat=True)) == set()


def test_key_of_each_partner_is_its_address(people):
    assert set(pack.demonstration("partners")) - {one.slug for one in Partner.objects.all()} == set()


def test_pack_without_invented_people_loads_none(monkeypatch, tmp_path):
    monkeypatch.setattr(pack, "demonstration", lambda name: {})
    who = {}
    demonstration.load(who)
    assert who == {}
