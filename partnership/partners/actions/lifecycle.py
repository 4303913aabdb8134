"""How an organisation comes, rests and goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import events
from partnership.partners.actions.invitations import _answer, _invite
from partnership.partners.actions.organisations import _make, _stand
from partnership.partners.actions.people import _let_in, _part, _tell
from partnership.partners.models import Kind, Membership, Partner, held
from partnership.partners.models.holding import held_between
from partnership.partners.rules import organisations as rules


@transaction.atomic
def invite_partner(
    details: Mapping[str, object], email: str, *, by: Person, places: Iterable[str] = (), fictional: bool = False
) -> Partner:
    """Ask a new organisation in, by a letter to somebody who can become its lead."""
    rules.check_can_add_partner(by, details, places)
    partner = _make(details, places, state="invited", by=by, fictional=fictional)
    _invite(partner, email, by=by, kind=Kind.PARTNER_LEAD)
    events.record(by=by, verb="partner.invited", thing=partner)
    return partner


@transaction.atomic
def invite_again(partner: Partner, email: str, *, by: Person) -> Partner:
    """Ask in an organisation that had asked, was asked before, or has left."""
    rules.check_can_invite_partner(by, held(partner))
    if partner.state != "invited":
        _stand(partner, "invited", by=by)
    _invite(partner, email, by=by, kind=Kind.PARTNER_LEAD)
    events.record(by=by, verb="partner.invited", thing=partner)
    return partner


@transaction.atomic
def admit(partner: Partner, *, by: Person) -> Partner:
    """Say yes to an organisation; whoever asked for it becomes its lead."""
    rules.check_can_admit(by, held(partner))
    _stand(partner, "joined", by=by)
    for membership in Membership.objects.of(partner).filter(state="asked").order_by("person"):
        _let_in(held_between(membership), by=by, kind=Kind.PARTNER_LEAD)
    events.record(by=by, verb="partner.admitted", thing=partner)
    return partner


@transaction.atomic
def activate(partner: Partner, *, by: Person) -> Partner:
    """Mark as active a partner that has just done something; one that is active stays so."""
    rules.check_can_activate(by, held(partner))
    if partner.state != "active":
        _stand(partner, "activated", by=by)
        events.record(by=by, verb="partner.activated", thing=partner)
    return partner


@transaction.atomic
def rest(partner: Partner, why: str = "", *, by: Person) -> Partner:
    """Say that a partner is quiet for now. Nothing is lost, and anything it does wakes it."""
    rules.check_can_rest(by, held(partner))
    _stand(partner, "rested", by=by, why=why)
    events.record(by=by, verb="partner.rested", thing=partner)
    return partner


@transaction.atomic
def leave(partner: Partner, why: str = "", *, by: Person) -> Partner:
    """Take a partner out, with everybody in it. What it did stays written down."""
    rules.check_can_leave(by, held(partner))
    for membership in Membership.objects.of(partner).filter(state__in=("asked", "current")).order_by("person"):
        _part(held_between(membership), by=by, hand_over=False)
        events.record(by=by, verb="membership.ended", thing=membership)
        if membership.person != by:
            _tell(
                membership,
                gettext_noop("%(partner)s is not part of the partnership, so your place there ended."),
                "/join/",
            )
    for invitation in partner.invitations.filter(answered_at=None, expires_at__gt=timezone.now()):
        _answer(invitation, accepted=False, by=by)
    _stand(partner, "left", by=by, why=why)
    events.record(by=by, verb="partner.left", thing=partner)
    return partner
