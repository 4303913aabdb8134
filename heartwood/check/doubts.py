"""Figures that are published and that something speaks against. Nothing here is certain; each is for a person to read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from heartwood.pack import Area, Indicator, Pack
from heartwood.pack.facts import Fact

FEW = 20  # people: a share of fewer says more about chance than about a place


@dataclass(frozen=True, slots=True)
class Found:
    """A figure that a check doubts. Area and period empty: all of them."""

    indicator: str
    area: str
    period: str
    published: str
    why: str
    found_by: str
    file: str
    line: int

    @property
    def figure(self) -> tuple[str, str, str]:
        """Which figure this is."""
        return self.indicator, self.area, self.period

    def __str__(self) -> str:
        figure = " ".join(part for part in self.figure if part)
        return f"{self.file}, line {self.line}: {figure} is doubted. {self.why}"


_Finder = Callable[[Pack, Sequence[Fact]], Iterator[Found]]


def find_doubts(pack: Pack, facts: Iterable[Fact]) -> tuple[Found, ...]:
    """Find every figure that one of the checks speaks against.

    Facts without a value are passed over; those of indicators or areas that the pack does not have, too.
    """
    known = [one for one in facts if one.indicator in pack.indicators and one.value is not None]
    finders: tuple[_Finder, ...] = (nation_outside, zero_among_others, title_against_ages, share_of_few)
    return tuple(found for finder in finders for found in finder(pack, known))


def _found(fact: Fact, why: str, by: str) -> Found:
    return Found(*fact.figure, fact.published, why, by, fact.file, fact.line)


def _value(fact: Fact) -> float:
    return fact.value or 0.0


def _in_one_period(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    together: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        together[fact.indicator, fact.period].append(fact)
    yield from together.values()


def nation_outside(pack: Pack, facts: Sequence[Fact]) -> Iterator[Found]:
    """Find a nation's value that its parts cannot average to.

    Where two regions or more are given: outside their range. Where the pack holds one region of several, the others
    may differ: then only more than twice the largest of its areas, or less than half of the smallest.
    """
    for group in _in_one_period(facts):
        regions, parts, nations = (_of_kind(kind, group, pack.areas) for kind in ("region", "district", "nation"))
        if not regions:
            continue
        least, most = _bounds(regions, parts)
        for fact in nations:
            if not least <= _value(fact) <= most:
                why = f"{fact.published} lies outside what its regions could average to ({least:g} to {most:g})."
                yield _found(fact, why, "nation outside its regions")


_REGION = "E12"  # how the ONS begins the code of a region, of those that the pack does not name as well


def _of_kind(kind: str, group: Iterable[Fact], areas: Mapping[str, Area]) -> list[Fact]:
    return [fact for fact in group if _kind(fact.area, areas) == kind]


def _kind(code: str, areas: Mapping[str, Area]) -> str:
    if code in areas:
        return areas[code].kind
    return "region" if code.startswith(_REGION) else ""


def _bounds(regions: Sequence[Fact], parts: Sequence[Fact]) -> tuple[float, float]:
    if len(regions) > 1:
        return min(map(_value, regions)), max(map(_value, regions))
    values = [_value(fact) for fact in (*regions, *parts)]
    return min(values) / 2, max(values) * 2


_FEWEST_OTHERS = 3
_EXPECTED = 10  # by chance, none where ten are expected comes about once in 20,000 times
_STEPS = 20  # where no denominator is given: so many of the smallest published steps above nothing


def zero_among_others(pack: Pack, facts: Sequence[Fact]) -> Iterator[Found]:
    """Find a zero where every other area is far from zero.

    With a denominator: where ten or more would be expected at the others' median share. Without one: where the
    smallest of the others is at least twenty of the smallest steps in which the figure is published.
    """
    for group in _in_one_period(facts):
        for fact in group:
            others = [_value(other) for other in group if other is not fact]
            if _value(fact) == 0 and len(others) >= _FEWEST_OTHERS and _is_far(pack, fact, group, others):
                why = f"0 where the others have {min(others):g} to {max(others):g}: perhaps not recorded, not absent."
                yield _found(fact, why, "zero where others are far from it")


def _is_far(pack: Pack, fact: Fact, group: Iterable[Fact], others: Sequence[float]) -> bool:
    if pack.indicators[fact.indicator].suffix == "%" and fact.denominator:
        return fact.denominator * median(others) / 100 >= _EXPECTED
    step: float = 10.0 ** -max(_places(other) for other in group)
    return min(others) >= _STEPS * step


def _places(fact: Fact) -> int:
    return len(fact.published.partition(".")[2])


_AGES = re.compile(r"\b(\d{1,2})\s*(?:-|\u2013|to)\s*(\d{1,2})[\s-]*(?:years?|yrs?)\b", re.IGNORECASE)


def title_against_ages(pack: Pack, facts: Sequence[Fact]) -> Iterator[Found]:
    """Find an indicator whose published title names other ages than its publisher's definition does."""
    first = {fact.indicator: fact for fact in reversed(facts)}
    for key, fact in first.items():
        indicator = pack.indicators[key]
        for match in _AGES.finditer(indicator.published_title):
            if (int(match[1]), int(match[2])) != (indicator.from_age, indicator.to_age):
                yield _mismatch(indicator, fact, match[0])


def _mismatch(indicator: Indicator, fact: Fact, ages: str) -> Found:
    why = f'The title says "{ages}" and the definition is about {indicator.from_age} to {indicator.to_age}.'
    return Found(indicator.key, "", "", "", why, "title and ages disagree", fact.file, fact.line)


_TIMES_CHANCE = 5


def share_of_few(pack: Pack, facts: Sequence[Fact]) -> Iterator[Found]:
    """Find shares of people that must rest on fewer than twenty of them.

    Where the denominator is given, it says so. Where it is not, and shares are published to two places or more: a
    share that k of n people give exactly, n under twenty, in an indicator that has such shares at least twice and five
    times as often as chance would make them.
    """
    for key, of_indicator in groupby(sorted(facts, key=lambda fact: fact.indicator), lambda fact: fact.indicator):
        indicator = pack.indicators[key]
        if indicator.suffix != "%" or indicator.denominator_is != "people":
            continue
        shares = list(of_indicator)
        for fact in shares:
            if fact.denominator is not None and fact.denominator < FEW:
                yield _found(fact, f"It rests on {fact.denominator:g} people.", "share of under 20 people")
        yield from _exact_shares([fact for fact in shares if fact.denominator is None])


def _exact_shares(shares: Sequence[Fact]) -> Iterator[Found]:
    places = max((_places(fact) for fact in shares), default=0)
    if places < 2:
        return
    simple = simple_shares(places)
    exact = [fact for fact in shares if f"{_value(fact):.{places}f}" in simple]
    by_chance = len(shares) * len(simple) / (100 * 10**places)
    if len(exact) >= max(2, _TIMES_CHANCE * by_chance):
        for fact in exact:
            parts, people = simple[f"{_value(fact):.{places}f}"]
            why = f"{fact.published} is exactly {parts} of {people}: it may rest on fewer than {FEW} people."
            yield _found(fact, why, "share of under 20 people")


def simple_shares(places: int) -> dict[str, tuple[int, int]]:
    """Every share between none and all that k of n people make, n under twenty, as published to so many places.

    >>> simple_shares(2)["33.33"]
    (1, 3)
    """
    shares: dict[str, tuple[int, int]] = {}
    for people in range(2, FEW):
        for some in range(1, people):
            shares.setdefault(f"{100 * some / people:.{places}f}", (some, people))
    return shares
