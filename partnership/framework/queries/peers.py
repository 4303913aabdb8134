"""What the pages of a peer visit show: what was seen, what was answered, what stands; and who comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.components import Need
from partnership.core.refusals import why_not
from partnership.framework.models import PEER, Assessment, PeerVisit, Response
from partnership.framework.queries.arranging import title_of
from partnership.framework.rules import peers as rules


@dataclass(frozen=True, slots=True)
class VisitPage:
    """One visit, or the way to ask for one."""

    visit: PeerVisit | None
    assessment: int
    partner: str
    slug: str
    title: str
    state_words: str
    peer: str
    came_on: date | None
    view: str
    reply: str
    settled: str
    may: Mapping[str, bool]
    answers: int | None  # the peer's own response


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit in the programme team's list."""

    pk: int
    partner: str
    title: str
    state_words: str
    peer: str


def visit_of(assessment: Assessment, person: Person) -> VisitPage:
    """Show the visit of an assessment to somebody of the partner."""
    visit = PeerVisit.objects.visible_to(person).filter(assessment=assessment).select_related("peer").first()
    return _page(assessment, visit, person)


def visit_page(visit: PeerVisit, person: Person) -> VisitPage:
    """Show one visit to the peer or to the programme team."""
    return _page(visit.assessment, visit, person)


def _page(assessment: Assessment, visit: PeerVisit | None, person: Person) -> VisitPage:
    mine = Response.objects.of(person).filter(seat__assessment=assessment, seat__seat=PEER).first()
    return VisitPage(
        visit=visit,
        assessment=assessment.pk,
        partner=assessment.partner.name,
        slug=assessment.partner.slug,
        title=title_of(assessment),
        state_words=str(visit.get_state_display()) if visit else "",
        peer=str(visit.peer) if visit and visit.peer else "",
        came_on=visit.came_on if visit else None,
        view=visit.view if visit else "",
        reply=visit.reply if visit else "",
        settled=visit.settled if visit else "",
        may=_may(assessment, visit, person),
        answers=mine.pk if mine and assessment.state == "answering" else None,
    )


def _may(assessment: Assessment, visit: PeerVisit | None, person: Person) -> dict[str, bool]:
    may = {"ask": not why_not(rules.check_can_ask_for_visit, person, assessment)}
    if visit is None:
        return may
    return may | {
        "name": not why_not(rules.check_can_name_peer, person, visit),
        "tell": not why_not(rules.check_can_tell_view, person, visit),
        "reply": not why_not(rules.check_can_reply, person, visit),
        "settle": not why_not(rules.check_can_settle, person, visit),
        "call_off": not why_not(rules.check_can_call_off_visit, person, visit),
    }


def visits(person: Person) -> tuple[VisitLine, ...]:
    """List every visit that is not settled, for the programme team."""
    found = PeerVisit.objects.visible_to(person).exclude(state__in=("settled", "called-off"))
    return tuple(
        VisitLine(
            one.pk,
            one.assessment.partner.name,
            title_of(one.assessment),
            str(one.get_state_display()),
            str(one.peer or ""),
        )
        for one in found.select_related("assessment__partner", "peer")
    )


def needs(person: Person) -> tuple[Need, ...]:
    """Give the visits that wait for this person to make them."""
    found = PeerVisit.objects.visible_to(person).filter(peer=person, state="named")
    return tuple(
        Need(
            sentence=_("Visit %(partner)s as a peer") % {"partner": one.assessment.partner.name},
            href=f"/visits/{one.pk}/",
            kind=_("Looking honestly at ourselves"),
        )
        for one in found.select_related("assessment__partner")
    )
