"""Invitations: a neutral letter, a link that works once, for fourteen days."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core.models import Notice
from partnership.core.refusals import Refusal
from partnership.partners.actions import invitations, people
from partnership.partners.models import Invitation, Kind, Membership, Role
from partnership.partners.rules import people as rules
from tests.people import a_partner, a_person, sign_in, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return a_partner("Lantern House", listed=False)


@pytest.fixture
def lead(partner):
    return somebody(Kind.PARTNER_LEAD, partner=partner, name="Rosalba")


@pytest.fixture
def letter(partner, lead, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invitations.invite_person(partner, "new@example.org", by=lead, kind=Kind.CHAMPION)
    return mail.outbox[0]


def address(letter):
    return re.search(r"http://localhost:8000(/join/invitation/[\w-]+/)", letter.body)[1]


def kinds(person):
    return set(Role.objects.current().filter(person=person).values_list("kind", flat=True))


def test_letter_names_neither_organisation_nor_inviter(letter):
    assert letter.subject == "An invitation"
    assert not re.search("Lantern|Rosalba|abuse|trauma", letter.subject + letter.body)


def test_only_the_hash_of_the_secret_is_kept(letter):
    secret = address(letter).split("/")[-2]
    kept = Invitation.objects.get()
    assert kept.secret_hash == hashlib.sha256(secret.encode()).hexdigest()
    assert kept.expires_at - kept.invited_at == pytest.approx(timedelta(days=14), abs=timedelta(seconds=5))


def test_whoever_holds_the_link_sees_who_invites_and_to_what(client, letter):
    text = client.get(address(letter)).text
    assert "Rosalba asks you to join Lantern House." in text
    assert "/accounts/login/?next=/join/invitation/" in text
    assert "<title>An invitation" in text


def test_new_account_joins_by_the_link_once(client, letter, lead):
    person = a_person("Newcomer")
    sign_in(client, person)
    response = client.post(address(letter), {"works_as": "volunteer", "job": "Cook"})

    membership = Membership.objects.get(person=person)
    assert response.url == "/for/" + membership.partner.slug + "/"
    assert (membership.state, membership.came_by, membership.decided_by) == ("current", "invited", lead)
    assert kinds(person) == {"volunteer", "champion"}
    assert str(Notice.objects.get(person=lead)) == "Newcomer has joined Lantern House."
    assert "answered already" in client.get(address(letter)).text
    assert client.post(address(letter), {"works_as": "volunteer"}).status_code == 403


def test_saying_yes_without_an_account_leads_back_to_signing_in(client, letter):
    assert client.post(address(letter), {"works_as": "volunteer"}).url == address(letter)
    assert Invitation.objects.open().exists()


def test_answer_that_is_missing_gets_a_sentence(client, letter):
    sign_in(client, a_person())
    assert "employed there or a volunteer" in client.post(address(letter), {"works_as": "ghost"}).text


def test_saying_no_needs_no_account(client, letter, lead):
    assert client.post(address(letter) + "decline/").url == "/join/"
    kept = Invitation.objects.get()
    assert (kept.accepted, kept.answered_by.system) == (False, "without-account")
    assert str(Notice.objects.get(person=lead)) == "Somebody you invited to Lantern House has said no."


def test_link_that_ran_out_says_so_and_tells_nothing_else(client, letter):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    text = client.get(address(letter)).text
    assert "more than 14 days old" in text
    assert "Lantern" not in text


def test_link_that_never_was_is_not_found(client):
    assert client.get("/join/invitation/nothing/").status_code == 404


def test_answer_is_given_once_in_time_and_by_somebody(partner, lead):
    invitation = invitations.invite_person(partner, "x@example.org", by=lead)
    with pytest.raises(Refusal, match="Sign in first"):
        invitations.accept_invitation(invitation, by=Person.objects.system("without-account"))
    with pytest.raises(Refusal, match="belong to Lantern House already"):
        invitations.accept_invitation(invitation, by=lead)
    with pytest.raises(Refusal, match="employed there or a volunteer"):
        invitations.accept_invitation(invitation, by=a_person(), works_as="ghost")
    Invitation.objects.update(expires_at=timezone.now())
    for deed in (invitations.accept_invitation, invitations.decline_invitation, invitations.withdraw_invitation):
        with pytest.raises(Refusal, match="more than 14 days old"):
            deed(invitation, by=lead)


def test_invitation_to_an_organisation_that_left_opens_nothing(partner, lead):
    invitation = invitations.invite_person(partner, "x@example.org", by=lead)
    type(partner).objects.update(state="left")
    with pytest.raises(Refusal, match="not part of the partnership"):
        invitations.accept_invitation(invitation, by=a_person())


def test_invitation_answers_what_somebody_asked_for_before(partner, lead):
    asker = a_person()
    asked = people.ask_to_join(partner, by=asker, job="Cook")
    invitation = invitations.invite_person(partner, "x@example.org", by=lead)
    membership = invitations.accept_invitation(invitation, by=asker)
    assert (membership.pk, membership.job, membership.state) == (asked.pk, "Cook", "current")


def test_inviter_that_is_the_site_is_told_nothing(partner):
    invitation = invitations.invite_person(partner, "x@example.org", by=Person.objects.system("housekeeper"))
    invitations.decline_invitation(invitation, by=a_person())
    assert not Notice.objects.exists()


def test_inviting_and_taking_back_are_for_leads(partner, lead):
    invitation = invitations.invite_person(partner, "x@example.org", by=lead)
    member = somebody(Kind.PRACTITIONER, partner=partner)
    with pytest.raises(Refusal, match="Only a lead of Lantern House can invite"):
        invitations.invite_person(partner, "y@example.org", by=member)
    with pytest.raises(Refusal, match="Only a lead of Lantern House can do that"):
        invitations.withdraw_invitation(invitation, by=member)
    invitations.withdraw_invitation(invitation, by=lead)
    assert not partner.invitations.open().exists()


@pytest.mark.parametrize("kind", [Kind.PROGRAMME_TEAM, Kind.LIVED_EXPERIENCE, Kind.SAFEGUARDING_LEAD, Kind.TRAINER])
def test_letter_gives_no_role_that_does_not_come_with_belonging(partner, lead, kind):
    with pytest.raises(Refusal, match="cannot be given by an invitation"):
        invitations.invite_person(partner, "x@example.org", by=lead, kind=kind)


def test_nobody_is_invited_to_what_left_or_by_the_hundred(partner, lead, monkeypatch):
    with pytest.raises(Refusal, match="not part of the partnership"):
        invitations.invite_person(a_partner(state="left"), "x@example.org", by=somebody(Kind.PROGRAMME_TEAM))
    monkeypatch.setattr(rules, "MOST_OPEN_INVITATIONS", 1)
    invitations.invite_person(partner, "x@example.org", by=lead)
    with pytest.raises(Refusal, match="Very many invitations"):
        invitations.invite_person(partner, "y@example.org", by=lead)


def test_who_was_invited_is_for_leads_and_the_programme(partner, lead):
    invitations.invite_person(partner, "x@example.org", by=lead)
    assert Invitation.objects.visible_to(lead).exists()
    assert Invitation.objects.visible_to(somebody(Kind.PROGRAMME_TEAM)).exists()
    for person in (None, a_person(), somebody(Kind.PRACTITIONER, partner=partner)):
        assert not Invitation.objects.visible_to(person).exists()


def test_notice_leads_to_where_whoever_invited_may_go(client, partner, letter, lead):
    team = somebody(Kind.PROGRAMME_TEAM)
    for inviter, where in ((team, "/programme/partners/{}/"), (lead, "/for/{}/people/")):
        invitation = invitations.invite_person(partner, "one@example.org", by=inviter)
        invitations.accept_invitation(invitation, by=a_person())
        href = Notice.objects.filter(person=inviter).latest("pk").href
        assert href == where.format(partner.slug)
        assert sign_in(client, inviter).get(href).status_code == 200
