"""Belonging to an organisation: asking, being let in, leaving."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import events, notices
from partnership.core.transitions import move
from partnership.partners.actions.finding import _person_can_be_found
from partnership.partners.actions.roles import _end as _end_row
from partnership.partners.actions.roles import _give, _hand_over, _programme_team
from partnership.partners.models import Kind, Membership, Partner, Role, held
from partnership.partners.models.holding import held_between
from partnership.partners.rules import people as rules


@transaction.atomic
def add_person(name: str, email: str | None, *, by: Person, fictional: bool = False) -> Person:
    """Open an account for somebody, or give the one that has this e-mail address."""
    rules.check_can_add_person(by)
    known = Person.objects.filter(email__iexact=email).first() if email else None
    person = known or Person.objects.create(name=name, email=email or None, fictional=fictional)
    if not known:
        events.record(by=by, verb="person.added", thing=person)
    return person


@transaction.atomic
def add_member(
    person: Person,
    partner: Partner,
    *,
    by: Person,
    works_as: str = "employee",
    job: str = "",
    came_by: str = "imported",
) -> Membership:
    """Write down that somebody belongs to an organisation, as it has told. Colleagues do not find them until they say so."""
    rules.check_can_add_member(by, held(person, after=(partner,)), partner)
    asked = Membership.objects.of(partner).filter(person=person, state="asked").first()
    membership = asked or Membership(person=person, partner=partner, works_as=works_as, job=job, came_by=came_by)
    _let_in(membership, by=by)
    events.record(by=by, verb="membership.added", thing=membership)
    return membership


@transaction.atomic
def ask_to_join(partner: Partner, *, by: Person, works_as: str = "employee", job: str = "") -> Membership:
    """Ask an organisation to be let in."""
    rules.check_can_ask_to_join(held(by, after=(partner,)), partner, works_as)
    membership = Membership.objects.create(person=by, partner=partner, works_as=works_as, job=job)
    events.record(by=by, verb="membership.asked", thing=membership)
    for lead in _leads(partner) or _programme_team():
        notices.tell(
            lead,
            "people",
            gettext_noop("%(name)s asks to join %(partner)s."),
            href=f"/for/{partner.slug}/people/"
            if lead.pk in _lead_keys(partner)
            else f"/programme/partners/{partner.slug}/",
            thing=membership,
            name=by.name,
            partner=partner.name,
        )
    return membership


@transaction.atomic
def approve(membership: Membership, *, by: Person) -> Membership:
    """Let somebody in who asked."""
    rules.check_can_approve(by, held_between(membership))
    _let_in(membership, by=by)
    events.record(by=by, verb="membership.approved", thing=membership)
    _tell(membership, gettext_noop("You belong to %(partner)s now."), f"/for/{membership.partner.slug}/")
    return membership


@transaction.atomic
def decline(membership: Membership, *, by: Person) -> Membership:
    """Say no to somebody who asked."""
    rules.check_can_decline(by, held_between(membership))
    move(membership, "declined")
    membership.decided_at, membership.decided_by = timezone.now(), by
    membership.save(update_fields=["decided_at", "decided_by"])
    events.record(by=by, verb="membership.declined", thing=membership)
    sentence = gettext_noop("%(partner)s has not let you in. If you think that is a mistake, ask a colleague there.")
    _tell(membership, sentence, "/join/")
    return membership


@transaction.atomic
def edit_membership(membership: Membership, *, by: Person, works_as: str, job: str, listed: bool) -> Membership:
    """Say how one belongs, what one does there, and whether colleagues can find one."""
    rules.check_can_edit_membership(by, held(membership), works_as)
    membership.works_as, membership.job, membership.listed = works_as, job, listed
    membership.save(update_fields=["works_as", "job", "listed"])
    _person_can_be_found(membership.person)
    events.record(by=by, verb="membership.edited", thing=membership)
    return membership


@transaction.atomic
def leave_partner(membership: Membership, *, by: Person) -> Membership:
    """Leave an organisation oneself."""
    rules.check_can_leave_partner(by, held_between(membership))
    _part(membership, by=by)
    events.record(by=by, verb="membership.left", thing=membership)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: Person) -> Membership:
    """Take somebody out of an organisation."""
    rules.check_can_end_membership(by, held_between(membership))
    _part(membership, by=by)
    events.record(by=by, verb="membership.ended", thing=membership)
    _tell(membership, gettext_noop("You do not belong to %(partner)s any more."), "/join/")
    return membership


def _let_in(membership: Membership, *, by: Person, kind: Kind | None = None) -> None:
    """Make them belong, with the role that belonging brings, and another one if they were asked in for it."""
    if membership.pk:
        move(membership, "approved")
    membership.state, membership.decided_at, membership.decided_by = "current", timezone.now(), by
    membership.save()
    base = Kind.VOLUNTEER if membership.works_as == "volunteer" else Kind.PRACTITIONER
    for each in dict.fromkeys((base, kind or base)):
        role = _give(membership.person, each, by=by, partner=membership.partner)
        events.record(by=by, verb="role.given", thing=role)


def _part(membership: Membership, *, by: Person, hand_over: bool = True) -> None:
    """End a membership and every role that came with it."""
    partner = held(membership.partner)
    move(membership, "ended")
    membership.ended_at, membership.ended_by = timezone.now(), by
    membership.save(update_fields=["ended_at", "ended_by"])
    led = False
    for role in Role.objects.current().filter(person=membership.person, partner=partner):
        _end_row(role, by=by)
        events.record(by=by, verb="role.ended", thing=role)
        led = led or role.kind == Kind.PARTNER_LEAD
    _person_can_be_found(membership.person)
    if led and hand_over:
        _hand_over(partner, by=by)


def _leads(partner: Partner) -> list[Person]:
    return list(Person.objects.filter(pk__in=_lead_keys(partner), is_active=True))


def _lead_keys(partner: Partner) -> set[int]:
    leads = Role.objects.current().of(Kind.PARTNER_LEAD).filter(partner=partner)
    return set(leads.values_list("person", flat=True))


def _tell(membership: Membership, sentence: str, href: str) -> None:
    partner = membership.partner
    notices.tell(membership.person, "people", sentence, href=href, thing=membership, partner=partner.name)
