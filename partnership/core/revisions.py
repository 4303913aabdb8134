"""Two people, one row: the second to save is told what changed, and nothing of theirs or the other's is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.db.models import F
from django.utils.translation import gettext as _

from partnership.core.models import Revisioned
from partnership.core.refusals import Refusal

Thing = TypeVar("Thing", bound=Revisioned)


class Changed(Refusal):
    """Somebody else saved first. `now` is the row as it stands, for the form to show beside what was typed."""

    status = 409

    def __init__(self, now: Revisioned, fields: tuple[str, ...]) -> None:
        names = ", ".join(str(getattr(now._meta.get_field(field), "verbose_name", field)) for field in fields)
        super().__init__(
            _("Somebody changed this while you were writing (%(fields)s). Nothing of yours is saved yet.")
            % {"fields": names or _("something else about it")}
        )
        self.now, self.fields = now, fields


def keep(thing: Thing, changes: Mapping[str, object], *, seen: int) -> Thing:
    """Save the changes if nobody has saved since revision `seen`.

    Raises
    ------
    Changed
        If somebody has; it names the fields whose saved value differs from what is being saved.
    """
    rows = type(thing)._base_manager.filter(pk=thing.pk, revision=seen)
    if not rows.update(**changes, revision=F("revision") + 1):
        now = type(thing)._base_manager.get(pk=thing.pk)
        raise Changed(now, tuple(name for name, value in changes.items() if getattr(now, name) != value))
    thing.refresh_from_db()
    return thing
