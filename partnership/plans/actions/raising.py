"""To raise an Action, and to change what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from partnership.core import events, revisions
from partnership.partners.models import Partner, held
from partnership.plans import rules
from partnership.plans.actions.finding import _can_be_found
from partnership.plans.actions.telling import _told_new_owner
from partnership.plans.models import Action, Purpose, ShownTo, Tie, serves_what

if TYPE_CHECKING:
    from partnership.accounts.models import Person

CHANGES = ("title", "what", "owner", "place", "due_on", "effort", "progress", "kind", "shown_to")


@transaction.atomic
def raise_action(
    title: str,
    *,
    by: Person,
    partner: Partner | None = None,
    owner: Person | None = None,
    serves: Iterable[tuple[str, ...]] = (),
    raised_from: tuple[str, ...] | None = None,
    what: str = "",
    place: str = "",
    due_on: date | None = None,
    effort: str = "",
    kind: str = "",
    shown_to: str = ShownTo.OWN,
) -> Action:
    """Say that something should be done.

    `serves` and `raised_from` are ties (urn, label, and perhaps the address of its page) to things of any part of the
    site. A label is shown to everybody who sees the Action: nothing confided may stand in it.
    """
    rules.check_can_raise_action(by, title, partner=partner, place=place, owner=owner, shown_to=shown_to)
    said: dict[str, Any] = {"what": what, "place": place, "due_on": due_on, "effort": effort, "kind": kind}
    origin = Tie(*raised_from) if raised_from else Tie("", "")
    action = Action.objects.create(
        **{**said, "title": title.strip(), "partner": partner, "owner": owner, "raised_by": by, "shown_to": shown_to},
        raised_from=events.urn(origin.urn) if origin.urn else "",
        raised_from_label=origin.label,
        raised_from_href=origin.href,
    )
    _serve(action, [Tie(*tie) for tie in serves])
    events.record(by=by, verb="action.raised", thing=action)
    _told_new_owner(action, None, by)
    _can_be_found(action)
    return action


def _serve(action: Action, ties: Iterable[Tie]) -> None:
    for tie in ties:
        said = {"label": tie.label, "href": tie.href, "kind": serves_what(tie.urn)}
        Purpose.objects.update_or_create(action=action, urn=events.urn(tie.urn), defaults=said)


@transaction.atomic
def change_action(
    action: Action,
    changes: Mapping[str, object],
    *,
    seen: int,
    by: Person,
    serves: Iterable[tuple[str, ...]] | None = None,
    among: Iterable[str] = (),
) -> Action:
    """Change what it says, if nobody has since revision `seen`.

    `serves`, where it is given, replaces the purposes whose urn is `among` those that the person could choose from:
    what another part of the site tied to it stays.
    """
    rules.check_can_change_action(by, held(action), changes)
    if unknown := set(changes) - set(CHANGES):
        raise ValueError(f"{', '.join(sorted(unknown))} of an Action cannot be changed.")
    former = action.owner
    revisions.keep(action, changes, seen=seen)
    if serves is not None:
        ties = [Tie(*tie) for tie in serves]
        action.purposes.filter(urn__in=set(among) - {tie.urn for tie in ties}).delete()
        _serve(action, ties)
    events.record(by=by, verb="action.changed", thing=action)
    _told_new_owner(action, former, by)
    _can_be_found(action)
    return action
