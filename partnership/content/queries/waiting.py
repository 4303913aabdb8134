"""What of the words of the site waits for somebody: /my-work/ gathers it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from partnership.content.models import Draft
from partnership.content.queries.upkeep import to_check
from partnership.core.components import Need
from partnership.partners.models import reach

if TYPE_CHECKING:
    from partnership.accounts.models import Person


def needs(person: Person) -> tuple[Need, ...]:
    """Say what waits for this person alone: drafts to read or to mend, and words to check again."""
    return (*_drafts(person), *to_check(person))


def _drafts(person: Person) -> Iterator[Need]:
    """Drafts to read as a second person, and drafts that came back."""
    mine = Q(state="sent_back", begun_by=person)
    waiting = mine | Q(state="asked") if reach(person).runs_programme else mine
    drafts = Draft.objects.visible_to(person).filter(waiting).prefetch_related("writers")
    for draft in drafts:
        if draft.state == "sent_back" or (draft.begun_by_id != person.pk and person not in draft.writers.all()):
            yield Need(_said(draft), reverse("draft", kwargs={"pk": draft.pk}), kind=_("The words of this site"))


def _said(draft: Draft) -> str:
    if draft.state == "sent_back":
        return _("Words that you wrote came back: %(title)s") % {"title": draft}
    return _("Words wait for a second person: %(title)s") % {"title": draft}
