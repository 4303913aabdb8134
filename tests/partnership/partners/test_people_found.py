"""Organisations and people are found by those who may see them."""

import pytest
from django.core.management import call_command

from partnership.accounts.models import Person
from partnership.core.models import SearchEntry
from partnership.core.refusals import Refusal
from partnership.core.search import find
from partnership.partners.actions import finding, lifecycle, organisations, people, roles
from partnership.partners.models import Kind, Membership, reach
from tests.people import a_person, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


@pytest.fixture
def partner(team):
    return organisations.add_partner({"name": "Lantern House", "sector": "voluntary"}, by=team)


@pytest.fixture
def member(partner, team):
    person = a_person("Rosalba Tindlewick")
    people.add_member(person, partner, by=team)
    return person


def hrefs(person, text):
    found = find(text, reach(person).audience)
    return {hit.href for group in found.groups for hit in group.hits}


def test_unlisted_organisation_is_found_by_its_people_and_the_programme(partner, member, team):
    assert hrefs(None, "lantern") == hrefs(a_person(), "lantern") == set()
    assert hrefs(member, "lantern") == {"/for/lantern-house/"}
    assert hrefs(team, "lantern") == {"/programme/partners/lantern-house/"}


def test_listed_organisation_is_found_by_anybody_until_it_leaves(partner, team):
    organisations.edit_partner(partner, {"listed": True}, by=team, seen=0)
    assert hrefs(None, "lantern") == {"/directory/lantern-house/"}
    lifecycle.leave(partner, by=team)
    assert hrefs(None, "lantern") == set()


def test_person_is_found_by_colleagues_only_after_choosing_it(partner, member, team):
    colleague = somebody(Kind.PRACTITIONER, partner=partner)
    own = Membership.objects.get(person=member)
    assert hrefs(colleague, "rosalba") == set()
    assert hrefs(team, "rosalba") == {f"/programme/people/{member.pk}/"}

    people.edit_membership(own, by=member, works_as="employee", job="", listed=True)
    assert hrefs(colleague, "rosalba") == {f"/for/lantern-house/people/{own.pk}/"}
    people.leave_partner(own, by=member)
    assert hrefs(colleague, "rosalba") == set()


def test_person_of_whom_only_a_confided_role_is_known_is_found_by_nobody(team):
    kit = a_person("Kit Unfindable")
    keeper = somebody(Kind.SAFEGUARDING_LEAD)
    roles.give_role(kit, Kind.LIVED_EXPERIENCE, by=keeper)
    finding.let_all_be_found(by=Person.objects.system("housekeeper"))
    assert hrefs(team, "unfindable") == hrefs(keeper, "unfindable") == set()


def test_what_can_be_found_is_written_anew_each_night(partner, member, team, capsys):
    Person.objects.filter(pk=member.pk).update(name="Rosalba Newname")
    SearchEntry.objects.filter(kind="partner").delete()
    with pytest.raises(Refusal, match="does this itself"):
        finding.let_all_be_found(by=team)
    call_command("look_after_people")
    assert hrefs(team, "newname") == {f"/programme/people/{member.pk}/"}
    assert hrefs(team, "lantern") == {"/programme/partners/lantern-house/"}
    assert "Roles closed: 0." in capsys.readouterr().out
    call_command("look_after_people", verbosity=0)
    assert capsys.readouterr().out == ""
