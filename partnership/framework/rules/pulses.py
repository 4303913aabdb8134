"""Who asks a few short questions of everybody who works there, and who reads what was said."""

from __future__ import annotations

from django.utils.translation import gettext as _

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.refusals import Refusal
from partnership.framework.rules.arranging import check_can_start_assessment
from partnership.partners.models import Partner


def check_can_start_pulse(person: Person, partner: Partner) -> None:
    """A lead of the partner, where a pulse is offered."""
    check_can_start_assessment(person, partner)
    if pack.current().pulse is None:
        raise Refusal(_("There are no questions for a pulse yet."))
