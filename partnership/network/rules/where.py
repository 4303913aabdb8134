"""Who may see where every partner stands."""

from __future__ import annotations

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core.refusals import Refusal
from partnership.partners.models import Kind, reach


def check_can_see_where_we_are(person: Person) -> None:
    """The programme team and place leads: it is for helping, and no table of who is behind."""
    held = reach(person)
    if not (held.runs_programme or any(Kind.PLACE_LEAD in kinds for kinds in held.places.values())):
        raise Refusal(_("Only the programme team and place leads see where every partner stands."))
