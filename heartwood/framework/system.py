"""The view of the whole system: how partners are spread over levels, how that moved, and who is missing.

Arrays inside: partners x years x standards. Nobody is ranked, and the health service and the whole system are two
views that are never added up. What is shown is closed like a seat: from ten partners, near-unanimity hidden, and no
group that follows from the others.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from heartwood.disclosure.opening import ALL_BUT, concealed
from heartwood.estimates import Estimate, Shown
from heartwood.evidence import rates
from heartwood.sentences import sentence

Array: TypeAlias = NDArray[np.float64]
Codes: TypeAlias = NDArray[np.int64]

LEVELS = 5
LEAST_PARTNERS = 10
LARGEST_SHARE = 0.5  # of a group's workforce that one partner may be, where the group is weighted
ROUNDED_TO = 5.0  # per cent, of a weighted share

SHARE = sentence("% of partners")
WEIGHTED_SHARE = sentence("% of the workforce of partners")
STEPS = sentence("levels")
COVERED = sentence("% of partners invited")

TOO_FEW = sentence("Fewer than ten partners stand behind this, or it would show what fewer than ten said.")
ONE_IS_LARGE = sentence("One partner is so large that this would show what it said, or nearly all said the same.")
MOVED_ALIKE = sentence("Nearly all partners here moved alike, or one is very large: a mean would show what each did.")
NOBODY_INVITED = sentence("Nobody was invited here in this year.")


class Within(StrEnum):
    """Of what a view is. Two views of different kinds are never put side by side as one."""

    WHOLE_SYSTEM = "whole_system"
    HEALTH_SERVICE = "health_service"


@dataclass(frozen=True, slots=True)
class Panel:
    """What partners agreed about themselves, and who they are.

    Attributes
    ----------
    levels
        (partners, years, standards): 1 to 5, 0 where there is none.
    workforce
        (partners,) people who work there, above 0.
    group
        (partners,) which group each is in, from 0: a sector or a place.
    groups
        Their names.
    invited
        (partners, years) whether each was asked.
    health
        (partners,) whether each belongs to the health service.
    """

    levels: NDArray[np.int8]
    workforce: Array
    group: Codes
    groups: tuple[str, ...]
    invited: NDArray[np.bool_]
    health: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Spread:
    """How partners are spread over levels: (groups, years, standards, levels), and (groups, years, standards) beside it.

    Attributes
    ----------
    counts
        Partners, near-unanimity hidden; 0 everywhere where `open` is False.
    weighted
        Shares of the workforce; NaN where not `weighable`.
    effective
        To how many equal partners a weighted group is worth, (sum w)^2 / sum w^2.
    """

    counts: NDArray[np.int64]
    weighted: Array
    effective: Array
    open: NDArray[np.bool_]
    weighable: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Moves:
    """Mean change of the same partners from each year to the next: (groups, years - 1, standards), NaN where closed."""

    value: Array
    low: Array
    high: Array
    partners: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class View:
    """One view of the system. The last row of every array is all groups together."""

    within: Within
    groups: tuple[str, ...]
    spread: Spread
    moves: Moves
    weighted_moves: Moves
    answered: NDArray[np.int64]  # (groups, years) partners with a level in any standard
    invited: NDArray[np.int64]  # (groups, years)


@dataclass(frozen=True, slots=True)
class Tally:
    """Partners told apart by group, cell (a year and a standard) and kind (a level, or a move); all groups come last.

    Attributes
    ----------
    counts, weights, squares
        Partners, their workforce and its squares, (groups + 1, years, standards, kinds).
    largest
        The largest workforce among them, (groups + 1, years, standards).
    """

    counts: NDArray[np.int64]
    weights: Array
    squares: Array
    largest: Array


def tally(panel: Panel, kinds: NDArray[np.int64], number: int) -> Tally:
    """Tell partners apart by their kinds, (partners, years, standards), from 0; -1 where there is none.

    Only who answered is visited: that is far quicker than multiplying by noughts.
    """
    cells, groups = math.prod(kinds.shape[1:]), len(panel.groups)
    rows = kinds.reshape(len(kinds), cells)
    who, cell = np.nonzero(rows >= 0)
    place = panel.group[who] * cells + cell
    at = place * number + rows[who, cell]
    w = panel.workforce[who]
    sums = [
        np.bincount(at, one, groups * cells * number).reshape(groups, *kinds.shape[1:], number)
        for one in (np.ones_like(w), w, w * w)
    ]
    largest = np.zeros(groups * cells)
    np.maximum.at(largest, place, w)
    largest = largest.reshape(groups, *kinds.shape[1:])
    counts, weights, squares = (np.concatenate([one, one.sum(0, keepdims=True)]) for one in sums)
    whole = largest.max(0, keepdims=True, initial=0.0)
    return Tally(np.rint(counts).astype(np.int64), weights, squares, np.concatenate([largest, whole]))


def may_open(partners: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say which groups may be shown, (groups + 1, ...) partners with all together last.

    A group of fewer than ten is closed; and where the closed ones would together be fewer than ten, the next smallest
    is closed too, because all together less the open ones would show them.
    """
    parts = partners[:-1]
    order = np.argsort(parts, axis=0, kind="stable")
    ascending = np.take_along_axis(parts, order, axis=0)
    closed_sum = np.concatenate([np.zeros_like(ascending[:1]), np.cumsum(ascending, axis=0)])
    closed = np.arange(len(parts) + 1).reshape(-1, *[1] * (parts.ndim - 1))
    enough = (closed >= (ascending < LEAST_PARTNERS).sum(0)) & ((closed_sum == 0) | (closed_sum >= LEAST_PARTNERS))
    first = np.where(enough.any(0), enough.argmax(0), len(parts))
    open_parts = np.argsort(order, axis=0, kind="stable") >= first
    return np.asarray(np.concatenate([open_parts & (parts > 0), partners[-1:] >= LEAST_PARTNERS]))


