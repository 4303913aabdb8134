"""What waits for somebody in their organisations: told to whoever can do it, and to nobody else."""

import dataclasses
from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.core import pack
from partnership.partners.actions import charter as charter_actions
from partnership.partners.actions import people as actions
from partnership.partners.actions import pledges as pledge_actions
from partnership.partners.actions import readiness as readiness_actions
from partnership.partners.models import Kind, Pledge
from partnership.partners.queries import needs
from tests.commitments import a_lead, pledged, prepared, signed, talked, years_ago
from tests.people import a_partner, a_person, a_role, somebody

pytestmark = pytest.mark.django_db


def said(person):
    return [need.sentence for need in needs(person)]


def test_nothing_waits_for_somebody_without_a_role():
    assert needs(a_person()) == ()


def test_leads_are_told_who_asks_to_be_let_in():
    partner, lead = a_lead(a_partner("Somewhere Trust"))
    member = somebody(Kind.PRACTITIONER, partner=partner)
    actions.ask_to_join(partner, by=a_person())
    assert said(lead) == ["One person asks to join Somewhere Trust"]

    actions.ask_to_join(partner, by=a_person())

    (need,) = needs(lead)
    assert (need.sentence, need.href) == ("2 people ask to join Somewhere Trust", f"/for/{partner.slug}/people/")
    assert said(member) == []
    assert said(somebody(Kind.PROGRAMME_TEAM)) == []


def test_programme_is_told_which_organisations_ask():
    team = somebody(Kind.PROGRAMME_TEAM)
    a_partner(state="enquired")
    assert said(team) == ["One organisation asks to be part of this"]

    a_partner(state="enquired")

    assert said(team) == ["2 organisations ask to be part of this"]
    assert said(a_lead()[1]) == []


def test_conversation_that_was_begun_waits_for_whoever_began_it_and_the_leads():
    partner, lead = a_lead(a_partner("Somewhere Trust"))
    readiness_actions.begin_readiness(partner, by=lead)

    assert said(lead) == ["The readiness check of Somewhere Trust is begun and not finished"]
    assert said(somebody(Kind.PRACTITIONER, partner=partner)) == []


def test_signatory_is_asked_to_sign():
    partner, lead = a_lead(a_partner("Somewhere Trust"))
    signatory = somebody(Kind.PRACTITIONER, partner=partner)
    talked(partner, lead)
    commitment = prepared(partner, lead)
    type(commitment).objects.filter(pk=commitment.pk).update(state="awaiting", signatory=signatory)

    assert said(signatory) == ["You are asked to sign the charter for Somewhere Trust"]
    assert said(lead) == []


def test_year_that_ends_waits_for_words_until_they_are_said():
    partner, lead = a_lead(a_partner("Somewhere Trust"))
    signed(partner, lead, at=years_ago(0.96))
    pledge = pledged(partner, lead, at=years_ago(0.9))

    (need,) = [need for need in needs(lead) if need.due]
    assert need.sentence == "Somewhere Trust can say what was kept this year"
    assert need.due > timezone.localdate() + timedelta(days=90)  # until when it can be told, not when the year ends

    pledge_actions.report_on_pledge(pledge, "kept", "We did.", by=lead)
    assert not any(need.due for need in needs(lead))


def test_pledge_that_was_proposed_waits_to_be_agreed():
    partner, lead = a_lead(a_partner("Somewhere Trust"))
    signed(partner, lead)
    pledge = pledged(partner, lead)
    assert said(lead) == []

    Pledge.objects.filter(pk=pledge.pk).update(state="proposed", agreed_at=None, agreed_by=None)

    assert said(lead) == ["Somewhere Trust has pledges to agree to"]


def test_newer_version_of_the_charter_waits_until_it_was_looked_at(monkeypatch):
    partner, lead = a_lead(a_partner("Somewhere Trust"))
    commitment = signed(partner, lead)
    now = pack.current()
    newer = dataclasses.replace(now.charter, version="2099-1")
    monkeypatch.setattr(pack, "current", lambda: dataclasses.replace(now, charters={**now.charters, "2099-1": newer}))

    assert said(lead) == ["The charter that Somewhere Trust signed has a newer version"]

    charter_actions.stay(commitment, by=lead)
    assert said(lead) == []


@pytest.mark.parametrize("count", [1, 3])
def test_what_waits_is_asked_in_the_same_number_of_questions(count, django_assert_num_queries):
    lead = a_person()
    for _ in range(count):
        partner, _lead = a_lead()
        a_role(lead, Kind.PARTNER_LEAD, partner=partner)
        actions.ask_to_join(partner, by=a_person())
        signed(partner, _lead)
        pledged(partner, _lead)
    needs(lead)

    with django_assert_num_queries(7):
        assert len(needs(lead)) == count
