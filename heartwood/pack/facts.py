"""The figures that a pack carries in `facts/*.csv`: one row for each, holes included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from heartwood.pack.files import Layers, rows

DOUBTS = "doubts.csv"  # stands among the facts and holds no figures


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of one area in one period, as the row has it."""

    indicator: str
    area: str
    period: str  # ISO 8601
    label: str  # the publisher's own name of the period
    published: str  # the value as the publisher writes it
    value: float | None
    low: float | None
    high: float | None
    count: float | None
    denominator: float | None
    denominator_kind: str  # people areas assessments, or empty
    status: str  # shown too_few not_published not_collected doubted
    why: str
    origin: str  # published worked_out
    source: str
    file: str
    line: int

    @property
    def figure(self) -> tuple[str, str, str]:
        """Which figure this is."""
        return self.indicator, self.area, self.period


def fact_files(layers: Layers) -> Iterator[tuple[Path, str]]:
    """Every CSV of facts with its name from the pack's folder on."""
    for name in layers.several("facts", ".csv"):
        if name != f"facts/{DOUBTS}":
            yield layers.find(name), name


def read_facts(folder: Path, overlay: Path | None = None) -> tuple[Fact, ...]:
    """Read every fact of a pack whose files have passed `schema_problems`."""
    files = fact_files(Layers(folder, overlay))
    return tuple(_fact(row, name, line) for path, name in files for line, row in rows(path))


def _fact(row: dict[str, str], file: str, line: int) -> Fact:
    texts = ("indicator", "area", "period", "label", "denominator_kind", "status", "why", "origin", "source")
    numbers = ("value", "low", "high", "count", "denominator")
    return Fact(
        **{name: row[name] for name in texts},  # type: ignore[arg-type]
        **{name: float(row[name]) if row[name] else None for name in numbers},  # type: ignore[arg-type]
        published=row["value"],
        file=file,
        line=line,
    )
