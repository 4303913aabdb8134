"""Who may give which role to whom, for what, and who may end it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.partners.models import ROLES, Kind, Membership, Partner, Role, RoleRule, reach
from partnership.partners.models.roles import PARTNER, PLACE, WHOLE


def scope_of(partner: Partner | None, place: str) -> str:
    """Name what a role is for: a partner, a place or the whole."""
    return PARTNER if partner else PLACE if place else WHOLE


def may_give(person: Person, kind: Kind, partner: Partner | None = None, place: str = "") -> bool:
    """Whether the table of roles lets them give this one there."""
    held, givers = reach(person), ROLES[kind].given_by
    return (
        (Kind.PROGRAMME_TEAM in givers and held.runs_programme)
        or (Kind.PARTNER_LEAD in givers and partner is not None and partner.pk in held.leads)
        or (Kind.SAFEGUARDING_LEAD in givers and held.has(Kind.SAFEGUARDING_LEAD, place=place))
        or (bool(person.system) and not ROLES[kind].confided)
    )


def check_can_give_role(
    by: Person,
    person: Person,
    kind: Kind,
    partner: Partner | None = None,
    place: str = "",
    until_on: date | None = None,
) -> None:
    """Whoever the table names may give it, where it can be given, to somebody who does not hold it yet."""
    rule = ROLES[kind]
    if scope_of(partner, place) not in rule.scopes or (partner and place):
        raise Refusal(
            _("“%(role)s” is not given for that. Choose another role, or what it is for.") % {"role": kind.label}
        )
    if place and place not in {area.code for area in pack.current().districts}:
        raise Refusal(_("“%(place)s” is not one of the places here.") % {"place": place})
    if not may_give(by, kind, partner, place):
        raise Refusal(_("You cannot give the role “%(role)s” here.") % {"role": kind.label})
    if by == person and (rule.second_factor or rule.confided):
        raise Refusal(_("Somebody else has to give you this role."))
    _check_can_hold(person, kind, partner, place, until_on)


def _check_can_hold(person: Person, kind: Kind, partner: Partner | None, place: str, until_on: date | None) -> None:
    if person.system or not person.is_active:
        raise Refusal(_("There is nobody behind this account any more."))
    if until_on and until_on <= timezone.localdate():
        raise Refusal(_("The last day has to be after today."))
    if partner and not Membership.objects.current().of(partner).filter(person=person).exists():
        raise Refusal(_("They do not belong to %(partner)s yet. Invite them first.") % {"partner": partner.name})
    if Role.objects.current().filter(person=person, kind=kind, partner=partner, place=place).exists():
        raise Refusal(_("They hold this role already."))


def check_can_end_role(by: Person, role: Role) -> None:
    """Whoever may give it, and the person themselves."""
    if role.until_on and role.until_on <= timezone.localdate():
        raise Refusal(_("This role has ended already."))
    kind = Kind(role.kind)
    if by != role.person and not may_give(by, kind, role.partner, role.place):
        raise Refusal(_("You cannot end this role."))
    others = Role.objects.current().filter(person=role.person, partner=role.partner).exclude(pk=role.pk)
    if role.partner and not others.exists():
        raise Refusal(
            _("It is the only role they hold in %(partner)s. End their membership instead.")
            % {"partner": role.partner.name}
        )


def check_can_appoint_programme_team(by: Person, email: str) -> None:
    """Only the site itself, from its server: somebody has to be first."""
    if not by.system:
        raise Refusal(_("The first member of the programme team is appointed on the server."))
    if "@" not in email:
        raise Refusal(_("“%(email)s” is not an e-mail address.") % {"email": email})


def check_can_close_roles(by: Person) -> None:
    """The site does it, each night."""
    if not by.system:
        raise Refusal(_("The site does this itself."))


def needs_second_factor(rules: tuple[RoleRule, ...]) -> bool:
    """Whether any of these roles asks for one."""
    return any(rule.second_factor for rule in rules)
