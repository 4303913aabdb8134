"""The pages of pledges: proposed, agreed, told of a year later, previewed before anybody else sees them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnership.core.models import SearchEntry
from partnership.partners.actions import pledges as actions
from partnership.partners.models import Kind, Membership
from tests.commitments import CLAUSE, a_lead, pledged, signed
from tests.people import a_partner, sign_in, somebody

pytestmark = pytest.mark.django_db
A_YEAR_AGO = timezone.now() - timedelta(days=370)


def text(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def signed_partner(client):
    """A partner that signed a year ago, its lead signed in, and the address of its pledges."""
    partner, lead = a_lead()
    signed(partner, lead, at=A_YEAR_AGO)
    sign_in(client, lead)
    return partner, lead, f"/for/{partner.slug}/pledges/"


def test_propose_agree_begin_and_withdraw(client, signed_partner):
    _partner, lead, home = signed_partner
    Membership.objects.filter(person=lead).update(listed=True)
    assert "There are no pledges yet." in text(client.get(home))
    empty = text(client.post(f"{home}new/", {"seen": 0}))
    for wrong in ("Choose a clause.", "Say what you will do.", "Give a day."):
        assert wrong in empty
    assert "That is not a day we know" in text(
        client.post(f"{home}new/", {"seen": 0, "by_when": "soon", "what": "Kept"})
    )
    told = {"seen": 0, "clause": CLAUSE, "what": "We ask once.", "by_when": "31/12/2030", "owner": lead.pk}
    pledge = client.post(f"{home}new/", told).headers["Location"]
    assert "Proposed" in text(client.get(pledge))
    client.post(f"{pledge}agree/")
    client.post(f"{pledge}start/")
    page = text(client.get(pledge))
    assert "Under way" in page
    assert "Ada Wistow-Penn" in page
    assert "Say in a sentence why you withdraw it." in text(client.post(f"{pledge}withdraw/", {"why": ""}))
    client.post(f"{pledge}withdraw/", {"why": "The team has gone."})
    assert "The team has gone." in text(client.get(pledge))
    assert client.get(f"{pledge}withdraw/").status_code == 403
    assert client.get(f"{pledge}edit/").status_code == 403


def test_before_the_signature_a_pledge_waits(client):
    partner, lead = a_lead()
    sign_in(client, lead)
    home = f"/for/{partner.slug}/pledges/"
    assert "They are agreed once your organisation has signed." in text(client.get(home))
    pledge = actions.propose_pledge(partner, CLAUSE, "A", timezone.localdate(), by=lead)
    assert "once your organisation has signed the charter" in text(client.get(f"{home}{pledge.pk}/"))
    sign_in(client, somebody(Kind.PRACTITIONER, partner=partner))
    assert "A lead of your organisation agrees to it." in text(client.get(f"{home}{pledge.pk}/"))


def test_edit_keeps_what_was_typed_and_tells_a_stale_tab(client, signed_partner):
    partner, lead, home = signed_partner
    pledge = pledged(partner, lead, at=A_YEAR_AGO)
    address = f"{home}{pledge.pk}/"
    assert "We ask once." in text(client.get(f"{address}edit/"))
    typed = {"seen": 0, "what": "We ask nobody twice.", "by_when": "2031-02-01", "owner": lead.pk}
    assert client.post(f"{address}edit/", typed).headers["Location"] == address
    stale = text(client.post(f"{address}edit/", {**typed, "what": "Mine"}))
    assert "It says now: “We ask nobody twice.”." in stale
    assert ">Mine</textarea>" in stale
    assert client.post(f"{address}edit/", {**typed, "seen": 1, "owner": ""}).status_code == 302
    pledge.refresh_from_db()
    assert (pledge.what, pledge.owner) == ("We ask nobody twice.", None)


def test_a_year_later_it_is_told_and_told_again(client, signed_partner):
    partner, lead, home = signed_partner
    pledge = pledged(partner, lead, at=A_YEAR_AGO)
    address = f"{home}{pledge.pk}/"
    assert "One pledge has no word yet." in text(client.get(home))
    assert "You can change it until" in text(client.get(f"{address}report/"))
    without = text(client.post(f"{address}report/", {"seen": 0, "outcome": "not-kept", "finished": "no"}))
    assert "Say in a sentence why it was not kept." in without
    told = {"seen": 0, "outcome": "not-kept", "words": "We had nobody.", "finished": "no"}
    client.post(f"{address}report/", told)
    assert "We had nobody." in text(client.get(address))
    assert "Change what you said" in text(client.get(address))
    assert "Somebody changed this" in text(client.post(f"{address}report/", {**told, "outcome": "kept"}))
    client.post(f"{address}report/", {**told, "seen": 1, "outcome": "kept", "finished": "yes"})
    pledge.refresh_from_db()
    assert pledge.state == "kept"
    assert 'value="yes" checked' in text(client.get(f"{address}report/"))
    assert "last said: Kept" in text(client.get(home))


def test_report_waits_for_its_year(client):
    partner, lead = a_lead()
    signed(partner, lead)
    pledge = pledged(partner, lead)
    sign_in(client, lead)
    assert client.get(f"/for/{partner.slug}/pledges/{pledge.pk}/report/").status_code == 403


def test_a_late_report_says_that_it_is_final(client):
    partner, lead = a_lead()
    long_ago = timezone.now() - timedelta(days=365 + 120)
    signed(partner, lead, at=long_ago.replace(year=max(2025, long_ago.year)))
    pledge = pledged(partner, lead, at=long_ago)
    pledge.state = "paused"
    pledge.save()
    sign_in(client, lead)
    assert "cannot be changed afterwards" in text(client.get(f"/for/{partner.slug}/pledges/{pledge.pk}/report/"))


def test_a_pledge_is_reached_only_through_its_partner(client, signed_partner):
    _partner, _lead, home = signed_partner
    other, lead = a_lead(a_partner("Rowan House"))
    signed(other, lead)
    assert client.get(f"{home}{pledged(other, lead).pk}/").status_code == 404


def test_pledges_are_previewed_before_they_are_shown(client, signed_partner):
    partner, lead, home = signed_partner
    pledged(partner, lead)
    preview = text(client.get(f"{home}preview/"))
    assert "Nobody outside sees this yet." in preview
    assert "We ask once." in preview
    assert "Ada Wistow-Penn" not in preview.split("<main")[1].split("</main")[0]
    client.post(f"{home}show/", {"shows": "yes"})
    assert "Anybody can read this now." in text(client.get(f"{home}preview/"))
    sign_in(client, somebody(Kind.PRACTITIONER, partner=partner))
    assert "A lead of your organisation decides" in text(client.get(f"{home}preview/"))
    assert client.post(f"{home}show/", {"shows": "no"}).status_code == 403


def test_an_unlisted_partner_is_told_that_nothing_is_shown(client):
    partner, lead = a_lead(a_partner("Rowan House", listed=False))
    sign_in(client, lead)
    assert "Your organisation is not in the public directory" in text(
        client.get(f"/for/{partner.slug}/pledges/preview/")
    )


def test_a_pledge_is_found_by_the_partners_own_people(signed_partner):
    partner, lead, home = signed_partner
    pledge = pledged(partner, lead, what="Lanterns in every corridor")
    actions.edit_pledge(pledge, {"what": "Lamps in every corridor"}, by=lead, seen=0)
    (entry,) = SearchEntry.objects.filter(kind="pledge")
    assert (entry.title, entry.href) == ("Lamps in every corridor", f"{home}{pledge.pk}/")
    assert [one.key for one in entry.audiences.all()] == [f"partner:{partner.pk}"]


def test_pledges_leave_as_a_list(client, signed_partner):
    partner, lead, home = signed_partner
    pledge = pledged(partner, lead, at=A_YEAR_AGO, what="=1+1")
    pledged(partner, lead, what="Later")
    actions.report_on_pledge(pledge, "kept", "Every day.", by=lead)
    lines = client.get(f"{home}pledges.csv").content.decode().splitlines()
    assert len(lines) == 3
    assert "'=1+1" in lines[1]
    assert "Every day." in lines[1]
    assert client.get(f"{home}pledges.xlsx").status_code == 200
    assert client.get(f"{home}pledges.pdf").status_code == 404


@pytest.mark.parametrize("items", [1, 3])
def test_the_list_needs_the_same_queries_for_any_number(client, items, django_assert_num_queries):
    partner, lead = a_lead()
    signed(partner, lead, at=A_YEAR_AGO)
    for _item in range(items):
        actions.report_on_pledge(pledged(partner, lead, at=A_YEAR_AGO), "kept", by=lead)
    sign_in(client, lead)
    client.get(f"/for/{partner.slug}/pledges/")
    with django_assert_num_queries(9):
        client.get(f"/for/{partner.slug}/pledges/")
    with django_assert_num_queries(12):
        client.get(f"/for/{partner.slug}/pledges/preview/")
