"""Who is told when an Action comes to them, leaves them, or moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_noop

from partnership.core import notices
from partnership.plans.models import OPEN, Action

if TYPE_CHECKING:
    from partnership.accounts.models import Person

CATEGORY = "action"


def _tell(person: Person, sentence: str, action: Action, **words: str) -> None:
    """Tell somebody one sentence about an Action, in which %(title)s is its title."""
    if person.is_active:
        href = reverse("action", kwargs={"pk": action.pk})
        notices.tell(person, CATEGORY, sentence, href=href, thing=action, title=action.title, **words)


def _told_new_owner(action: Action, former: Person | None, by: Person) -> None:
    """Tell whoever looks after it from now on, and whoever did before, unless they did it themselves."""
    if action.owner == former:
        return
    if action.owner and action.owner != by:
        _tell(action.owner, gettext_noop("%(who)s asks you to look after “%(title)s”."), action, who=str(by))
    if former and former != by:
        now = gettext_noop("“%(title)s” is looked after by %(who)s now.")
        nobody = gettext_noop("“%(title)s” is looked after by nobody for now.")
        _tell(former, now if action.owner else nobody, action, who=str(action.owner or ""))


def _told_of_move(action: Action, by: Person) -> None:
    """Tell the owner how it stands, and, once it is done, the owners of what waited for it."""
    if action.owner and action.owner != by:
        moved = gettext_noop("“%(title)s” was moved to “%(state)s”.")
        _tell(action.owner, moved, action, state=action.get_state_display())
    if action.state == "done":
        waiting = Action.objects.filter(dependencies__waits_for=action, state__in=OPEN, owner__isnull=False)
        for one in waiting.select_related("owner").exclude(owner=by):
            assert one.owner is not None
            _tell(one.owner, gettext_noop("Something that “%(title)s” waits for is done."), one)
