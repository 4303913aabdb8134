"""Who may see the pages from which the whole is run."""

from __future__ import annotations

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind, reach


def handles_confided(person: Person) -> bool:
    """Whether roles are confided to them, for the whole or for a place."""
    held = reach(person)
    return any(Kind.SAFEGUARDING_LEAD in kinds for kinds in (held.whole, *held.places.values()))


def check_can_see_programme(person: Person) -> None:
    """The programme team, place leads and safeguarding leads each find their part there."""
    held = reach(person)
    if not (held.runs_programme or held.led_places or handles_confided(person)):
        raise Refusal(_("This page is for the people who run the programme."))


def check_can_see_register(person: Person) -> None:
    """The programme team sees every organisation, a place lead those of the place."""
    held = reach(person)
    if not (held.runs_programme or held.led_places):
        raise Refusal(_("The list of all organisations is for the programme team and the place leads."))


def check_can_see_people(person: Person) -> None:
    """Only the programme team sees everybody."""
    if not reach(person).runs_programme:
        raise Refusal(_("The list of everybody is for the programme team."))


def check_can_see_confided(person: Person) -> None:
    """Only safeguarding leads, to whom it was told."""
    if not handles_confided(person):
        raise Refusal(_("This page is for safeguarding leads."))


def check_can_let_all_be_found(person: Person) -> None:
    """The site does it, each night."""
    if not person.system:
        raise Refusal(_("The site does this itself."))
