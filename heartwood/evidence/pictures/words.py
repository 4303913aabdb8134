"""What the pictures say in words: the names round them, and the text for whoever does not see them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from heartwood.evidence.pictures.states import JUDGED, SILENT, UNJUDGED, State, state_of, state_words
from heartwood.evidence.profile import Profile
from heartwood.pack import Factor, Role, Stage

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
    return translate("The rings of {place}").format(place=profile.area.name.in_language(language))


def describe_rings(
    profile: Profile, translate: Callable[[str], str] = str, language: str = "en", against: str = ""
) -> str:
    """Say what the rings show: how many cells have a figure, how those stand, and why the others have none."""
    speech = Speech(translate, language)
    cells: dict[State, list[str]] = {state: [] for state in State}
    for cell in profile.cells.values():
        names = (cell.factor.name.in_language(language), cell.stage.name.in_language(language))
        cells[state_of(cell)].append(translate("{factor} ({stage})").format(factor=names[0], stage=names[1]))
    silent = sum(len(cells[state]) for state in SILENT)
    size = translate("{title}: {stages} stages of life by {factors} factors, {cells} cells.").format(
        title=rings_title(profile, translate, language),
        stages=len(stages_of(profile)),
        factors=len(factors_of(profile)),
        cells=len(profile.cells),
    )
    shown = translate("With a figure: {count}.").format(count=len(profile.cells) - silent)
    empty = translate("Without a figure: {count}.").format(count=silent)
    judged = _judged(cells, speech, against)
    return " ".join(
        filter(None, (size, shown, judged, _counted(cells, UNJUDGED, speech), empty, _counted(cells, SILENT, speech)))
    )


def compared_with(translate: Callable[[str], str], against: str) -> str:
    """Say whose figures these are compared with."""
    return translate("Compared with {area}").format(area=against) if against else translate("Compared")


def _judged(cells: dict[State, list[str]], speech: Speech, against: str) -> str:
    words = state_words(speech.translate)
    parts = []
    for state in JUDGED:
        named = "; ".join(cells[state][:_NAMED]) + ("; …" if len(cells[state]) > _NAMED else "")
        count = f"{words[state].lower()} {len(cells[state])}"
        parts.append(f"{count} ({named})" if named and state is not State.SIMILAR else count)
    return f"{compared_with(speech.translate, against)}: {', '.join(parts)}."


def _counted(cells: dict[State, list[str]], states: tuple[State, ...], speech: Speech) -> str:
    words = state_words(speech.translate)
    return " ".join(f"{words[state]}: {len(cells[state])}." for state in states if cells[state])
