"""A figure as one flat record: for a CSV row, a JSON object, an analyst's table."""

from __future__ import annotations

from collections.abc import Callable

from heartwood import wording
from heartwood.evidence.profile.shapes import Figure
from heartwood.pack import Indicator, Pack

Value = str | float | int | bool | None


def definition(indicator: Indicator) -> dict[str, Value]:
    """Say what an indicator is, whose, and under which licence."""
    source = indicator.source
    return {
        "indicator": indicator.key,
        "title": str(indicator.title),
        "definition": str(indicator.definition),
        "numerator": str(indicator.numerator),
        "denominator_is": str(indicator.denominator),
        "unit": str(indicator.unit),
        "polarity": str(indicator.polarity),
        "recorded_by_services": indicator.recorded_by_services,
        "stands_in_for": str(indicator.stands_in_for or ""),
        "caveats": " ".join(map(str, indicator.caveats)),
        "publisher": source.publisher,
        "source": source.title,
        "page": source.page,
        "licence": source.licence,
        "released": source.released.isoformat() if source.released else "date unknown",
    }


def namer(pack: Pack, language: str = "en") -> Callable[[str], str]:
    """Give the function that names an area of the pack by its code."""
    return lambda code: pack.areas[code].name.in_language(language) if code in pack.areas else code


def record(figure: Figure, area_name_of: Callable[[str], str]) -> dict[str, Value]:
    """Say a figure in full: numbers for machines, and the words that a page prints.

    `value` and the limits are as published; `said` is the value at the publisher's decimals, or the silence.
    """
    return {
        "area": figure.area.code,
        "area_name": area_name_of(figure.area.code),
        "period": figure.period.iso,
        "period_as_published": figure.label,
        **_value(figure),
        **_beside(figure, area_name_of),
        "trend": str(figure.trend.direction),
        "trend_said": wording.say_trend(figure.trend),
        "years_old": figure.years_old,
        "method": figure.estimate.method,
        "edition": " ".join(figure.estimate.sources),
    }


def _value(figure: Figure) -> dict[str, Value]:
    estimate = figure.estimate
    return {
        "value": estimate.value,
        "lower_limit": estimate.low,
        "upper_limit": estimate.high,
        "confidence_level": estimate.level if estimate.has_interval else None,
        "count": figure.count,
        "denominator": figure.denominator,
        "said": wording.say_value(estimate, figure.indicator.decimals, figure.indicator.suffix),
        "status": str(estimate.shown),
        "why": estimate.why,
        "doubts": " ".join(doubt.why for doubt in figure.doubts),
        "worked_out_by_us": figure.worked_out,
    }


def _beside(figure: Figure, area_name_of: Callable[[str], str]) -> dict[str, Value]:
    compared, near, indicator = figure.compared, figure.neighbours, figure.indicator
    return {
        "compared": str(compared.verdict) if compared else "",
        "compared_with": compared.against if compared else "",
        "compared_value": compared.estimate.value if compared and compared.estimate else None,
        "compared_said": wording.say_comparison(compared, indicator, area_name_of) if compared else "",
        "neighbours_value": near.estimate.value if near and near.estimate else None,
        "neighbours_said": wording.say_comparison(near, indicator, area_name_of) if near else "",
    }
