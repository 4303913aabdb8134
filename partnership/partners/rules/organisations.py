"""Who may add, change, admit, rest or part with an organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.partners.models import LIFECYCLE, Contact, Identifier, Partner, reach

DETAILS = ("name", "sector", "about", "website", "email_domain", "employees", "volunteers", "listed", "shows_pledges")
FOR_THE_PROGRAMME = ("parent", "parent_relation")
MOST_ENQUIRIES = 5  # open at once; more is a mistake, or somebody playing


def runs_programme(person: Person) -> bool:
    """Whether they run the programme; the site itself does what its schedule says."""
    return (person.is_authenticated and bool(person.system)) or reach(person).runs_programme


def looks_after(person: Person, partner: Partner) -> bool:
    """Whether they lead the partner or run the programme."""
    return partner.pk in reach(person).leads or runs_programme(person)


def check_details(details: Mapping[str, object], places: Iterable[str]) -> None:
    """Sector and places are words of the pack; a name is never empty."""
    content = pack.current()
    if "name" in details and not str(details["name"]).strip():
        raise Refusal(_("An organisation needs a name."))
    if "sector" in details and details["sector"] not in content.sectors:
        raise Refusal(_("“%(sector)s” is not one of the sectors here.") % {"sector": details["sector"]})
    known = {area.code for area in content.districts}
    for place in places:
        if place not in known:
            raise Refusal(_("“%(place)s” is not one of the places here.") % {"place": place})


def check_can_enquire(person: Person, details: Mapping[str, object], places: Iterable[str]) -> None:
    """Anybody who is signed in may ask, a few times."""
    if not (person.is_active and person.is_authenticated):
        raise Refusal(_("Sign in first, so that we know whom to answer."))
    check_details(details, places)
    if Partner.objects.listed().filter(name__iexact=str(details["name"]).strip()).exists():
        raise Refusal(_("An organisation of this name is here already. Find it in the list and ask to join it."))
    if person.memberships.filter(state="asked", partner__state="enquired").count() >= MOST_ENQUIRIES:
        raise Refusal(_("You have asked for several organisations already. Please wait until we have answered."))


def check_can_add_partner(person: Person, details: Mapping[str, object], places: Iterable[str]) -> None:
    """The programme team may."""
    if not runs_programme(person):
        raise Refusal(_("Only the programme team can add an organisation. You can ask for yours to be added."))
    check_details(details, places)


def check_can_invite_partner(person: Person, partner: Partner | None = None) -> None:
    """The programme team may invite a new one, one that asked, or one that left."""
    if not runs_programme(person):
        raise Refusal(_("Only the programme team can invite an organisation."))
    if partner is not None and partner.state != "invited":
        LIFECYCLE.check("invited", partner.state)


def check_can_admit(person: Person, partner: Partner) -> None:
    """The programme team may, once somebody has asked or was invited."""
    if not runs_programme(person):
        raise Refusal(_("Only the programme team can admit an organisation."))
    LIFECYCLE.check("joined", partner.state)


def check_can_activate(person: Person, partner: Partner) -> None:
    """Whoever acts for the partner wakes it by acting."""
    if not (partner.pk in reach(person).partners or runs_programme(person)):
        raise Refusal(_("Only people who belong to %(partner)s can act for it.") % {"partner": partner.name})
    if partner.state != "active":
        LIFECYCLE.check("activated", partner.state)


def check_can_rest(person: Person, partner: Partner) -> None:
    """A lead or the programme team may say that a partner is quiet for now."""
    if not looks_after(person, partner):
        raise Refusal(_("Only a lead of %(partner)s can say that it is quiet for now.") % {"partner": partner.name})
    LIFECYCLE.check("rested", partner.state)


def check_can_leave(person: Person, partner: Partner) -> None:
    """A lead or the programme team may take a partner out."""
    if not looks_after(person, partner):
        raise Refusal(_("Only a lead of %(partner)s can say that it leaves.") % {"partner": partner.name})
    LIFECYCLE.check("left", partner.state)


def check_can_edit_partner(
    person: Person, partner: Partner, changes: Mapping[str, object], places: Iterable[str] = ()
) -> None:
    """A lead changes what the organisation says of itself; the programme team also what it is part of."""
    if not looks_after(person, partner):
        raise Refusal(_("Only a lead of %(partner)s can change its details.") % {"partner": partner.name})
    if partner.state == "left" and not runs_programme(person):
        raise Refusal(_("%(partner)s has left, so nothing about it changes any more.") % {"partner": partner.name})
    unknown = set(changes) - {*DETAILS, *FOR_THE_PROGRAMME}
    if unknown or (set(changes) & set(FOR_THE_PROGRAMME) and not runs_programme(person)):
        raise Refusal(_("Only the programme team can change what an organisation is part of."))
    check_details(changes, places)
    _check_parent(partner, changes.get("parent"), changes.get("parent_relation"))


def _check_parent(partner: Partner, parent: object, relation: object) -> None:
    if bool(parent) != bool(relation):
        raise Refusal(_("Say both which organisation it is part of, and how."))
    above = parent
    while isinstance(above, Partner):
        if above.pk == partner.pk:
            raise Refusal(_("An organisation cannot be part of itself, also not by way of another."))
        above = above.parent


def check_can_add_identifier(person: Person, partner: Partner, scheme: str, value: str) -> None:
    """A lead or the programme team may, if no other partner has it."""
    check_can_edit_partner(person, partner, {})
    if scheme not in dict(Identifier.SCHEMES) or not value:
        raise Refusal(_("Choose the register, and write the number or code that it uses."))
    if Identifier.objects.filter(scheme=scheme, value__iexact=value).exists():
        raise Refusal(
            _("“%(value)s” belongs to an organisation here already. If it is yours, tell the programme team.")
            % {"value": value}
        )


def check_can_remove_identifier(person: Person, identifier: Identifier) -> None:
    """Whoever may change the partner's details may."""
    check_can_edit_partner(person, identifier.partner, {})


def check_can_add_contact(person: Person, partner: Partner, kind: str, value: str) -> None:
    """A lead or the programme team may."""
    check_can_edit_partner(person, partner, {})
    if kind not in ("email", "phone", "address") or not value.strip():
        raise Refusal(_("Choose what kind of contact it is, and write it."))


def check_can_remove_contact(person: Person, contact: Contact) -> None:
    """Whoever may change the partner's details may."""
    check_can_edit_partner(person, contact.partner, {})
