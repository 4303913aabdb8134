"""Looking after words: who is asked to, and that they were checked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from partnership.content import rules
from partnership.content.actions.marking import _row, _was_checked
from partnership.content.actions.publishing import _come_out
from partnership.content.models import Kind, Upkeep, kind_of
from partnership.core import events, pack
from partnership.core.notices import tell

if TYPE_CHECKING:
    from partnership.accounts.models import Person


@transaction.atomic
def name_owner(name: str, owner: Person | None, check_by: date, *, by: Person) -> Upkeep:
    """Say who looks after words (nobody: the programme team), and by when they check them again."""
    rules.check_can_name_owner(by, name, owner, check_by)
    row = _row(name, check_by)
    before, row.owner, row.check_by = row.owner, owner, check_by
    row.save(update_fields=["owner", "check_by"])
    events.record(by=by, verb="upkeep.owner_named", thing=row)
    if owner and owner not in (by, before):
        said = gettext_noop("You are asked to look after words of this site: %(title)s")
        href = reverse("words", kwargs={"address": name.removesuffix(".yaml")})
        tell(owner, "content", said, href=href, thing=row, title=str(row))
    return row


@transaction.atomic
def say_checked(name: str, *, seen: str, by: Person) -> Upkeep:
    """Say that the words were checked and are right. A helpline says to its readers when it was last tried."""
    rules.check_can_say_checked(by, name, seen)
    row = _was_checked(name, by=by)
    file = pack.file(name)
    if kind_of(name) is Kind.HELPLINE and file and file.content["checked"] != f"{row.checked_at:%Y-%m-%d}":
        _come_out(name, {**file.content, "checked": f"{row.checked_at:%Y-%m-%d}"}, _("Tried, and still right."), by=by)
    events.record(by=by, verb="upkeep.checked", thing=row)
    return row
