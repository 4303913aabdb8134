"""The tables of pages as files: every row says what it counts, when, where, how sure, and who published it."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartwood import wording
from heartwood.estimates import Estimate, Shown
from heartwood.evidence.profile import Cell, Compared, Figure
from heartwood.pack import Indicator, Role
from partnership.core import pack
from partnership.core.exports import Cell as Value
from partnership.core.exports import Export
from partnership.core.pack import in_language
from partnership.places.queries.figures import area_name, say_beside
from partnership.places.queries.indicators import find_indicator, indicator_list, series_by_area
from partnership.places.queries.lifecourse import district, silence_shown
from partnership.places.queries.opened import evidence, made_from

Line = dict[str, Value]

ABOUT_COLUMNS = {
    "place_code": gettext_lazy("The publisher's code of the area"),
    "place_name": gettext_lazy("The name of the area"),
    "stage": gettext_lazy("The stage of life; empty where the row is not about one"),
    "factor": gettext_lazy("The factor; empty for outcomes and for measures of no single factor"),
    "side": gettext_lazy("risk, protective or outcome"),
    "leads": gettext_lazy("yes where this figure fills the ring of its factor and stage"),
    "indicator": gettext_lazy("Our name of the measure, and its address under /indicators/"),
    "title": gettext_lazy("What the measure says, in our words"),
    "definition": gettext_lazy("What exactly is counted"),
    "unit": gettext_lazy("The unit of the value and of its limits"),
    "period": gettext_lazy("ISO 8601: a first day with a length, or one day"),
    "period_label": gettext_lazy("The publisher's own name of the period"),
    "value": gettext_lazy("The value as published, or as worked out by us where origin says so; empty for a silence"),
    "lower_95_confidence_limit": gettext_lazy("The lower end of the 95% interval; empty where there is none"),
    "upper_95_confidence_limit": gettext_lazy("The upper end of the 95% interval; empty where there is none"),
    "shown_as": gettext_lazy("The value as the page shows it"),
    "status": gettext_lazy("shown, too_few, not_published, not_loaded, nobody_measures or doubted"),
    "why_no_value": gettext_lazy("The reason, wherever status is not shown"),
    "doubt": gettext_lazy("What we doubt about a figure that is still shown"),
    "count": gettext_lazy("The numerator, where published"),
    "denominator": gettext_lazy("The denominator, where published"),
    "denominator_is": gettext_lazy("What the denominator counts"),
    "compared_with": gettext_lazy("The name of the area this one is compared with"),
    "compared_with_value": gettext_lazy("That area's value"),
    "comparison": gettext_lazy("How the two stand; only better, worse and similar are a judgement"),
    "comparison_in_words": gettext_lazy("The same as the page says it"),
    "neighbours_value": gettext_lazy("The middle value of the statistical neighbours"),
    "neighbours_comparison": gettext_lazy("How this area and its statistical neighbours stand"),
    "trend": gettext_lazy("rising, falling, no_clear_change or cannot_say"),
    "trend_in_words": gettext_lazy("The same as the page says it"),
    "origin": gettext_lazy("published, or worked_out by us from published counts"),
    "recorded_by_services": gettext_lazy("yes where the figure counts what services did or wrote down"),
    "stands_in_for": gettext_lazy("What the measure stands in for, where it is not the thing itself"),
    "source": gettext_lazy("The publisher; for a silence, who looked"),
    "source_title": gettext_lazy("The publication"),
    "source_page": gettext_lazy("The publisher's page"),
    "released": gettext_lazy("When the publisher released it, where known"),
    "licence": gettext_lazy("The licence of the figures"),
    "edition": gettext_lazy("Which file this was read from"),
    "build": gettext_lazy("Which build of this site it comes from"),
}
COLUMNS = tuple(ABOUT_COLUMNS)


def yes(said: bool) -> str:
    """Write yes or no."""
    return "yes" if said else "no"


def measure_line(indicator: Indicator) -> Line:
    """Write what a measure is."""
    source = indicator.source
    return {
        "indicator": indicator.slug,
        "title": in_language(indicator.title),
        "definition": in_language(indicator.definition),
        "unit": in_language(indicator.unit),
        "denominator_is": indicator.denominator_is,
        "recorded_by_services": yes(indicator.recorded_by_services),
        "stands_in_for": in_language(indicator.stands_in_for),
        "source": source.publisher,
        "source_title": source.title,
        "source_page": source.page,
        "released": source.released.isoformat() if source.released else "",
        "licence": source.licence,
    }


def estimate_line(estimate: Estimate, indicator: Indicator) -> Line:
    """Write an estimate."""
    at_95 = estimate.level == 0.95
    return {
        "value": estimate.value,
        "lower_95_confidence_limit": estimate.low if at_95 else None,
        "upper_95_confidence_limit": estimate.high if at_95 else None,
        "shown_as": wording.say_value(estimate, indicator.decimals, indicator.suffix, _),
        "status": estimate.shown.value,
        "why_no_value": _(estimate.why) if estimate.why else "",
        "edition": " ".join(estimate.sources),
    }


def compared_line(figure: Figure) -> Line:
    """Write what a figure stands beside."""
    if figure.estimate.shown is not Shown.SHOWN:
        return {}
    compared, neighbours = figure.compared, figure.neighbours
    return {
        "compared_with": area_name(compared.against) if compared else "",
        "compared_with_value": _value(compared),
        "comparison": compared.verdict.value if compared else "",
        "comparison_in_words": say_beside(compared, figure.indicator),
        "neighbours_value": _value(neighbours),
        "neighbours_comparison": neighbours.verdict.value if neighbours else "",
        "trend": figure.trend.direction.value,
        "trend_in_words": wording.say_trend(figure.trend, _),
    }


def _value(compared: Compared | None) -> float | None:
    return compared.estimate.value if compared and compared.estimate else None


def figure_line(figure: Figure, **where: Value) -> Line:
    """Write a figure, and where it stands on the page."""
    line = {
        "place_code": figure.area.code,
        "place_name": in_language(figure.area.name),
        "side": figure.indicator.role.value,
        "factor": figure.indicator.factor or "",
        "period": figure.period.iso,
        "period_label": figure.label,
        "doubt": " ".join(one.why for one in figure.doubts if not one.withheld),
        "count": figure.count,
        "denominator": figure.denominator,
        "origin": "worked_out" if figure.worked_out else "published",
    }
    return (
        line
        | measure_line(figure.indicator)
        | estimate_line(figure.estimate, figure.indicator)
        | (compared_line(figure) | where)
    )


def cell_lines(cell: Cell, code: str) -> list[Line]:
    """Write a cell: its figures, or its silence."""
    where: Line = {"stage": cell.stage.key, "factor": cell.factor.key, "side": cell.factor.role.value}
    if cell.lead is not None:
        others = [figure_line(figure, leads="no", **where) for figure in cell.others]
        return [figure_line(cell.lead, leads="yes", **where), *others]
    silence = silence_shown(cell.silence)
    said: Line = {
        "place_code": code,
        "place_name": area_name(code),
        "shown_as": silence.value_words,
        "status": silence.mark.value,
        "why_no_value": silence.why,
        "source": silence.source,
        "released": silence.period,
    }
    return [where | said]


def profile_lines(code: str, stage: str = "") -> list[Line]:
    """Write a place's whole life course, or one stage of it, in the order of the page."""
    profile, content = evidence().profile(code), pack.current()
    lines: list[Line] = []
    for key in content.stages:
        if stage in ("", key):
            for factor in content.factors:
                lines += cell_lines(profile.cells[factor, key], code)
            outcomes = profile.outcomes.get(key, ())
            lines += [figure_line(figure, stage=key, side=Role.OUTCOME.value) for figure in outcomes]
    return lines


