"""What the page about one person in one organisation shows, and the one that an invitation leads to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from partnership.accounts.models import Person
from partnership.core.refusals import allowed, why_not
from partnership.partners.models import ROLES, Invitation, Kind, Membership, Partner, Role
from partnership.partners.queries.organisations import Summary, place_words, summary
from partnership.partners.rules import people as rules
from partnership.partners.rules import roles as role_rules
from partnership.partners.rules.organisations import looks_after


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that somebody holds or held."""

    pk: int
    role: str
    about: str
    what_for: str  # empty: the whole
    since: date
    until: date | None
    given_by: str
    ended_by: str
    is_current: bool
    why_not_end: str  # empty: the person who asks may end it


def held_roles(roles: Iterable[Role], person: Person) -> tuple[HeldRole, ...]:
    """Say roles in words, current ones first."""
    today = localdate()
    made = [_held_role(role, person, today) for role in roles]
    return tuple(sorted(made, key=lambda one: not one.is_current))


def _held_role(role: Role, person: Person, today: date) -> HeldRole:
    current = role.until_on is None or role.until_on > today
    return HeldRole(
        pk=role.pk,
        role=role.get_kind_display(),
        about=str(ROLES[Kind(role.kind)].about),
        what_for=role.partner.name if role.partner else place_words(role.place),
        since=role.from_on,
        until=role.until_on,
        given_by=str(role.given_by),
        ended_by=str(role.ended_by) if role.ended_by else "",
        is_current=current,
        why_not_end=why_not(role_rules.check_can_end_role, person, role) if current else "-",
    )


@dataclass(frozen=True, slots=True)
class Belongs:
    """How somebody belongs to an organisation, since when, and who decided."""

    pk: int
    name: str
    state: str
    state_words: str
    works_as: str
    job: str
    listed: bool
    came_by: str
    asked: date
    decided: date | None
    decided_by: str
    ended: date | None
    ended_by: str


@dataclass(frozen=True, slots=True)
class PartnerPerson:
    """Somebody in an organisation: how they belong, what they are there, what can be done."""

    belongs: Belongs
    partner: Summary
    email: str  # for those who look after the partner, and for the person
    roles: tuple[HeldRole, ...]
    is_me: bool
    may_approve: bool
    may_decline: bool
    may_end: bool
    may_give: bool


def partner_person(membership: Membership, person: Person) -> PartnerPerson:
    """Gather one membership with its roles there, ended ones too."""
    partner, who = membership.partner, membership.person
    roles = Role.objects.visible_to(person).filter(partner=partner, person=who)
    is_me = who == person
    return PartnerPerson(
        belongs=_belongs(membership),
        partner=summary(partner),
        email=(who.email or "") if is_me or looks_after(person, partner) else "",
        roles=held_roles(roles.select_related("partner", "given_by", "ended_by", "person"), person),
        is_me=is_me,
        may_approve=allowed(rules.check_can_approve, person, membership),
        may_decline=allowed(rules.check_can_decline, person, membership),
        may_end=not is_me and allowed(rules.check_can_end_membership, person, membership),
        may_give=membership.state == "current" and bool(kinds_to_give(person, partner)),
    )


def _belongs(one: Membership) -> Belongs:
    return Belongs(
        pk=one.pk,
        name=str(one.person),
        state=one.state,
        state_words=one.get_state_display(),
        works_as=one.get_works_as_display(),
        job=one.job,
        listed=one.listed,
        came_by=one.get_came_by_display(),
        asked=localdate(one.asked_at),
        decided=localdate(one.decided_at) if one.decided_at else None,
        decided_by=str(one.decided_by) if one.decided_by else "",
        ended=localdate(one.ended_at) if one.ended_at else None,
        ended_by=str(one.ended_by) if one.ended_by else "",
    )


def kinds_to_give(person: Person, partner: Partner | None = None, place: str = "") -> tuple[tuple[str, str], ...]:
    """Give the roles that the person can give there, to choose from."""
    scope = role_rules.scope_of(partner, place)
    return tuple(
        (kind.value, str(kind.label))
        for kind, rule in ROLES.items()
        if scope in rule.scopes and role_rules.may_give(person, kind, partner, place)
    )


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """What an invitation is, for whoever holds its link."""

    partner: str
    sector: str
    about: str
    fictional: bool
    inviter: str
    role: str
    role_about: str
    until: date
    why_not: str  # the sentence why it cannot be answered; else empty


def invitation_of(secret: str) -> Invitation | None:
    """Give the invitation to which this secret is the key."""
    hashed = hashlib.sha256(secret.encode()).hexdigest()
    return Invitation.objects.select_related("partner", "invited_by").filter(secret_hash=hashed).first()


def invitation_page(invitation: Invitation) -> InvitationPage:
    """Say who invites to what; of one that is over, only that it is over."""
    kind = Kind(invitation.kind)
    about = summary(invitation.partner)
    closed = why_not(rules.check_is_answerable, invitation)
    return InvitationPage(
        partner="" if closed else about.name,
        sector=about.sector,
        about=about.about,
        fictional=about.fictional,
        inviter="" if closed else str(invitation.invited_by),
        role=str(kind.label),
        role_about=str(ROLES[kind].about),
        until=localdate(invitation.expires_at),
        why_not=closed,
    )
