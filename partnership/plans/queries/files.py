"""The list of Actions as a file, as it was filtered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from partnership.core.exports import ListCell, ListExport
from partnership.partners.models import Partner
from partnership.plans.models import Action
from partnership.plans.queries.choosing import Chosen, choices, chosen_actions, in_words
from partnership.plans.queries.lists import visible_actions
from partnership.plans.queries.rows import prepared, row

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from partnership.accounts.models import Person


def actions_export(person: Person | None, asked: Mapping[str, str], *, partner: Partner | None = None) -> ListExport:
    """Give the list as somebody sees and filtered it, whole."""
    chosen, actions = Chosen.read(asked), visible_actions(person, partner)
    return ListExport(
        name=("actions", partner.slug if partner else ""),
        about=_("Actions: what somebody will do by a day, and what it serves. One row is one Action, counted once."),
        columns=[
            *(_("What will be done"), _("Partner"), _("Place"), _("Owner"), _("State"), _("Done by")),
            *(_("How far it is"), _("How much work"), _("When it helps"), _("Serves"), _("Page")),
        ],
        rows=_cells(chosen_actions(actions, chosen, person), person),
        filters=in_words(chosen, choices(actions, person)),
    )


def _cells(actions: QuerySet[Action], person: Person | None) -> Iterator[list[ListCell]]:
    for action in prepared(actions, person):
        one = row(action, person)
        serves = "; ".join(served.label for served in one.serves)
        yield [
            *(one.title, one.partner, one.place, one.owner, one.state_words, one.due_on),
            *(one.progress_words, one.effort, one.kind or _("Not said"), serves, one.href),
        ]
