"""A year of the programme: what was planned and held, what it cost, who carried it, what was cancelled, whom it reached."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from partnership.academy.models import Because, Session
from partnership.academy.queries.booking import title_of
from partnership.academy.queries.programme import MONTHS
from partnership.academy.queries.year_costs import costs_of, each, numbers_of
from partnership.academy.queries.year_reach import sizes
from partnership.academy.queries.year_rows import YearRows, bounds_of, each_once, read, year_of
from partnership.academy.queries.year_words import Number, count, silence
from partnership.accounts.models import Person
from partnership.core.components import Mark
from partnership.core.models import Event

YEARS = (2000, 2099)  # that have an address
LEAST = 5  # people, below whom no count of those is shown who were told something about themselves
_EVER = 10**6  # days


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, with a number for each measure."""

    name: str
    numbers: tuple[Number, ...]
    whole: bool = False  # all of them together


@dataclass(frozen=True, slots=True)
class YearTable:
    """One part of the year: a table of numbers, and what must be known to read it."""

    key: str
    title: str
    first: str  # heading of the first column
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class YearPage:
    """A year of the programme."""

    year: int
    words: str
    is_over: bool
    as_of: date
    earlier: int  # 0: none that could be one of ours
    later: int
    made_up: bool
    cost: tuple[Number, ...]
    load: tuple[Number, ...]
    tables: tuple[YearTable, ...]


def this_year() -> int:
    """Give the year of accounts in which today lies."""
    return year_of(timezone.localdate())


def academy_year(person: Person, year: int) -> YearPage:
    """Give a year as this person runs it: the whole, or the sessions of their places."""
    rows, (first, after) = read(person, year), bounds_of(year)
    today, gone = timezone.localdate(), _in(rows, "cancelled")
    costs = costs_of(_in(rows, "held"), {one.pk: rows.used(one.pk) for one in rows.sessions}, rows.trained)
    return YearPage(
        year=year,
        words=_from_until(first, after),
        is_over=after <= today,
        as_of=today,
        earlier=year - 1 if year > YEARS[0] else 0,
        later=year + 1 if year < YEARS[1] else 0,
        made_up=any(one.planned_by.fictional for one in rows.sessions),
        cost=tuple(numbers_of(costs, sum(float(one.cost_pounds or 0) for one in gone))),
        load=tuple(_load(rows, first, after)),
        tables=tuple(_tables(rows, first, person, year)),
    )


def _from_until(first: date, after: date) -> str:
    said = (formats.date_format(one, "j F Y") for one in (first, after - timedelta(days=1)))
    return _("%s to %s") % tuple(said)


def _in(rows: YearRows, *states: str) -> list[Session]:
    return [one for one in rows.sessions if one.state in states]


def _tables(rows: YearRows, first: date, person: Person, year: int) -> Iterator[YearTable]:
    gone = _in(rows, "cancelled")
    yield YearTable("quarters", _("Plan, by quarter"), _("Quarter"), tuple(_quarters(rows, first)))
    yield YearTable("courses", _("By course"), _("Course"), tuple(_courses(rows)))
    if gone:
        yield YearTable("cancelled-by", _("Cancelled, by whom"), _("By whom"), tuple(_by_whom(rows, gone)))
        yield YearTable("cancelled-why", _("Cancelled, for what kind of reason"), _("Reason"), tuple(_why(rows, gone)))
    if gone or rows.let_go:
        yield YearTable("cancelled-late", _("How late"), _("How late"), tuple(_how_late(rows, gone)))
    reached = tuple(Row(name, numbers) for name, numbers in sizes(person, year))
    note = _(
        "The register is as it is today, and the year as it was. Where an organisation never said how many it employs,"
        " it stands in the last row and in no other."
    )
    yield YearTable("sizes", _("Reach, by size of organisation"), _("Size"), reached, note)


# --- the plan


def _quarters(rows: YearRows, first: date) -> Iterator[Row]:
    for number in range(4):
        begins, ends = _month(first, MONTHS * number), _month(first, MONTHS * (number + 1) - 1)
        said = {"first": formats.date_format(begins, "F"), "last": formats.date_format(ends, "F Y")}
        here = [one for one in rows.sessions if _month_of(one) in (begins, _month(begins, 1), ends)]
        yield Row(_("%(first)s to %(last)s") % said, tuple(_plan(rows, here)))
    yield Row(_("The year"), tuple(_plan(rows, rows.sessions)), whole=True)


