"""ONS Explore Local Statistics: one CSV for each subject, its metadata in JSON beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from heartwood.evidence.sources import fetching
from heartwood.evidence.sources.labels import iso
from heartwood.evidence.sources.reading import figures, lay_out
from heartwood.evidence.sources.shapes import Fetched, SourceError, Text, Tidied

_CELLS = """
WITH several AS (SELECT indicator FROM text GROUP BY indicator HAVING count(DISTINCT measure) > 1)
SELECT line, CASE WHEN indicator IN (FROM several) THEN clean(indicator) || '|' || clean(measure)
        ELSE clean(indicator) END AS series,
    clean(areacd) AS area, clean(period) AS label, clean(observation) AS value, clean(lci_95) AS low,
    clean(uci_95) AS high, clean(notes) AS note, 'observation' AS heading,
    CASE WHEN clean(observation) IS NULL THEN clean(status) END AS code
FROM text
"""


def fetch(where: str, into: Path) -> Fetched:
    """Bring the CSV and, if there is one, the JSON beside it, which knows the date."""
    fetched = fetching.fetch(where, into)
    try:
        beside = fetching.fetch(where.removesuffix(".csv") + ".json", into)
    except SourceError:
        return fetched
    return replace(fetched, released=released(beside.path))


def released(path: Path) -> date | None:
    """Read `sourceDate` of a metadata file, wherever it stands: the later, if two publishers have one each."""
    try:
        found = str(_find(json.loads(path.read_text(encoding="utf-8-sig")), "sourceDate"))
        return max(datetime.strptime(one, "%d/%m/%Y").date() for one in found.split("|"))  # noqa: DTZ007
    except ValueError:
        return None


def _find(told: Any, key: str) -> Any:
    if not isinstance(told, dict):
        return None
    return next((one for one in [told.get(key), *(_find(value, key) for value in told.values())] if one), None)


def tidy(text: Text) -> Tidied:
    """Read one subject."""
    lay_out(text, _CELLS)
    areas = text.connection.sql("SELECT clean(areacd) AS code, clean(areanm) AS name, kind_of(code) AS kind FROM text")
    found = figures(text, lambda _, label: iso(label))
    return Tidied(f"ons_els_{text.stem}", f"{text.kind.title}: {text.stem.replace('-', ' ')}", found, areas)
