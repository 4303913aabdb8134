"""The pack's invented reports of other systems, brought in by the same deeds as real ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from partnership.academy.actions import elsewhere as actions
from partnership.academy.actions import shown
from partnership.accounts.models import Person
from partnership.partners.models import Partner


def load(told: Any, people: dict[str, Person]) -> None:
    """Bring in each report; write down those that were confirmed."""
    for one in told:
        by = people[one["by"]]
        said = {"file_name": one["file"], "taught_by": one["taught_by"], "how_read": "UTF-8"}
        partner = Partner.objects.get(slug=one["partner"])
        rows = list(enumerate(_rows(one["rows"]), start=2))
        file = actions.bring_in(one["layout"], one["headings"], rows, by=by, partner=partner, **said)
        actions.look_further(file, by=by)
        if one.get("confirmed"):
            actions.confirm_learning(file, keeps_unknown=True, by=by)
            actions.keep_learning(file, by=by)


def _rows(told: Any) -> Iterator[list[str]]:
    for *cells, days in told:
        yield [*map(str, cells), (timezone.localdate() - timedelta(days=days)).isoformat()]


def show_papers(told: Any, people: dict[str, Person]) -> None:
    """Let invented people show a paper, for a lead to look at, or for the programme team."""
    for one in told:
        day = timezone.localdate() - timedelta(days=one["days"])
        said = {"title": one["title"], "taught_by": one["taught_by"], "about": one["about"]}
        partner, hours = Partner.objects.filter(slug=one.get("partner", "")).first(), Decimal(one["hours"])
        shown.show_paper(**said, completed_on=day, hours=hours, partner=partner, by=people[one["by"]])
