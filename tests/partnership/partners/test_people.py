"""Belonging: asking, being let in, saying what one is, leaving."""

import pytest
from django.urls import resolve

from partnership.accounts.models import Person
from partnership.core.models import Event, Notice
from partnership.core.refusals import Refusal
from partnership.partners.actions import people
from partnership.partners.models import Kind, Membership, Role, reach
from partnership.partners.rules.people import MOST_OPEN_ASKS
from tests.people import a_partner, a_person, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return a_partner("Three Chairs")


@pytest.fixture
def lead(partner):
    return somebody(Kind.PARTNER_LEAD, partner=partner)


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


def kinds(person, partner):
    return set(Role.objects.current().filter(person=person, partner=partner).values_list("kind", flat=True))


def test_asking_is_told_to_the_leads_and_nobody_else(partner, lead, team):
    asker = a_person("Asha")
    membership = people.ask_to_join(partner, by=asker, works_as="volunteer", job="Cook")

    notice = Notice.objects.get()
    assert (membership.state, membership.works_as, membership.came_by) == ("asked", "volunteer", "asked")
    assert (notice.person, str(notice)) == (lead, "Asha asks to join Three Chairs.")
    assert resolve(notice.href).view_name == "partner-people"
    assert reach(asker).partners == {}


def test_asking_where_nobody_leads_is_told_to_the_programme(partner, team):
    people.ask_to_join(partner, by=a_person())
    notice = Notice.objects.get()
    assert (notice.person, resolve(notice.href).view_name) == (team, "programme-partner")


def test_asking_twice_or_where_one_belongs_is_refused(partner, lead):
    asker = a_person()
    people.ask_to_join(partner, by=asker)
    for person in (asker, lead):
        with pytest.raises(Refusal, match="belong to Three Chairs already, or have asked"):
            people.ask_to_join(partner, by=person)


@pytest.mark.parametrize("state", ["enquired", "invited", "left"])
def test_nobody_joins_what_has_not_joined(state):
    with pytest.raises(Refusal, match="not part of the partnership"):
        people.ask_to_join(a_partner(state=state), by=a_person())


def test_asking_needs_an_account_and_how_one_belongs(partner):
    with pytest.raises(Refusal, match="Sign in first"):
        people.ask_to_join(partner, by=Person.objects.system("without-account"))
    with pytest.raises(Refusal, match="employed there or a volunteer"):
        people.ask_to_join(partner, by=a_person(), works_as="ghost")


def test_asking_everywhere_waits():
    asker = a_person()
    for _each in range(MOST_OPEN_ASKS):
        people.ask_to_join(a_partner(), by=asker)
    with pytest.raises(Refusal, match="wait until they have answered"):
        people.ask_to_join(a_partner(), by=asker)


def test_approving_lets_in_with_the_role_that_belonging_brings(partner, lead):
    asker = a_person()
    membership = people.ask_to_join(partner, by=asker, works_as="volunteer")
    people.approve(membership, by=lead)

    assert (membership.state, membership.decided_by, membership.listed) == ("current", lead, False)
    assert kinds(asker, partner) == {"volunteer"}
    notice = Notice.objects.get(person=asker)
    assert (str(notice), resolve(notice.href).view_name) == ("You belong to Three Chairs now.", "partner-home")
    with pytest.raises(Refusal, match="This is now “Belongs”"):
        people.approve(membership, by=lead)


def test_declining_says_so_and_they_may_ask_again_in_a_new_row(partner, lead):
    asker = a_person()
    first = people.ask_to_join(partner, by=asker)
    people.decline(first, by=lead)
    second = people.ask_to_join(partner, by=asker)

    assert (first.state, first.decided_by, second.pk != first.pk) == ("declined", lead, True)
    assert "has not let you in" in str(Notice.objects.get(person=asker))
    with pytest.raises(Refusal, match="This is now “Not accepted”"):
        people.decline(first, by=lead)


def test_nobody_but_leads_and_the_programme_decides_and_nobody_for_themselves(partner, lead, team):
    membership = people.ask_to_join(partner, by=a_person())
    member = somebody(Kind.PRACTITIONER, partner=partner)
    for deed in (people.approve, people.decline, people.end_membership):
        with pytest.raises(Refusal, match="A lead of Three Chairs decides"):
            deed(membership, by=member)
    own = people.ask_to_join(partner, by=team)
    for deed in (people.approve, people.decline):
        with pytest.raises(Refusal, match="Somebody else"):
            deed(own, by=team)
    assert people.approve(membership, by=team).state == "current"


def test_nobody_is_let_into_an_organisation_that_left(partner, team):
    membership = people.ask_to_join(partner, by=a_person())
    type(partner).objects.filter(pk=partner.pk).update(state="left")
    with pytest.raises(Refusal, match="not part of the partnership"):
        people.approve(membership, by=team)


