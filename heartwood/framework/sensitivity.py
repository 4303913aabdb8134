"""What each rule of a scoring does to the level: leave one out, move each number, and say what changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from heartwood.framework.scoring import HIGHEST, Combining, How, Scoring, level_of

STEP = 0.1  # of a share
DOUBLE = 2.0  # of a weight


class Kind(StrEnum):
    """What was changed about a scoring."""

    COMBINED_OTHERWISE = "combined_otherwise"
    OTHER_SHARE = "other_share"
    WEIGHT_DOUBLED = "weight_doubled"
    WITHOUT_CAP = "without_cap"
    OTHER_CAP = "other_cap"
    WITHOUT_STANDARD = "without_standard"


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing changed: what, to what, and the level that it would give."""

    kind: Kind
    what: str  # the other way, the fact of a cap, or the standard
    to: float | None  # the other share or cap
    level: int
    by: int  # levels up (above 0) or down


def _combinings(scoring: Scoring, levels: Mapping[str, int]) -> Iterator[tuple[Kind, str, float | None, Scoring]]:
    now = scoring.combining
    for how in How:
        if how is not now.how:
            yield Kind.COMBINED_OTHERWISE, how.value, None, replace(scoring, combining=replace(now, how=how))
    if now.how is How.SHARE_AT_LEAST:
        for share in (round(now.share - STEP, 9), round(now.share + STEP, 9)):
            if 0 < share <= 1:
                yield Kind.OTHER_SHARE, "", share, replace(scoring, combining=replace(now, share=share))
    if now.how is How.WEIGHTED_MEAN:
        for standard in levels:
            yield Kind.WEIGHT_DOUBLED, standard, None, replace(scoring, combining=_doubled(now, standard))


def _doubled(combining: Combining, standard: str) -> Combining:
    weights = dict(combining.weights)
    weights[standard] = DOUBLE * weights.get(standard, 1.0)
    return replace(combining, weights=tuple(sorted(weights.items())))


def _caps(scoring: Scoring) -> Iterator[tuple[Kind, str, float | None, Scoring]]:
    for at, cap in enumerate(scoring.caps):
        others = scoring.caps[:at], scoring.caps[at + 1 :]
        yield Kind.WITHOUT_CAP, cap.unless, None, replace(scoring, caps=others[0] + others[1])
        for at_most in (cap.at_most - 1, cap.at_most + 1):
            if 1 <= at_most < HIGHEST:
                moved = (replace(cap, at_most=at_most),)
                yield Kind.OTHER_CAP, cap.unless, float(at_most), replace(scoring, caps=others[0] + moved + others[1])


def sensitivity(scoring: Scoring, levels: Mapping[str, int | None], facts: Sequence[str]) -> tuple[Changed, ...]:
    """Give what the level would be with each rule changed and each standard left out; nothing where there is none.

    Every change is listed, also those that change nothing: that a level hangs on no rule is worth as much.

    >>> from heartwood.framework.scoring import Cap
    >>> rule = Scoring(Combining(How.MEDIAN), (Cap(3, "lived_experience"),))
    >>> [(one.kind.value, one.by) for one in sensitivity(rule, {"a": 4, "b": 5}, []) if one.by]
    [('without_cap', 1), ('other_cap', -1), ('other_cap', 1)]
    """
    known = {standard: level for standard, level in levels.items() if level is not None}
    if not known:
        return ()
    now = level_of(scoring, known, facts)
    tried = [
        (kind, what, to, level_of(other, known, facts))
        for kind, what, to, other in (*_combinings(scoring, known), *_caps(scoring))
    ]
    for standard in known if len(known) > 1 else ():
        rest = {other: level for other, level in known.items() if other != standard}
        tried.append((Kind.WITHOUT_STANDARD, standard, None, level_of(scoring, rest, facts)))
    return tuple(Changed(kind, what, to, level, level - now) for kind, what, to, level in tried)
