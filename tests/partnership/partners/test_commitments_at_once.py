"""Fifty people commit and edit for one partner at once: one signature, no duplicate, no lost update."""

from datetime import date

import pytest

from partnership.core.models import Event
from partnership.core.refusals import Refusal
from partnership.core.revisions import Changed
from partnership.partners.actions import charter, pledges, readiness
from partnership.partners.models import Commitment, Kind, Partner, Pledge
from tests.at_once import FIFTY, ON_POSTGRESQL, at_once
from tests.commitments import CLAUSE, a_lead, talked
from tests.people import somebody

FAR = date(2031, 1, 1)
pytestmark = ON_POSTGRESQL


@pytest.fixture
def leads():
    """A partner with fifty leads that has talked it through."""
    partner, lead = a_lead()
    talked(partner, lead)
    return partner, [lead, *(somebody(Kind.PARTNER_LEAD, partner=partner) for _one in range(FIFTY - 1))]


def test_fifty_leads_commit_at_once_and_one_signature_stands(leads):
    partner, people = leads

    def commit(person):
        made = charter.begin_commitment(Partner.objects.get(pk=partner.pk), by=person)
        charter.read_clauses(made, by=person, seen=made.revision)
        charter.choose_signatory(made, person, senior_lead=person.name, by=person, seen=made.revision)
        charter.state_authority(made, "head", by=person, seen=made.revision)
        return charter.sign(made, person.name, by=person, seen=made.revision)

    for _round in range(FIFTY):
        answers = at_once(commit, people)
        if any(isinstance(answer, Commitment) for answer in answers):
            break
    assert all(isinstance(answer, Commitment | Refusal) for answer in answers)
    assert Commitment.objects.count() == 1
    (made,) = Commitment.objects.standing()
    assert (made.signed_name, made.senior_lead) == (made.signed_by.name, made.signed_by.name)
    assert Event.objects.filter(verb="commitment.signed").count() == 1


def test_fifty_people_edit_one_pledge_at_once_and_no_word_is_lost(leads):
    partner, people = leads
    pledge = pledges.propose_pledge(partner, CLAUSE, "Together", by_when=FAR, by=people[0])

    def add(person):
        while True:
            now = Pledge.objects.get(pk=pledge.pk)
            words = f"{now.measure} {person.pk}".strip()
            try:
                return pledges.edit_pledge(now, {"measure": words}, by=person, seen=now.revision)
            except Changed:
                continue

    answers = at_once(add, people)
    assert all(isinstance(answer, Pledge) for answer in answers)
    pledge.refresh_from_db()
    assert sorted(map(int, pledge.measure.split())) == sorted(person.pk for person in people)
    assert pledge.revision == FIFTY


def test_fifty_people_begin_a_conversation_at_once_and_there_is_one(leads):
    partner, people = leads
    answers = at_once(lambda person: readiness.begin_readiness(Partner.objects.get(pk=partner.pk), by=person), people)
    assert {answer.pk for answer in answers} == {partner.readiness_checks.open().get().pk}
