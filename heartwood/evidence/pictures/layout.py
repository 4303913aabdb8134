"""Where everything of the rings goes: a log split down the middle, its rings, their names and the key below."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace

from heartwood.evidence.pictures.marks import LINE, Align, Label
from heartwood.evidence.pictures.shapes import Piece, polar
from heartwood.evidence.pictures.states import JUDGED, SILENT, UNJUDGED, State, is_old, state_of, state_words
from heartwood.evidence.pictures.tokens import BARK, HEART, INK, TEXT
from heartwood.evidence.pictures.words import Speech, factors_of, stages_of
from heartwood.evidence.profile import Profile
from heartwood.pack import Role
from heartwood.sentences import sentence

_LETTER = 0.5  # of the size of the text: the mean width of a letter in the page's font
_ROW = 28  # pixels from one line of the key to the next
_GAP = 2.2  # pixels of wood between two cells, half on each side


@dataclass(frozen=True, slots=True)
class Frame:
    """The sizes of a picture, in pixels. The halves of the log stand `cut` left and right of the middle."""

    width: float
    cut: float
    hollow: float  # the radius at which the first ring begins
    depth: float  # of one ring
    rings: int
    bark: float
    top: float  # of the log
    wide: bool

    @property
    def edge(self) -> float:
        """The radius of the log, bark and all."""
        return self.hollow + self.depth * self.rings + self.bark

    @property
    def middle(self) -> float:
        """The x of the cut."""
        return self.width / 2

    @property
    def centre(self) -> float:
        """The y of the centre of the rings."""
        return self.top + self.edge

    @property
    def bottom(self) -> float:
        """Where the log ends and the key may begin."""
        return self.centre + self.edge

    def side(self, role: Role) -> float:
        """The x of the centre of a half."""
        return self.middle + (self.cut if role is Role.RISK else -self.cut)


@dataclass(frozen=True, slots=True)
class Sector:
    """A cell of the profile, or a swatch of the key, with its place."""

    state: State
    piece: Piece
    factor: str = ""
    stage: str = ""
    old: bool = False


def frame_of(profile: Profile, speech: Speech, *, wide: bool) -> Frame:
    """Fit the log into the width: the names of the stages need room in the cut, those of the factors beside it."""
    stages = stages_of(profile)
    longest = max(len(stage.name.in_language(speech.language)) for stage in stages)
    width, beside, hollow, bark, top, cut = (328.0, 21.0, 21.0, 5.0, 30.0, 12.0)
    if wide:
        width, beside, hollow, bark, top = (960.0, 178.0, 52.0, 12.0, 38.0)
        cut = max(46.0, longest * _LETTER * TEXT / 2 + 6)
    depth = (width / 2 - cut - beside - bark - hollow) / len(stages)
    return Frame(width, cut, hollow, depth, len(stages), bark, top, wide)


def sectors(profile: Profile, frame: Frame) -> list[Sector]:
    """Place every cell of the profile."""
    rows = {stage.key: at for at, stage in enumerate(stages_of(profile))}
    spans = spans_of(profile)
    placed = []
    for (factor, stage), cell in profile.cells.items():
        inner = frame.hollow + rows[stage] * frame.depth
        trim = _GAP / 2 / (inner + frame.depth / 2)  # so that the wood between two cells is as wide in every ring
        piece = Piece(
            x=frame.side(cell.factor.role),
            y=frame.centre,
            start=spans[factor][0] + trim,
            end=spans[factor][1] - trim,
            inner=inner + _GAP / 2,
            outer=inner + frame.depth - _GAP / 2,
        )
        placed.append(Sector(state_of(cell), piece, factor, stage, is_old(cell)))
    return placed


def spans_of(profile: Profile) -> dict[str, tuple[float, float]]:
    """Share each half among its factors from the top down: angles in radians clockwise from the top."""
    spans = {}
    for role in (Role.RISK, Role.PROTECTIVE):
        keys = [factor.key for factor in factors_of(profile) if (factor.role is Role.RISK) == (role is Role.RISK)]
        for at, key in enumerate(keys):
            start, end = math.pi * at / len(keys), math.pi * (at + 1) / len(keys)
            spans[key] = (start, end) if role is Role.RISK else (math.tau - end, math.tau - start)
    return spans


def factor_labels(profile: Profile, frame: Frame, speech: Speech) -> list[Label]:
    """Name each sector outside the bark: in words where it is wide, by number where it is narrow."""
    labels = []
    for number, factor in enumerate(factors_of(profile), start=1):
        start, end = spans_of(profile)[factor.key]
        x, y = polar((start + end) / 2, frame.edge + (16 if frame.wide else 12))
        name = factor.name.in_language(speech.language) if frame.wide else str(number)
        lines = tuple(textwrap.wrap(name, 20))
        y *= 1 + (len(lines) - 1) * LINE / 2 / frame.edge  # so that the second line does not lie on the bark
        align: Align = "center" if not frame.wide else "left" if factor.role is Role.RISK else "right"
        at = (frame.side(factor.role) + x, frame.centre + y)
        labels.append(Label(lines, *at, align, bold=not frame.wide, size=TEXT if frame.wide else 15))
    return labels


def stage_labels(
    profile: Profile, frame: Frame, speech: Speech, links: Callable[[str], str] | None = None
) -> list[Label]:
    """Name each ring in the cut, above and below: in words where it is wide, by its first age where it is narrow."""
    labels = []
    for at, stage in enumerate(stages_of(profile)):
        out = frame.hollow + frame.depth * (at + 0.5)
        name = stage.name.in_language(speech.language) if frame.wide else str(stage.from_age or 0)
        if not frame.wide and stage.from_age is None:
            continue
        href = links(stage.key) if links and frame.wide else ""
        below = Label((name,), frame.middle, frame.centre + out, "center", size=TEXT if frame.wide else 13)
        labels += [below, replace(below, y=frame.centre - out, href=href, colour=HEART if href else INK)]
    return labels


def headings(profile: Profile, frame: Frame, speech: Speech) -> list[Label]:
    """Name the two halves, and the place in the middle."""
    say = speech.translate
    if frame.wide:
        left, right = say(sentence("What protects people")), say(sentence("What people carry"))
        place = tuple(textwrap.wrap(profile.area.name.in_language(speech.language), 11))
        centre = [Label(place, frame.middle, frame.centre, "center", bold=True, size=20, colour=BARK)]
    else:
        left, right, centre = say(sentence("Protection")), say(sentence("Risk")), []
    return [
        Label((left,), 0, 12, "left", bold=True, size=18 if frame.wide else TEXT, colour=BARK),
        Label((right,), frame.width, 12, "right", bold=True, size=18 if frame.wide else TEXT, colour=BARK),
        *centre,
    ]


def key(shown: list[Sector], said: str, frame: Frame, speech: Speech) -> tuple[list[Sector], list[Label], float]:
    """Explain the states that this picture holds, and no others; also give the height that the picture then needs."""
    swatches: list[Sector] = []
    lines = tuple(textwrap.wrap(said, 115 if frame.wide else 40))
    top = frame.bottom + (46 if frame.wide else 40)
    labels = [Label(lines, 0, top + (len(lines) - 1) * LINE / 2)] if lines else []
    lowest = top = top + (len(lines) * LINE + 18 if lines else 0)
    for heading, rows, across in _groups(shown, speech):
        x, y = (across * frame.width, top) if frame.wide else (0.0, lowest)
        labels += [Label((heading,), x, y, bold=True, colour=BARK)] if rows else []
        for row, (state, words) in enumerate(rows, start=1):
            swatches.append(Sector(state, _swatch(x, y + row * _ROW)))
            labels.append(Label((words,), x + 46, y + row * _ROW))
        lowest = max(lowest, y + len(rows) * _ROW + (34 if rows and not frame.wide else 0))
    return swatches, labels, lowest + 18


def _groups(shown: list[Sector], speech: Speech) -> list[tuple[str, list[tuple[State, str]], float]]:
    """List the three parts of the key: heading, rows (state, words), part of the width."""
    say, present = speech.translate, {sector.state for sector in shown}
    headings = (sentence("Better or worse"), sentence("A figure, no judgement"), sentence("No figure, and why"))
    groups = []
    for heading, states, across in zip(headings, (JUDGED, UNJUDGED, SILENT), (0.0, 0.24, 0.65), strict=True):
        rows = [(state, state_words(state, say)) for state in states if state in present]
        groups.append((say(heading), rows, across))
    return groups


def _swatch(x: float, y: float) -> Piece:
    """Cut a piece from a ring as large as those in the picture."""
    radius, half = 140.0, 0.125
    return Piece(x + 18, y + radius, math.tau - half, math.tau + half, radius - 11, radius + 11)
