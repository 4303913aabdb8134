"""Whoever was imported is told once, and leaves by one link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from partnership.partners.actions import arrivals as actions
from partnership.partners.actions import imports
from partnership.partners.models import ArrivalLetter, Import, ImportRow, Kind, Membership
from partnership.partners.models.arrivals import leaving_code, who_leaves
from tests.people import a_partner, a_person, sign_in, somebody

pytestmark = pytest.mark.django_db
LATER = timedelta(days=4)


@pytest.fixture
def site():
    return Person.objects.system("housekeeper")


@pytest.fixture
def imported():
    """Give two people who were imported, of whom one has signed in since."""
    team, home = somebody(Kind.PROGRAMME_TEAM), a_partner("Lantern House")
    rows = [(2, ["Ada Byre", "ada@example.org", home.name]), (3, ["Bo Cole", "bo@example.org", home.name])]
    batch = imports.upload("people", ["Name", "Email", "Organisation"], rows, by=team)
    imports.look_through(batch, batch.columns, by=team)
    imports.confirm(batch, by=team)
    Person.objects.filter(email="bo@example.org").update(last_login=timezone.now())
    return batch


def told(now, *, by, commit):
    with commit(execute=True):
        return actions.tell_imported(now, by=by)


def test_people_who_were_imported_are_told_once(imported, site, django_capture_on_commit_callbacks):
    now, commit = timezone.now(), django_capture_on_commit_callbacks
    assert (told(now, by=site, commit=commit), len(mail.outbox)) == (0, 0)  # there is time to undo a mistake
    assert told(now + LATER, by=site, commit=commit) == 1
    assert told(now + LATER + timedelta(days=30), by=site, commit=commit) == 0
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["ada@example.org"], "What we hold about you, and how to leave")
    assert "Lantern House" in letter.body
    assert f"/leave/{leaving_code(Person.objects.get(email='ada@example.org'))}/" in letter.body


def test_letter_that_could_not_be_sent_is_tried_again(
    imported, site, settings, django_capture_on_commit_callbacks, caplog
):
    now, commit = timezone.now() + LATER, django_capture_on_commit_callbacks
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert told(now, by=site, commit=commit) == 1
    assert ArrivalLetter.objects.get().told_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert told(now + timedelta(hours=1), by=site, commit=commit) == 0
    assert told(now + timedelta(hours=13), by=site, commit=commit) == 1
    assert ArrivalLetter.objects.get().told_at is not None


def test_command_tells_everybody_and_says_how_many(imported, capsys):
    Membership.objects.update(decided_at=timezone.now() - LATER)
    call_command("tell_imported")
    assert capsys.readouterr().out == "Letters sent: 1.\n"


def test_only_the_site_tells_and_forgets(imported):
    team = somebody(Kind.PROGRAMME_TEAM)
    with pytest.raises(Refusal, match="by itself"):
        actions.tell_imported(timezone.now(), by=team)
    with pytest.raises(Refusal, match="by itself"):
        imports.forget_rows(timezone.now(), by=team)


def test_link_of_the_letter_takes_somebody_out_without_an_account(imported, client):
    ada = Person.objects.get(email="ada@example.org")
    address = f"/leave/{leaving_code(ada)}/"
    page = client.get(address).text
    assert "Lantern House" in page
    assert "Take me out" in page
    assert client.post(address)["Location"] == "/leave/done/"
    ada.refresh_from_db()
    assert (ada.email, ada.name, ada.is_active, ada.memberships.current().count()) == (None, "", False, 0)
    assert "We hold nothing about you any more" in client.get(address).text
    assert client.post(address).status_code == 200
    assert client.get("/leave/done/").status_code == 200
    assert ImportRow.objects.get(batch=imported, number=2).cells == []


def test_link_takes_out_nobody_else(imported, client):
    ada = Person.objects.get(email="ada@example.org")
    code = leaving_code(ada)
    assert who_leaves(code) == ada
    assert who_leaves(code.replace("-", "0-", 1)) is None
    assert who_leaves("nonsense") is None
    Person.objects.filter(pk=ada.pk).update(joined_at=timezone.now() + LATER)
    assert who_leaves(code) is None
    assert client.post(f"/leave/{code}/").status_code == 200
    assert Person.objects.filter(email="ada@example.org").exists()


def test_whoever_uses_their_account_leaves_by_it(imported, client):
    bo = Person.objects.get(email="bo@example.org")
    address = f"/leave/{leaving_code(bo)}/"
    assert "You have signed in by now" in client.get(address).text
    assert client.post(address).status_code == 403
    for by, person, said in ((a_person(), bo, "themselves"), (bo, bo, "Sign in")):
        with pytest.raises(Refusal, match=said):
            actions.object_to_import(person, by=by)


def test_rows_that_nobody_imported_or_mended_go_after_seven_days(imported, site, client):
    team = imported.uploaded_by
    open_one = imports.upload("people", ["Name", "Email"], [(2, ["x", "y"])], by=team)
    mended = imports.upload("people", ["Name", "Email", "Org"], [(2, ["x", "y", "z"])], by=team)
    imports.look_through(mended, {"name": 0, "email": 1, "partner": 2}, by=team)
    imports.confirm(mended, by=team)
    now = timezone.now()
    assert imports.forget_rows(now + timedelta(days=6), by=site) == 0
    assert imports.forget_rows(now + timedelta(days=8), by=site) == 2
    open_one.refresh_from_db()
    assert (open_one.state, set(ImportRow.objects.values_list("batch", flat=True))) == ("dropped", {imported.pk})
    call_command("forget_import_rows", verbosity=0)
    assert imports.forget_rows(now + timedelta(days=31), by=site) == 2
    assert Import.objects.count() == 3
    sign_in(client, team)
    assert client.get(f"/programme/imports/{open_one.pk}/").status_code == 200
