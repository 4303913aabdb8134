"""Who asks for a peer, names one, says what they saw, answers, and settles what stands."""

from __future__ import annotations

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from partnership.framework.models import PEER, UNDER_WAY, VISITING, Assessment, PeerVisit
from partnership.framework.rules.arranging import asked_edition
from partnership.partners.models import Partner, reach
from partnership.partners.rules.charter import acts_for, check_leads, leads


def check_can_ask_for_visit(person: Person, assessment: Assessment) -> None:
    """A lead, while the assessment is under way."""
    check_leads(person, assessment.partner)
    if PEER not in asked_edition(assessment).seats:
        raise Refusal(_("Nobody visits for this: it has no seat for a peer."))
    if assessment.state not in UNDER_WAY:
        raise Refusal(_("This assessment is finished. Ask for a visit with the next one."))
    visit = PeerVisit.objects.filter(assessment=assessment).first()
    if visit is not None and visit.state != "called-off":
        raise Refusal(_("A visit was asked for already."))


def check_runs_visits(person: Person) -> None:
    """The programme team names peers and helps both to agree."""
    if not reach(person).runs_programme:
        raise Refusal(_("Only the programme team can do that."))


def check_can_name_peer(person: Person, visit: PeerVisit, peer: Person | None = None) -> None:
    """The programme team, somebody of another kind of organisation who has no place in this one."""
    check_runs_visits(person)
    VISITING.check("named", visit.state)
    if peer is None:
        return
    partner = visit.assessment.partner
    if acts_for(peer, partner):
        raise Refusal(_("A peer comes from outside: this person belongs to the organisation."))
    sectors = set(Partner.objects.filter(pk__in=reach(peer).partners).values_list("sector", flat=True))
    if not sectors - {partner.sector}:
        raise Refusal(_("A peer comes from another kind of organisation, and belongs to it here."))


def check_can_tell_view(person: Person, visit: PeerVisit, view: str | None = None) -> None:
    """The peer, once."""
    if visit.peer_id != person.pk:
        raise Refusal(_("Only the peer can say what they saw."))
    VISITING.check("told", visit.state)
    if view is not None and not view.strip():
        raise Refusal(_("Write what you saw, or go back."))


def check_can_reply(person: Person, visit: PeerVisit, reply: str | None = None) -> None:
    """A lead of the partner: nothing stands before they have answered."""
    check_leads(person, visit.assessment.partner)
    VISITING.check("replied", visit.state)
    if reply is not None and not reply.strip():
        raise Refusal(_("Write your answer. “We see it as you do” is one."))


def check_can_settle(person: Person, visit: PeerVisit, words: str | None = None) -> None:
    """The programme team, when both have spoken."""
    check_runs_visits(person)
    VISITING.check("settled", visit.state)
    if words is not None and not words.strip():
        raise Refusal(_("Write what both leave standing."))


def check_can_call_off_visit(person: Person, visit: PeerVisit) -> None:
    """A lead, the peer or the programme team, before anything was said."""
    VISITING.check("called_off", visit.state)
    if visit.peer_id != person.pk and not reach(person).runs_programme and not leads(person, visit.assessment.partner):
        raise Refusal(_("Only a lead, the peer or the programme team can call the visit off."))
