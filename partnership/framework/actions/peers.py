"""A peer comes, and the organisation answers."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import events, notices
from partnership.core.transitions import move
from partnership.framework.models import PEER, Assessment, PeerVisit, Response
from partnership.framework.rules import peers as rules
from partnership.framework.rules.arranging import takes_answers
from partnership.partners.models import Kind, Role, held

CATEGORY = "assessment"


@transaction.atomic
def ask_for_visit(assessment: Assessment, *, by: Person, at: datetime | None = None) -> PeerVisit:
    """Ask the programme team for a peer."""
    rules.check_can_ask_for_visit(by, held(assessment))
    said = {"asked_at": at or timezone.now(), "asked_by": by}
    visit, made = PeerVisit.objects.get_or_create(assessment=assessment, defaults=said)
    if not made:
        move(visit, "asked_again")
    events.record(by=by, verb="visit.asked", thing=visit)
    return visit


@transaction.atomic
def name_peer(visit: PeerVisit, peer: Person, *, by: Person) -> PeerVisit:
    """Say who comes. While people answer, the peer is asked to answer by name too."""
    rules.check_can_name_peer(by, held(visit), peer)
    move(visit, "named")
    _ask_to_answer(visit, peer)
    visit.peer = peer
    visit.save(update_fields=["peer"])
    events.record(by=by, verb="visit.peer_named", thing=visit)
    sentence = gettext_noop("You are asked to visit %(partner)s as a peer.")
    notices.tell(peer, CATEGORY, sentence, href=_page(visit), thing=visit, partner=visit.assessment.partner.name)
    return visit


def _ask_to_answer(visit: PeerVisit, peer: Person) -> None:
    seat = visit.assessment.seats.filter(seat=PEER).first()
    if seat is None or not (takes_answers(visit.assessment) or visit.assessment.state == "preparing"):
        return
    Response.objects.filter(seat=seat, person=visit.peer, handed_in=False).delete()
    Response.objects.get_or_create(seat=seat, person=peer)
    seat.invited = max(1, seat.responses.count())
    seat.save(update_fields=["invited"])


def _page(visit: PeerVisit) -> str:
    return reverse("visit", kwargs={"pk": visit.pk})


@transaction.atomic
def tell_view(visit: PeerVisit, view: str, came_on: date | None, *, by: Person) -> PeerVisit:
    """Say what the peer saw."""
    rules.check_can_tell_view(by, held(visit), view)
    move(visit, "told")
    visit.view, visit.came_on = view.strip(), came_on
    visit.save(update_fields=["view", "came_on"])
    events.record(by=by, verb="visit.view_told", thing=visit)
    _tell_leads(visit, gettext_noop("Your peer said what they saw. It is yours to answer."), by)
    return visit


@transaction.atomic
def reply_to_view(visit: PeerVisit, reply: str, *, by: Person) -> PeerVisit:
    """Answer the peer: nothing stands before that."""
    rules.check_can_reply(by, held(visit), reply)
    move(visit, "replied")
    visit.reply = reply.strip()
    visit.save(update_fields=["reply"])
    events.record(by=by, verb="visit.replied", thing=visit)
    assert visit.peer is not None
    sentence = gettext_noop("%(partner)s answered what you saw.")
    notices.tell(visit.peer, CATEGORY, sentence, href=_page(visit), thing=visit, partner=visit.assessment.partner.name)
    return visit


@transaction.atomic
def settle_visit(visit: PeerVisit, words: str, *, by: Person) -> PeerVisit:
    """Write down what both leave standing."""
    rules.check_can_settle(by, held(visit), words)
    move(visit, "settled")
    visit.settled = words.strip()
    visit.save(update_fields=["settled"])
    events.record(by=by, verb="visit.settled", thing=visit)
    _tell_leads(visit, gettext_noop("What you and your peer leave standing is written down."), by)
    return visit


@transaction.atomic
def call_off_visit(visit: PeerVisit, *, by: Person) -> PeerVisit:
    """Call the visit off; another can be asked for."""
    rules.check_can_call_off_visit(by, held(visit))
    move(visit, "called_off")
    Response.objects.filter(seat__assessment=visit.assessment, seat__seat=PEER, handed_in=False).delete()
    events.record(by=by, verb="visit.called_off", thing=visit)
    return visit


def _tell_leads(visit: PeerVisit, sentence: str, by: Person) -> None:
    partner = visit.assessment.partner
    leading = Role.objects.current().filter(partner=partner, kind=Kind.PARTNER_LEAD).exclude(person=by)
    for role in leading.select_related("person"):
        if role.person.is_active:
            href = reverse("peer-visit", kwargs={"partner": partner.slug, "pk": visit.assessment_id})
            notices.tell(role.person, CATEGORY, sentence, href=href, thing=visit)
