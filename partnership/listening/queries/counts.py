"""What was published of what people said: tables first, each count with its band, and who is not heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heartwood.disclosure.counting import Cell, Count, Released, Rule
from heartwood.disclosure.keeping import released_from
from heartwood.evidence import pictures
from partnership.accounts.models import Person
from partnership.core import pack
from partnership.core.components import Mark, Need, ShownFigure
from partnership.core.kept import STARTED, Version
from partnership.core.pack import in_language
from partnership.listening.models import Release
from partnership.listening.queries.counting import BARRIER, EQUALITY, is_due
from partnership.listening.rules import counts as rules
from partnership.listening.rules.counts import QUARTER, last_day, last_quarter
from partnership.partners.models import reach

BY = ("sector", "place", "stage", "season")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a count: where, at which age, when; and how many."""

    key: str
    name: str
    figure: ShownFigure


@dataclass(frozen=True, slots=True)
class Row:
    """A barrier with those of its parts that can be shown. Every other part is too few to show."""

    key: str
    name: str
    about: str
    figure: ShownFigure
    shown: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Barriers by sector, place, life stage or season; and of whom nothing at all can be shown."""

    key: str
    title: str
    head: str
    rows: tuple[Row, ...]
    not_heard: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question about equality, and how many chose each answer."""

    text: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class CountsPage:
    """The counts of one quarter."""

    quarter: str
    words: str
    until: date
    published_at: datetime
    is_newest: bool
    at_least: int
    barriers: tuple[Row, ...]
    tables: tuple[Table, ...]
    questions: tuple[Question, ...]
    picture_says: str
    others: tuple[tuple[str, str], ...]  # other quarters, and what each is called


@dataclass(frozen=True, slots=True)
class Recurring:
    """A barrier that at least ten named of a place or a sector: a sign of need, no measure of it."""

    barrier: str
    where: str
    figure: ShownFigure


@dataclass(frozen=True, slots=True)
class ProgrammeCounts:
    """The published counts as the programme works with them: what recurs, and whether readers kept their promise."""

    newest: str
    newest_words: str
    waiting: str  # a quarter that can be published; empty if there is none
    waiting_words: str
    may_publish: bool
    by_place: tuple[Recurring, ...]
    by_sector: tuple[Recurring, ...]
    texts: ShownFigure | None
    late: ShownFigure | None
    releases: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A release, read."""

    row: Release
    released: Released
    rule: Rule

    def figure(self, cell: Cell) -> ShownFigure:
        """Give a count in words."""
        return say_count(self.released.counts.get(cell, Count(cell, None, "")), self.rule, self.released.quarter)

    def values(self, question: str) -> tuple[str, ...]:
        """Give the values that were listed for a question, in the order of the release."""
        found = (value for cell in self.released.counts for name, value in cell if name == question)
        return tuple(dict.fromkeys(found))


def releases() -> tuple[str, ...]:
    """Give every quarter that was published, the newest first."""
    found = Release.objects.order_by("-quarter").values_list("quarter", flat=True)
    return tuple(one for one in found if QUARTER.fullmatch(one))


def made_from() -> Version:
    """Name what the pages are made from: the releases there are, and the edition of words."""
    found = releases()
    name = f"counts:{found[0]}:{len(found)}" if found else "counts:none"
    return Version(name, STARTED, pack.edition(), pack.edition_at() or STARTED, dated=False)


def held(quarter: str = "") -> Held | None:
    """Give a release, or the newest one; nothing where there is none."""
    found = Release.objects.order_by("-quarter")
    named = found.filter(quarter=quarter) if quarter else found
    row = next((one for one in named if QUARTER.fullmatch(one.quarter)), None)
    if row is None:
        return None
    rule = Rule(row.shown["least"], row.shown["width"])
    return Held(row, released_from(row.quarter, row.shown["counts"], {}), rule)


def say_quarter(quarter: str) -> str:
    """Say a quarter in words.

    >>> say_quarter("2026-Q3")
    'July to September 2026'
    """
    months = {
        "1": _("January to March %(year)s"),
        "2": _("April to June %(year)s"),
        "3": _("July to September %(year)s"),
        "4": _("October to December %(year)s"),
    }
    return months[quarter[-1]] % {"year": quarter[:4]}


def say_count(count: Count, rule: Rule, quarter: str) -> ShownFigure:
    """Say a count: its band, and from when it is where it stands as before. Too few is never a nought."""
    estimate = count.estimate(rule)
    if estimate.low is None or estimate.high is None:
        return ShownFigure(mark=Mark(estimate.shown.value), value_words=_("too few to show"), why=_(estimate.why))
    said = _("%(low)s to %(high)s") % {"low": f"{estimate.low:.0f}", "high": f"{estimate.high:.0f}"}
    old = _("as of %(quarter)s") % {"quarter": say_quarter(count.since)} if count.since != quarter else ""
    return ShownFigure(mark=Mark.CANNOT_SAY, value_words=said, interval_words=f"({old})" if old else "")


def names_of(question: str) -> Mapping[str, str]:
    """Give what the values of a question are called, in the reader's language."""
    content = pack.current()
    listening = content.listening
    if question == BARRIER:
        return {key: in_language(one.name) for key, one in listening.barriers.items()} if listening else {}
    if question == "sector":
        return {key: in_language(one) for key, one in content.sectors.items()}
    if question == "place":
        return {one.code: in_language(one.name) for one in content.districts}
    if question == "stage":
        return {key: in_language(one.name) for key, one in content.stages.items()}
    if question.startswith(EQUALITY) and listening:
        asked = listening.equality.get(question.removeprefix(EQUALITY))
        return {key: in_language(one) for key, one in asked.answers.items()} if asked else {}
    return {}