def _month(first: date, later: int) -> date:
    """Give the first day of the month so many months later."""
    months = first.month - 1 + later
    return date(first.year + months // 12, months % 12 + 1, 1)


def _month_of(session: Session) -> date:
    assert session.starts_at is not None  # sessions of a year have a day
    return timezone.localdate(session.starts_at).replace(day=1)


def _plan(rows: YearRows, here: Collection[Session]) -> Iterator[Number]:
    for state in ("planned", "announced", "held", "cancelled"):
        yield count(state, sum(one.state == state for one in here))
    shown = [one for one in here if one.state in ("announced", "held")]
    yield count("offered", sum(one.capacity for one in shown))
    yield count("taken", sum(rows.taken.get(one.pk, 0) for one in shown))
    yield from _came(rows, here)


def _came(rows: YearRows, here: Collection[Session]) -> Iterator[Number]:
    yield count("used", sum(rows.used(one.pk) for one in here))
    yield count("people", each_once(rows.came, here))
    yield count("completed", each_once(rows.trained, here))


def _courses(rows: YearRows) -> Iterator[Row]:
    held: dict[str, list[Session]] = {}
    for one in _in(rows, "announced", "held"):
        held.setdefault(title_of(one) if one.course else _("Events without a course"), []).append(one)
    for name in sorted(held):
        yield Row(name, tuple(_course(rows, held[name])))


def _course(rows: YearRows, here: Sequence[Session]) -> Iterator[Number]:
    done = [one for one in here if one.state == "held"]
    costs = costs_of(done, {one.pk: rows.used(one.pk) for one in done}, rows.trained)
    yield count("announced", len(here) - len(done))
    yield count("held", len(done))
    yield count("offered", sum(one.capacity for one in here))
    yield from _came(rows, done)
    yield each("cost_person", costs, costs.trained)


# --- who carried it


def _load(rows: YearRows, first: date, after: date) -> Iterator[Number]:
    leads = {one for one, no in rows.tasks if not no}
    said_no = {one for one, no in rows.tasks if no}
    told = Event.objects.filter(verb="load.told", at__date__gte=first, at__date__lt=after).values_list(
        "thing", flat=True
    )
    yield count("led", len(leads))
    yield count("tasks", sum(not no for _one, no in rows.tasks))
    yield _few("told", len({int(urn.rpartition(":")[2]) for urn in told} & leads))
    yield _few("said_no", len(said_no))


def _few(measure: str, number: int) -> Number:
    """Give a count of people about whom it says something; below the least not even that it is nobody."""
    if number >= LEAST:
        return count(measure, number)
    words = _("fewer than %s") % LEAST
    return silence(measure, words, _("Perhaps nobody. Small numbers would tell of one person."), mark=Mark.TOO_FEW)


# --- what was cancelled


def _touched(rows: YearRows, gone: Collection[Session]) -> tuple[Number, ...]:
    return count("cancelled", len(gone)), count("touched", each_once(rows.called_off, gone))


def _by_whom(rows: YearRows, gone: Collection[Session]) -> Iterator[Row]:
    own = [one for one in gone if one.cancelled_by_id == one.planned_by_id]
    other = [one for one in gone if one.cancelled_by_id != one.planned_by_id]
    yield Row(_("Whoever planned it"), _touched(rows, own))
    yield Row(_("Somebody else who organises it"), _touched(rows, other))
    yield Row(_("Together"), _touched(rows, gone), whole=True)


def _why(rows: YearRows, gone: Collection[Session]) -> Iterator[Row]:
    for kind, name in [*Because.choices, ("", _("The kind was not said"))]:
        here = [one for one in gone if one.cancelled_because == kind]
        if here:
            yield Row(str(name), _touched(rows, here))


def _how_late(rows: YearRows, gone: Collection[Session]) -> Iterator[Row]:
    starts = {one.pk: one.starts_at for one in rows.sessions}
    late = {one.pk: _days(starts[one.pk], one.cancelled_at) for one in gone}
    back = [_days(starts[session], at) for session, _one, at in rows.let_go]
    least = -_EVER
    for most, name in _stretches():
        here = [one for one in gone if least < late[one.pk] <= most]
        yield Row(name, (*_touched(rows, here), count("let_go", sum(least < one <= most for one in back))))
        least = most


def _stretches() -> tuple[tuple[int, str], ...]:
    """Give how late something can be: at most so many days before, in words."""
    return (
        (0, _("On the day, or after")),
        (6, _("1 to 6 days before")),
        (13, _("7 to 13 days before")),
        (_EVER, _("14 days before, or earlier")),
    )


def _days(starts_at: object, at: object) -> int:
    return (timezone.localdate(starts_at) - timezone.localdate(at)).days  # type: ignore[arg-type]
