"""Words on their way, written and decided by invented people with the same deeds as real ones."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from partnership.accounts.models import Person
from partnership.content import actions, forms, queries
from partnership.content.models import Draft, Kind, Upkeep, name_for
from partnership.core import pack


def load(people: dict[str, Person]) -> None:
    """Bring every text of the file as far as it says; `people` are known by their key."""
    for told in pack.demonstration("content") or ():
        _decide(_write(told, people[told["by"]]), told, people)
    for told in pack.demonstration("upkeep") or ():
        _look_after(told, people)


def _write(told: Any, by: Person) -> Draft:
    kind = Kind(told["kind"])
    content = forms.with_keys(kind, {**told.get("content", {}), **_days(told)})
    draft = actions.begin(kind, taken_from=_begun_from(kind, content), by=by)
    if "adds" in told:
        content = dict(draft.content)
        for name, more in told["adds"].items():
            content[name] = [*content[name], *more]
    return actions.write(draft, forms.with_keys(kind, content), why=told["why"], seen=draft.revision, by=by)


def _look_after(told: Any, people: dict[str, Person]) -> None:
    """Ask somebody to check words again; then let that day come nearer, or pass."""
    today = timezone.localdate()
    row = actions.name_owner(told["name"], people[told["owner"]], today + timedelta(days=1), by=people[told["by"]])
    Upkeep.objects.filter(pk=row.pk).update(check_by=today + timedelta(days=told["in_days"]))


def _begun_from(kind: Kind, content: dict[str, Any]) -> str:
    # A data folder outlives a database: what an earlier demonstration published may lie there still.
    newest = {Kind.CHARTER: pack.current().charter, Kind.READINESS: pack.current().readiness}.get(kind)
    name = f"{kind}/{newest.version}.yaml" if newest else name_for(kind, content)
    return name if name and pack.file(name) else ""


def _days(told: Any) -> dict[str, str]:
    today = timezone.localdate()
    ways = {"since": "since_in_days", "until": "until_in_days"}
    return {name: (today + timedelta(days=told[key])).isoformat() for name, key in ways.items() if key in told}


def _decide(draft: Draft, told: Any, people: dict[str, Person]) -> None:
    by = people[told["by"]]
    actions.check(draft, problems=queries.problems_of(draft), by=by)
    actions.ask(draft, by=by)
    if "sent_back" in told:
        actions.send_back(draft, told["sent_back"], by=people[told["second"]])
    elif "second" in told:
        second = people[told["second"]]
        actions.publish(draft, problems=queries.problems_of(draft), seen=draft.revision, by=second)
