"""A spreadsheet counts when somebody has confirmed it; what is bad is said, and nothing good is lost."""

from __future__ import annotations

import pytest

from partnership.accounts.models import Person
from partnership.core.models import Event
from partnership.core.refusals import Refusal
from partnership.partners.actions import imports as actions
from partnership.partners.models import Import, ImportRow, Invitation, Kind, Membership, Role
from tests.people import a_partner, a_person, a_role, somebody

pytestmark = pytest.mark.django_db

HEADINGS = ["Name", "Email", "Organisation", "Volunteer", "Job title"]


def rows_of(*people):
    """Give rows as a file has them: the first under the headings is row 2."""
    return [(number, list(cells)) for number, cells in enumerate(people, start=2)]


def brought_in(rows, *, by, kind="people", headings=HEADINGS, partner=None):
    batch = actions.upload(kind, headings, rows, by=by, partner=partner, file_name="list.csv")
    return actions.look_through(batch, batch.columns, by=by)


def counts(batch):
    found = ImportRow.objects.filter(batch=batch).values_list("verdict", flat=True)
    return {verdict: list(found).count(verdict) for verdict in sorted(set(found))}


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


def test_import_counts_nothing_until_it_is_confirmed(team):
    home = a_partner("Lantern House")
    people = [(f"Person Nr{number}", f"p{number}@example.org", "Lantern House", "N", "") for number in range(20)]
    batch = brought_in(rows_of(*people), by=team)
    assert (counts(batch), Membership.objects.count()) == ({"new": 20}, 0)
    actions.confirm(batch, by=team)
    belonging = Membership.objects.filter(partner=home)
    assert set(belonging.values_list("state", "listed", "came_by", "works_as")) == {
        ("current", False, "imported", "employee")
    }
    assert (belonging.count(), Role.objects.filter(kind="practitioner", partner=home).count()) == (20, 20)
    assert not any(person.has_usable_password() for person in Person.objects.filter(memberships__partner=home))


def test_import_of_ten_thousand_with_forty_bad_rows_loses_none_of_the_rest(team):
    a_partner("Lantern House")
    people = [
        [f"Person {chr(65 + number % 26)}{number}", f"p{number}@example.org", "Lantern House", "", ""]
        for number in range(10_000)
    ]
    for number in range(0, 10_000, 250):
        people[number][1] = "nobody at all"
    batch = brought_in(rows_of(*people), by=team)
    assert (counts(batch).get("bad"), Person.objects.filter(memberships__isnull=False).count()) == (40, 0)
    bad = ImportRow.objects.filter(batch=batch, verdict="bad").first()
    assert (bad.number, bad.problems) == (
        2,
        [["Email", "nobody at all", "“nobody at all” is not an e-mail address. “sam@example.org” would do."]],
    )
    also = list(ImportRow.objects.filter(batch=batch, verdict="alike").values_list("number", flat=True))
    actions.confirm(batch, by=team, also=also)
    assert (counts(batch), Membership.objects.count()) == ({"bad": 40, "made": 9960}, 9960)
