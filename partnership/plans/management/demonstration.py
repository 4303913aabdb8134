"""The pack's invented Actions, raised and moved by the same deeds as real ones."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.partners.models import Partner
from partnership.plans import actions
from partnership.plans.models import Action, Tie


def load(people: dict[str, Person]) -> None:
    """Raise every Action of the file; `people` are known by their key."""
    told = pack.demonstration("actions")
    if not told:
        return
    places = {area.slug: area.code for area in pack.current().districts}
    partners = {partner.slug: partner for partner in Partner.objects.filter(fictional=True)}
    made = {}
    for key, one in told.items():
        made[key] = _raise(one, people, partners, places)
        _let_happen(made[key], one, people)
    for key, one in told.items():
        for other in one.get("waits_for", ()):
            actions.wait_for(made[key], made[other], by=people[one["by"]])
    if "partner-lead" in people:
        actions.make_calendar_address(by=people["partner-lead"])  # of which nobody knows the secret


def _raise(one: Any, people: dict[str, Person], partners: dict[str, Partner], places: dict[str, str]) -> Action:
    said = {name: one[name] for name in ("what", "effort", "kind", "shown_to") if name in one}
    return actions.raise_action(
        one["title"],
        by=people[one["by"]],
        partner=partners[one["partner"]] if "partner" in one else None,
        owner=people[one["owner"]] if "owner" in one else None,
        place=places[one["place"]] if "place" in one else "",
        due_on=_in_days(one.get("due_in_days")),
        serves=_serves(one),
        raised_from=tuple(one["raised_from"]) if "raised_from" in one else None,
        **said,
    )


def _serves(one: Any) -> list[Tie]:
    content = pack.current()
    clauses = {clause.key: clause for clause in content.charter.clauses} if content.charter else {}
    ties = [
        Tie(clauses[key].urn, pack.in_language(clauses[key].title), f"/charter/#{key}")
        for key in one.get("clauses", ())
        if key in clauses
    ]
    for key in one.get("measures", ()):
        measure = content.indicators[key]
        urn = f"urn:heartwood:indicator:{content.key}:{measure.slug}"
        ties.append(Tie(urn, pack.in_language(measure.title), f"/indicators/{measure.slug}/"))
    return ties


def _in_days(days: int | None) -> date | None:
    """Give a day so many from today, so that the demonstration never grows old."""
    return None if days is None else timezone.localdate() + timedelta(days=days)


def _let_happen(action: Action, one: Any, people: dict[str, Person]) -> None:
    by = people[one.get("owner", one["by"])]
    for step in one.get("steps", ()):
        actions.move_action(action, step, why=one.get("why", "") if step in ("paused", "dropped") else "", by=by)
    if "progress" in one:
        actions.change_action(action, {"progress": one["progress"]}, seen=action.revision, by=by)
    for note in one.get("notes", ()):
        actions.write_note(action, note["words"], by=people[note["by"]])
    for each in one.get("evidence", ()):
        expires_on = _in_days(each.get("expires_in_days"))
        actions.add_evidence(action, each["words"], link=each.get("link", ""), expires_on=expires_on, by=by)
