"""The one place that counts stories, and answers about equality: to publish them, by the library's rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from heartwood.disclosure.counting import LEAST, WIDTH, Cell, Released, Rule, Tables, beside, crossed
from heartwood.disclosure.counting import release as drawn
from heartwood.disclosure.keeping import plain_released, released_from
from heartwood.disclosure.tallies import Questions, answers, columns, tally
from partnership.core import pack
from partnership.listening.models import Barrier, EqualityAnswer, Release, Story
from partnership.listening.rules.counts import first_day, last_day
from partnership.listening.rules.telling import seasons
from partnership.listening.rules.told import PARTS
from partnership.reading.models import Text

BARRIER, EQUALITY = "barrier", "equality:"
SEASONS = 8  # the last ones; a longer ago is not listed


@dataclass(frozen=True, slots=True)
class Counted:
    """What is to be stored of a quarter: what anybody reads, and what the next release is held against."""

    shown: dict[str, Any]
    kept: dict[str, int]


def rule() -> Rule:
    """Give the rule: from as many as was promised, in whole bands, and never from fewer than ten."""
    listening = pack.current().listening
    promised = listening.promise.counted_from if listening else LEAST
    return Rule(max(LEAST, -(-promised // WIDTH) * WIDTH), WIDTH)


def questions(quarter: str) -> Questions:
    """Give what is counted. No value is listed because somebody said it: that would tell that somebody did."""
    content = pack.current()
    listening = content.listening
    barriers = tuple(listening.barriers) if listening else ()
    kinds = listening.services.values() if listening else ()
    told_of = {one.sector for one in kinds}
    return Questions(
        BARRIER,
        barriers,
        {
            "sector": tuple(key for key in content.sectors if key in told_of),
            "place": tuple(one.code for one in content.districts),
            "stage": tuple(content.stages),
            "season": tuple(one for one in seasons(last_day(quarter)) if "-" in one)[:SEASONS],
        },
    )


def tables(asked: Questions) -> Tables:
    """Lay out what is published: barriers, alone and crossed with one thing; each question about equality by itself."""
    made = crossed(BARRIER, asked.values, asked.alone)
    for key, values in equality().items():
        made = beside(made, key, values)
    return made


def equality() -> dict[str, tuple[str, ...]]:
    """Give the questions about equality, by the name under which each is counted, with their answers."""
    listening = pack.current().listening
    asked = listening.equality if listening else {}
    return {f"{EQUALITY}{key}": tuple(one.answers) for key, one in asked.items()}


def counted(quarter: str) -> Counted:
    """Count everything sent until the quarter's last day, and hold it against the last release."""
    asked, held = questions(quarter), rule()
    exact = {**tally(columns(asked, *_stories(quarter))), **_about_equality(quarter)}
    found = drawn(quarter, exact, tables(asked), rule=held, before=_before(quarter))
    shown, kept = plain_released(found)
    said = {"least": held.least, "width": held.width, "counts": shown, "clocks": _clocks(quarter, held)}
    return Counted(said, kept)


def _before(quarter: str) -> Released | None:
    last = Release.objects.filter(quarter__lt=quarter).order_by("-quarter").first()
    return released_from(last.quarter, last.shown["counts"], last.kept) if last else None


def _stories(quarter: str) -> tuple[list[Mapping[str, str]], Iterable[tuple[int, str]]]:
    told = Story.objects.counted().filter(sent_on__lte=last_day(quarter)).order_by()
    listening = pack.current().listening
    sectors = {key: one.sector for key, one in listening.services.items()} if listening else {}
    places: dict[int, int] = {}
    rows: list[Mapping[str, str]] = []
    for key, service, place, stage, season in told.values_list("pk", "service", "place", "stage", "season"):
        places[key] = len(rows)
        rows.append({"sector": sectors.get(service, ""), "place": place, "stage": stage, "season": season})
    said = Barrier.objects.filter(story__in=told.values("pk")).order_by().values_list("story", "barrier")
    return rows, [(places[story], barrier) for story, barrier in said]


def _about_equality(quarter: str) -> dict[Cell, int]:
    given: dict[str, list[str]] = {}
    rows = EqualityAnswer.objects.filter(quarter__lte=quarter).order_by().values_list("question", "answer")
    for question, answer in rows:
        given.setdefault(f"{EQUALITY}{question}", []).append(answer)
    found: dict[Cell, int] = {}
    for key, values in equality().items():
        found |= answers(key, values, given.get(key, []))
    return found


def _clocks(quarter: str, held: Rule) -> dict[str, int | None]:
    """Say of the texts that came in this quarter how many there were, and how many waited longer than promised."""
    came = Text.objects.filter(arrived_on__range=(first_day(quarter), last_day(quarter)), part__in=PARTS)
    waited = Q(read_at__date__gt=F("read_by_on")) | Q(read_at__isnull=True, read_by_on__lte=last_day(quarter))
    return {"texts": held.band(came.count()), "late": held.band(came.filter(waited).count())}


def is_due(quarter: str, today: date) -> bool:
    """Whether a quarter is over that nobody has published, and somebody has told something until then."""
    if last_day(quarter) >= today or Release.objects.filter(quarter__gte=quarter).exists():
        return False
    return Story.objects.filter(sent_on__lte=last_day(quarter)).exists()
