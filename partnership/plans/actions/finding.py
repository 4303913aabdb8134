"""An Action can be found by those who see it, in the words that all of them may read."""

from __future__ import annotations

from django.urls import reverse

from partnership.core import search
from partnership.plans.models import Action, ShownTo


def _can_be_found(action: Action) -> None:
    """Write the entry anew. Places are no audience: whoever holds another role there than its lead sees nothing of it."""
    search.put(
        action,
        kind="action",
        title=action.title,
        about=action.what[:300],
        words=action.what,
        href=reverse("action", kwargs={"pk": action.pk}),
        audience=_audience(action),
    )


def _audience(action: Action) -> list[str]:
    if action.shown_to == ShownTo.ANYONE:
        return ["anyone"]
    if action.shown_to == ShownTo.MEMBERS:
        return ["members"]
    return ["programme", *([f"partner:{action.partner_id}"] if action.partner_id else [])]