def say_value(question: str, value: str, names: Mapping[str, str]) -> str:
    """Say a value; a season is said from its key.

    >>> say_value("season", "2026-autumn", {})
    'Autumn 2026'
    """
    if question != "season":
        return names.get(value, value)
    seasons = {
        "winter": _("Winter %(year)s"),
        "spring": _("Spring %(year)s"),
        "summer": _("Summer %(year)s"),
        "autumn": _("Autumn %(year)s"),
    }
    year, _dash, season = value.partition("-")
    return seasons[season] % {"year": year} if season in seasons else value


def counts_page(quarter: str = "") -> CountsPage | None:
    """Show the counts of a quarter, or of the newest; nothing where nothing was published."""
    found = held(quarter)
    if found is None:
        return None
    every, own = releases(), found.released.quarter
    barriers = barrier_rows(found)
    return CountsPage(
        quarter=own,
        words=say_quarter(own),
        until=last_day(own),
        published_at=found.row.made_at,
        is_newest=own == every[0],
        at_least=max((one.low or 0 for cell, one in found.released.counts.items() if cell[0][0] == BARRIER), default=0),
        barriers=barriers,
        tables=tuple(_table(found, by) for by in BY),
        questions=_questions(found),
        picture_says=_picture_says(barriers),
        others=tuple((one, say_quarter(one)) for one in every if one != own),
    )


def barrier_rows(found: Held) -> tuple[Row, ...]:
    """Give each barrier by itself, in the pack's order: no ranks."""
    names, about = names_of(BARRIER), _about()
    return tuple(
        Row(key, names.get(key, key), about.get(key, ""), found.figure(((BARRIER, key),)))
        for key in found.values(BARRIER)
    )


def _about() -> dict[str, str]:
    listening = pack.current().listening
    return {key: in_language(one.about) for key, one in listening.barriers.items()} if listening else {}


def _table(found: Held, by: str) -> Table:
    titles = {
        "sector": (_("By sector"), _("Sector")),
        "place": (_("By place"), _("Place")),
        "stage": (_("By life stage"), _("Life stage")),
        "season": (_("By season, when it happened"), _("Season")),
    }
    rows = tuple(_crossed(found, row, by) for row in barrier_rows(found))
    heard = {part.key for row in rows for part in row.shown}
    names = names_of(by)
    silent = tuple(say_value(by, one, names) for one in found.values(by) if one not in heard)
    return Table(by, *titles[by], rows, silent)


