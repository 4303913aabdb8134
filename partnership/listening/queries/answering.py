"""What an organisation sees of what it was told: what got in the way, the kind of service, the season, a reader's words.

No day on which it was told to us, no place, no age and no code is on these pages; and nobody is told when somebody came
back. What they say of an answer is shown from the Monday after.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnership.core import pack
from partnership.core.calendars import after_working_days
from partnership.core.refusals import why_not
from partnership.listening.models import CLOCKS_RUN, ROUTE, Barrier, Reply, ReplyKind, Route, Verdict, routes_of_mine
from partnership.listening.queries.saying import (
    PARTS,
    barrier_choices,
    barrier_names,
    opened,
    season_words,
    service_choices,
    service_name,
)
from partnership.listening.rules import answering as rules
from partnership.listening.rules.routing import versions_for_services
from partnership.partners.models import Partner

if TYPE_CHECKING:
    from partnership.accounts.models import Person

SAID_BY_PERSON = ("confirmed", "not-better")
STATE_OF = {"planned": "change-planned", "made": "change-made", "declined": "not-possible"}


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One story that the organisation was told, without a word of it."""

    pk: int
    barriers: tuple[str, ...]
    service: str
    season: str
    state: str
    state_words: str
    clock: str
    is_late: bool
    waits: str  # what waits: an answer for a reader, or one that came back

    @property
    def is_open(self) -> bool:
        """Whether an answer is asked of the organisation."""
        return self.state in (*CLOCKS_RUN, "not-better")


@dataclass(frozen=True, slots=True)
class ToldPage:
    """What one organisation was told, as far as it was asked for."""

    lines: tuple[ToldLine, ...]
    in_all: int
    states: tuple[tuple[str, str], ...]
    barriers: tuple[tuple[str, str], ...]
    chosen: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OwnReply:
    """One answer of the organisation, and how far it is."""

    kind: str
    speaks_as: str
    words: str
    written_on: date
    state: str  # waits, shown, back
    why: str
    action: str  # its key, or nothing


@dataclass(frozen=True, slots=True)
class ToldStory:
    """One story for those who answer it."""

    line: ToldLine
    words: tuple[tuple[str, str], ...]
    replies: tuple[OwnReply, ...]
    passed_on_to: str
    may_acknowledge: str
    may_answer: str
    may_pass_on: str


def routes_for(person: Person, partner: Partner) -> QuerySet[Route]:
    """Give what a partner was told, for one who leads it."""
    rules.check_can_see_told(person, partner)
    mine = routes_of_mine(person)
    return Route.objects.none() if mine is None else mine.filter(partner=partner)


def told_stories(person: Person, partner: Partner, asked: Mapping[str, str]) -> ToldPage:
    """List what a partner was told: what is open first, what came first before the others."""
    rows = list(routes_for(person, partner).select_related("story").order_by("told_at", "pk"))
    barriers, lines = _barriers(rows), []
    for row, line in zip(rows, _lines(rows, barriers), strict=True):
        if asked.get("state", "") in ("", line.state) and _has(
            asked.get("barrier", ""), barriers.get(row.story_id, ())
        ):
            lines.append(line)
    found = {line.state for line in lines}
    return ToldPage(
        lines=tuple(sorted(lines, key=lambda line: not line.is_open)),
        in_all=len(rows),
        states=tuple((key, str(words)) for key, words in ROUTE.states.items() if key != "called-back" or key in found),
        barriers=barrier_choices(),
        chosen={name: asked.get(name, "") for name in ("state", "barrier")},
    )


def _has(asked: str, held: Iterable[str]) -> bool:
    return not asked or asked in held