def test_everybody_says_for_themselves_what_they_are(partner, lead):
    person = somebody(Kind.PRACTITIONER, partner=partner)
    own = Membership.objects.get(person=person)
    people.edit_membership(own, by=person, works_as="volunteer", job="Cook", listed=True)
    own.refresh_from_db()
    assert (own.works_as, own.job, own.listed) == ("volunteer", "Cook", True)
    with pytest.raises(Refusal, match="Only they themselves"):
        people.edit_membership(own, by=lead, works_as="employee", job="", listed=True)
    with pytest.raises(Refusal, match="employed there or a volunteer"):
        people.edit_membership(own, by=person, works_as="ghost", job="", listed=True)


def test_what_one_is_waits_until_one_belongs(partner):
    asker = a_person()
    membership = people.ask_to_join(partner, by=asker)
    with pytest.raises(Refusal, match="once you belong"):
        people.edit_membership(membership, by=asker, works_as="employee", job="", listed=True)
    people.leave_partner(membership, by=asker)
    with pytest.raises(Refusal, match="This is now “Has left”"):
        people.edit_membership(membership, by=asker, works_as="employee", job="", listed=True)


def test_leaving_ends_every_role_there_and_keeps_the_rows(partner, lead):
    person = somebody(Kind.PRACTITIONER, partner=partner)
    own = Membership.objects.get(person=person)
    with pytest.raises(Refusal, match="Only they themselves can leave"):
        people.leave_partner(own, by=lead)
    people.leave_partner(own, by=person)

    assert (own.state, own.ended_by, kinds(person, partner)) == ("ended", person, set())
    assert Role.objects.get(person=person).ended_by == person
    with pytest.raises(Refusal, match="This is now “Has left”"):
        people.leave_partner(own, by=person)


def test_taking_somebody_out_tells_them(partner, lead):
    person = somebody(Kind.PRACTITIONER, partner=partner)
    people.end_membership(Membership.objects.get(person=person), by=lead)
    assert str(Notice.objects.get(person=person)) == "You do not belong to Three Chairs any more."


def test_last_lead_leaving_hands_over_to_the_programme(partner, lead, team):
    second = somebody(Kind.PARTNER_LEAD, partner=partner)
    people.leave_partner(Membership.objects.get(person=lead), by=lead)
    assert not Notice.objects.exists()

    people.leave_partner(Membership.objects.get(person=second), by=second)
    notice = Notice.objects.get()
    assert (notice.person, resolve(notice.href).view_name) == (team, "programme-partner")
    assert "has no lead any more" in str(notice)
    assert Event.objects.filter(verb="partner.handed_over").count() == 1


def test_people_are_added_by_the_programme_once_for_each_address(team, lead):
    first = people.add_person("Rufina", "Rufina@example.org", by=team)
    again = people.add_person("Somebody else", "rufina@EXAMPLE.org", by=team)
    without = people.add_person("No address", None, by=Person.objects.system("housekeeper"))
    assert (first, first.email, without.email) == (again, "rufina@example.org", None)
    with pytest.raises(Refusal, match="Only the programme team can add people"):
        people.add_person("X", "x@example.org", by=lead)


def test_member_written_down_from_a_list_is_found_by_no_colleague(partner, team, lead):
    asker = a_person()
    waiting = people.ask_to_join(partner, by=asker)
    listed = people.add_member(a_person(), partner, by=team, job="Midwife")
    assert (listed.came_by, listed.listed, listed.job) == ("imported", False, "Midwife")
    assert people.add_member(asker, partner, by=team).pk == waiting.pk
    with pytest.raises(Refusal, match="belong to Three Chairs already"):
        people.add_member(asker, partner, by=team)
    with pytest.raises(Refusal, match="not part of the partnership"):
        people.add_member(asker, a_partner(state="left"), by=team)
    with pytest.raises(Refusal, match="Only the programme team"):
        people.add_member(a_person(), partner, by=lead)


def test_colleagues_see_leads_and_those_who_chose_to_be_listed(partner, lead, team):
    listed, hidden = (somebody(Kind.PRACTITIONER, partner=partner) for _each in range(2))
    Membership.objects.filter(person=listed).update(listed=True)
    elsewhere = somebody(Kind.PRACTITIONER, partner=a_partner())

    def seen(person):
        return set(Membership.objects.visible_to(person).of(partner).values_list("person", flat=True))

    everybody = {lead.pk, listed.pk, hidden.pk}
    assert seen(hidden) == everybody
    assert seen(listed) == {lead.pk, listed.pk}
    assert seen(lead) == seen(team) == everybody
    assert seen(elsewhere) == seen(None) == seen(somebody(Kind.PLACE_LEAD, place="x")) == set()


def test_what_a_colleague_is_shows_only_if_they_chose_to_be_listed(partner, lead):
    listed, hidden = (somebody(Kind.PRACTITIONER, partner=partner) for _each in range(2))
    Membership.objects.filter(person=listed).update(listed=True)
    seen = Role.objects.visible_to(listed).filter(partner=partner)
    assert set(seen.values_list("person", flat=True)) == {lead.pk, listed.pk}
    assert hidden.pk in Role.objects.visible_to(lead).values_list("person", flat=True)
