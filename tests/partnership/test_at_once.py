"""Fifty people at the same moment: nothing is lost, nothing is there twice. On PostgreSQL, where writers do not queue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from partnership.accounts.models import Person
from partnership.core.models import Event
from partnership.core.refusals import Refusal
from partnership.core.revisions import Changed
from partnership.partners.actions import organisations
from partnership.partners.models import Kind, Partner
from tests.people import a_partner, somebody

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
