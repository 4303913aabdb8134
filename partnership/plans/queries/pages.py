"""The page of one Action: all of it for whoever it belongs to, its outside for everybody else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.core.events import urn
from partnership.core.models import Event, Revisioned
from partnership.core.refusals import allowed, why_not
from partnership.core.revisions import Changed
from partnership.plans import rules
from partnership.plans.models import STEP_WORDS, Action, Dependency, Evidence, Note
from partnership.plans.queries.board import steps_for
from partnership.plans.queries.choosing import Choice
from partnership.plans.queries.rows import ActionRow, place_name, prepared, row, rows

if TYPE_CHECKING:
    from partnership.accounts.models import Person

MOST_CHOICES = 200
DEEDS = {
    "action.raised": _("raised it"),
    "action.changed": _("changed it"),
    "action.agreed": _("agreed it"),
    "action.begun": _("began"),
    "action.paused": _("let it wait"),
    "action.finished": _("said that it is done"),
    "action.dropped": _("dropped it"),
    "action.reopened": _("opened it again"),
    "action.taken_over": _("took it over"),
    "action.evidence_added": _("added evidence"),
    "action.evidence_removed": _("took evidence back"),
    "action.made_to_wait": _("said what it waits for"),
    "action.waits_no_longer": _("said that it waits for one less"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece of evidence."""

    pk: int
    words: str
    link: str
    expires_on: date | None
    ran_out: bool
    added_on: date
    added_by: str
    may_remove: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what happened: when, who, what they did or what they wrote."""

    at: datetime
    who: str
    did: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Waits:
    """Another Action that this one waits for; None for the row where the person may not see it."""

    pk: int
    row: ActionRow | None


@dataclass(frozen=True, slots=True)
class ActionPage:
    """One Action. What belongs to its inside is empty for whoever sees only its outside."""

    row: ActionRow
    what: str
    shown_to: str
    raised_from: tuple[str, str]  # label and address
    steps: tuple[Choice, ...] = ()
    raised_by: str = ""
    raised_on: date | None = None
    evidence: tuple[Shown, ...] = ()
    story: tuple[Line, ...] = ()
    waits: tuple[Waits, ...] = ()
    may_wait_for: tuple[Choice, ...] = ()
    may_change: bool = False
    may_write: bool = False
    may_take_over: bool = False
    why_not_change: str = ""


def action_page(person: Person | None, pk: int) -> ActionPage | None:
    """Give the page of an Action that this person may see."""
    action = prepared(Action.objects.visible_to(person), person).filter(pk=pk).first()
    if action is None:
        return None
    shown = row(action, person)
    inside = _inside(action, person) if person is not None and shown.whole else {}
    origin = (action.raised_from_label, action.raised_from_href) if shown.whole else ("", "")
    return ActionPage(shown, action.what, str(action.get_shown_to_display()), origin, **inside)


def _inside(action: Action, person: Person) -> dict[str, Any]:
    raised_on = timezone.localdate(action.raised_at)
    return {
        "raised_by": str(action.raised_by),
        "raised_on": raised_on,
        "steps": steps_for(action, person),
        "evidence": _evidence(action, person),
        "story": _story(action, person),
        "waits": _waits(action, person),
        "may_wait_for": _may_wait_for(action, person),
        "may_change": allowed(rules.check_can_change_action, person, action),
        "may_write": allowed(rules.check_can_write_note, person, action),
        "may_take_over": allowed(rules.check_can_take_over_action, person, action),
        "why_not_change": why_not(rules.check_can_change_action, person, action),
    }


def _evidence(action: Action, person: Person) -> tuple[Shown, ...]:
    today = timezone.localdate()
    found = Evidence.objects.visible_to(person).filter(action=action).in_force().select_related("added_by")
    return tuple(
        Shown(
            one.pk,
            one.words,
            one.link,
            one.expires_on,
            ran_out=bool(one.expires_on and one.expires_on < today),
            added_on=timezone.localdate(one.added_at),
            added_by=str(one.added_by),
            may_remove=allowed(rules.check_can_remove_evidence, person, one),
        )
        for one in _of(action, found)
    )


def _of(action: Action, found: Iterable[Evidence]) -> Iterable[Evidence]:
    for one in found:
        one.action = action  # which is here already, with its partner
        yield one


def _story(action: Action, person: Person) -> tuple[Line, ...]:
    """Give deeds and notes as they came, the newest first."""
    deeds = Event.objects.filter(thing=urn(action), verb__in=DEEDS).select_related("by")
    notes = Note.objects.visible_to(person).filter(action=action).select_related("written_by")
    lines = [Line(one.at, str(one.by), did=str(DEEDS[one.verb])) for one in deeds]
    lines += [Line(one.written_at, str(one.written_by), words=one.words) for one in notes]
    return tuple(sorted(lines, key=lambda line: line.at, reverse=True))


def _waits(action: Action, person: Person) -> tuple[Waits, ...]:
    waits = list(Dependency.objects.visible_to(person).filter(action=action))
    seen = Action.objects.visible_to(person).filter(pk__in=[one.waits_for_id for one in waits])
    shown = {one.pk: one for one in rows(prepared(seen, person), person)}
    return tuple(Waits(one.pk, shown.get(one.waits_for_id)) for one in waits)


def _may_wait_for(action: Action, person: Person) -> tuple[Choice, ...]:
    """Give the open Actions beside this one that it could wait for."""
    if not allowed(rules.check_can_wait_for, person, action):
        return ()
    beside = Action.objects.seen_whole_by(person).open().filter(partner=action.partner).exclude(pk=action.pk)
    beside = beside.exclude(pk__in=action.dependencies.values("waits_for"))
    return tuple((str(pk), title) for pk, title in beside.values_list("pk", "title")[:MOST_CHOICES])


def step_words(step: str) -> str:
    """Give a step in the words of its button."""
    return str(STEP_WORDS[step])


def how_it_stands(action: Action) -> str:
    """Say in a sentence how an Action stands, for whoever has just moved it."""
    return _("“%(title)s” is now “%(state)s”.") % {"title": action.title, "state": action.get_state_display()}


@dataclass(frozen=True, slots=True)
class Overtaken:
    """One field that somebody else saved first: what it says now, and what was typed."""

    name: str
    now: str
    typed: str


def what_changed(problem: Changed, typed: Mapping[str, object]) -> tuple[Overtaken, ...]:
    """Give what somebody else saved beside what this person typed."""
    meta = Action._meta
    return tuple(
        Overtaken(
            str(getattr(meta.get_field(name), "verbose_name", name)).capitalize(),
            _in_words(problem.now, name),
            str(typed.get(name, "")),
        )
        for name in problem.fields
    )


def _in_words(action: Revisioned, name: str) -> str:
    shown = getattr(action, f"get_{name}_display", None)
    value = shown() if shown else getattr(action, name)
    return place_name(value) if name == "place" else str(value or "")