def export(name: tuple[str, ...], title: str, page: str, lines: Iterable[Line]) -> Export:
    """Make lines a table to take away."""
    content, build = pack.current(), made_from().name
    about: Line = {
        "title": title,
        "partnership": in_language(content.name),
        "page": page,
        "build": build,
        "licence": licence(),
        "documentation": reverse("api"),
    }
    rows = [tuple((line | {"build": build}).get(column) for column in COLUMNS) for line in lines]
    return Export((content.key, *name, build), COLUMNS, rows, about)


def licence() -> str:
    """Say under which licence the figures are given on."""
    return _("Contains public sector information licensed under the Open Government Licence v3.0.")


def place_export(slug: str, stage: str = "") -> Export | None:
    """Give a place's figures, of all stages or of one; None where there is no such place or stage."""
    area = district(slug)
    if area is None or stage not in ("", *pack.current().stages):
        return None
    arguments = {"slug": slug} | ({"stage": stage} if stage else {})
    page = reverse("place-stage" if stage else "place", kwargs=arguments)
    name = (slug, stage or "life-course-profile")
    return export(name, in_language(area.name), page, profile_lines(area.code, stage))


def two_places_export(first: str, second: str) -> Export | None:
    """Give the leading figures of two places; None where either is unknown, or both are the same."""
    one, other = district(first), district(second)
    if one is None or other is None or one is other:
        return None
    lines = [line for area in (one, other) for line in profile_lines(area.code) if line.get("leads") == "yes"]
    page = f"{reverse('compare-places')}?a={first}&b={second}"
    return export((first, "and", second), _("Two places side by side"), page, lines)


