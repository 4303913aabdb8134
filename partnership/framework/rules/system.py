"""Who sees the picture of the whole."""

from __future__ import annotations

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind, reach


def check_can_see_system(person: Person) -> None:
    """The programme team, place leads and analysts: it names no organisation, and says nothing of fewer than ten."""
    held = reach(person)
    analyst = any(Kind.ANALYST in kinds for kinds in (held.whole, *held.places.values()))
    if not (held.runs_programme or held.led_places or analyst):
        raise Refusal(_("The picture of the whole is for the programme team, place leads and analysts."))


def check_can_see_missing(person: Person) -> None:
    """Who has not answered a campaign is known to the programme team, which asked them."""
    if not reach(person).runs_programme:
        raise Refusal(_("Who was asked is known to the programme team."))
