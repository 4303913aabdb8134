"""Inviting people by a letter with a link that works once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import events, letters, notices
from partnership.partners.actions.organisations import _stand
from partnership.partners.actions.people import _let_in
from partnership.partners.models import Invitation, Kind, Membership, Partner, Role, held
from partnership.partners.rules import people as rules

GOOD_FOR = timedelta(days=14)


@transaction.atomic
def invite_person(partner: Partner, email: str, *, by: Person, kind: Kind = Kind.PRACTITIONER) -> Invitation:
    """Send somebody a letter with a link by which they can join."""
    rules.check_can_invite_person(by, held(partner), kind)
    invitation = _invite(partner, email, by=by, kind=kind)
    events.record(by=by, verb="person.invited", thing=invitation)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Person) -> Invitation:
    """Take an invitation back before it is answered."""
    rules.check_can_withdraw_invitation(by, held(invitation))
    _answer(invitation, accepted=False, by=by)
    events.record(by=by, verb="invitation.withdrawn", thing=invitation)
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: Person, works_as: str = "employee", job: str = "") -> Membership:
    """Join by the link; a partner that was only invited joins with its first lead."""
    rules.check_can_accept_invitation(by, held(invitation, after=(invitation.partner, by)), works_as)
    _answer(invitation, accepted=True, by=by)
    partner = invitation.partner
    asked = Membership.objects.of(partner).filter(person=by, state="asked").first()
    membership = asked or Membership(person=by, partner=partner, came_by="invited")
    membership.person, membership.works_as, membership.job = by, works_as, job or membership.job
    _let_in(membership, by=invitation.invited_by, kind=Kind(invitation.kind))
    if partner.state == "invited" and invitation.kind == Kind.PARTNER_LEAD:
        _stand(partner, "joined", by=by)
        events.record(by=by, verb="partner.joined", thing=partner)
    events.record(by=by, verb="invitation.accepted", thing=invitation)
    _tell_inviter(invitation, gettext_noop("%(name)s has joined %(partner)s."), by.name)
    return membership


@transaction.atomic
def decline_invitation(invitation: Invitation, *, by: Person) -> Invitation:
    """Say no by the link; nobody needs an account for that."""
    rules.check_can_decline_invitation(by, held(invitation))
    _answer(invitation, accepted=False, by=by)
    events.record(by=by, verb="invitation.declined", thing=invitation)
    _tell_inviter(invitation, gettext_noop("Somebody you invited to %(partner)s has said no."), "")
    return invitation


def _invite(partner: Partner, email: str, *, by: Person, kind: Kind) -> Invitation:
    """Keep the hash of the link's secret; only the letter holds the secret itself."""
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        partner=partner,
        email=email,
        kind=kind,
        secret_hash=hashlib.sha256(secret.encode()).hexdigest(),
        invited_by=by,
        expires_at=timezone.now() + GOOD_FOR,
    )
    link = f"{settings.SITE_ADDRESS}/join/invitation/{secret}/"
    transaction.on_commit(
        partial(letters.send, "partners/invitation", to=email, link=link, until=invitation.expires_at)
    )
    return invitation


def _answer(invitation: Invitation, *, accepted: bool, by: Person) -> None:
    invitation.answered_at, invitation.answered_by, invitation.accepted = timezone.now(), by, accepted
    invitation.save(update_fields=["answered_at", "answered_by", "accepted"])


def _tell_inviter(invitation: Invitation, sentence: str, name: str) -> None:
    partner, inviter = invitation.partner, invitation.invited_by
    if not inviter.system:
        here = Role.objects.current().filter(person=inviter, partner=partner).exists()
        href = f"/for/{partner.slug}/people/" if here else f"/programme/partners/{partner.slug}/"
        notices.tell(inviter, "people", sentence, href=href, thing=invitation, partner=partner.name, name=name)
