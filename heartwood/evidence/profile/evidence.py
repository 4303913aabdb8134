"""A build and a pack together: every figure of the partnership's areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from heartwood.evidence import store
from heartwood.evidence.profile.figures import Context, figures, make_series, missing
from heartwood.evidence.profile.rows import Row, choose_bindings, read_editions, read_neighbours, read_rows
from heartwood.evidence.profile.shapes import Cell, Edition, Figure, Profile
from heartwood.pack import Area, Binding, Factor, Pack, Stage


@dataclass(frozen=True, slots=True)
class Evidence:
    """The pack's figures out of one build, all in memory.

    Attributes
    ----------
    build
        The name of the build file.
    bindings
        By indicator key, the series that was used; an indicator that is not in the build has none.
    editions
        Every file that the build was made from.
    """

    build: str
    pack: Pack
    bindings: Mapping[str, Binding]
    editions: tuple[Edition, ...]
    all_figures: Mapping[tuple[str, str], tuple[Figure, ...]]  # by (indicator key, area code), oldest first

    def series(self, indicator_key: str, area_code: str) -> tuple[Figure, ...]:
        """Give every period, oldest first, holes included; nothing where the build has no row."""
        return self.all_figures.get((indicator_key, area_code), ())

    def figure(self, indicator_key: str, area_code: str) -> Figure | None:
        """Give the latest period with its estimate or its silence; None for a key or code the pack does not know."""
        indicator, area = self.pack.indicators.get(indicator_key), self.pack.areas.get(area_code)
        if indicator is None or area is None:
            return None
        found = self.series(indicator_key, area_code)
        return found[-1] if found else missing(indicator, area, loaded=indicator_key in self.bindings)

    def profile(self, area_code: str) -> Profile:
        """Give a place's figures by factor and stage of life.

        Raises
        ------
        KeyError
            If the pack has no such area.
        """
        area, pack = self.pack.areas[area_code], self.pack
        cells = {
            (factor.key, stage.key): self._cell(area, factor, stage)
            for factor in pack.factors.values()
            for stage in pack.stages.values()
        }
        outcomes = {key: self._figures(area, None, key) for key in pack.stages}
        return Profile(area, self.build, cells, outcomes)

    def _figures(self, area: Area, factor_key: str | None, stage_key: str) -> tuple[Figure, ...]:
        found = (
            self.figure(indicator.key, area.code)
            for indicator in self.pack.indicators.values()
            if indicator.factor == factor_key and stage_key in indicator.stages
        )
        return tuple(figure for figure in found if figure is not None)

    def _cell(self, area: Area, factor: Factor, stage: Stage) -> Cell:
        all_of_them = self._figures(area, factor.key, stage.key)
        if not all_of_them:
            return Cell(factor, stage, None, (), self.pack.silences.get((factor.key, stage.key)))
        key = self.pack.leads.get((factor.key, stage.key), all_of_them[0].indicator.key)
        lead = next((figure for figure in all_of_them if figure.indicator.key == key), all_of_them[0])
        return Cell(factor, stage, lead, tuple(figure for figure in all_of_them if figure is not lead), None)


def open_evidence(build: Path, pack: Pack, *, today: date | None = None) -> Evidence:
    """Read all the pack's series from a build, with its doubts, comparisons and trends.

    Parameters
    ----------
    build
        A build file, as `store.newest` gives it.
    pack
        The partnership's content.
    today
        The day from which figures are old; by default, today.
    """
    connection = store.connect(build)
    try:
        neighbours = read_neighbours(connection, pack.areas)
        districts = [area.code for area in pack.districts]
        bindings = choose_bindings(connection, pack.indicators.values(), pack.areas, districts)
        codes = sorted({*pack.areas, *(code for near in neighbours.values() for code in near)})
        rows, editions = read_rows(connection, bindings, codes), read_editions(connection)
    finally:
        connection.close()
    context = Context(pack.areas, neighbours, today or datetime.now(tz=UTC).date())
    return Evidence(build.stem, pack, bindings, editions, _all_figures(pack, rows, context))


def _all_figures(
    pack: Pack, rows: Mapping[tuple[str, str], Sequence[Row]], context: Context
) -> Mapping[tuple[str, str], tuple[Figure, ...]]:
    by_indicator: dict[str, dict[str, Sequence[Row]]] = {}
    for (key, code), found in rows.items():
        by_indicator.setdefault(key, {})[code] = found
    made = (make_series(pack.indicators[key], of_areas, pack.doubts) for key, of_areas in by_indicator.items())
    return {
        (series.indicator.key, area.code): figures(series, area, context)
        for series in made
        for area in pack.areas.values()
    }
