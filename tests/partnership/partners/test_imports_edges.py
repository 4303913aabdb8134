"""What happens beside the way: a race, a late undo, an address that somebody else has by now, doubles by other signs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, connection
from django.utils import timezone

from partnership.core.refusals import Refusal
from partnership.partners.actions import imports, merges
from partnership.partners.models import Contact, Import, ImportRow, Kind, Membership, Partner
from partnership.partners.queries.doubles import double_partners, double_people
from tests.people import a_partner, a_person, a_role, sign_in, somebody

pytestmark = pytest.mark.django_db
HEADINGS = ["Name", "Email", "Organisation"]


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


def looked_through(*rows, by):
    batch = imports.upload("people", HEADINGS, list(enumerate(map(list, rows), start=2)), by=by)
    return imports.look_through(batch, batch.columns, by=by)


def test_import_that_meets_another_at_the_same_moment_imports_nothing(team):
    home = a_partner("Lantern House")
    batch = looked_through(("Ada", "a@example.org", home.name), by=team)

    def somebody_else_was_first(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "partners_role"'):
            raise IntegrityError
        return execute(sql, params, many, context)

    with connection.execute_wrapper(somebody_else_was_first), pytest.raises(Refusal, match="Nothing was imported"):
        imports.confirm(batch, by=team)
    batch = Import.objects.get()
    assert (batch.state, Membership.objects.count(), ImportRow.objects.get().cells[0]) == ("checked", 0, "Ada")


def test_import_is_not_undone_after_thirty_days(team):
    home = a_partner("Lantern House")
    batch = imports.confirm(looked_through(("Ada", "a@example.org", home.name), by=team), by=team)
    Import.objects.update(confirmed_at=timezone.now() - timedelta(days=31))
    batch.refresh_from_db()
    with pytest.raises(Refusal, match="thirty days"):
        imports.undo(batch, by=team)


def test_people_are_imported_by_the_name_that_a_partner_had_before_a_merge(team):
    kept, gone = a_partner("Lantern House"), a_partner("Torch House")
    merges.merge_partners(kept, gone, by=team)
    imports.confirm(looked_through(("Ada", "a@example.org", "Torch House"), by=team), by=team)
    assert Membership.objects.get(came_by="imported").partner == kept


def test_import_is_put_aside_and_its_rows_are_gone(client, team):
    batch = looked_through(("Ada", "a@example.org", "Nowhere"), by=team)
    sign_in(client, team)
    answer = client.post(f"/programme/imports/{batch.pk}/drop/", follow=True)
    assert (answer.status_code, ImportRow.objects.count()) == (200, 0)
    example = client.get("/programme/imports/example-people.csv").text
    assert example.startswith("\ufeffName,First name,Last name,E-mail address,Organisation")


def test_merge_taken_back_leaves_an_address_that_somebody_else_has_by_now(team):
    home = a_partner("Lantern House")
    kept, gone = a_person("Ada", email="ada@example.org"), a_person("Ada", email="old@example.org")
    for person in (kept, gone):
        a_role(person, Kind.PRACTITIONER, partner=home)
    EmailAddress.objects.create(user=gone, email="old@example.org", verified=True, primary=True)
    merge = merges.merge_people(kept, gone, by=team)
    EmailAddress.objects.create(user=kept, email="old@example.org", verified=True, primary=True)
    assert merges.undo_merge(merge, by=team) == 1
    gone.refresh_from_db()
    assert (gone.email, EmailAddress.objects.get().user) == ("old@example.org", kept)


def test_partners_are_alike_by_website_domain_and_telephone(team):
    pairs = [
        (a_partner(f"{word} one", sector="police"), a_partner(f"{word} other")) for word in ("Alder", "Beck", "Cove")
    ]
    for one in pairs[0]:
        Partner.objects.filter(pk=one.pk).update(website="https://same.example.org/")
    for one in pairs[1]:
        Partner.objects.filter(pk=one.pk).update(email_domain="same.example.org")
    for one in pairs[2]:
        Contact.objects.create(partner=one, label="Door", kind="phone", value="01632 960000")
    found = {(double.first, double.second): double.why for double in double_partners(team)}
    assert found == {
        (pairs[0][0].pk, pairs[0][1].pk): ("the same website",),
        (pairs[1][0].pk, pairs[1][1].pk): ("the same e-mail domain",),
        (pairs[2][0].pk, pairs[2][1].pk): ("the same way to reach them",),
    }
    merges.say_distinct(*pairs[0], by=team)
    merges.merge_partners(*pairs[1], by=team)
    assert [double.first for double in double_partners(team)] == [pairs[2][0].pk]


def test_people_are_alike_by_name_and_mailbox_in_two_partners(team):
    one, other = (
        a_person("Ada Byre", email="ada.byre@one.example.org"),
        a_person("Ada Byre", email="ada.byre@two.example.org"),
    )
    namesake = a_person("Bo Cole", email="ada.byre@three.example.org")
    for person in (one, other, namesake):
        a_role(person, Kind.PRACTITIONER, partner=a_partner())
    assert [(double.first, double.second, double.why) for double in double_people(team)] == [
        (one.pk, other.pk, ("nearly the same name and e-mail address",))
    ]