def series_lines(indicator: Indicator) -> list[Line]:
    """Write every period of a measure in every area; a comparison only beside the latest."""
    known, lines = evidence(), []
    for code, figures in series_by_area(indicator).items():
        latest = known.figure(indicator.key, code)
        for figure in figures:
            newest = latest is not None and figure.period == latest.period
            lines.append(figure_line(latest if newest and latest else figure))
    return lines


def indicator_export(slug: str) -> Export | None:
    """Give every period of a measure in every area; None where there is no such measure."""
    indicator = find_indicator(slug)
    if indicator is None:
        return None
    page = reverse("indicator", kwargs={"slug": slug})
    return export((slug, "all-areas-over-time"), in_language(indicator.title), page, series_lines(indicator))


def crossing_export(kind: str, slug: str) -> Export | None:
    """Give the latest figures about a transition or a setting; None where there is no such one."""
    content, known = pack.current(), evidence()
    among = content.transitions if kind == "transition" else content.settings
    crossing = next((one for one in among.values() if one.slug == slug), None)
    if crossing is None:
        return None
    found = [known.figure(key, code) for key in crossing.indicators for code in content.areas]
    lines = [figure_line(figure) for figure in found if figure]
    return export((kind, slug), in_language(crossing.name), reverse(kind, kwargs={"slug": slug}), lines)


DICTIONARY = (
    "indicator", "title", "published_title", "definition", "numerator", "denominator", "denominator_is", "unit",
    "decimals", "role", "factor", "ages", "stages", "polarity", "interval", "recorded_by_services", "stands_in_for",
    "period", "caveats", "breaks", "small_numbers", "source", "source_title", "source_page", "released", "licence",
)  # fmt: skip


def definitions_export(asked: str = "") -> Export:
    """Give the definition of every measure, or of those that hold the words asked for."""
    wanted = {name.key for group in indicator_list(asked).groups for name in group.indicators}
    indicators = [one for key, one in pack.current().indicators.items() if key in wanted]
    rows = [tuple(definition_line(one).get(column) for column in DICTIONARY) for one in indicators]
    about: Line = {"title": _("All measures"), "page": reverse("indicators"), "licence": licence()}
    return Export((pack.current().key, "measures", made_from().name), DICTIONARY, rows, about)


def definition_line(indicator: Indicator) -> Line:
    """Write all that a measure's file says of it."""
    periods = sorted({one.period for series in series_by_area(indicator).values() for one in series})
    return measure_line(indicator) | {
        "published_title": indicator.published_title,
        "numerator": in_language(indicator.numerator),
        "denominator": in_language(indicator.denominator),
        "decimals": indicator.decimals,
        "role": indicator.role.value,
        "factor": indicator.factor or "",
        "ages": f"{_age(indicator.from_age)}-{_age(indicator.to_age)}",
        "stages": " ".join(indicator.stages),
        "polarity": indicator.polarity.value,
        "interval": indicator.interval,
        "period": f"{periods[0].iso} to {periods[-1].iso}" if periods else "",
        "caveats": " ".join(map(in_language, indicator.caveats)),
        "breaks": " ".join(f"{one.at.isoformat()}: {in_language(one.why)}" for one in indicator.breaks),
        "small_numbers": in_language(indicator.small_numbers),
    }


def _age(age: int | None) -> str:
    return "" if age is None else str(age)
