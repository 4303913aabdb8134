"""The one place that counts who is trained: exactly for those who plan, and by the counting rule to publish it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop

from heartwood.disclosure.counting import LEAST, WIDTH, Cell, Released, Rule
from heartwood.disclosure.keeping import plain_released, released_from
from heartwood.estimates import Estimate
from heartwood.workforce.coverage import coverage
from heartwood.workforce.definitions import Definition
from heartwood.workforce.publishing import ANY, LEVEL, publish
from heartwood.workforce.records import By, Levels
from heartwood.workforce.trained import Came, Trained, came, trained
from partnership.academy.models import Completion, TrainedRelease
from partnership.academy.queries.trained_rows import attended, definition, groups, levels, rows_on
from partnership.academy.queries.workforce import workforce_here
from partnership.academy.rules import trained as rules
from partnership.core import pack
from partnership.partners.models import Partner

BANDS = ("attendances", "people")
CAME = gettext_noop("Everybody who was marked as there, for all or some of a part of a session.")
NOT_CAME = gettext_noop("Who was booked and did not come, and what anybody completed.")


@dataclass(frozen=True, slots=True)
class Counted:
    """What is to be stored of a quarter: by which definition, what anybody reads, what the next one is held against."""

    version: str
    shown: dict[str, Any]
    kept: dict[str, int]


def taught() -> pack.Academy:
    """Give the academy of the pack. Pages ask `pack.current().academy` first: a pack need not teach."""
    found = pack.current().academy
    if found is None:
        raise LookupError("This pack has no academy.")
    return found


def rule() -> Rule:
    """Give the rule: from as many as was promised, in whole bands, and never from fewer than ten."""
    return Rule(max(LEAST, -(-taught().terms.counted_from // WIDTH) * WIDTH), WIDTH)


def trained_on(at: date, *, until: date | None = None, partner: Partner | None = None) -> Trained:
    """Count who is trained on a day, exactly; `until` asks who of them still is on a day to come."""
    return trained_both(at, until or at, partner=partner)[1]


def trained_both(at: date, until: date, *, partner: Partner | None = None) -> tuple[Trained, Trained]:
    """Count the same of a day twice: who is trained, and who of them still is on a day to come. Loaded once."""
    content = taught()
    rows = rows_on(at, content, partner)
    means = _means(at)
    asked: dict[str, Any] = {
        **{"levels": levels(content), "groups": groups(content), "merged": rows.merged},
        **{"at": at, "definition": definition(content, means), "sources": (pack.current().key,)},
    }
    now, then = (trained(rows.completions, rows.posts, valid_on=day, **asked) for day in (at, until))
    return now, then


def _means(at: date) -> pack.TrainedMeans:
    found = rules.means_on(at)
    if found is None:
        raise LookupError(f"Nothing is counted on {at}.")
    return found


def came_between(first: date, last: date) -> Came:
    """Count who came to sessions between two days: attendances and people are two counts."""
    rows, merged = attended(first, last)
    meant = Definition("came", 1, date(2020, 1, 1), CAME, (CAME,), (NOT_CAME,))
    return came(rows, definition=meant, at=last, merged=merged, sources=(pack.current().key,))


def counted(quarter: str) -> Counted:
    """Count a quarter as it was on its last day, and hold it against the last release of the same definition."""
    at, held = rules.last_day(quarter), rule()
    means = _means(at)
    found = trained_on(at)
    released = publish(found, rule=held, before=_before(quarter, means.version))
    counts, kept = plain_released(released)
    shown = {
        **{"least": held.least, "width": held.width, "counts": counts, "fictional": settings.DEMONSTRATION},
        **{"levels": list(found.levels.names), "how": found.levels.how.value, "definition": _plain_means(means)},
        **{"came": _bands(quarter, held), "coverage": _coverage(found, released, held)},
    }
    return Counted(means.version, shown, kept)


def _before(quarter: str, version: str) -> Released | None:
    last = TrainedRelease.objects.filter(quarter__lt=quarter).order_by("-quarter").first()
    if last is None or last.version != version:
        return None
    return released_from(last.quarter, last.shown["counts"], last.kept)


def _plain_means(means: pack.TrainedMeans) -> dict[str, Any]:
    """Give the definition as it was said then, in every language."""
    said = {"counted": dict(means.counted.translations), "not_counted": dict(means.not_counted.translations)}
    return {"version": means.version, "since": means.since.isoformat(), **said}


def _bands(quarter: str, held: Rule) -> dict[str, int | None]:
    """Say how many came in the quarter, in bands; where too few people did, the attendances are not told either."""
    found = came_between(rules.first_day(quarter), rules.last_day(quarter))
    bands = {name: held.band(int(getattr(found, name).estimate.value or 0)) for name in BANDS}
    return bands if bands["people"] is not None else dict.fromkeys(BANDS)


def _coverage(found: Trained, released: Released, held: Rule) -> dict[str, Any] | None:
    """Give the shares of the workforce that may be published; nothing where no figure says how many work here."""
    here = workforce_here(found.groups)
    if here is None:
        return None
    shares = []
    for level, by, part in _asked(found.levels, released):
        where = {by: part} if by else {}
        told = coverage(found, here.workforce, level, where, released=released, rule=held)
        if told.years:
            own = {"level": level, "by": by.value if by else "", "part": part, "years": list(told.years)}
            shares.append({**own, "share": _plain(told.share.estimate), "workforce": _plain(told.workforce)})
    return {"shares": shares, "sources": here.sources, "invented": here.invented}


def _asked(known: Levels, released: Released) -> list[tuple[str, By | None, str]]:
    return [_where(cell) for cell in released.counts if dict(cell)[LEVEL] in (*known.names, ANY)]


def _where(cell: Cell) -> tuple[str, By | None, str]:
    named = dict(cell)
    level = named.pop(LEVEL)
    by, part = next(iter(named.items()), ("", ""))
    return "" if level == ANY else level, By(by) if by else None, part


def _plain(one: Estimate) -> dict[str, Any]:
    return {**{name: getattr(one, name) for name in ("value", "low", "high", "why")}, "shown": one.shown.value}


def is_due(quarter: str, today: date) -> bool:
    """Whether a quarter is over that nobody has published, and somebody had completed something until then."""
    if (
        not pack.current().academy
        or rules.last_day(quarter) >= today
        or rules.means_on(rules.last_day(quarter)) is None
    ):
        return False
    if TrainedRelease.objects.filter(quarter__gte=quarter).exists():
        return False
    return Completion.objects.filter(completed_on__lte=rules.last_day(quarter)).exists()
