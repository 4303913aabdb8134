"""Fifty people at the same moment: nothing is lost, nothing is there twice. On PostgreSQL, where writers do not queue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.models import Event
from partnership.core.refusals import Refusal
from partnership.core.revisions import Changed
from partnership.partners.actions import charter, organisations, readiness
from partnership.partners.actions import people as memberships
from partnership.partners.models import Commitment, Kind, Membership, Partner
from tests.people import a_partner, a_person, somebody

FIFTY = 50
pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        "connection.vendor == 'sqlite'",
        reason="SQLite lets one writer in at a time, so there is nothing to try: this runs on PostgreSQL",
    ),
]


def at_once(deeds: list[Callable[[], str]]) -> Counter[str]:
    """Do every deed in a thread and a connection of its own, all from the same moment; count what they answered."""
    gate = Barrier(len(deeds))

    def one(deed: Callable[[], str]) -> str:
        try:
            connection.ensure_connection()
            gate.wait(timeout=60)
            return deed()
        except Refusal as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return Counter(threads.map(one, deeds))


def fresh(person: Person) -> Person:
    """Give the person as a new request would: read by this thread."""
    return Person.objects.get(pk=person.pk)


def until_it_is_saved(edit: Callable[[Partner], object], partner: Partner) -> str:
    """Save as a patient person does: read what the other wrote, put one's own beside it, send again."""
    while True:
        now = Partner.objects.get(pk=partner.pk)
        try:
            edit(now)
        except Changed:
            continue
        return "saved"


def test_fifty_edits_of_one_partner_are_all_there():
    partner = a_partner(about="")
    leads = [somebody(Kind.PARTNER_LEAD, partner=partner) for _number in range(FIFTY)]

    def add_a_line(lead: Person) -> str:
        def edit(now: Partner) -> object:
            about = {"about": f"{now.about}line-{lead.pk} "}
            return organisations.edit_partner(now, about, by=fresh(lead), seen=now.revision)

        return until_it_is_saved(edit, partner)

    assert at_once([lambda lead=lead: add_a_line(lead) for lead in leads]) == {"saved": FIFTY}
    partner.refresh_from_db()
    assert sorted(partner.about.split()) == sorted(f"line-{lead.pk}" for lead in leads)
    assert Event.objects.filter(verb="partner.edited").count() == FIFTY


def after_the_conversation(partner: Partner) -> Partner:
    """Have the talk about readiness that comes before a commitment."""
    lead = somebody(Kind.PARTNER_LEAD, partner=partner)
    talk = readiness.begin_readiness(partner, by=lead)
    question = pack.current().readiness_checks[talk.version].questions[0].key
    readiness.answer_question(talk, question, "yes", by=lead, seen=0)
    readiness.finish_readiness(talk, by=lead)
    return partner


def commit(partner: Partner, lead: Person) -> str:
    """Prepare and sign, beginning again wherever somebody else was quicker."""
    while True:
        by = fresh(lead)
        try:
            made = charter.begin_commitment(partner, by=by)
            made = charter.read_clauses(made, by=by, seen=made.revision)
            made = charter.choose_signatory(made, None, senior_lead="Somebody Senior", by=by, seen=made.revision)
            made = charter.state_authority(made, "head", by=by, seen=made.revision)
            return str(charter.sign(made, by.name, by=by, seen=made.revision).state)
        except Changed:
            continue


def test_fifty_leads_sign_for_one_partner_and_one_signature_stands():
    partner = after_the_conversation(a_partner())
    leads = [somebody(Kind.PARTNER_LEAD, partner=partner) for _number in range(FIFTY)]

    answers = at_once([lambda lead=lead: commit(partner, lead) for lead in leads])

    assert answers == {"signed": 1, "Refusal": FIFTY - 1}
    assert [one.state for one in Commitment.objects.of(partner)] == ["signed"]
    assert Event.objects.filter(verb="commitment.signed").count() == 1


def test_fifty_partners_sign_at_once_and_each_has_its_own_receipt():
    partners = [after_the_conversation(a_partner()) for _number in range(FIFTY)]
    leads = {partner.pk: somebody(Kind.PARTNER_LEAD, partner=partner) for partner in partners}

    answers = at_once([lambda partner=partner: commit(partner, leads[partner.pk]) for partner in partners])

    assert answers == {"signed": FIFTY}
    for receipt in ("code", "receipt_sha256", "pdf_sha256"):
        assert Commitment.objects.standing().values(receipt).distinct().count() == FIFTY


def test_person_who_asks_fifty_times_at_once_has_asked_once():
    partner, person = a_partner(), a_person()

    def ask() -> str:
        memberships.ask_to_join(partner, by=fresh(person))
        return "asked"

    assert at_once([ask] * FIFTY) == {"asked": 1, "Refusal": FIFTY - 1}
    assert Membership.objects.filter(person=person, partner=partner).count() == 1