def _crossed(found: Held, row: Row, by: str) -> Row:
    names = names_of(by)
    parts = [
        Part(one, say_value(by, one, names), found.figure(((BARRIER, row.key), (by, one)))) for one in found.values(by)
    ]
    shown = tuple(one for one in parts if not one.figure.mark.is_silence)
    return Row(row.key, row.name, row.about, row.figure, shown)


def _questions(found: Held) -> tuple[Question, ...]:
    listening = pack.current().listening
    asked = listening.equality if listening else {}
    return tuple(
        Question(in_language(one.text), _answers(found, f"{EQUALITY}{key}"))
        for key, one in asked.items()
        if found.values(f"{EQUALITY}{key}")
    )


def _answers(found: Held, question: str) -> tuple[Part, ...]:
    names = names_of(question)
    return tuple(Part(one, names.get(one, one), found.figure(((question, one),))) for one in found.values(question))


def _picture_says(rows: Iterable[Row]) -> str:
    said = "; ".join(f"{row.name}: {row.figure.value_words}" for row in rows)
    return _("What got in people's way, and how many said it. %(said)s.") % {"said": said}


def counts_picture(quarter: str, width: str) -> str | None:
    """Draw how many named each barrier, as SVG; nothing where that quarter was not published."""
    found = held(quarter)
    rows = barrier_rows(found) if found else ()
    if found is None or not rows:
        return None
    ends = (found.released.counts[((BARRIER, row.key),)].estimate(found.rule) for row in rows)
    bars = [
        pictures.Band(row.name, row.figure.value_words, _whole(one.low), _whole(one.high))
        for row, one in zip(rows, ends, strict=True)
    ]
    drawn = pictures.bands(
        bars,
        title=_("What got in people's way, %(quarter)s") % {"quarter": say_quarter(quarter)},
        description=_picture_says(rows),
        width="wide" if width == "wide" else "narrow",
    )
    return pictures.svg(drawn)


def _whole(end: float | None) -> int | None:
    return None if end is None else int(end)


def recurring(found: Held, place: str) -> tuple[Recurring, ...]:
    """Give the barriers that at least ten people named of a place, as a release shows them."""
    return tuple(_recurring(found, "place", [place]))


def _recurring(found: Held, by: str, values: Iterable[str]) -> Iterable[Recurring]:
    barriers, names = names_of(BARRIER), names_of(by)
    for value in values:
        for barrier in found.values(BARRIER):
            figure = found.figure(((BARRIER, barrier), (by, value)))
            if not figure.mark.is_silence:
                yield Recurring(barriers.get(barrier, barrier), say_value(by, value, names), figure)


def programme_counts(person: Person) -> ProgrammeCounts:
    """Show the programme and analysts what recurs where, how readers kept their promise, and what can be published."""
    found, every, last = held(), releases(), last_quarter()
    waiting = last if is_due(last, timezone.localdate()) else ""
    clocks = found.row.shown["clocks"] if found else {}
    quarter = found.released.quarter if found else ""
    return ProgrammeCounts(
        newest=quarter,
        newest_words=say_quarter(quarter) if quarter else "",
        waiting=waiting,
        waiting_words=say_quarter(waiting) if waiting else "",
        may_publish=reach(person).runs_programme,
        by_place=tuple(_recurring(found, "place", found.values("place"))) if found else (),
        by_sector=tuple(_recurring(found, "sector", found.values("sector"))) if found else (),
        texts=say_count(Count((), clocks["texts"], quarter), found.rule, quarter) if found else None,
        late=say_count(Count((), clocks["late"], quarter), found.rule, quarter) if found else None,
        releases=tuple((one, say_quarter(one)) for one in every),
    )


def needs(person: Person) -> tuple[Need, ...]:
    """Tell the programme team that a quarter can be published."""
    quarter = last_quarter()
    if not reach(person).runs_programme or not is_due(quarter, timezone.localdate()):
        return ()
    said = _("What people said until the end of %(quarter)s can be counted and published")
    return (Need(said % {"quarter": say_quarter(quarter)}, reverse("programme-listening"), None, _("Being heard")),)


def sees_counting(person: Person) -> bool:
    """Whether they work with the counts."""
    return rules.sees_counting(person)
