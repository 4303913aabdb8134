"""What other parts ask: the Actions that serve a thing, and those that wait for somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Case, F, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.core.components import Need
from partnership.plans.models import OPEN, Action, Purpose
from partnership.plans.queries.rows import ActionRow, prepared, rows

if TYPE_CHECKING:
    from partnership.accounts.models import Person

MOST = 20
SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class MyActions:
    """What somebody looks after, and what nobody does in the partners that they lead: the first of each, and how many."""

    mine: tuple[ActionRow, ...]
    mine_in_all: int
    unowned: tuple[ActionRow, ...]
    unowned_in_all: int


def actions_serving(urn: str, person: Person | None) -> tuple[ActionRow, ...]:
    """Give the Actions that serve the thing of this urn and that the person may see, open ones first."""
    serving = Purpose.objects.visible_to(person).filter(urn=urn).values("action")
    found = Action.objects.visible_to(person).filter(pk__in=serving).exclude(state="dropped")
    open_first = Case(When(state__in=OPEN, then=Value(0)), default=Value(1))
    return rows(prepared(found, person).order_by(open_first, F("due_on").asc(nulls_last=True), "pk")[:MOST], person)


def for_person(person: Person) -> MyActions:
    """Give what somebody looks after and what waits for somebody to look after it."""
    whole = Action.objects.seen_whole_by(person).open()
    mine = whole.filter(owner=person)
    unowned = whole.of_partners_led_by(person).without_an_owner()
    return MyActions(
        mine=rows(prepared(mine, person)[:MOST], person),
        mine_in_all=mine.count(),
        unowned=rows(prepared(unowned, person)[:MOST], person),
        unowned_in_all=unowned.count(),
    )


def needs(person: Person) -> tuple[Need, ...]:
    """Give what waits for this person: what they said they would do by about now, and what nobody looks after."""
    whole = Action.objects.seen_whole_by(person).open()
    near = whole.filter(owner=person, due_on__lte=timezone.localdate() + SOON)
    heading = _("Your Actions")
    waiting = [
        Need(_by_when(title, due_on), reverse("action", kwargs={"pk": pk}), due_on, heading)
        for pk, title, due_on in near.values_list("pk", "title", "due_on")[:MOST]
    ]
    unowned = whole.of_partners_led_by(person).without_an_owner().count()
    if unowned:
        said = ngettext(
            "One Action has nobody to look after it", "%(count)s Actions have nobody to look after them", unowned
        )
        waiting.append(Need(said % {"count": unowned}, reverse("actions") + "?owner=unowned", kind=heading))
    return tuple(waiting)


def _by_when(title: str, due_on: date) -> str:
    """Say what is due; the page says by when."""
    past = due_on < timezone.localdate()
    said = _("“%(title)s” was meant to be done") if past else _("“%(title)s” is meant to be done")
    return said % {"title": title}
