"""The charter's pages: anybody reads it; a partner prepares, signs, stays and goes, one page at a time."""

import pytest
from django.core.management import call_command

from partnership.core.models import Notice
from partnership.partners.actions import charter, readiness
from partnership.partners.models import Kind
from partnership.partners.queries import charter as texts
from partnership.partners.queries import checked, last_word, needs, standing_with_charter
from partnership.partners.queries import signed as signatures
from tests.commitments import BEFORE_NEW, NEW, OLD, a_lead, pledged, prepared, signed, talked
from tests.people import a_partner, sign_in, somebody

pytestmark = pytest.mark.django_db


def text(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def there(answer):
    """Where an answer sends the browser, below the partner's own address."""
    return answer.headers["Location"].split("/charter/")[1]


@pytest.fixture
def partner_of(client):
    """A partner with a lead who is signed in, and the address of its charter."""
    partner, lead = a_lead()
    sign_in(client, lead)
    return partner, lead, f"/for/{partner.slug}/charter/"


def test_the_charter_says_that_it_is_an_example_and_who_has_read_it(client):
    page = text(client.get("/charter/"))
    assert "An example." in page
    assert "Not yet reviewed by people with lived experience." in page
    assert "When we get it wrong, we say so" in page
    assert f'href="/charter/changes/{OLD}/{NEW}/"' in page


def test_an_older_version_leads_to_what_changed(client):
    page = text(client.get(f"/charter/{OLD}/"))
    assert f"There is a newer version, {NEW}." in page
    assert "When we get it wrong" not in page
    assert "There is a newer version" not in text(client.get(f"/charter/{NEW}/"))
    assert client.get("/charter/1999-1/").status_code == 404


def test_a_difference_is_told_in_words_and_marks(client):
    page = text(client.get(f"/charter/changes/{OLD}/{NEW}/"))
    assert "8 clauses are the same as before." in page
    assert '<del class="hw-del"><span class="nhsuk-u-visually-hidden">taken out: </span>at work</del>' in page
    assert "new: </span>here, volunteers too,</ins>" in page
    assert "When we get it wrong, we say so" in page
    back = text(client.get(f"/charter/changes/{NEW}/{OLD}/"))
    assert "Taken out" in back
    for nothing in (f"{OLD}/{OLD}", f"{OLD}/1999-1", f"1999-1/{OLD}"):
        assert client.get(f"/charter/changes/{nothing}/").status_code == 404


def test_words_are_compared_one_by_one():
    assert [(one.kind, one.text) for one in texts.pieces("We ask you twice", "We never ask twice")] == [
        ("same", "We"),
        ("added", "never"),
        ("same", "ask"),
        ("removed", "you"),
        ("same", "twice"),
    ]


def test_a_pack_without_a_charter_says_so(client, monkeypatch):
    monkeypatch.setattr("partnership.partners.rules.charter.in_force", lambda at=None: None)
    assert "This partnership has no charter yet." in text(client.get("/charter/"))


def test_from_nothing_to_a_signature_page_by_page(client, partner_of):
    partner, lead, home = partner_of
    assert "Begin the conversation" in text(client.get(home))
    talked(partner, lead)
    assert "Prepare to sign" in text(client.get(home))
    assert there(client.post(f"{home}begin/")) == "clauses/"
    assert "Tick this when you have read them" in text(client.post(f"{home}clauses/", {"seen": 0}))
    assert there(client.post(f"{home}clauses/", {"seen": 0, "read": "on"})) == "who-signs/"
    assert "Write the name of the senior lead" in text(client.post(f"{home}who-signs/", {"seen": 1}))
    people = {"seen": 1, "signatory": lead.pk, "senior_lead": "Bo Ferncastle"}
    assert there(client.post(f"{home}who-signs/", people)) == "authority/"
    assert "Say first by what authority you sign" in text(client.get(f"{home}review/"))
    assert client.post(f"{home}authority/", {"seen": 2, "authority": "none"}).status_code == 403
    assert there(client.post(f"{home}authority/", {"seen": 2, "authority": "head"})) == "review/"
    assert "Sign for our organisation" in text(client.get(f"{home}review/"))
    assert "Type your name to sign." in text(client.post(f"{home}review/", {"seen": 3, "name": " "}))
    stale = text(client.post(f"{home}review/", {"seen": 2, "name": "Ada Typed"}))
    assert "Somebody changed this" in stale
    assert 'value="Ada Typed"' in stale
    assert there(client.post(f"{home}review/", {"seen": 3, "name": "Ada Typed", "job": "Director"})) == "signed/"
    done = text(client.get(f"{home}signed/"))
    made = partner.commitments.get()
    assert made.code_words in done
    assert "Nothing is asked of you at the moment" in text(client.get(home))
    assert client.get(f"{home}clauses/").status_code == 404


def test_stale_tabs_of_every_step_are_told(client, partner_of):
    partner, lead, home = partner_of
    made = prepared(partner, lead)
    pages = {
        "clauses/": {"read": "on"},
        "who-signs/": {"signatory": lead.pk, "senior_lead": "Somebody Else"},
        "authority/": {"authority": "head"},
    }
    for page, typed in pages.items():
        assert "Somebody changed this" in text(client.post(f"{home}{page}", {"seen": 0, **typed}))
    again = text(client.post(f"{home}who-signs/", {"seen": 0, **pages["who-signs/"]}))
    assert "It says now: “Bo Ferncastle”." in again
    assert f'name="seen" value="{made.revision}"' in again
    signed(partner, lead)
    assert "Somebody changed this" in text(client.post(f"{home}senior-lead/", {"seen": 0, "name": "Other"}))
    assert (
        client.post(f"{home}senior-lead/", {"seen": partner.commitments.get().revision, "name": "Di"}).status_code
        == 302
    )


def test_a_practitioner_prepares_and_asks(client):
    partner, lead = a_lead()
    practitioner = somebody(Kind.PRACTITIONER, partner=partner)
    sign_in(client, practitioner)
    home = f"/for/{partner.slug}/charter/"
    made = prepared(partner, practitioner)
    choices = text(client.get(f"{home}who-signs/"))
    assert "Any lead of our organisation" in choices
    assert "I sign" not in choices
    assert there(client.post(f"{home}who-signs/", {"seen": 2, "signatory": "leads", "senior_lead": "Bo"})) == "review/"
    review = text(client.get(f"{home}review/"))
    assert "Ask them to sign" in review
    assert "Sign for our organisation" not in review
    refused = client.get(f"{home}authority/")
    assert refused.status_code == 403
    assert "Somebody with authority signs this" in refused.content.decode()
    client.post(f"{home}ask/")
    assert "It waits for one of your leads to sign." in text(client.get(home))
    assert Notice.objects.get(person=lead).href == f"{home}authority/"
    assert [one.href for one in needs(lead)] == [f"{home}review/"]
    client.post(f"{home}take-back/")
    assert "Go on where you were" in text(client.get(home))
    assert client.post(f"{home}set-aside/").status_code == 403
    sign_in(client, lead)
    client.post(f"{home}set-aside/")
    made.refresh_from_db()
    assert made.state == "set-aside"


def test_a_signatory_of_an_older_version_meets_the_difference_and_stays_or_signs(client, partner_of):
    partner, lead, home = partner_of
    old = signed(partner, lead, at=BEFORE_NEW)
    page = text(client.get(home))
    assert "There is a newer version, 2026-1. You signed 2025-1." in page
    assert "here, volunteers too," in page
    client.post(f"{home}stay/")
    assert "You stay with your version." in text(client.get(home))
    client.post(f"{home}begin/")
    assert "What is different from the version you signed" in text(client.get(f"{home}clauses/"))
    new = signed(partner, lead)
    assert "Replaced by a newer signature" in text(client.get(home))
    old.refresh_from_db()
    assert (old.state, new.since_on) == ("superseded", old.since_on)


def test_what_was_prepared_with_an_older_version_is_taken_over(client, partner_of):
    partner, lead, home = partner_of
    prepared(partner, lead, at=BEFORE_NEW)
    assert "Go on with the newest version" in text(client.get(home))
    client.post(f"{home}begin/")
    assert "Bo Ferncastle" in text(client.get(f"{home}review/"))


def test_withdraw_pause_and_resume(client, partner_of):
    partner, lead, home = partner_of
    made = signed(partner, lead)
    made.state = "paused"
    made.save()
    assert "your commitment rests" in text(client.get(home))
    client.post(f"{home}resume/")
    made.refresh_from_db()
    assert made.state == "signed"
    assert "nobody has to be told why" in text(client.get(f"{home}withdraw/"))
    client.post(f"{home}withdraw/", {"why": ""})
    made.refresh_from_db()
    assert made.state == "withdrawn"
    assert "Withdrawn" in text(client.get(home))
    assert client.get(f"{home}withdraw/").status_code == 404


def test_the_name_is_shown_and_hidden_by_the_signer(client, partner_of):
    partner, lead, home = partner_of
    made = signed(partner, lead)
    client.post(f"{home}receipts/{made.code}/name/", {"shows": "yes"})
    assert "Ada Wistow-Penn" in text(client.get(f"/receipts/{made.code}/"))
    client.post(f"{home}receipts/{made.code}/name/", {"shows": "no"})
    assert "The name is not shown here." in text(client.get(f"/receipts/{made.code}/"))


def test_a_page_of_a_partner_says_that_its_year_is_ending(client, partner_of):
    partner, lead, home = partner_of
    made = signed(partner, lead)
    made.since_on = made.since_on.replace(year=made.since_on.year - 1)
    made.save()
    assert "A year of your commitment is ending" in text(client.get(home))


@pytest.mark.parametrize("items", [1, 3])
def test_where_partners_stand_needs_the_same_queries_for_any_number(items, django_assert_num_queries):
    partners = []
    for _item in range(items):
        partner, lead = a_lead(a_partner())
        signed(partner, lead)
        pledged(partner, lead)
        partners.append(partner)
    with django_assert_num_queries(5):
        assert len(signatures(partners)) == len(checked(partners)) == len(last_word(partners)) == items


def test_where_one_partner_stands():
    partner, lead = a_lead()
    assert standing_with_charter(partner).newest == NEW
    readiness.begin_readiness(partner, by=lead)
    assert standing_with_charter(partner).checking
    prepared(partner, lead)
    assert standing_with_charter(partner).preparing
    made = signed(partner, lead)
    stands = standing_with_charter(partner)
    assert (stands.signature.code, stands.signature.paused, stands.newer) == (made.code, False, False)
    charter.withdraw(made, by=lead)
    signed(partner, lead, at=BEFORE_NEW)
    assert standing_with_charter(partner).newer
    assert last_word([partner.pk])[partner.pk] == made.signed_at


@pytest.mark.parametrize("items", [1, 3])
def test_the_partners_own_page_needs_the_same_queries_for_any_number(client, items, django_assert_num_queries):
    partner, lead = a_lead()
    for _item in range(items):
        charter.withdraw(signed(partner, lead), by=lead)
    signed(partner, lead)
    sign_in(client, lead)
    client.get(f"/for/{partner.slug}/charter/")
    with django_assert_num_queries(15):
        client.get(f"/for/{partner.slug}/charter/")


def test_the_chore_looks_after_the_years(capsys):
    partner, lead = a_lead()
    signed(partner, lead, at=BEFORE_NEW)
    call_command("look_after_commitments", "--on", "2027-02-02")
    assert "1 partners were told that their year is ending; 0 commitments rest." in capsys.readouterr().out
    call_command("look_after_commitments", "--on", "2027-09-01", verbosity=0)
    assert partner.commitments.get().state == "paused"
    assert capsys.readouterr().out == ""
