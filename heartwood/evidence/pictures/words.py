"""What the pictures say in words: the names round them, and the text for whoever does not see them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from heartwood.evidence.pictures.panels import Series, breaks_within, dated, scales_of
from heartwood.evidence.pictures.states import JUDGED, SILENT, UNJUDGED, State, state_of, state_words
from heartwood.evidence.profile import Profile
from heartwood.pack import Factor, Indicator, Role, Stage
from heartwood.sentences import sentence
from heartwood.wording import say_value

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
    profile: Profile, translate: Callable[[str], str] = str, language: str = "en", against: str = ""
) -> str:
    """Say what the rings show: how many cells have a figure, how those stand, and why the others have none."""
    speech = Speech(translate, language)
    cells: dict[State, list[str]] = {state: [] for state in State}
    for cell in profile.cells.values():
        names = (cell.factor.name.in_language(language), cell.stage.name.in_language(language))
        cells[state_of(cell)].append(translate(sentence("{factor} ({stage})")).format(factor=names[0], stage=names[1]))
    silent = sum(len(cells[state]) for state in SILENT)
    size = translate(sentence("{title}: {stages} stages of life by {factors} factors, {cells} cells.")).format(
        title=rings_title(profile, translate, language),
        stages=len(stages_of(profile)),
        factors=len(factors_of(profile)),
        cells=len(profile.cells),
    )
    shown = translate(sentence("With a figure: {count}.")).format(count=len(profile.cells) - silent)
    empty = translate(sentence("Without a figure: {count}.")).format(count=silent)
    judged = _judged(cells, speech, against)
    return " ".join(
        filter(None, (size, shown, judged, _counted(cells, UNJUDGED, speech), empty, _counted(cells, SILENT, speech)))
    )


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
    title = translate(sentence("{title}, over time.")).format(title=indicator.title.in_language(language))
    spans = [_span(series_by_area, code, indicator, speech) for code in series_by_area]
    gaps = translate(sentence("Periods without a figure: {count}.")).format(count=holes)
    breaks = len(breaks_within(indicator, scales_of(figures))) if figures else 0
    broken = translate(sentence("Breaks in the line: {count}.")).format(count=breaks) if breaks else ""
    return " ".join(filter(None, (title, *spans, gaps, broken)))


def _span(series: Series, code: str, indicator: Indicator, speech: Speech) -> str:
    known = [figure for figure in dated(series[code]) if figure.estimate.value is not None]
    if not known:
        return ""
    ends = [(say_value(f.estimate, indicator.decimals, indicator.suffix, speech.translate), f.label) for f in known]
    (first, since), (last, until) = ends[0], ends[-1]
    template = sentence("{area}: {first} ({since}), {last} ({until}).")
    said = {"area": area_name(series, code, speech.language), "first": first, "since": since}
    return speech.translate(template).format(**said, last=last, until=until)


def compared_with(translate: Callable[[str], str], against: str) -> str:
    """Say whose figures these are compared with."""
    return (
        translate(sentence("Compared with {area}")).format(area=against) if against else translate(sentence("Compared"))
    )


def _judged(cells: dict[State, list[str]], speech: Speech, against: str) -> str:
    parts = []
    for state in JUDGED:
        named = "; ".join(cells[state][:_NAMED]) + ("; …" if len(cells[state]) > _NAMED else "")
        count = f"{state_words(state, speech.translate).lower()} {len(cells[state])}"
        parts.append(f"{count} ({named})" if named and state is not State.SIMILAR else count)
    return f"{compared_with(speech.translate, against)}: {', '.join(parts)}."


def _counted(cells: dict[State, list[str]], states: tuple[State, ...], speech: Speech) -> str:
    return " ".join(f"{state_words(state, speech.translate)}: {len(cells[state])}." for state in states if cells[state])
