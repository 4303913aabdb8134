"""What the programme team sees of one organisation and of one person; what a safeguarding lead was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from partnership.accounts.models import Person
from partnership.core.refusals import allowed
from partnership.partners.models import IN_DIRECTORY, Kind, Membership, Partner, Role
from partnership.partners.models.people import CONFIDED
from partnership.partners.queries.memberships import HeldRole, held_roles, kinds_to_give
from partnership.partners.queries.organisations import PartnerDetails, Since, history, partner_details, places
from partnership.partners.queries.programme import known_people
from partnership.partners.rules import organisations as rules
from partnership.partners.rules import people as people_rules


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody who leads an organisation."""

    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class PartnerRecord:
    """One organisation, for the people who run the programme."""

    details: PartnerDetails
    runs_programme: bool
    leads: tuple[Lead, ...]
    without_lead: bool
    people: int
    asked_by: tuple[str, ...]
    invited: tuple[str, ...]
    history: tuple[Since, ...]
    may_admit: bool
    may_invite: bool
    may_rest: bool
    may_leave: bool


def partner_record(partner: Partner, person: Person) -> PartnerRecord:
    """Gather everything about one organisation that the person may know."""
    seen = Membership.objects.visible_to(person).of(partner)
    leads = Role.objects.visible_to(person).current().of(Kind.PARTNER_LEAD).filter(partner=partner)
    found = tuple(Lead(role.person_id, str(role.person)) for role in leads.select_related("person"))
    letters = partner.invitations.visible_to(person).open()
    return PartnerRecord(
        details=partner_details(partner, person),
        runs_programme=rules.runs_programme(person),
        leads=found,
        without_lead=not found and partner.state in IN_DIRECTORY,
        people=seen.current().count(),
        asked_by=tuple(str(one.person) for one in seen.filter(state="asked").select_related("person")),
        invited=tuple(letters.values_list("email", flat=True)),
        history=history(partner, person),
        may_admit=allowed(rules.check_can_admit, person, partner),
        may_invite=allowed(rules.check_can_invite_partner, person, partner),
        may_rest=allowed(rules.check_can_rest, person, partner),
        may_leave=allowed(rules.check_can_leave, person, partner),
    )


@dataclass(frozen=True, slots=True)
class Belonging:
    """One organisation that somebody belongs or belonged to."""

    pk: int
    partner: str
    slug: str
    state_words: str
    works_as: str
    job: str
    came_by: str
    since: date
    ended: date | None
    may_approve: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One person, for the programme team."""

    pk: int
    name: str
    email: str
    fictional: bool
    is_active: bool
    belongs: tuple[Belonging, ...]
    roles: tuple[HeldRole, ...]


def known_person(person: Person, pk: int) -> Person | None:
    """Give somebody whom the person may know of."""
    return known_people(person).filter(pk=pk).first()


def person_record(who: Person, person: Person) -> PersonRecord:
    """Gather where somebody belongs and belonged, and the roles they hold and held."""
    roles = (
        Role.objects.visible_to(person).filter(person=who).select_related("partner", "given_by", "ended_by", "person")
    )
    belongs = Membership.objects.visible_to(person).filter(person=who).select_related("partner", "person")
    return PersonRecord(
        pk=who.pk,
        name=str(who),
        email=who.email or "",
        fictional=who.fictional,
        is_active=who.is_active,
        belongs=tuple(_belonging(one, person) for one in belongs.order_by("state", "partner__name", "pk")),
        roles=held_roles(roles, person),
    )


def _belonging(one: Membership, person: Person) -> Belonging:
    return Belonging(
        pk=one.pk,
        partner=one.partner.name,
        slug=one.partner.slug,
        state_words=one.get_state_display(),
        works_as=one.get_works_as_display(),
        job=one.job,
        came_by=one.get_came_by_display(),
        since=localdate(one.decided_at or one.asked_at),
        ended=localdate(one.ended_at) if one.ended_at else None,
        may_approve=allowed(people_rules.check_can_approve, person, one),
        may_end=allowed(people_rules.check_can_end_membership, person, one),
    )


def scopes_for(who: Person, person: Person) -> tuple[tuple[str, str], ...]:
    """Give what a role can be for beside the whole: a place, or an organisation that they belong to."""
    belongs = Membership.objects.visible_to(person).current().filter(person=who).select_related("partner")
    return (
        *((f"place:{code}", words) for code, words in places()),
        *((f"partner:{one.partner_id}", one.partner.name) for one in belongs),
    )


def all_kinds_to_give(person: Person) -> tuple[tuple[str, str], ...]:
    """Give every role that the person can give somewhere."""
    every = [*kinds_to_give(person), *(kind for code, _words in places() for kind in kinds_to_give(person, place=code))]
    return tuple(dict.fromkeys(every))


def partner_of_person(who: Person, person: Person, pk: int) -> Partner | None:
    """Give an organisation that they belong to now."""
    belongs = Membership.objects.visible_to(person).current().filter(person=who, partner=pk).select_related("partner")
    one = belongs.first()
    return one.partner if one else None


@dataclass(frozen=True, slots=True)
class ConfidedRole:
    """A role that somebody holds in confidence."""

    name: str
    role: HeldRole


def confided_roles(person: Person) -> tuple[ConfidedRole, ...]:
    """Give the roles that were confided to this person, ended ones too."""
    roles = Role.objects.visible_to(person).filter(kind__in=CONFIDED).exclude(person=person)
    found = list(roles.select_related("person", "partner", "given_by", "ended_by").order_by("person__name", "pk"))
    return tuple(ConfidedRole(str(role.person), said) for role in found for said in held_roles([role], person))


def person_by_email(email: str) -> Person | None:
    """Give the account of this address, so that a role can be given to whoever asked for it."""
    return Person.objects.real().filter(email__iexact=email.strip(), is_active=True).first()
