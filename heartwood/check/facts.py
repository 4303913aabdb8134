"""Whether the rows of facts and of doubts can stand: known names, true periods, no hole without its row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from heartwood.pack import Doubt, Indicator, Pack, Problem
from heartwood.pack.facts import DOUBTS, Fact
from heartwood.pack.files import rows
from heartwood.periods import Period

_DOUBTS = f"facts/{DOUBTS}"


def fact_problems(pack: Pack, facts: Sequence[Fact]) -> Iterator[Problem]:
    """Say which rows of facts cannot stand, and which rows are missing."""
    for fact in facts:
        for check in (_unknown, _wrong_period, _wrong_status, _wrong_number):
            yield from (Problem(fact.file, fact.line, *said) for said in check(pack, fact))
    yield from _repeated(facts)
    yield from _holes(pack, facts)


_Said = Iterator[tuple[str, str]]


def _unknown(pack: Pack, fact: Fact) -> _Said:
    if fact.indicator not in pack.indicators:
        yield f'"{fact.indicator}" is not an indicator of this pack', "a key that has a file in indicators/"
    if fact.area not in pack.areas:
        yield f'"{fact.area}" is not an area of this pack', "one of " + ", ".join(pack.areas)


def _wrong_period(pack: Pack, fact: Fact) -> _Said:
    try:
        Period.parse(fact.period)
    except ValueError:
        yield f'column "period": "{fact.period}" is no day of any calendar', "2013-04-01/P1Y or 2013-03-31"


def _wrong_status(pack: Pack, fact: Fact) -> _Said:
    if fact.status == "shown" and fact.value is None:
        yield "a figure that is shown has no value", "a value, or another status with its why"
    if fact.status not in ("shown", "doubted") and fact.value is not None:
        yield f"a figure that is {fact.status} has the value {fact.published}", "no value"
    if (fact.status == "shown") == bool(fact.why):
        yield f'a figure that is {fact.status} has the why "{fact.why}"', "one sentence wherever it is not shown"


def _wrong_number(pack: Pack, fact: Fact) -> _Said:
    low, value, high = fact.low, fact.value, fact.high
    if low is not None and high is not None and not low <= high:
        yield f"the interval {low:g} to {high:g} is the wrong way round", "the low end first"
    elif value is not None and (value < (value if low is None else low) or value > (value if high is None else high)):
        yield f"the value {fact.published} lies outside its interval", "a value between low and high"
    indicator = pack.indicators.get(fact.indicator)
    if indicator is not None:
        yield from _wrong_unit(indicator, fact)


def _wrong_unit(indicator: Indicator, fact: Fact) -> _Said:
    share = indicator.suffix == "%" and fact.value is not None
    if share and not 0 <= (fact.value or 0) <= 100:
        yield f'{fact.published} is not in the unit "{indicator.unit}"', "a share from 0 to 100"
    if fact.denominator_kind not in ("", indicator.denominator_is):
        yield f'the denominator is "{fact.denominator_kind}"', f'"{indicator.denominator_is}", as its indicator says'


def _repeated(facts: Sequence[Fact]) -> Iterator[Problem]:
    seen: dict[tuple[str, str, str], Fact] = {}
    for fact in facts:
        first = seen.setdefault(fact.figure, fact)
        if first is not fact:
            found = f"this figure stands in {first.file}, line {first.line}, already"
            yield Problem(fact.file, fact.line, found, "each figure once")


def _holes(pack: Pack, facts: Sequence[Fact]) -> Iterator[Problem]:
    of_indicator: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        of_indicator[fact.indicator].append(fact)
    for key in pack.indicators:
        rows_of = of_indicator.get(key)
        if not rows_of:
            yield Problem(f"indicators/{key.replace('_', '-')}.yaml", 1, f"no row of facts is about {key}", "some rows")
            continue
        last = rows_of[-1]
        there = {(fact.area, fact.period) for fact in rows_of}
        for area in pack.areas:
            for period in sorted({fact.period for fact in rows_of}):
                if (area, period) not in there:
                    found = f"{key} has no row for {area} in {period}"
                    yield Problem(last.file, last.line, found, "a row with its status and why")


def doubt_problems(pack: Pack, facts: Sequence[Fact]) -> Iterator[Problem]:
    """Say which rows of doubts are about nothing, and which facts disagree with them."""
    lines = [line for line, _ in rows(pack.folder / "facts" / DOUBTS)]
    figures = {fact.figure for fact in facts}
    for line, doubt in zip(lines, pack.doubts, strict=True):
        if not any(doubt.covers(*figure) for figure in figures):
            found = f"no fact is {_named(doubt)}"
            yield Problem(_DOUBTS, line, found, "an indicator, area and period that have a row of facts")
    for fact in facts:
        yield from _disagreement(pack, fact)


def _named(doubt: Doubt) -> str:
    return f"{doubt.indicator} of {doubt.area or 'every area'} in {doubt.period or 'every period'}"


def _disagreement(pack: Pack, fact: Fact) -> Iterator[Problem]:
    withheld = any(doubt.withheld and doubt.covers(*fact.figure) for doubt in pack.doubts)
    if fact.status == "doubted" and not withheld:
        found = f"a doubted figure has no row in {_DOUBTS}"
        yield Problem(fact.file, fact.line, found, "a row there that says what is shown instead, withheld yes")
    if fact.status == "shown" and withheld:
        found = f"a figure is shown that {_DOUBTS} withholds"
        yield Problem(fact.file, fact.line, found, 'the status "doubted" with its why')
