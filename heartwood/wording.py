"""Every sentence about a number: one wording for the command line, the pages and the pictures.

Each function takes ``translate``, which is given the English text and gives it in the reader's language. Names and
numbers are put in afterwards, so that a translator sees the whole sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from heartwood.estimates import Estimate, Shown
from heartwood.evidence.comparison import Compared, Verdict, printed
from heartwood.evidence.trend import Direction, Trend
from heartwood.pack import Indicator, Silence
from heartwood.periods import Period
from heartwood.sentences import sentence

Translate: TypeAlias = Callable[[str], str]

_COMPARISONS = {
    Verdict.BETTER: sentence("better than {area}"),
    Verdict.WORSE: sentence("worse than {area}"),
    Verdict.SIMILAR: sentence("similar to {area}"),
    Verdict.HIGHER: sentence("higher than {area}"),
    Verdict.LOWER: sentence("lower than {area}"),
    Verdict.HIGHER_NO_INTERVAL: sentence("higher than {area} (no interval published)"),
    Verdict.LOWER_NO_INTERVAL: sentence("lower than {area} (no interval published)"),
    Verdict.SAME_NO_INTERVAL: sentence("the same as {area} (no interval published)"),
    Verdict.MORE_RECORDED: sentence("more recorded than in {area}"),
    Verdict.FEWER_RECORDED: sentence("fewer recorded than in {area}"),
    Verdict.SAME_RECORDED: sentence("as many recorded as in {area}"),
    Verdict.CANNOT_SAY: sentence("cannot be compared with {area}"),
}
_SILENCES = {
    Shown.TOO_FEW: sentence("Too few to show"),
    Shown.NOT_PUBLISHED: sentence("Not published"),
    Shown.NOT_LOADED: sentence("Published, not loaded here"),
    Shown.NOBODY_MEASURES: sentence("Nobody measures this"),
    Shown.DOUBTED: sentence("Published, and we doubt it"),
}
_MISSING = {
    "nobody_measures": _SILENCES[Shown.NOBODY_MEASURES],
    "published_not_loaded": _SILENCES[Shown.NOT_LOADED],
}
_TRENDS = {
    (Direction.RISING, True): sentence("rising: getting better"),
    (Direction.RISING, False): sentence("rising: getting worse"),
    (Direction.RISING, None): sentence("rising"),
    (Direction.FALLING, True): sentence("falling: getting better"),
    (Direction.FALLING, False): sentence("falling: getting worse"),
    (Direction.FALLING, None): sentence("falling"),
    (Direction.NO_CLEAR_CHANGE, None): sentence("no clear change"),
    (Direction.CANNOT_SAY, None): sentence("cannot say"),
}
_MONTHS = (
    sentence("January"),
    sentence("February"),
    sentence("March"),
    sentence("April"),
    sentence("May"),
    sentence("June"),
    sentence("July"),
    sentence("August"),
    sentence("September"),
    sentence("October"),
    sentence("November"),
    sentence("December"),
)
NEIGHBOURS = sentence("the middle of the places most like it")


def say_number(value: float, decimals: int) -> str:
    """Give a number at the publisher's decimals, halves rounded up, with commas in thousands.

    >>> say_number(1234.25, 1)
    '1,234.3'
    """
    return f"{printed(value, decimals):,}"


def _with_unit(number: str, unit: str, suffix: str) -> str:
    return f"{number}{suffix}" if suffix else f"{number} {unit}".strip()


def say_value(estimate: Estimate, decimals: int, suffix: str, translate: Translate = str, unit: str = "") -> str:
    """Say a value with what it is, or which silence it is. Only a true nought is "none".

    `unit` is the unit in the reader's language, where the caller has it; otherwise the estimate's own.

    >>> share = Estimate(19.24, 18.0, 20.5, 0.95, "% of pupils", None, Shown.SHOWN, "", "published", ())
    >>> say_value(share, 1, "%")
    '19.2%'
    >>> say_value(Estimate(62.0, None, None, 0.95, "years", None, Shown.SHOWN, "", "published", ()), 1, "")
    '62.0 years'
    """
    if estimate.value is None:
        return translate(_SILENCES[estimate.shown])
    if estimate.value == 0:
        return translate(sentence("none"))
    unit, shown = unit or translate(estimate.unit), printed(estimate.value, decimals)
    if shown == 0:
        least = _with_unit(say_number(10.0**-decimals, decimals), unit, suffix)
        return translate(sentence("less than {number}")).format(number=least)
    return _with_unit(f"{shown:,}", unit, suffix)


def say_interval(estimate: Estimate, decimals: int, translate: Translate = str, suffix: str = "") -> str:
    """Say the interval, or that nobody published one; nothing where there is no value.

    >>> share = Estimate(19.24, 18.0, 20.5, 0.95, "% of pupils", None, Shown.SHOWN, "", "published", ())
    >>> say_interval(share, 1, suffix="%")
    '18.0% to 20.5%'
    """
    if estimate.value is None:
        return ""
    if estimate.low is None or estimate.high is None:
        return translate(sentence("no interval published"))
    low, high = (f"{say_number(end, decimals)}{suffix}" for end in (estimate.low, estimate.high))
    return translate(sentence("{low} to {high}")).format(low=low, high=high)


def say_comparison(
    compared: Compared, indicator: Indicator, area_name_of: Callable[[str], str], translate: Translate = str
) -> str:
    """Say how an area stands to another: "better than England".

    Better and worse are never said of what services did or wrote down, nor without an interval.
    """
    name = translate(NEIGHBOURS) if compared.against == "neighbours" else area_name_of(compared.against)
    verdict = compared.verdict
    if indicator.recorded_by_services:
        verdict = {
            Verdict.HIGHER: Verdict.MORE_RECORDED,
            Verdict.LOWER: Verdict.FEWER_RECORDED,
        }.get(verdict, verdict)
    said = translate(_COMPARISONS[verdict]).format(area=name)
    return f"{said}. {translate(compared.why)}" if compared.why else said


def say_trend(trend: Trend, translate: Translate = str) -> str:
    """Say which way a series has gone, and whether that is good; or that one cannot say, and why.

    >>> say_trend(Trend(Direction.FALLING, True, None, None, ""))
    'falling: getting better'
    """
    said = translate(_TRENDS[trend.direction, trend.better])
    return f"{said}. {translate(trend.why)}" if trend.why else said


def say_silence(silence: Silence, translate: Translate = str) -> str:
    """Say which silence a factor keeps in a stage of life; `silence.why` says the rest."""
    return translate(_MISSING[silence.kind])


def _month(day: date, translate: Translate) -> str:
    return f"{translate(_MONTHS[day.month - 1])} {day.year}"


def say_period(period: Period, label: str, translate: Translate = str) -> str:
    """Say when: the publisher's own label, unless that is only a code.

    >>> say_period(Period.parse("2013-04-01/P1Y"), "2013/14")
    '2013/14'
    >>> code = "2013-08-01/P1Y"
    >>> say_period(Period.parse(code), code)
    'August 2013 to July 2014'
    >>> code = "2022-01-01/P3Y"
    >>> say_period(Period.parse(code), code)
    '2022 to 2024'
    """
    if label != period.iso:
        return label
    if period.start == period.end:
        return f"{period.start.day} {_month(period.start, translate)}"
    if (period.start.month, period.start.day, period.end.month, period.end.day) == (1, 1, 12, 31):
        first, last = str(period.start.year), str(period.end.year)
    else:
        first, last = _month(period.start, translate), _month(period.end, translate)
    return first if first == last else translate(sentence("{first} to {last}")).format(first=first, last=last)


def say_age(years_old: int | None, translate: Translate = str) -> str:
    """Say that a figure is old; nothing where it is three years or younger.

    >>> say_age(7)
    'over 7 years old'
    """
    if years_old is None:
        return ""
    return translate(sentence("over {years} years old")).format(years=years_old)


def say_origin(*, worked_out: bool, translate: Translate = str) -> str:
    """Say whose value it is."""
    return translate(sentence("worked out by us")) if worked_out else translate(sentence("as published"))


def say_stand_in(indicator: Indicator, language: str = "en", translate: Translate = str) -> str:
    """Say that a figure is a proxy, in the pack's own sentence; nothing where it measures the thing itself."""
    if indicator.stands_in_for is None:
        return ""
    return translate(sentence("A stand-in. {why}")).format(why=indicator.stands_in_for.in_language(language))
