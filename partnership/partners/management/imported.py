"""The pack's invented lists and doubles: brought in, looked through and merged by the same deeds as real ones."""

from __future__ import annotations

from typing import Any

from partnership.accounts.models import Person
from partnership.core import pack
from partnership.partners.actions import imports, merges, organisations
from partnership.partners.models import Partner


def load(who: dict[str, Person]) -> None:
    """Load lists and doubles; `who` are the people by key."""
    told = pack.demonstration("imports")
    for one in told.get("lists", ()):
        _bring_in(one, who[one["by"]])
    team = who.get("programme-team")
    if team:
        _add(told.get("alike", ()), team)
        merged = _add(told.get("merged", ()), team)
        if merged:
            kept, gone = merged
            merges.merge_partners(kept, gone, by=team)


def _bring_in(one: Any, by: Person) -> None:
    partner = Partner.objects.get(slug=one["partner"]) if "partner" in one else None
    rows = list(enumerate((list(map(str, row)) for row in one["rows"]), start=2))
    batch = imports.upload(
        "people", one["headings"], rows, by=by, partner=partner, file_name=one["file"], how_read="UTF-8"
    )
    imports.look_through(batch, batch.columns, by=by)
    if one.get("confirmed"):
        imports.confirm(batch, by=by, fictional=True)


def _add(told: Any, team: Person) -> list[Partner]:
    return [organisations.add_partner({**one, "listed": True}, by=team, fictional=True) for one in told]
