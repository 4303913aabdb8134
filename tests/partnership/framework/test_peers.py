import pytest
from django.urls import reverse

from partnership.core.models import Notice
from partnership.core.refusals import Refusal
from partnership.framework.actions import peers
from partnership.framework.models import Assessment, PeerVisit
from partnership.framework.queries import peers as queries
from partnership.partners.models import Kind
from tests import assessments
from tests.people import a_partner, sign_in, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    made, lead = assessments.begun()
    return peers.ask_for_visit(made, by=lead)


@pytest.fixture
def team():
    return somebody(Kind.PROGRAMME_TEAM)


@pytest.fixture
def peer():
    return somebody(Kind.PRACTITIONER, partner=a_partner(sector="police"))


def lead_of(visit):
    return visit.asked_by


def test_a_visit_from_asking_to_what_both_leave_standing(client, asked, team, peer):
    pk, lead = asked.pk, lead_of(asked)
    sign_in(client, team).post(reverse("name-peer", args=[pk]), {"email": peer.email})
    assert queries.needs(peer)[0].sentence == f"Visit {asked.assessment.partner} as a peer"
    sign_in(client, peer).post(reverse("tell-view", args=[pk]), {"came_on": "2026-11-20", "view": "The door was open."})
    here = [asked.assessment.partner.slug, asked.assessment.pk]
    assert b"Nothing stands before that" in sign_in(client, lead).get(reverse("peer-visit", args=here)).content
    client.post(reverse("reply-to-view", args=here), {"reply": "It is, since June."})
    sign_in(client, team).post(reverse("settle-visit", args=[pk]), {"settled": "The door is open."})
    now = PeerVisit.objects.get()
    assert (now.state, now.view, now.reply, now.settled) == (
        "settled",
        "The door was open.",
        "It is, since June.",
        "The door is open.",
    )
    page = sign_in(client, lead).get(reverse("peer-visit", args=here)).content
    assert b"The door is open." in page
    assert b"It is, since June." in page
    assert Notice.objects.filter(person=lead).count() == 2


def test_whoever_is_named_is_asked_to_answer_too(asked, team, peer):
    peers.name_peer(asked, peer, by=team)
    assert assessments.seat_of(asked.assessment, "peer").responses.get().person == peer
    other = somebody(Kind.PRACTITIONER, partner=a_partner(sector="health"))
    peers.name_peer(asked, other, by=team)
    assert assessments.seat_of(asked.assessment, "peer").responses.get().person == other


def test_a_peer_is_no_colleague_and_of_another_kind(asked, team):
    with pytest.raises(Refusal, match="comes from outside"):
        peers.name_peer(asked, lead_of(asked), by=team)
    alike = somebody(Kind.PRACTITIONER, partner=a_partner(sector=asked.assessment.partner.sector))
    with pytest.raises(Refusal, match="another kind of organisation"):
        peers.name_peer(asked, alike, by=team)


def test_only_whose_turn_it_is_speaks(asked, team, peer):
    lead = lead_of(asked)
    with pytest.raises(Refusal, match="Only the programme team"):
        peers.name_peer(asked, peer, by=lead)
    peers.name_peer(asked, peer, by=team)
    with pytest.raises(Refusal, match="Only the peer"):
        peers.tell_view(asked, "Fine", None, by=lead)
    with pytest.raises(Refusal, match="Write what you saw"):
        peers.tell_view(asked, " ", None, by=peer)
    with pytest.raises(Refusal, match="A peer is named"):
        peers.reply_to_view(asked, "Thank you", by=lead)
    peers.tell_view(asked, "Fine", None, by=peer)
    with pytest.raises(Refusal, match="Write your answer"):
        peers.reply_to_view(asked, " ", by=lead)
    with pytest.raises(Refusal, match="said what they saw"):
        peers.settle_visit(asked, "Fine", by=team)
    peers.reply_to_view(asked, "Thank you", by=lead)
    with pytest.raises(Refusal, match="Write what both"):
        peers.settle_visit(asked, "", by=team)


def test_a_visit_that_was_called_off_can_be_asked_for_again(asked, team, peer):
    lead = lead_of(asked)
    with pytest.raises(Refusal, match="already"):
        peers.ask_for_visit(asked.assessment, by=lead)
    peers.name_peer(asked, peer, by=team)
    with pytest.raises(Refusal, match="Only a lead, the peer"):
        peers.call_off_visit(asked, by=somebody(Kind.PRACTITIONER, partner=asked.assessment.partner))
    peers.call_off_visit(asked, by=peer)
    assert not assessments.seat_of(asked.assessment, "peer").responses.exists()
    assert peers.ask_for_visit(asked.assessment, by=lead).state == "asked"


def test_a_finished_assessment_asks_for_nobody(asked):
    lead = lead_of(asked)
    Assessment.objects.update(state="called-off", why="We moved")
    with pytest.raises(Refusal, match="is finished"):
        peers.ask_for_visit(Assessment.objects.get(), by=lead)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_visits_asks_alike_however_long_it_is(client, team, count, django_assert_num_queries):
    for _number in range(count):
        made, lead = assessments.begun()
        peers.ask_for_visit(made, by=lead)
    sign_in(client, team)
    with django_assert_num_queries(4):
        client.get(reverse("visits"))


def test_a_visit_is_for_those_in_it(client, asked, peer):
    here = reverse("visit", args=[asked.pk])
    assert sign_in(client, peer).get(here).status_code == 404
    assert client.get(reverse("visits")).status_code == 403
