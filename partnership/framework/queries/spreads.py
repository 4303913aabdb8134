"""How a seat is spread over the levels, and how two seats differ: from what was opened, and from nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartwood.disclosure.opening import Opened, Table
from heartwood.estimates import Estimate, Shown
from heartwood.framework.agreement import agreement
from heartwood.framework.gaps import Told, gaps_between, largest_first, told
from heartwood.framework.saying import say_bar, say_exactly, say_gap
from partnership.core.components import Mark, ShownFigure
from partnership.core.pack import FrameworkEdition, in_language

ALL_ALIKE = gettext_lazy("Every standard was answered alike, so nobody can say how far they agree beyond chance.")
SEED = 2026  # of the draws behind an interval: the same page says the same every time
Unit = tuple[str, ...]  # the standards that a table is about: one, or all of a domain


@dataclass(frozen=True, slots=True)
class Bar:
    """One level of one seat: how long the bar is, of 100, and what it says in words."""

    level: int
    width: int
    words: str


@dataclass(frozen=True, slots=True)
class Spread:
    """One seat on one standard or domain: a bar for each level, or why there is none."""

    seat: str
    name: str
    bars: tuple[Bar, ...]
    why: str
    as_before: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """How two seats differ, in one sentence."""

    said: str
    told: str  # higher lower not_apart
    size: float  # pairs of 100 away from level

    @property
    def weight(self) -> tuple[bool, float]:
        """Give its place among others: what cannot be told from chance comes after what can, however large it looks."""
        return self.is_beyond_chance, self.size

    @property
    def is_beyond_chance(self) -> bool:
        """Whether chance alone would not set the two apart."""
        return self.told != Told.NOT_APART


@dataclass(frozen=True, slots=True)
class SeatSeen:
    """One seat: how many answered, and how far they agree with each other."""

    key: str
    name: str
    people: str
    why: str
    agreement: ShownFigure | None


def spreads(edition: FrameworkEdition, seats: Mapping[str, Opened], unit: Unit) -> tuple[Spread, ...]:
    """Show every seat that has a table about exactly these standards."""
    found = ((key, _table(opened, unit)) for key, opened in seats.items())
    return tuple(_spread(edition, key, table) for key, table in found if table)


def _table(opened: Opened, unit: Unit) -> Table | None:
    return next((table for table in opened.tables if table.standards == unit), None)


def _spread(edition: FrameworkEdition, key: str, table: Table) -> Spread:
    seat = edition.seats[key]
    say = say_bar if seat.anonymous else say_exactly
    widths = _widths(table)
    bars = tuple(Bar(level, width, say(table, level, _)) for level, width in enumerate(widths, start=1))
    return Spread(key, in_language(seat.name), bars, _(table.why) if table.why else "", table.as_before)


def _widths(table: Table) -> list[int]:
    """Give the length of each bar, of 100. Nearly all fill theirs: whether somebody stands elsewhere, nobody is told."""
    if table.nearly_all is not None:
        return [100 * (level == table.nearly_all) for level in range(1, len(table.bars) + 1)]
    return [round(100 * bar / sum(table.bars)) for bar in table.bars]


def seats_seen(edition: FrameworkEdition, seats: Mapping[str, Opened]) -> tuple[SeatSeen, ...]:
    """Show every seat of the edition: how many answered, in fives where they gave no name."""
    return tuple(_seen(edition, key, seats.get(key)) for key in edition.seats)


def _seen(edition: FrameworkEdition, key: str, opened: Opened | None) -> SeatSeen:
    name = in_language(edition.seats[key].name)
    if opened is None or opened.shown is not Shown.SHOWN:
        return SeatSeen(key, name, "", _(opened.why) if opened else "", None)
    words = _("at least %(people)s answered") if edition.seats[key].anonymous else _("%(people)s answered by name")
    rows = [table.per_person for table in opened.tables if table.counts]
    return SeatSeen(key, name, words % {"people": opened.people_at_least}, "", _agreement(rows))


def _agreement(rows: Sequence[Sequence[float]]) -> ShownFigure | None:
    if not rows:
        return None
    found = agreement(rows, seed=SEED)
    if found.value is None or found.low is None or found.high is None:
        return ShownFigure(mark=Mark.TOO_FEW, value_words=_("cannot be said"), why=_(found.why))
    if found.low == found.high:  # as where nearly all agree on everything: alpha is then about nought, and says nothing
        return ShownFigure(mark=Mark.TOO_FEW, value_words=_("cannot be said"), why=str(ALL_ALIKE))
    limits = {"low": f"{found.low:.2f}", "high": f"{found.high:.2f}"}
    return ShownFigure(
        mark=Mark.CANNOT_SAY,
        value_words=f"{found.value:.2f}",
        interval_words=_("between %(low)s and %(high)s") % limits,
        comparison_words=_("1 is wholly, 0 is no more than by chance"),
        worked_out=True,
        worked_out_href="/about/methods/alpha/",
    )


def gaps(edition: FrameworkEdition, seats: Mapping[str, Opened]) -> dict[Unit, tuple[Gap, ...]]:
    """Compare every two seats on everything that both can be compared on, the largest gap of each first.

    Where one of the two shows a domain only, both are compared on the whole domain.
    """
    found: dict[Unit, dict[tuple[str, str], Estimate]] = {}
    for one, other in combinations([key for key, opened in seats.items() if opened.tables], 2):
        for unit, estimate in _between(edition, seats[one], seats[other]).items():
            found.setdefault(unit, {})[one, other] = estimate
    return {unit: _said(edition, pairs) for unit, pairs in found.items()}


def _between(edition: FrameworkEdition, one: Opened, other: Opened) -> dict[Unit, Estimate]:
    units = [unit for domain in edition.domains for unit in _units(edition, domain, one, other)]
    both = [{unit: counts for unit in units if (counts := _per_person(seat, unit))} for seat in (one, other)]
    shared = {unit: counts for unit, counts in both[0].items() if unit in both[1]}
    return gaps_between(shared, both[1])


def _units(edition: FrameworkEdition, domain: str, *both: Opened) -> Iterator[Unit]:
    standards = standards_of(edition, domain)
    if any(len(table.standards) > 1 for opened in both for table in opened.tables if table.domain == domain):
        yield standards
    else:
        yield from ((key,) for key in standards)


def standards_of(edition: FrameworkEdition, domain: str) -> Unit:
    """Give the standards of a domain, in the edition's order."""
    return tuple(one.key for one in edition.standards if one.domain == domain)


def _per_person(opened: Opened, unit: Unit) -> tuple[float, ...]:
    """Give counts as if each had answered once; of a whole domain, the mean over those of its tables that are shown."""
    tables = [table for table in opened.tables if set(table.standards) <= set(unit) and table.counts]
    each = zip(*(table.counts for table in tables), strict=True)
    answered = sum(len(table.standards) for table in tables)
    return tuple(sum(level) / answered for level in each)


def _said(edition: FrameworkEdition, pairs: Mapping[tuple[str, str], Estimate]) -> tuple[Gap, ...]:
    found = [_gap(edition, pair, pairs[pair]) for pair in largest_first(pairs) if pairs[pair].value is not None]
    return tuple(sorted(found, key=lambda one: one.weight, reverse=True))


def _gap(edition: FrameworkEdition, pair: tuple[str, str], estimate: Estimate) -> Gap:
    one, other = (_within_a_sentence(in_language(edition.seats[key].name)) for key in pair)
    said = say_gap(estimate, one, other, _)
    return Gap(said[:1].upper() + said[1:], told(estimate).value, abs((estimate.value or 0.0) - 50))


def _within_a_sentence(name: str) -> str:
    return name[:1].lower() + name[1:]
