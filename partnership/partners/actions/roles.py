"""Giving roles and ending them."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import events, notices
from partnership.partners.actions.finding import _person_can_be_found
from partnership.partners.models import IN_DIRECTORY, ROLES, Kind, Partner, Role, forget_reach, held
from partnership.partners.models.holding import held_between
from partnership.partners.rules import roles as rules


@transaction.atomic
def give_role(
    person: Person,
    kind: Kind,
    *,
    by: Person,
    partner: Partner | None = None,
    place: str = "",
    until_on: date | None = None,
) -> Role:
    """Give somebody a role for a partner, a place or the whole, perhaps until a day."""
    rules.check_can_give_role(by, held(person, after=(partner,)), kind, partner, place, until_on)
    role = _give(person, kind, by=by, partner=partner, place=place, until_on=until_on)
    events.record(by=by, verb="role.given", thing=role)
    return role


@transaction.atomic
def end_role(role: Role, *, by: Person) -> Role:
    """End a role today. The row stays: it says who could do what until now."""
    rules.check_can_end_role(by, held_between(role))
    _end(role, by=by)
    events.record(by=by, verb="role.ended", thing=role)
    if role.kind == Kind.PARTNER_LEAD and role.partner:
        _hand_over(role.partner, by=by)
    return role


@transaction.atomic
def appoint_programme_team(email: str, name: str, *, by: Person) -> Person:
    """Give the first role of a new site, from its server; open the account if there is none."""
    rules.check_can_appoint_programme_team(by, email)
    person = Person.objects.filter(email__iexact=email).first()
    person = person or Person.objects.create(email=email, name=name or email.partition("@")[0])
    rules.check_can_give_role(by, held(person), Kind.PROGRAMME_TEAM)
    role = _give(person, Kind.PROGRAMME_TEAM, by=by)
    events.record(by=by, verb="role.given", thing=role)
    return person


@transaction.atomic
def close_roles(*, by: Person) -> int:
    """Close the roles whose last day has passed, with all that follows when somebody ends one; give how many."""
    rules.check_can_close_roles(by)
    over = _held_over()
    for role in over:
        role.ended_at, role.ended_by = timezone.now(), by
        role.save(update_fields=["ended_at", "ended_by"])
        _settle(role.person)
        events.record(by=by, verb="role.ended", thing=role)
        if role.kind == Kind.PARTNER_LEAD and role.partner:
            _hand_over(role.partner, by=by)
    return len(over)


def _held_over() -> list[Role]:
    """Give the roles that are over and stand open, each held with its organisation and its person."""
    over = Role.objects.filter(until_on__lte=timezone.localdate(), ended_at=None)
    partners, people = over.values_list("partner", flat=True), over.values_list("person", flat=True)
    list(Partner._base_manager.filter(pk__in=partners).order_by("pk").select_for_update(no_key=True))
    list(Person._base_manager.filter(pk__in=people).order_by("pk").select_for_update(no_key=True))
    held_ones = over.select_for_update(no_key=True, of=("self",)).select_related("person", "partner")
    return list(held_ones.order_by("pk"))


def _give(
    person: Person,
    kind: Kind,
    *,
    by: Person,
    partner: Partner | None = None,
    place: str = "",
    until_on: date | None = None,
) -> Role:
    role = Role.objects.create(person=person, kind=kind, partner=partner, place=place, until_on=until_on, given_by=by)
    _settle(person)
    if not ROLES[kind].confided:
        _person_can_be_found(person)
    return role


def _end(role: Role, *, by: Person) -> None:
    role.until_on, role.ended_at, role.ended_by = timezone.localdate(), timezone.now(), by
    role.save(update_fields=["until_on", "ended_at", "ended_by"])
    _settle(role.person)


def _settle(person: Person) -> None:
    """Tell accounts the only thing that it knows of roles, and read the reach again."""
    kinds = Role.objects.current().filter(person=person).values_list("kind", flat=True)
    person.second_factor_required = rules.needs_second_factor(tuple(ROLES[Kind(kind)] for kind in kinds))
    person.save(update_fields=["second_factor_required"])
    forget_reach(person)


def _hand_over(partner: Partner, *, by: Person) -> None:
    """Tell the programme team when the last lead has gone: they look after the partner until there is one again."""
    held(partner)
    if (
        partner.state not in IN_DIRECTORY
        or Role.objects.current().of(Kind.PARTNER_LEAD).filter(partner=partner).exists()
    ):
        return
    events.record(by=by, verb="partner.handed_over", thing=partner)
    for person in _programme_team():
        notices.tell(
            person,
            "partner",
            gettext_noop("%(partner)s has no lead any more. Please ask somebody there, and give them the role."),
            href=f"/programme/partners/{partner.slug}/",
            thing=partner,
            partner=partner.name,
        )


def _programme_team() -> list[Person]:
    team = Role.objects.current().of(Kind.PROGRAMME_TEAM)
    return list(Person.objects.filter(pk__in=team.values("person"), is_active=True))
