"""How an organisation comes, rests and goes: dated rows, never overwritten."""

import pytest
from django.core import mail

from partnership.core.models import Event, Notice
from partnership.core.refusals import Refusal
from partnership.partners.actions import invitations, lifecycle, organisations, people
from partnership.partners.models import Kind, Membership, Role, Standing
from tests.people import a_partner, a_person, a_role, somebody

pytestmark = pytest.mark.django_db

DETAILS = {"name": "Open Door", "sector": "voluntary"}


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


def states(partner):
    return list(Standing.objects.filter(partner=partner).values_list("state", flat=True))


def kinds(person, partner):
    return set(Role.objects.current().filter(person=person, partner=partner).values_list("kind", flat=True))


def test_admitting_makes_whoever_asked_the_lead(team):
    asker = a_person()
    partner = organisations.enquire(DETAILS, by=asker, works_as="volunteer")
    lifecycle.admit(partner, by=team)

    assert (partner.state, states(partner)) == ("joined", ["enquired", "joined"])
    assert kinds(asker, partner) == {"partner-lead", "volunteer"}
    with pytest.raises(Refusal, match="This is now “Joined”"):
        lifecycle.admit(partner, by=team)


def test_only_the_programme_admits_and_invites(team):
    asker = a_person()
    partner = organisations.enquire(DETAILS, by=asker)
    with pytest.raises(Refusal, match="Only the programme team can admit"):
        lifecycle.admit(partner, by=asker)
    with pytest.raises(Refusal, match="Only the programme team can invite"):
        lifecycle.invite_again(partner, "x@example.org", by=asker)
    with pytest.raises(Refusal, match="Only the programme team can add"):
        lifecycle.invite_partner(DETAILS, "x@example.org", by=asker)


def test_invited_organisation_joins_when_its_lead_says_yes(team, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        partner = lifecycle.invite_partner(DETAILS, "new@example.org", by=team)
    (letter,) = mail.outbox
    lead = a_person()
    invitations.accept_invitation(partner.invitations.get(), by=lead)

    partner.refresh_from_db()
    assert letter.to == ["new@example.org"]
    assert (partner.state, states(partner)) == ("joined", ["invited", "joined"])
    assert kinds(lead, partner) == {"partner-lead", "practitioner"}


def test_organisation_that_left_or_waits_is_invited_again(team):
    gone = a_partner(state="left")
    lifecycle.invite_again(gone, "a@example.org", by=team)
    lifecycle.invite_again(gone, "b@example.org", by=team)
    assert (gone.state, states(gone)) == ("invited", ["invited"])
    with pytest.raises(Refusal, match="This is now “Active”"):
        lifecycle.invite_again(a_partner(), "c@example.org", by=team)


def test_doing_something_wakes_an_organisation_and_leaves_an_active_one(team):
    partner = a_partner(state="joined")
    member = somebody(Kind.PRACTITIONER, partner=partner)
    lifecycle.activate(partner, by=member)
    lifecycle.activate(partner, by=team)
    lifecycle.rest(partner, "A quiet year", by=somebody(Kind.PARTNER_LEAD, partner=partner))
    lifecycle.activate(partner, by=member)

    assert states(partner) == ["active", "dormant", "active"]
    assert Standing.objects.filter(partner=partner, state="dormant").get().why == "A quiet year"
    with pytest.raises(Refusal, match="Only people who belong to"):
        lifecycle.activate(partner, by=a_person())


def test_organisation_that_left_is_not_woken(team):
    with pytest.raises(Refusal, match="This is now “Left”"):
        lifecycle.activate(a_partner(state="left"), by=team)


def test_resting_and_leaving_are_for_leads_and_the_programme():
    partner = a_partner("Three Chairs")
    member = somebody(Kind.PRACTITIONER, partner=partner)
    with pytest.raises(Refusal, match="Only a lead of Three Chairs can say that it is quiet"):
        lifecycle.rest(partner, by=member)
    with pytest.raises(Refusal, match="Only a lead of Three Chairs can say that it leaves"):
        lifecycle.leave(partner, by=member)


def test_leaving_ends_everything_there_and_keeps_every_row(team):
    partner = a_partner()
    lead, asker = somebody(Kind.PARTNER_LEAD, partner=partner), a_person()
    people.ask_to_join(partner, by=asker)
    invitations.invite_person(partner, "x@example.org", by=lead)
    lifecycle.leave(partner, "We merged", by=lead)

    assert (partner.state, states(partner)) == ("left", ["left"])
    assert set(Membership.objects.of(partner).values_list("state", flat=True)) == {"ended"}
    assert not Role.objects.current().filter(partner=partner).exists()
    assert Role.objects.filter(partner=partner).exists()
    assert not partner.invitations.open().exists()
    assert "your place there ended" in str(Notice.objects.get(person=asker))
    assert not Notice.objects.filter(person=team).exists()  # nobody is asked to find a lead for what has left
    assert Event.objects.filter(verb="partner.left").count() == 1


def test_two_tabs_rest_an_organisation_once():
    partner = a_partner()
    lead = somebody(Kind.PARTNER_LEAD, partner=partner)
    other_tab = type(partner).objects.get(pk=partner.pk)
    lifecycle.rest(partner, by=lead)
    with pytest.raises(Refusal, match="This is now “Quiet for now”"):
        lifecycle.rest(other_tab, by=lead)
    assert states(partner) == ["dormant"]


def test_history_is_for_leads_and_the_programme(team):
    partner = a_partner()
    lead = somebody(Kind.PARTNER_LEAD, partner=partner)
    lifecycle.rest(partner, "why", by=lead)
    member = somebody(Kind.PRACTITIONER, partner=partner)
    a_role(member, Kind.CHAMPION, partner=partner)

    assert not Standing.objects.visible_to(member).exists()
    assert not Standing.objects.visible_to(None).exists()
    assert Standing.objects.visible_to(lead).count() == Standing.objects.visible_to(team).count() == 1