def spread(panel: Panel, may_show: NDArray[np.bool_]) -> Spread:
    """Count partners by group, year, standard and level, and weigh them by their workforce.

    Parameters
    ----------
    may_show
        (years, standards), or with groups and all together first: whether anything of this panel may be shown there.
    """
    told = tally(panel, panel.levels.astype(np.int64) - 1, LEVELS)
    partners, total = told.counts.sum(-1), told.weights.sum(-1)
    shown = may_open(partners) & may_show
    weighable = shown & ~_alike(told) & (told.largest <= LARGEST_SHARE * total)
    hidden = concealed(told.counts, np.full(partners.shape, ALL_BUT))
    with np.errstate(divide="ignore", invalid="ignore"):
        weighted, effective = told.weights / total[..., None], total * total / told.squares.sum(-1)
    counts = np.where(shown[..., None], hidden, 0)
    return Spread(counts, np.where(weighable[..., None], weighted, np.nan), effective, shown, weighable)


def _alike(told: Tally) -> NDArray[np.bool_]:
    """Say where all but two are of one kind: what is said of all would be said of each."""
    return np.asarray(told.counts.max(-1) >= told.counts.sum(-1) - ALL_BUT)


def moves(panel: Panel, may_show: NDArray[np.bool_], *, weigh: bool, level: float = 0.95) -> Moves:
    """Give how the same partners moved from each year to the next, with Student's t limits.

    With w = 1, or the workforce: mean = sum w d / sum w, its variance = sum w^2 (d - mean)^2 / (sum w)^2 times
    e / (e - 1), with e = (sum w)^2 / sum w^2 partners' worth and e - 1 degrees of freedom.
    """
    both = (panel.levels[:, 1:] > 0) & (panel.levels[:, :-1] > 0)
    kinds = np.where(both, np.diff(panel.levels.astype(np.int64), axis=1) + LEVELS - 1, -1)
    told = tally(panel if weigh else replace(panel, workforce=np.ones(len(both))), kinds, 2 * LEVELS - 1)
    partners, total = told.counts.sum(-1), told.weights.sum(-1)
    mean, reach = _mean_and_reach(told, level)
    open_ = may_open(partners) & may_show
    shown = open_ & ~_alike(told) & (told.largest <= LARGEST_SHARE * total)
    value, low, high = (np.where(shown, one, np.nan) for one in (mean, mean - reach, mean + reach))
    return Moves(value, low, high, np.where(open_, partners, 0))


