"""Who may say who looks after words, and that they were checked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from partnership.content.models import Kind, kind_of, may_edit, standing
from partnership.content.rules.drafts import _check_may_edit
from partnership.core import pack
from partnership.core.refusals import Refusal

if TYPE_CHECKING:
    from partnership.accounts.models import Person

LONGEST = timedelta(days=366)


def _check_is_there(person: Person, name: str) -> Kind:
    kind = kind_of(name)
    _check_may_edit(person, kind or "")
    if kind is None or pack.file(name) is None:
        raise Refusal(_("There is no such text any more. Perhaps somebody has just removed it."))
    return kind


def check_can_name_owner(person: Person, name: str, owner: Person | None, check_by: date) -> None:
    """Whoever may edit the words, for somebody who may edit them too, by a day within a year."""
    kind = _check_is_there(person, name)
    if owner and not may_edit(owner, kind):
        raise Refusal(_("They could not put right what they find. Choose somebody who may edit these words."))
    if not timezone.localdate() < check_by <= timezone.localdate() + LONGEST:
        raise Refusal(_("Choose a day after today, and within a year."))


def check_can_say_checked(person: Person, name: str, seen: str) -> None:
    """Whoever may edit the words, of the very words that they saw."""
    _check_is_there(person, name)
    if standing(name) != seen:
        raise Refusal(_("Somebody has just changed these words. Look at them as they are now, and say it again."))
