"""Announcements reach those whom they are for, and nobody else."""

import pytest
from django.urls import reverse

from partnership.core.refusals import Refusal
from partnership.network import queries
from partnership.network.actions import announcements as actions
from partnership.network.models import Announcement
from partnership.partners.models import Kind, PartnerPlace
from tests.people import a_partner, a_person, sign_in, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


def published(by, title="News", **audience):
    return actions.publish_announcement(actions.write_announcement(title, "Text.", by=by, **audience), by=by)


def reads(person):
    return [one.title for one in queries.announcements(person).published]


def member(sector, place=""):
    partner = a_partner(sector=sector)
    if place:
        PartnerPlace.objects.create(partner=partner, place=place)
    return somebody(Kind.PRACTITIONER, partner=partner)


def test_announcement_to_all_reaches_everybody_with_a_role_and_nobody_else(team):
    published(team)

    assert reads(member("housing")) == ["News"]
    assert reads(a_person()) == []
    assert list(Announcement.objects.visible_to(None)) == []


def test_sector_and_place_must_both_fit(team, pack):
    here, there = pack.districts[0].code, pack.districts[1].code
    published(team, sectors=["education"], places=[here])

    assert reads(member("education", here)) == ["News"]
    assert reads(member("education", there)) == []
    assert reads(member("housing", here)) == []


def test_role_for_a_place_reaches_what_is_told_to_that_place(team, pack):
    here = pack.districts[0].code
    published(team, places=[here])

    assert reads(somebody(Kind.FELLOW, place=here)) == ["News"]


def test_draft_and_withdrawn_are_for_the_writer_and_the_team(team):
    other = somebody(Kind.PRACTITIONER, partner=a_partner())
    draft = actions.write_announcement("Draft", "Text.", by=team)
    gone = actions.withdraw_announcement(published(team, "Gone"), by=team)

    assert reads(other) == []
    page = queries.announcements(team)
    assert [one.title for one in page.drafts] == [draft.title]
    assert [one.title for one in page.withdrawn] == [gone.title]


def test_place_lead_tells_their_places_only(pack):
    here, there = pack.districts[0].code, pack.districts[1].code
    lead = somebody(Kind.PLACE_LEAD, place=here)

    published(lead, places=[here])
    for places in ([], [there], [here, there]):
        with pytest.raises(Refusal, match="to the places that you lead"):
            actions.write_announcement("News", "Text.", places=places, by=lead)


def test_others_announce_nothing():
    with pytest.raises(Refusal, match="Only the programme team and place leads"):
        actions.write_announcement("News", "Text.", by=member("housing"))


def test_key_that_is_no_sector_or_place_is_named(team):
    with pytest.raises(Refusal, match="“moon” is not a sector or a place"):
        actions.write_announcement("News", "Text.", sectors=["moon"], by=team)


def test_what_people_have_read_does_not_change_under_them(team):
    one = published(team)

    with pytest.raises(Refusal, match="people have read it"):
        actions.edit_announcement(one, {"text": "Other."}, by=team, seen=one.revision)


def test_only_the_writer_and_the_team_change_or_withdraw(team, pack):
    lead = somebody(Kind.PLACE_LEAD, place=pack.districts[0].code)
    draft, out = actions.write_announcement("Draft", "Text.", by=team), published(team)

    with pytest.raises(Refusal, match="can change it"):
        actions.edit_announcement(draft, {"text": "Mine"}, by=lead, seen=0)
    with pytest.raises(Refusal, match="can withdraw it"):
        actions.withdraw_announcement(out, by=lead)
    with pytest.raises(Refusal, match="nothing to withdraw"):
        actions.withdraw_announcement(draft, by=team)


def test_forms_lead_from_draft_to_withdrawn(client, team, pack):
    sign_in(client, team)
    typed = {"title": "News", "text": "Text.", "sectors": ["education"], "places": [pack.districts[0].code]}
    client.post(reverse("write-announcement"), {**typed, "revision": 0})
    one = Announcement.objects.get()
    address = reverse("edit-announcement", kwargs={"pk": one.pk})

    assert 'value="education" checked' in client.get(address).text
    client.post(address, {**typed, "text": "Better.", "sectors": [], "revision": 0})
    client.post(reverse("publish-announcement", kwargs={"pk": one.pk}))
    assert "Better." in client.get(reverse("announcements")).text
    client.post(reverse("withdraw-announcement", kwargs={"pk": one.pk}))

    one.refresh_from_db()
    assert one.withdrawn_at is not None
    assert [row.kind for row in one.audience.all()] == ["place"]
    assert client.get(reverse("write-announcement")).status_code == 200


@pytest.mark.parametrize("how_many", [1, 3])
def test_page_asks_as_often_for_one_as_for_three(how_many, team, client, django_assert_num_queries):
    for _number in range(how_many):
        published(team, sectors=["housing"])
    sign_in(client, member("housing"))

    with django_assert_num_queries(PAGE):
        client.get(reverse("announcements"))


PAGE = 5
