"""Organisations and people can be found by whoever may see them, from the deed on that made it so."""

import pytest

from partnership.accounts.actions import signing_in
from partnership.core import search
from partnership.core.models import SearchEntry
from partnership.partners.actions import lifecycle, merges, organisations
from partnership.partners.actions import people as actions
from partnership.partners.actions import roles as role_actions
from partnership.partners.models import Kind, Membership, Partner, reach
from tests.people import a_partner, a_person, somebody

pytestmark = pytest.mark.django_db


def found(text, person=None):
    hits = [hit for group in search.find(text, reach(person).audience).groups for hit in group.hits]
    return [(hit.title, hit.href) for hit in hits]


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


@pytest.fixture
def trust(team):
    return organisations.add_partner({"name": "Birch Trust", "sector": "housing", "about": "Homes."}, by=team)


def join(partner, team, name, *, listed=False):
    person = a_person(name)
    membership = actions.add_member(person, partner, by=team)
    actions.edit_membership(membership, by=person, works_as="employee", job="", listed=listed)
    return person


def test_partner_that_is_not_listed_is_found_by_its_people_and_the_programme(trust, team):
    member, stranger = join(trust, team, "Ada Fernley"), a_person()

    assert found("birch", team) == [("Birch Trust", "/programme/partners/birch-trust/")]
    assert found("birch", member) == [("Birch Trust", "/for/birch-trust/")]
    assert found("birch", stranger) == found("birch") == []


def test_partner_that_is_listed_is_found_by_anybody_until_it_leaves(trust, team):
    organisations.edit_partner(trust, {"listed": True}, by=team, seen=trust.revision)
    assert found("birhc") == found("birch", a_person()) == [("Birch Trust", "/directory/birch-trust/")]

    lifecycle.leave(Partner.objects.get(pk=trust.pk), by=team)

    assert found("birch") == []
    assert found("birch", team) == [("Birch Trust", "/programme/partners/birch-trust/")]


def test_partner_that_has_only_asked_is_found_by_the_programme_alone(team):
    asker = a_person()
    organisations.enquire({"name": "Birch Trust", "sector": "housing"}, by=asker)

    assert len(found("birch", team)) == 1
    assert found("birch", asker) == []


def test_partner_is_found_by_its_new_name(trust, team):
    organisations.edit_partner(trust, {"name": "Alder Trust"}, by=team, seen=trust.revision)

    assert found("birch", team) == []
    assert len(found("alder", team)) == 1


def test_people_are_found_by_the_programme_and_by_colleagues_if_they_chose_that(trust, team):
    hidden = join(trust, team, "Hidden Fernley")
    shown = join(trust, team, "Shown Fernley", listed=True)
    elsewhere = somebody(Kind.PRACTITIONER, partner=a_partner())

    assert [title for title, _href in found("fernley", team)] == ["Hidden Fernley", "Shown Fernley"]
    membership = Membership.objects.get(person=shown)
    assert found("fernley", hidden) == [("Shown Fernley", f"/for/birch-trust/people/{membership.pk}/")]
    assert found("fernley", elsewhere) == found("fernley") == []


def test_people_are_not_found_by_the_name_of_their_partner(trust, team):
    join(trust, team, "Ada Fernley", listed=True)

    assert [title for title, _href in found("birch", team)] == ["Birch Trust"]


def test_whoever_leaves_is_found_by_no_colleague(trust, team):
    person = join(trust, team, "Ada Fernley", listed=True)
    colleague = join(trust, team, "Bo Heron")

    actions.leave_partner(Membership.objects.get(person=person), by=person)

    assert found("fernley", colleague) == []
    assert found("fernley", team) == [("Ada Fernley", f"/programme/people/{person.pk}/")]  # the record of who was here


def test_whoever_goes_by_another_name_is_found_by_it_and_never_by_the_old_one(trust, team):
    person = join(trust, team, "Ada Fernley", listed=True)
    colleague = join(trust, team, "Bo Heron")

    signing_in.rename(person, "Adam Oakes", by=person)

    for asker in (team, colleague):
        assert found("fernley", asker) == found("ada fernley", asker) == []
        assert [title for title, _href in found("oakes", asker)] == ["Adam Oakes"]


def test_role_that_was_confided_is_no_word_of_anybody(trust, team):
    person = join(trust, team, "Ada Fernley", listed=True)
    lead = somebody(Kind.SAFEGUARDING_LEAD)
    role_actions.give_role(person, Kind.LIVED_EXPERIENCE, by=lead)

    assert found("lived experience", team) == []
    assert not SearchEntry.objects.filter(words__text__in=["lived", "experience"]).exists()


def test_merged_partners_are_found_as_one_and_again_as_two(trust, team):
    other = organisations.add_partner({"name": "Beech Trust", "sector": "housing"}, by=team)
    organisations.edit_partner(other, {"name": "Birch Trusts"}, by=team, seen=other.revision)

    merge = merges.merge_partners(trust, other, by=team)
    assert [title for title, _href in found("birch", team)] == ["Birch Trust"]

    merges.undo_merge(merge, by=team)
    assert [title for title, _href in found("birch", team)] == ["Birch Trust", "Birch Trusts"]


def test_merged_people_are_found_as_one_and_again_as_two(trust, team):
    kept, gone = join(trust, team, "Ada Fernley"), join(a_partner(), team, "A Fernley")

    merge = merges.merge_people(kept, gone, by=team)
    assert [title for title, _href in found("fernley", team)] == ["Ada Fernley"]

    merges.undo_merge(merge, by=team)
    assert [title for title, _href in found("fernley", team)] == ["A Fernley", "Ada Fernley"]
