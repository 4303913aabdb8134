"""To remind, gently and once: of a day that comes, of one that has passed, of evidence that runs out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import formats
from django.utils.translation import gettext_noop

from partnership.accounts.models import Person
from partnership.core import events
from partnership.partners.models import Kind, Role
from partnership.plans import rules
from partnership.plans.actions.telling import _tell
from partnership.plans.models import OPEN, Action, Evidence, Reminder

if TYPE_CHECKING:
    from django.db.models import QuerySet

ABOUT = Reminder.About
SOON, A_WEEK, EVIDENCE = timedelta(days=14), timedelta(days=7), timedelta(days=60)
TOO_LONG_AGO = timedelta(days=60)  # whoever has not answered by then knows; silence is kinder
SENTENCES = {
    ABOUT.SOON: gettext_noop("“%(title)s” is meant to be done by %(day)s."),
    ABOUT.TODAY: gettext_noop("“%(title)s” is meant to be done today. If it needs longer, give it another day."),
    ABOUT.OVERDUE: gettext_noop("“%(title)s” was meant for %(day)s. Is it done, or does it need another day?"),
    ABOUT.EVIDENCE: gettext_noop("Some evidence for “%(title)s” is good until %(day)s. Is there something newer?"),
}


@dataclass(frozen=True, slots=True)
class _Reason:
    """Why somebody is told: which Action, what about it, and the day that this is about."""

    action: Action
    about: str
    day: date


@transaction.atomic
def remind(today: date, *, by: Person) -> int:
    """Tell owners what is due and what runs out, each thing once; give how many were told.

    Where nobody looks after an Action, the leads of its partner are told instead.
    """
    rules.check_can_remind(by)
    reasons = [*_due(today), *_running_out(today)]
    leads = _leads_of({one.action.partner_id for one in reasons if _nobody_looks_after(one.action)})
    told = 0
    for reason in reasons:
        action = reason.action
        for person in _whom(action, leads):
            told += _remind_once(person, reason)
    events.record(by=by, verb="actions.reminded", thing=f"urn:heartwood:plans.reminder:{today:%Y-%m-%d}")
    return told


def _due(today: date) -> Iterator[_Reason]:
    times = (
        (ABOUT.SOON, Q(due_on__gt=today, due_on__lte=today + SOON)),
        (ABOUT.TODAY, Q(due_on=today)),
        (ABOUT.OVERDUE, Q(due_on__lte=today - A_WEEK, due_on__gt=today - TOO_LONG_AGO)),
    )
    for about, when in times:
        for action in _with_owners(Action.objects.open().filter(when)):
            assert action.due_on is not None
            yield _Reason(action, about, action.due_on)


def _running_out(today: date) -> Iterator[_Reason]:
    live = Evidence.objects.in_force().filter(expires_on__gte=today, expires_on__lte=today + EVIDENCE)
    soonest: dict[int, date] = {}
    for action, day in live.values_list("action", "expires_on").order_by("-expires_on"):
        soonest[action] = day
    for action in _with_owners(Action.objects.filter(pk__in=soonest, state__in=[*OPEN, "done"])):
        yield _Reason(action, ABOUT.EVIDENCE, soonest[action.pk])


def _with_owners(actions: QuerySet[Action]) -> Iterable[Action]:
    return actions.saying_if_left().select_related("owner")  # type: ignore[attr-defined]


def _nobody_looks_after(action: Action) -> bool:
    return action.owner is None or action.left  # type: ignore[attr-defined]


def _leads_of(partners: set[int | None]) -> dict[int | None, list[Person]]:
    roles = Role.objects.current().of(Kind.PARTNER_LEAD).filter(partner__in=[one for one in partners if one])
    leads: dict[int | None, list[Person]] = {}
    for role in roles.select_related("person").order_by("pk"):
        leads.setdefault(role.partner_id, []).append(role.person)
    return leads


def _whom(action: Action, leads: dict[int | None, list[Person]]) -> Iterable[Person]:
    if _nobody_looks_after(action):
        return leads.get(action.partner_id, [])
    assert action.owner is not None
    return [action.owner]


def _remind_once(person: Person, reason: _Reason) -> int:
    _reminder, new = Reminder.objects.get_or_create(
        person=person, action=reason.action, about=reason.about, day=reason.day
    )
    if new:
        _tell(person, SENTENCES[ABOUT(reason.about)], reason.action, day=formats.date_format(reason.day, "j F Y"))
    return int(new)
