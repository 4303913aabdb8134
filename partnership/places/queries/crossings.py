"""Transitions in a life and the settings of it, each with its factors and figures, or saying that it has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from heartwood.pack import Crossing
from partnership.core import pack
from partnership.core.pack import in_language
from partnership.places.queries.figures import AreaFigure, area_figure
from partnership.places.queries.lifecourse import StageNamed, stage_named
from partnership.places.queries.opened import evidence, made_from


@dataclass(frozen=True, slots=True)
class CrossingNamed:
    """A transition or a setting, as lists name it."""

    kind: str
    slug: str
    name: str
    about: str
    measures: int


@dataclass(frozen=True, slots=True)
class FactorNamed:
    """A factor, as this page names it."""

    key: str
    name: str
    role: str
    about: str


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure about a transition or a setting, in every area that has it."""

    title: str
    slug: str
    definition: str
    figures: tuple[AreaFigure, ...]


@dataclass(frozen=True, slots=True)
class CrossingPage:
    """The page of a transition or a setting."""

    named: CrossingNamed
    build: str
    stages: tuple[StageNamed, ...]
    factors: tuple[FactorNamed, ...]
    measures: tuple[Measured, ...]
    silence: str


def _all(kind: str) -> Mapping[str, Crossing]:
    content = pack.current()
    return content.transitions if kind == "transition" else content.settings


def crossings(kind: str) -> tuple[CrossingNamed, ...]:
    """List the transitions, or the settings."""
    return tuple(_named(crossing) for crossing in _all(kind).values())


def crossing_page(kind: str, slug: str) -> CrossingPage | None:
    """Show a transition or a setting; None where there is no such one."""
    crossing = next((one for one in _all(kind).values() if one.slug == slug), None)
    if crossing is None:
        return None
    content = pack.current()
    return CrossingPage(
        named=_named(crossing),
        build=made_from().name,
        stages=tuple(stage_named(content.stages[key]) for key in crossing.stages),
        factors=tuple(_factor(key) for key in crossing.factors),
        measures=tuple(_measured(key) for key in crossing.indicators),
        silence=in_language(crossing.silence),
    )


def _named(crossing: Crossing) -> CrossingNamed:
    name, about = in_language(crossing.name), in_language(crossing.about)
    return CrossingNamed(crossing.kind, crossing.slug, name, about, len(crossing.indicators))


def _factor(key: str) -> FactorNamed:
    factor = pack.current().factors[key]
    return FactorNamed(key, in_language(factor.name), factor.role.value, in_language(factor.about))


def _measured(key: str) -> Measured:
    content, known = pack.current(), evidence()
    indicator = content.indicators[key]
    figures = [figure for code in content.areas if (figure := known.figure(key, code))]
    shown = tuple(area_figure(figure, brief=True) for figure in figures)
    return Measured(in_language(indicator.title), indicator.slug, in_language(indicator.definition), shown)
