"""Who lets words go whose time is over."""

from __future__ import annotations

from django.utils.translation import gettext as _

from partnership.accounts.models import Person, System
from partnership.core.refusals import Refusal


def check_can_forget(person: Person) -> None:
    """Only the site itself, by the calendar: nobody has a reason to make what was told disappear."""
    if person.system != System.HOUSEKEEPER:
        raise Refusal(_("The site itself erases this, on its day. Whoever told it can take it back sooner."))
