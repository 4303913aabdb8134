"""How a cell of a profile stands, and how each state is drawn: shape and pattern first, colour second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from heartwood.estimates import Shown
from heartwood.evidence.pictures.tokens import BARK, CLAY, LEAF, PAPER, STONE, STRAW, STRAW_EDGE
from heartwood.evidence.profile import Cell, Figure
from heartwood.sentences import sentence


class State(StrEnum):
    """Every way a cell can stand: the verdicts, then the silences. The values are those of `Verdict` and `Shown`."""

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    HIGHER_NO_INTERVAL = "higher_no_interval"
    LOWER_NO_INTERVAL = "lower_no_interval"
    SAME_NO_INTERVAL = "same_no_interval"
    MORE_RECORDED = "more_recorded"
    FEWER_RECORDED = "fewer_recorded"
    SAME_RECORDED = "same_recorded"
    CANNOT_SAY = "cannot_say"
    TOO_FEW = "too_few"
    NOT_PUBLISHED = "not_published"
    DOUBTED = "doubted"
    NOT_LOADED = "not_loaded"
    NOBODY_MEASURES = "nobody_measures"


JUDGED = (State.BETTER, State.SIMILAR, State.WORSE)
SILENT = (State.TOO_FEW, State.NOT_PUBLISHED, State.DOUBTED, State.NOT_LOADED, State.NOBODY_MEASURES)
UNJUDGED = tuple(state for state in State if state not in JUDGED + SILENT)


_RECORDED_AS = {
    State.HIGHER: State.MORE_RECORDED,
    State.LOWER: State.FEWER_RECORDED,
    State.SIMILAR: State.SAME_RECORDED,
    State.HIGHER_NO_INTERVAL: State.MORE_RECORDED,
    State.LOWER_NO_INTERVAL: State.FEWER_RECORDED,
    State.SAME_NO_INTERVAL: State.SAME_RECORDED,
}


def state_of(cell: Cell) -> State:
    """Say how a cell stands. Without a lead and without a reason it is a figure that this build does not hold."""
    if cell.lead is None:
        nobody = cell.silence is not None and cell.silence.kind == "nobody_measures"
        return State.NOBODY_MEASURES if nobody else State.NOT_LOADED
    return state_of_figure(cell.lead)


def state_of_figure(figure: Figure) -> State:
    """Say how a figure stands. What services did or wrote down has no good direction, whatever it is compared with."""
    if figure.estimate.shown is not Shown.SHOWN:
        return State(figure.estimate.shown.value)
    if figure.compared is None:
        return State.CANNOT_SAY
    state = State(figure.compared.verdict.value)
    return _RECORDED_AS.get(state, state) if figure.indicator.recorded_by_services else state


def is_old(cell: Cell) -> bool:
    """Whether the figure that fills the cell is over three years old."""
    return cell.lead is not None and cell.lead.estimate.shown is Shown.SHOWN and cell.lead.years_old is not None


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a state is drawn. `pattern` is "", "hatch" or "dots"; `sign` names a small shape, filled or in outline."""

    fill: str
    edge: str
    edge_width: float
    inset: float = 0.0
    dashed: bool = False
    pattern: str = ""
    sign: str = ""
    sign_filled: bool = False
    sign_colour: str = BARK


_LIGHTER = Drawn(PAPER, STONE, 1.0)
_RECORDED = Drawn(PAPER, STONE, 1.0, pattern="dots", sign_filled=True)
_SILENT = Drawn(PAPER, STONE, 1.0, inset=1.5, dashed=True, sign_colour=STONE)

DRAWN = {
    State.BETTER: Drawn(LEAF, LEAF, 1.0, sign="leaf", sign_filled=True, sign_colour=PAPER),
    State.SIMILAR: Drawn(STRAW, STRAW_EDGE, 1.25),
    State.WORSE: Drawn(PAPER, CLAY, 1.25, pattern="hatch"),
    State.HIGHER: Drawn(PAPER, BARK, 1.75, sign="up", sign_filled=True),
    State.LOWER: Drawn(PAPER, BARK, 1.75, sign="down", sign_filled=True),
    State.HIGHER_NO_INTERVAL: replace(_LIGHTER, sign="up"),
    State.LOWER_NO_INTERVAL: replace(_LIGHTER, sign="down"),
    State.SAME_NO_INTERVAL: replace(_LIGHTER, sign="equal"),
    State.MORE_RECORDED: replace(_RECORDED, sign="up"),
    State.FEWER_RECORDED: replace(_RECORDED, sign="down"),
    State.SAME_RECORDED: replace(_RECORDED, sign="bars"),
    State.CANNOT_SAY: replace(_LIGHTER, sign="circle"),
    State.TOO_FEW: replace(_SILENT, sign="star"),
    State.NOT_PUBLISHED: replace(_SILENT, sign="square"),
    State.DOUBTED: replace(_SILENT, sign="question"),
    State.NOT_LOADED: replace(_SILENT, sign="waiting"),
    State.NOBODY_MEASURES: _SILENT,
}


_WORDS = {
    State.BETTER: sentence("Better"),
    State.SIMILAR: sentence("Similar"),
    State.WORSE: sentence("Worse"),
    State.HIGHER: sentence("Higher; neither way is good"),
    State.LOWER: sentence("Lower; neither way is good"),
    State.HIGHER_NO_INTERVAL: sentence("Higher; how sure is not published"),
    State.LOWER_NO_INTERVAL: sentence("Lower; how sure is not published"),
    State.SAME_NO_INTERVAL: sentence("The same; how sure is not published"),
    State.MORE_RECORDED: sentence("More recorded by services"),
    State.FEWER_RECORDED: sentence("Fewer recorded by services"),
    State.SAME_RECORDED: sentence("As many recorded by services"),
    State.CANNOT_SAY: sentence("A figure we cannot compare"),
    State.TOO_FEW: sentence("Too few to show"),
    State.NOT_PUBLISHED: sentence("Not published"),
    State.DOUBTED: sentence("Published, and we doubt it"),
    State.NOT_LOADED: sentence("Published, not loaded here"),
    State.NOBODY_MEASURES: sentence("Nobody measures this"),
}


def state_words(state: State, translate: Callable[[str], str] = str) -> str:
    """Say a state in one short line, as the key of the rings does."""
    return translate(_WORDS[state])
