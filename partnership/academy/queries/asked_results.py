"""What people said changed: sums of whole lots, rounded to fives, each with its doubt or its silence.

Everything here is worked out from numbers that are rounded already: nothing exact leaves a lot but the mean of matched
steps, to one tenth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from heartwood.disclosure.lots import Counted, added, fives
from heartwood.estimates import Estimate
from heartwood.evaluation.change import Fourfold, mean_change, paired_change, share
from partnership.academy.models import Asking, Lot
from partnership.academy.queries.asked import wave_words
from partnership.academy.queries.saying import course_title
from partnership.academy.rules import asked as rules
from partnership.academy.rules.line import academy
from partnership.core import pack
from partnership.core.components import Mark, ShownFigure
from partnership.core.pack import in_language

NOBODY, GATHERING, TOO_FEW, SHOWN = "nobody", "gathering", "too-few", "shown"


@dataclass(frozen=True, slots=True)
class Changed:
    """One question that was asked before and after, of matched people; and the rest of each time."""

    key: str
    told: str
    before: ShownFigure
    after: ShownFigure
    change: ShownFigure
    steps: ShownFigure | None  # only where the lines are a ladder
    rest_before: ShownFigure
    rest_after: ShownFigure


@dataclass(frozen=True, slots=True)
class ChoiceShown:
    """One line of a question, and how many of 100 chose it."""

    key: str
    text: str
    figure: ShownFigure


@dataclass(frozen=True, slots=True)
class Told:
    """One question that was asked once: who chose what, and of how many."""

    key: str
    ask: str
    told: str
    figure: ShownFigure | None  # of the lines that count together
    of: ShownFigure
    choices: tuple[ChoiceShown, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """How many answered at one time, of those who came."""

    wave: str
    figure: ShownFigure


@dataclass(frozen=True, slots=True)
class Series:
    """What is told of one edition of a course and one version of the questions. Two are never added up."""

    course: str
    title: str
    edition: str
    version: str
    counted: Counted
    answered: tuple[Answered, ...]
    matched: ShownFigure
    again: ShownFigure
    twice: ShownFigure
    knowledge: tuple[Changed, ...]
    confidence: tuple[Changed, ...]
    reaction: tuple[Told, ...]
    transfer: tuple[Told, ...]
    barriers: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class CourseChanged:
    """What is told of a course: which silence it is, or what people said, the newest edition first."""

    course: str
    title: str
    status: str
    series: tuple[Series, ...]
    weeks: int
    least: int

    @property
    def headline(self) -> Told | None:
        """Say first how many did something in another way."""
        found = self.series[0].transfer if self.series else ()
        return next((one for one in found if one.figure and not one.figure.mark.is_silence), None)


def changed_of(course: str) -> CourseChanged | None:
    """Say what is told of a course; nothing where there is no such course, or it asks nothing."""
    known = academy().courses.get(course)
    if known is None or not academy().asked(known):
        return None
    lots = list(Lot.objects.filter(course=course).order_by("-pk"))
    return _course(
        course, lots, [] if lots else list(Asking.objects.filter(session__course=course).select_related("session"))
    )


def all_changed() -> tuple[CourseChanged, ...]:
    """Say it of every course that asks something, by name."""
    lots, askings = list(Lot.objects.order_by("-pk")), list(Asking.objects.select_related("session"))
    keys = [key for key, one in academy().courses.items() if academy().asked(one)]
    found = [
        _course(key, [one for one in lots if one.course == key], [one for one in askings if one.session.course == key])
        for key in keys
    ]
    return tuple(sorted(found, key=lambda one: one.title))


def _course(key: str, lots: Sequence[Lot], askings: Sequence[Asking]) -> CourseChanged:
    told = series_of(lots)
    gathering = any(not rules.is_over(one) for one in askings)
    status = SHOWN if told else GATHERING if gathering else TOO_FEW if askings else NOBODY
    terms = academy().terms
    return CourseChanged(key, course_title(key), status, told, terms.ask_after_weeks, terms.counted_from)


def series_of(lots: Iterable[Lot]) -> tuple[Series, ...]:
    """Add up lots, each edition of a course and each version of the questions apart."""
    groups: dict[tuple[str, str, str], list[Lot]] = {}
    for one in lots:
        if rules.bank_of(one.version):
            groups.setdefault((one.course, one.edition, one.version), []).append(one)
    return tuple(_series(*key, several) for key, several in groups.items())


def sum_of(lots: Iterable[Lot]) -> Counted:
    """Add up whole lots."""
    return added(Counted(**one.counted) for one in lots)


def _series(course: str, edition: str, version: str, lots: Sequence[Lot]) -> Series:
    counted = sum_of(lots)
    return Series(
        course=course,
        title=course_title(course),
        edition=edition,
        version=version,
        counted=counted,
        answered=tuple(Answered(wave_words(wave), _of_those_who_came(counted, wave)) for wave in counted.answered),
        matched=say_about(counted.matched),
        again=say_about(counted.again),
        twice=say_about(counted.twice),
        **_by_sort(counted, version),
    )


def _by_sort(counted: Counted, version: str) -> dict[str, Any]:
    bank = rules.bank_of(version)
    items = list(bank.items(tuple(bank.instruments))) if bank else []
    twice: dict[str, Any] = {
        sort: tuple(_changed(counted, item, ladder=sort == "confidence") for one, item in items if one.sort == sort)
        for sort in ("knowledge", "confidence")
    }
    once = {
        sort: tuple(_told(counted, wave, item) for one, item in items if one.sort == sort)
        for sort, wave in (("reaction", rules.AFTER), ("transfer", rules.LATER), ("barriers", rules.LATER))
    }
    return {**twice, **once}


# --- asked twice


def _changed(counted: Counted, item: pack.AskedItem, *, ladder: bool) -> Changed:
    table = _fourfold(counted.moves.get(item.key, {}), item)
    return Changed(
        key=item.key,
        told=in_language(item.told) if item.told else in_language(item.ask),
        before=say_share(table.both + table.only_before, table.pairs),
        after=say_share(table.both + table.only_after, table.pairs),
        change=say_change(paired_change(table)),
        steps=say_steps(mean_change(_steps(counted.moves.get(item.key, {}), item))) if ladder else None,
        rest_before=_rest(counted, rules.BEFORE, item),
        rest_after=_rest(counted, rules.AFTER, item),
    )


def _fourfold(moves: Mapping[str, int], item: pack.AskedItem) -> Fourfold:
    """Lay out the pairs by whether each answer counts; each number rounded, so that all else is worked out from those."""
    cells: Counter[tuple[bool, bool]] = Counter()
    for move, number in moves.items():
        then, now = move.split(">")
        cells[then in item.counting, now in item.counting] += number
    order = ((True, True), (True, False), (False, True), (False, False))
    return Fourfold(*(fives(cells[one]) for one in order))


def _steps(moves: Mapping[str, int], item: pack.AskedItem) -> dict[int, int]:
    found: Counter[int] = Counter()
    for move, number in moves.items():
        then, now = move.split(">")
        found[item.place(now) - item.place(then)] += number
    return dict(found)


def _rest(counted: Counted, wave: str, item: pack.AskedItem) -> ShownFigure:
    said = counted.choices.get(f"{wave}/{item.key}", {})
    return say_share(fives(sum(said.get(one, 0) for one in item.counting)), fives(said.get("", 0)))


# --- asked once


def _told(counted: Counted, wave: str, item: pack.AskedItem) -> Told:
    said = counted.choices.get(f"{wave}/{item.key}", {})
    of = said.get("", 0)
    together = fives(sum(said.get(one, 0) for one in item.counting))
    return Told(
        key=item.key,
        ask=in_language(item.ask),
        told=in_language(item.told) if item.told else "",
        figure=say_share(together, fives(of)) if item.counting else None,
        of=say_about(of),
        choices=tuple(
            ChoiceShown(one.key, in_language(one.text), _named(said.get(one.key, 0), of, item)) for one in item.choices
        ),
    )


def _named(number: int, of: int, item: pack.AskedItem) -> ShownFigure:
    """Say how many chose a line. Where several can be chosen it is told from ten who named it: else it is too few."""
    if item.several and number < academy().terms.counted_from:
        return too_few()
    return say_share(fives(number), fives(of))


# --- saying


def too_few() -> ShownFigure:
    """Say that it is too few, perhaps nobody."""
    why = _("Too few people said this, perhaps nobody.")
    return ShownFigure(mark=Mark.TOO_FEW, value_words=_("too few to show"), why=why)


def say_about(number: int) -> ShownFigure:
    """Say a number in fives."""
    if number < academy().terms.counted_from:
        return too_few()
    return ShownFigure(mark=Mark.CANNOT_SAY, value_words=_("about %(number)s") % {"number": fives(number)})


def say_share(number: int, of: int) -> ShownFigure:
    """Say how many of 100, from two numbers that are rounded; with how far chance alone could move it."""
    if of < academy().terms.counted_from:
        return too_few()
    found = share(min(number, of), of)
    between = _("(between %(low)s and %(high)s)") % {"low": f"{found.low:.0f}", "high": f"{found.high:.0f}"}
    words = _("about %(number)s of 100") % {"number": f"{found.value:.0f}"}
    return ShownFigure(mark=Mark.CANNOT_SAY, value_words=words, interval_words=between, worked_out=True)


def say_change(found: Estimate) -> ShownFigure:
    """Say by how many of 100 a share is higher or lower, and whether chance alone could do it."""
    if found.value is None or found.low is None or found.high is None:
        return too_few()
    number = f"{abs(found.value):.0f}"
    words = _("%(number)s more of 100") if found.value > 0 else _("%(number)s fewer of 100")
    ends = {"low": f"{found.low:+.0f}", "high": f"{found.high:+.0f}"}
    chance = _("We cannot tell this from chance.") if found.low <= 0 <= found.high else ""
    return ShownFigure(
        mark=Mark.CANNOT_SAY,
        value_words=words % {"number": number} if found.value else _("no more and no fewer"),
        interval_words=_("(between %(low)s and %(high)s)") % ends,
        trend_words=chance,
        worked_out=True,
    )


def say_steps(found: Estimate) -> ShownFigure:
    """Say by how many steps people moved on average."""
    if found.value is None or found.low is None or found.high is None:
        return too_few()
    ends = {"low": f"{found.low:+.1f}", "high": f"{found.high:+.1f}"}
    return ShownFigure(
        mark=Mark.CANNOT_SAY,
        value_words=_("%(number)s steps") % {"number": f"{found.value:+.1f}"},
        interval_words=_("(between %(low)s and %(high)s)") % ends,
        worked_out=True,
    )


def _of_those_who_came(counted: Counted, wave: str) -> ShownFigure:
    number = counted.answered[wave]
    if number < academy().terms.counted_from:
        return too_few()
    said = _("about %(number)s, of about %(came)s who came") % {"number": fives(number), "came": fives(counted.came)}
    return ShownFigure(mark=Mark.CANNOT_SAY, value_words=said)


# --- of one person who leads, and of a place


def led_by(person: object) -> QuerySet[Lot]:
    """Give the lots of sessions that somebody led."""
    return Lot.objects.filter(rules.led(person)).distinct().order_by("-pk")  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class BarrierTold:
    """Something that gets in the way of practice, and how many named it, of how many."""

    key: str
    text: str
    figure: ShownFigure
    standards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InTheWay:
    """What got in the way, over some lots: everybody, or one place."""

    name: str
    place: str  # its code; none: everybody
    rows: tuple[BarrierTold, ...]


def in_the_way(lots: Sequence[Lot], name: str, place: str = "") -> InTheWay:
    """Say what got in the way, in the words of the newest questions alone."""
    bank = academy().bank
    counted = sum_of(one for one in lots if bank and one.version == bank.version)
    found = [
        one
        for each, item in (bank.items(tuple(bank.instruments)) if bank else ())
        for one in _rows(each, item, counted)
    ]
    return InTheWay(name, place, tuple(found))


def _rows(instrument: pack.Instrument, item: pack.AskedItem, counted: Counted) -> list[BarrierTold]:
    if instrument.sort != "barriers":
        return []
    said = counted.choices.get(f"{rules.LATER}/{item.key}", {})
    return [
        BarrierTold(one.key, in_language(one.text), _named(said.get(one.key, 0), said.get("", 0), item), one.standards)
        for one in item.choices
        if one.standards
    ]