def _mean_and_reach(told: Tally, level: float) -> tuple[Array, Array]:
    d = np.arange(1.0 - LEVELS, LEVELS)
    total, squares = told.weights.sum(-1), told.squares.sum(-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (told.weights * d).sum(-1) / total
        about = (told.squares * (d - mean[..., None]) ** 2).sum(-1)
        worth = total * total / squares
        variance = about / (total * total) * worth / (worth - 1)
        return mean, stdtrit(worth - 1, 0.5 + level / 2) * np.sqrt(variance)


def _only(panel: Panel, keep: NDArray[np.bool_]) -> Panel:
    return replace(
        panel,
        levels=panel.levels[keep],
        workforce=panel.workforce[keep],
        group=panel.group[keep],
        invited=panel.invited[keep],
        health=panel.health[keep],
    )


def _few(partners: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say where there are partners, and fewer than ten."""
    return np.asarray((partners > 0) & (partners < LEAST_PARTNERS))


def _rest_hides(there: NDArray[np.bool_], panel: Panel) -> NDArray[np.bool_]:
    """Say where the whole system less the health service would not show fewer than ten partners, in all or in a group.

    A group's row stands only where no group's rest is small: with one row left out, all less the others would show it.
    """
    health, rest = (_by_group(replace(panel, group=panel.group[keep]), there[keep]) for keep in _halves(panel))
    inside = ~_few(rest[-1:])
    apart = ~np.any((health[:-1] > 0) & _few(rest[:-1]), axis=0, keepdims=True)
    return np.concatenate([np.repeat(inside & apart, len(panel.groups), axis=0), inside])


def _halves(panel: Panel) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    return panel.health, ~panel.health


def _both(there: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return there[:, 1:] & there[:, :-1]


def other_sectors_hide(by_sector: Panel) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Say where the health service may be shown beside the whole by sector: (years, standards), and of movement.

    Sectors that are closed there follow, together, from the whole less the health service less those that are open.
    """
    there = by_sector.levels > 0
    return _sectors_hide(by_sector, there), _sectors_hide(by_sector, _both(there))


def _sectors_hide(by_sector: Panel, there: NDArray[np.bool_]) -> NDArray[np.bool_]:
    partners = _by_group(by_sector, there)
    of_health = np.array([by_sector.health[by_sector.group == at].any() for at in range(len(by_sector.groups))])
    closed = ~may_open(partners)[:-1] & ~of_health[:, None, None]
    return ~_few(np.where(closed, partners[:-1], 0).sum(0))


def view(panel: Panel, within: Within, by_sector: Panel | None = None) -> View:
    """Work out everything that one view shows. 500 partners by five years take well under a second.

    Parameters
    ----------
    by_sector
        The same partners by sector, where `panel` has them by something else: the health service is held against it.
    """
    there = panel.levels > 0
    if within is Within.HEALTH_SERVICE:
        beside = other_sectors_hide(by_sector or panel)
        may, may_move = (
            _rest_hides(one, panel) & mask for one, mask in zip((there, _both(there)), beside, strict=True)
        )
        panel = _only(panel, panel.health)
    else:
        may, may_move = (np.ones(one.shape[1:], dtype=bool) for one in (there, _both(there)))
    return View(
        within,
        panel.groups,
        spread(panel, may),
        moves(panel, may_move, weigh=False),
        moves(panel, may_move, weigh=True),
        _by_group(panel, np.any(panel.levels > 0, axis=-1)),
        _by_group(panel, panel.invited),
    )


def _by_group(panel: Panel, there: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Count partners, (partners, ...) to (groups + 1, ...)."""
    each = np.array([there[panel.group == group].sum(0) for group in range(len(panel.groups))], dtype=np.int64)
    return np.concatenate([each, each.sum(0, keepdims=True)])


def _silence(unit: str, shown: Shown, why: str) -> Estimate:
    return Estimate(None, None, None, 0.95, unit, None, shown, why, method="system-view", sources=())


def share(found: View, group: int, year: int, standard: int, level: int) -> Estimate:
    """Give the share of partners at a level (from 1), with Wilson's interval."""
    counts = found.spread.counts[group, year, standard]
    if not found.spread.open[group, year, standard]:
        return _silence(SHARE, Shown.TOO_FEW, TOO_FEW)
    limits = rates.proportion(counts[level - 1], counts.sum(), per=100)
    value, low, high = (float(one) for one in (limits.value, limits.low, limits.high))
    return Estimate(value, low, high, 0.95, SHARE, None, Shown.SHOWN, "", method="system-view", sources=())


def weighted_share(found: View, group: int, year: int, standard: int, level: int) -> Estimate:
    """Give the share of the workforce whose partner is at a level, to the nearest five per cent."""
    cell = group, year, standard
    if not found.spread.weighable[cell]:
        return _silence(WEIGHTED_SHARE, Shown.TOO_FEW, ONE_IS_LARGE if found.spread.open[cell] else TOO_FEW)
    worth, exact = found.spread.effective[cell], found.spread.weighted[cell][level - 1]
    limits = rates.proportion(exact * worth, worth, per=100)
    value, low, high = (
        float(np.rint(one / ROUNDED_TO) * ROUNDED_TO) for one in (limits.value, limits.low, limits.high)
    )
    return Estimate(value, low, high, 0.95, WEIGHTED_SHARE, None, Shown.SHOWN, "", method="system-view", sources=())


def moved(found: View, group: int, year: int, standard: int, *, weigh: bool = False) -> Estimate:
    """Give how the same partners moved, on average, from a year (from 0) to the next."""
    each, cell = found.weighted_moves if weigh else found.moves, (group, year, standard)
    if np.isnan(each.value[cell]):
        return _silence(STEPS, Shown.TOO_FEW, MOVED_ALIKE if each.partners[cell] else TOO_FEW)
    value, low, high = (float(one[cell]) for one in (each.value, each.low, each.high))
    return Estimate(value, low, high, 0.95, STEPS, None, Shown.SHOWN, "", method="system-view", sources=())


def coverage(found: View, group: int, year: int) -> Estimate:
    """Give the share of invited partners that answered: without an interval, for it is all of them that are counted."""
    invited, answered = int(found.invited[group, year]), int(found.answered[group, year])
    if not invited:
        return _silence(COVERED, Shown.NOBODY_MEASURES, NOBODY_INVITED)
    value = 100 * answered / invited
    return Estimate(value, None, None, 0.95, COVERED, None, Shown.SHOWN, "", method="system-view", sources=())


def missing(panel: Panel, names: Sequence[str], year: int) -> tuple[str, ...]:
    """Name who was invited in a year and has not answered, in the order of the names: for the programme team."""
    silent = panel.invited[:, year] & ~(panel.levels[:, year] > 0).any(-1)
    return tuple(sorted(name for name, absent in zip(names, silent, strict=True) if absent))


@dataclass(frozen=True, slots=True)
class Here:
    """Where one partner stands among others: the level it chose, and how many chose each. It has no rank."""

    level: int
    shares: tuple[Estimate, ...]


def here(found: View, group: int, year: int, standard: int, own: int) -> Here | None:
    """Give "you are here" on a distribution of at least ten, else nothing."""
    if not own or not found.spread.open[group, year, standard]:
        return None
    return Here(own, tuple(share(found, group, year, standard, level) for level in range(1, LEVELS + 1)))
