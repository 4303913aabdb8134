"""What the pictures say in words: the names round them, and the text for whoever does not see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from heartwood.evidence.pictures.panels import Series, breaks_within, dated, scales_of
from heartwood.evidence.pictures.states import JUDGED, SILENT, UNJUDGED, State, is_old, state_of, state_words
from heartwood.evidence.profile import Figure, Profile, Verdict
from heartwood.pack import Factor, Indicator, Role, Stage
from heartwood.sentences import sentence
from heartwood.wording import say_period, say_value

_NAMED = 3  # how many cells of a kind are named before "and others"


@dataclass(frozen=True, slots=True)
class Speech:
    """How to speak: our own words through `translate`, the pack's words in `language`."""

    translate: Callable[[str], str]
    language: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A sector of the narrow rings: its number, the factor's name, and whether it is a risk or a protection."""

    number: int
    name: str
    role: Role


def ring_key(profile: Profile, translate: Callable[[str], str] = str, language: str = "en") -> tuple[Numbered, ...]:
    """List the sectors as the narrow rings number them: risks down the right side, then protections down the left."""
    del translate  # names are the pack's own words; the argument keeps one face for all of this module
    listed = enumerate(factors_of(profile), start=1)
    return tuple(Numbered(number, factor.name.in_language(language), factor.role) for number, factor in listed)


def factors_of(profile: Profile) -> tuple[Factor, ...]:
    """List the factors in the pack's order, risks first."""
    factors = {cell.factor.key: cell.factor for cell in profile.cells.values()}
    return tuple(sorted(factors.values(), key=lambda factor: factor.role is not Role.RISK))


def stages_of(profile: Profile) -> tuple[Stage, ...]:
    """List the stages of life from the first to the last."""
    stages = {cell.stage.key: cell.stage for cell in profile.cells.values()}
    return tuple(sorted(stages.values(), key=lambda stage: -1 if stage.from_age is None else stage.from_age))


def rings_title(profile: Profile, translate: Callable[[str], str] = str, language: str = "en") -> str:
    """Name the picture."""
    return translate(sentence("The rings of {place}")).format(place=profile.area.name.in_language(language))


def describe_rings(
    profile: Profile,
    translate: Callable[[str], str] = str,
    language: str = "en",
    area_name_of: Callable[[str], str] | None = None,
) -> str:
    """Say what the rings show: how many cells have a figure, how those stand, and why the others have none."""
    speech = Speech(translate, language)
    cells: dict[State, list[str]] = {state: [] for state in State}
    for cell in profile.cells.values():
        names = {"factor": cell.factor.name, "stage": cell.stage.name}
        said = {which: name.in_language(language) for which, name in names.items()}
        cells[state_of(cell)].append(translate(sentence("{factor} ({stage})")).format(**said))
    silent = sum(len(cells[state]) for state in SILENT)
    known = len(profile.cells) - silent
    parts = (
        _size(profile, speech),
        translate(sentence("Cells with a figure: {count}.")).format(count=known),
        compared_with(profile, speech, area_name_of) if known else "",
        *(_named(cells[state], state, speech) for state in JUDGED + UNJUDGED),
        translate(sentence("Cells without a figure: {count}.")).format(count=silent),
        *(_named(cells[state], state, speech) for state in SILENT),
        _aged(profile, speech),
    )
    return " ".join(part for part in parts if part)


def compared_with(profile: Profile, speech: Speech, area_name_of: Callable[[str], str] | None) -> str:
    """Say which areas' figures these are compared with, or nothing where there is no comparison."""
    leads = (cell.lead for cell in profile.cells.values() if cell.lead and cell.lead.estimate.value is not None)
    compared = (lead.compared for lead in leads if lead.compared and lead.compared.verdict is not Verdict.CANNOT_SAY)
    codes = [code for code, _ in Counter(each.against for each in compared).most_common(2)]
    if not codes:
        return ""
    if area_name_of is None:
        return speech.translate(sentence("Compared with the country, or with the region where it has no figure."))
    if len(codes) == 1:
        return speech.translate(sentence("Compared with {area}.")).format(area=area_name_of(codes[0]))
    both = sentence("Compared with {area}, or with {other} where {area} has no figure.")
    return speech.translate(both).format(area=area_name_of(codes[0]), other=area_name_of(codes[1]))


def key_words(profile: Profile, speech: Speech, area_name_of: Callable[[str], str] | None) -> str:
    """Say above the key what holds for every cell: whose figures they are compared with, and what a line inside means."""
    aged = sentence("A line inside a cell: the figure is over three years old.")
    line = speech.translate(aged) if any(map(is_old, profile.cells.values())) else ""
    return " ".join(filter(None, (compared_with(profile, speech, area_name_of), line)))


def _size(profile: Profile, speech: Speech) -> str:
    size = sentence("{title}: {stages} stages of life by {factors} factors, {cells} cells.")
    return speech.translate(size).format(
        title=rings_title(profile, speech.translate, speech.language),
        stages=len(stages_of(profile)),
        factors=len(factors_of(profile)),
        cells=len(profile.cells),
    )


def _named(names: list[str], state: State, speech: Speech) -> str:
    """Count a state's cells, and where it is a judgement, name the first of them."""
    if not names:
        return ""
    count = f"{state_words(state, speech.translate)}: {len(names)}"
    if state not in (State.BETTER, State.WORSE):
        return f"{count}."
    return f"{count} ({'; '.join(names[:_NAMED])}{'; …' if len(names) > _NAMED else ''})."


def _aged(profile: Profile, speech: Speech) -> str:
    aged = sum(is_old(cell) for cell in profile.cells.values())
    return speech.translate(sentence("Figures over three years old: {count}.")).format(count=aged) if aged else ""


def area_name(series: Series, code: str, language: str = "en") -> str:
    """Name the area of a series by its figures."""
    return next(figure.area.name.in_language(language) for figure in series[code])


def describe_history(
    series_by_area: Series, indicator: Indicator, translate: Callable[[str], str] = str, language: str = "en"
) -> str:
    """Say what a history shows: for each area its first and its last figure, then the gaps and the breaks."""
    speech = Speech(translate, language)
    figures = [figure for series in series_by_area.values() for figure in dated(series)]
    holes = sum(figure.estimate.value is None for figure in figures)
    names = {"title": indicator.title.in_language(language), "unit": indicator.unit.in_language(language)}
    spans = {code: _span(series_by_area, code, indicator, speech) for code in series_by_area}
    breaks = len(breaks_within(indicator, scales_of(figures))) if figures else 0
    parts = [
        translate(sentence("{title}, over time ({unit}).")).format(**names),
        *(f"{area_name(series_by_area, code, language)}: {span}." for code, span in spans.items() if span),
        translate(sentence("Periods without a figure: {count}.")).format(count=holes) if holes else "",
        translate(sentence("Breaks in the line: {count}.")).format(count=breaks) if breaks else "",
    ]
    return " ".join(part for part in parts if part)


def _span(series: Series, code: str, indicator: Indicator, speech: Speech) -> str:
    known = [figure for figure in dated(series[code]) if figure.estimate.value is not None]
    ends = known[:1] + known[1:][-1:]
    return ", ".join(_point(figure, indicator, speech) for figure in ends)


def _point(figure: Figure, indicator: Indicator, speech: Speech) -> str:
    value = replace(figure.estimate, unit="")
    said = say_value(value, indicator.decimals, indicator.suffix, speech.translate)
    return f"{said} ({say_period(figure.period, figure.label, speech.translate)})"