def _barriers(rows: Iterable[Route]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    of = Barrier.objects.filter(story__in=[row.story_id for row in rows])
    for story, barrier in of.values_list("story", "barrier"):
        found.setdefault(story, []).append(barrier)
    return found


def lines_of(rows: list[Route]) -> list[ToldLine]:
    """Give what was told as lines, each with how it stands for the organisation."""
    return _lines(rows, _barriers(rows))


def _lines(rows: list[Route], barriers: Mapping[int, Iterable[str]]) -> list[ToldLine]:
    """Give rows as lines, in three questions however many they are."""
    today = timezone.localdate()
    replies: dict[int, list[Reply]] = {}
    for reply in Reply.objects.filter(route__in=rows):
        replies.setdefault(reply.route_id or 0, []).append(reply)
    said: dict[int, date] = {}
    for route, day in Verdict.objects.filter(route__in=rows).order_by("said_on").values_list("route", "said_on"):
        said[route] = day
    return [
        _line(row, _state(row, replies.get(row.pk, []), said.get(row.pk), today), barriers, replies.get(row.pk, []))
        for row in rows
    ]


def _state(row: Route, replies: Iterable[Reply], said_on: date | None, today: date) -> str:
    """Give how it stands for the organisation: what was said of an answer this week is not shown before Monday."""
    monday = today - timedelta(days=today.weekday())
    if row.state not in SAID_BY_PERSON or said_on is None or said_on < monday:
        return row.state
    steps = [
        rules.STEP_OF[ReplyKind(one.kind)] for one in replies if one.shown_at and ReplyKind(one.kind) in rules.STEP_OF
    ]
    return STATE_OF.get(steps[-1], "answered") if steps else "answered"


def _line(row: Route, state: str, barriers: Mapping[int, Iterable[str]], replies: list[Reply]) -> ToldLine:
    clock, is_late = clock_words(row, state)
    newest = replies[-1] if replies else None
    return ToldLine(
        pk=row.pk,
        barriers=barrier_names(barriers.get(row.story_id, ())),
        service=service_name(row.story.service),
        season=season_words(row.story.season),
        state=state,
        state_words=str(ROUTE.states[state]),
        clock=clock,
        is_late=is_late,
        waits=_waits(newest),
    )


def _waits(reply: Reply | None) -> str:
    if reply is None or reply.shown_at:
        return ""
    return (
        _("Your answer came back from a reader, with a reason.")
        if reply.sent_back_at
        else _("Your answer waits for a reader to look at it.")
    )


def clock_words(row: Route, state: str) -> tuple[str, bool]:
    """Say what was promised by when, and whether that day has passed. Late is said in words and in no colour."""
    today = timezone.localdate()
    if state == "not-better":
        return _opened_again(row, today)
    if state not in CLOCKS_RUN or row.answered_at:
        return _answered(row), False
    due = row.acknowledge_by if state == "with-organisation" else row.answer_by
    words = {"day": date_format(due, "j F Y"), "answer": date_format(row.answer_by, "j F Y")}
    if due < today:
        late = {
            "with-organisation": _("We promised that somebody reads it by %(day)s. That day has passed."),
            "acknowledged": _("We promised an answer by %(day)s. That day has passed."),
        }
        return late[state] % words, True
    if state == "with-organisation":
        return _("Say by %(day)s that you have read it; answer by %(answer)s.") % words, False
    return _("Answer by %(day)s.") % words, False


def _opened_again(row: Route, today: date) -> tuple[str, bool]:
    """Name a week and no day, which would tell when somebody came back."""
    late = today > row.due_on + timedelta(days=6)
    said = (
        _("It is open again. We promised an answer in the week of %(day)s. That week has passed.")
        if late
        else _("It is open again: answer in the week of %(day)s.")
    )
    return said % {"day": date_format(row.due_on, "j F Y")}, late


def _answered(row: Route) -> str:
    if row.answered_at is None:
        return ""
    day, due = timezone.localdate(row.answered_at), _first_promised(row)
    said = {"day": date_format(day, "j F Y"), "due": date_format(due, "j F Y")}
    if day > due:
        return _("Answered on %(day)s; %(due)s was promised.") % said
    return _("Answered on %(day)s, in the time that was promised.") % said


def _first_promised(row: Route) -> date:
    """Give the day that was promised first: the one in the row moves when somebody says that it is not better."""
    listening = pack.current().listening
    if listening is None:
        return row.answer_by
    return after_working_days(timezone.localdate(row.told_at), listening.promise.answer_within)


def told_story(route: Route, person: Person) -> ToldStory:
    """Show one story: what it is about first, then the words that a reader made ready, then what was answered."""
    (line,) = _lines([route], _barriers([route]))
    versions = versions_for_services(route.story)
    return ToldStory(
        line=line,
        words=tuple((str(PARTS.get(one.text.part, "")), opened(one)) for one in versions),
        replies=tuple(own_reply(reply) for reply in Reply.objects.filter(route=route)),
        passed_on_to=route.passed_on_to,
        may_acknowledge=why_not(rules.check_can_acknowledge, person, route),
        may_answer=why_not(rules.check_can_answer, person, route),
        may_pass_on=why_not(rules.check_can_pass_on, person, route, "-"),
    )


def own_reply(reply: Reply) -> OwnReply:
    """Give one answer as whoever wrote it sees it."""
    return OwnReply(
        kind=str(reply.get_kind_display()),
        speaks_as=reply.speaks_as,
        words=opened(reply),
        written_on=timezone.localdate(reply.written_at),
        state="shown" if reply.shown_at else "back" if reply.sent_back_at else "waits",
        why=reply.why,
        action=reply.action.rpartition(":")[2],
    )


def to_write_again(route: Route) -> dict[str, str]:
    """Give what was sent back last, to write it again; nothing where nothing was."""
    last = Reply.objects.filter(route=route).last()
    if last is None or not last.sent_back_at:
        return {}
    return {"kind": last.kind, "speaks_as": last.speaks_as, "words": opened(last)}


def who_can_help() -> tuple[tuple[str, str], ...]:
    """Give who could help instead: kinds of service, and organisations of the directory."""
    kinds = [name for _key, name in service_choices()]
    return tuple((name, name) for name in (*kinds, *Partner.objects.listed().values_list("name", flat=True)))
