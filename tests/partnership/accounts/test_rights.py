"""Consents one by one, as easily taken back as given; what is held on one, shown and taken away."""

import io
import zipfile
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from partnership.accounts.actions import rights as actions
from partnership.accounts.models import Consent, Person, System
from partnership.accounts.queries import rights as queries
from partnership.core import erasures, pack
from partnership.core.models import Event
from partnership.core.refusals import Refusal
from tests.people import a_person, sign_in

pytestmark = pytest.mark.django_db
PURPOSE = "taking-part"


@pytest.fixture
def sam(data_folder):
    return a_person("Sam")


@pytest.fixture
def browser(client, sam):
    return sign_in(client, sam)


def words():
    return pack.current().consents[PURPOSE].sha256


def asked(person):
    return next(one for one in queries.consents(person) if one.key == PURPOSE)


@pytest.fixture
def new_words(monkeypatch):
    """Give a way to publish other words for the same purpose."""

    def publish():
        now = pack.current()
        other = replace(now.consents[PURPOSE], sha256="0" * 64, version="2027-1")
        later = replace(now, consents={**now.consents, PURPOSE: other})
        monkeypatch.setattr(pack, "current", lambda: later)

    return publish


def test_consent_is_given_to_the_words_shown_and_written_down(sam):
    consent = actions.give_consent(PURPOSE, words(), by=sam)

    assert (consent.version, consent.words_sha256) == (pack.current().consents[PURPOSE].version, words())
    assert asked(sam).given_at == consent.given_at
    assert list(Consent.objects.standing(PURPOSE)) == [consent]
    assert Event.objects.first().verb == "consent.given"


def test_consent_given_twice_is_one(sam):
    first = actions.give_consent(PURPOSE, words(), by=sam)
    assert actions.give_consent(PURPOSE, words(), by=sam) == first
    assert Event.objects.filter(verb="consent.given").count() == 1


def test_database_keeps_one_open_consent_to_the_same_words(sam):
    actions.give_consent(PURPOSE, words(), by=sam)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(person=sam, purpose=PURPOSE, version="x", words_sha256=words())


def test_consent_to_words_that_have_changed_is_refused(sam):
    with pytest.raises(Refusal, match="words have changed"):
        actions.give_consent(PURPOSE, "0" * 64, by=sam)


def test_consent_that_nobody_asks_for_is_refused(sam):
    with pytest.raises(Refusal, match="Nobody asks"):
        actions.give_consent("selling-everything", words(), by=sam)
    assert list(Consent.objects.standing("selling-everything")) == []


def test_consent_taken_back_stands_no_more_and_is_in_the_ledger(sam, django_capture_on_commit_callbacks):
    actions.give_consent(PURPOSE, words(), by=sam)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.withdraw_consent(PURPOSE, by=sam) == 1

    assert asked(sam).given_at is None
    assert asked(sam).withdrawn_at
    assert not Consent.objects.standing(PURPOSE).exists()
    assert [entry.what for entry in erasures.entries()] == ["withdraw", "done"]
    assert Event.objects.first().verb == "consent.withdrawn"


def test_taking_back_what_was_never_given_changes_nothing(sam):
    assert actions.withdraw_consent(PURPOSE, by=sam) == 0
    assert erasures.entries() == []


def test_new_words_are_asked_for_again(sam, new_words):
    given = actions.give_consent(PURPOSE, words(), by=sam)
    new_words()

    assert not Consent.objects.standing(PURPOSE).exists()
    assert (asked(sam).given_at, asked(sam).before_at) == (None, given.given_at)
    actions.give_consent(PURPOSE, "0" * 64, by=sam)
    assert Consent.objects.standing(PURPOSE).count() == 1
    assert actions.withdraw_consent(PURPOSE, by=sam) == 2


def test_nobody_gives_consent_for_the_site_itself():
    with pytest.raises(Refusal, match="Sign in first"):
        actions.give_consent(PURPOSE, words(), by=Person.objects.system(System.HOUSEKEEPER))


def test_consent_is_seen_by_its_person_alone(sam):
    actions.give_consent(PURPOSE, words(), by=sam)
    assert Consent.objects.visible_to(sam).count() == 1
    assert Consent.objects.visible_to(a_person()).count() == Consent.objects.visible_to(None).count() == 0
    assert str(Consent.objects.get()) == f"{PURPOSE} {asked(sam).version}"


def test_page_gives_and_takes_back_with_one_click_each(browser, new_words):
    page = browser.get("/accounts/me/consents/").content.decode()
    assert page.count("You have not agreed to this.") == len(pack.current().consents)

    page = browser.post(f"/accounts/me/consents/{PURPOSE}/give/", {"words": words()}, follow=True).content.decode()
    assert page.count("You agreed on") == 1
    page = browser.post(f"/accounts/me/consents/{PURPOSE}/withdraw/", follow=True).content.decode()
    assert page.count("You took this back on") == 1
    browser.post(f"/accounts/me/consents/{PURPOSE}/give/", {"words": words()})
    new_words()
    assert "You agreed to older ones" in browser.get("/accounts/me/consents/").content.decode()


def test_pack_that_asks_for_nothing_says_so(browser, monkeypatch):
    empty = replace(pack.current(), consents={})
    monkeypatch.setattr(pack, "current", lambda: empty)
    assert "Nothing here rests on your agreement." in browser.get("/accounts/me/consents/").content.decode()


@pytest.mark.parametrize("purposes", [1, 3])
def test_consents_take_the_same_queries_however_many(sam, monkeypatch, django_assert_num_queries, purposes):
    now = pack.current()
    few = replace(now, consents=dict(list(now.consents.items())[:purposes]))
    monkeypatch.setattr(pack, "current", lambda: few)
    with django_assert_num_queries(1):
        assert len(queries.consents(sam)) == purposes


def test_page_of_what_is_held_says_each_table_and_offers_the_file(browser, sam):
    page = browser.get("/accounts/me/data/").content.decode()
    assert "Accounts" in page
    assert "Signing in, and letting colleagues know who did what." in page
    assert "Only the site itself." in page
    assert "ico.org.uk" in page


def test_file_has_a_neutral_name_and_is_written_down(browser, sam):
    response = browser.post("/accounts/me/data/take/")
    zipped = zipfile.ZipFile(io.BytesIO(response.getvalue()))

    assert response["Content-Disposition"].startswith('attachment; filename="download-')
    assert "no-store" in response["Cache-Control"]
    assert zipped.testzip() is None
    assert "README.txt" in zipped.namelist()
    assert Event.objects.filter(verb="data.taken", by=sam).exists()


@pytest.mark.parametrize("address", ["/accounts/me/data/", "/accounts/me/consents/"])
def test_whoever_is_not_signed_in_is_asked_to(client, address):
    assert client.get(address).status_code == 302


def test_erased_person_takes_nothing_away(sam):
    Person.objects.filter(pk=sam.pk).update(erased_at="2026-01-01T00:00Z")
    sam.refresh_from_db()
    with pytest.raises(Refusal):
        actions.take_data(by=sam)
